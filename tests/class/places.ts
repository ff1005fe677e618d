import { gunzipSync } from "node:zlib";
import { type Client, type Grade, gradeSchema, personDataSchema } from "@tinytorch/api";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { Shown } from "./worked-out.ts";

/** A place that shows grades: what it shows of each, by person and module. */
export interface Place {
  readonly name: string;
  /** What of a grade it tells of. */
  readonly tells: (grade: Shown) => Partial<Shown>;
  /** Whose and which grades it has; everybody's and all by default. */
  readonly has?: (login: string, grade: Shown) => boolean;
  readonly grades: Readonly<Record<string, Partial<Shown>>>;
}

export interface Readers {
  readonly teacher: Client;
  /** By login, but for those who were dropped. */
  readonly students: ReadonlyMap<string, Client>;
  readonly dropped: ReadonlySet<string>;
  /** By module, in how many points. */
  readonly worth: Readonly<Record<string, number>>;
}

const whole = (grade: Shown) => grade;

/** Every place that shows grades, as it is now. */
export async function readPlaces(readers: Readers): Promise<readonly Place[]> {
  return (await Promise.all([studentsPlaces(readers), gradebooks(readers), exported(readers)])).flat();
}

async function studentsPlaces({ students, worth }: Readers): Promise<Place[]> {
  const has = (login: string) => students.has(login);
  const modules = Object.keys(worth);
  const [own, standing, data]: [Cells, Cells, Cells] = [{}, {}, {}];
  const read = async ([login, client]: [string, Client]) => {
    const [{ grades }, packed, ...standings] = await Promise.all([
      client.grades(),
      client.myData(),
      ...modules.map((module) => client.standing(module)),
    ]);
    Object.assign(own, cellsOf(login, grades));
    Object.assign(standing, ...standings.map(({ grade }) => (grade === null ? {} : cellsOf(login, [grade]))));
    const { files } = personDataSchema.parse(JSON.parse(gunzipSync(packed).toString("utf8")));
    Object.assign(data, cellsOf(login, z.array(gradeSchema).parse(JSON.parse(files["grades.json"] ?? ""))));
  };
  await Promise.all([...students].map(read));
  return [
    { name: "the student's own grades", has, tells: whole, grades: own },
    { name: "the student's standing", has, tells: whole, grades: standing },
    { name: "the student's own data", has, tells: whole, grades: data },
  ];
}

async function gradebooks({ teacher, worth, dropped }: Readers): Promise<Place[]> {
  const modules = Object.keys(worth);
  const active = (login: string) => !dropped.has(login);
  const rows = async (people: "active" | "all") =>
    Object.assign(
      {},
      ...(await teacher.gradebook({ people })).rows.map(({ student, grades }) => cellsOf(student.name, grades)),
    );
  const csv = table(await teacher.gradebookCsv({ people: "all" })).flatMap((row) =>
    modules.map((module): [string, Partial<Shown>] => {
      const late = row[`${module} days late`] ?? "";
      const note = row[`${module} note`] ?? "";
      return [
        `${row.student} ${module}`,
        {
          ...pointsOf(row[module]),
          daysLate: late === "" ? null : Number(late),
          ...(note === "excused" || note === "given by hand" || note === "" ? { note } : {}),
        },
      ];
    }),
  );
  return [
    { name: "the gradebook", tells: whole, has: active, grades: await rows("active") },
    { name: "the gradebook with all people", tells: whole, grades: await rows("all") },
    {
      name: "the gradebook as CSV",
      tells: ({ points, daysLate, note }) => ({ points, daysLate, note }),
      grades: graded(csv),
    },
  ];
}

const jsonLineSchema = z.object({ person: z.object({ login: z.string() }), grades: z.array(gradeSchema) });
const gradescopeLineSchema = z.object({
  login: z.string(),
  module: z.string(),
  results: z.object({ score: z.number(), output: z.string() }),
});

async function exported({ teacher, worth, dropped }: Readers): Promise<Place[]> {
  const modules = Object.keys(worth);
  const active = (login: string) => !dropped.has(login);
  const [people, canvas, moodle, lines, ...results] = await Promise.all([
    teacher.makeExport({ format: "csv", withDropped: true }),
    teacher.makeExport({ format: "canvas", isFirst: true }),
    teacher.makeExport({ format: "moodle", key: "username", isFirst: true }),
    teacher.makeExport({ format: "jsonl" }),
    ...modules.map((module) => teacher.makeExport({ format: "gradescope", modules: [module] })),
  ]);
  return [
    {
      name: "the table for people",
      tells: ({ points, of }) => ({ points, of }),
      grades: graded(fromPeople(people.text)),
    },
    {
      name: "Canvas",
      tells: ({ points, of }) => ({ points, of }),
      has: active,
      grades: graded(fromCanvas(canvas.text, modules)),
    },
    {
      name: "Moodle",
      tells: ({ points }) => ({ points }),
      has: (login, { points }) => active(login) && points !== "EX",
      grades: graded(fromMoodle(moodle.text, modules)),
    },
    {
      name: "JSON lines",
      tells: whole,
      grades: Object.assign(
        {},
        ...jsonDocuments(lines.text, jsonLineSchema).map(({ person, grades }) => cellsOf(person.login, grades)),
      ),
    },
    {
      name: "Gradescope",
      // The tests say it where the grade is what they gave.
      tells: ({ points, tests, lines }) => (points === tests ? { points } : { points, lines }),
      has: (login, { tests }) => active(login) && tests !== null,
      grades: Object.fromEntries(
        results
          .flatMap(({ text }) => jsonDocuments(text, gradescopeLineSchema))
          .map(({ login, module, results }) => [`${login} ${module}`, fromResults(results, worth[module] ?? ofTests)]),
      ),
    },
  ];
}

type Cells = Record<string, Partial<Shown>>;

/** Grades of the wire. */
function cellsOf(login: string, grades: readonly Grade[]): Cells {
  return Object.fromEntries(grades.map((grade) => [`${login} ${grade.module}`, shownBy(grade)]));
}

function shownBy({ counted, maxScore, reason, score, late, submissionId, excused, overridden }: Grade): Shown {
  return {
    points: excused ? "EX" : (counted ?? Number.NaN),
    of: maxScore,
    lines: reason,
    tests: score,
    daysLate: submissionId === null ? null : (late?.days ?? 0),
    note: excused ? "excused" : overridden ? "given by hand" : "",
  };
}

function fromPeople(text: string): [string, Partial<Shown>][] {
  return table(text).flatMap((row) =>
    Object.entries(row).flatMap(([header, cell]): [string, Partial<Shown>][] => {
      const [, module, of] = /^(\d\d-\S+) \(of ([\d.]+)\)$/.exec(header) ?? [];
      return module === undefined ? [] : [[`${row.login} ${module}`, pointsOf(cell, Number(of))]];
    }),
  );
}

/** What there are points of in the tests of every module. */
const ofTests = 100;

/** The score is in points of the tests; an explanation comes before what the tests say. */
function fromResults({ score, output }: { score: number; output: string }, worth: number): Partial<Shown> {
  const [first = ""] = output.split("\n\n");
  const points = Math.round((100 * score * worth) / ofTests) / 100;
  return / points from the \w+ graded submission\.\n/.test(first) ? { points, lines: first.split("\n") } : { points };
}

/** Columns are called by their modules' titles, in the order of the modules. */
function fromCanvas(text: string, modules: readonly string[]): [string, Partial<Shown>][] {
  const [header = [], possible = [], ...rows]: string[][] = parse(text, { bom: true });
  const first = header.indexOf("Section") + 1;
  const login = header.indexOf("SIS Login ID");
  return rows.flatMap((row) =>
    row
      .slice(first)
      .map((cell, index): [string, Partial<Shown>] => [
        `${row[login]} ${modulesIn(header.slice(first), modules)[index]}`,
        pointsOf(cell, Number(possible[first + index])),
      ]),
  );
}

function fromMoodle(text: string, modules: readonly string[]): [string, Partial<Shown>][] {
  const [[, ...titles] = [], ...rows]: string[][] = parse(text, { bom: true });
  const named = modulesIn(titles, modules);
  return rows.flatMap(([login, ...cells]) =>
    cells.map((cell, index): [string, Partial<Shown>] => [`${login} ${named[index]}`, pointsOf(cell)]),
  );
}

/** `Clocks` is the title of `02-clocks`. */
function modulesIn(titles: readonly string[], modules: readonly string[]): readonly (string | undefined)[] {
  return titles.map((title) => modules.find((module) => module.endsWith(`-${title.toLowerCase()}`)));
}

function pointsOf(cell = "", of?: number): Partial<Shown> {
  const out = of === undefined ? {} : { of: cell === "EX" ? null : of };
  return cell === "" ? {} : { points: cell === "EX" ? "EX" : Number(cell), ...out };
}

/** Those with points, or with none by right. */
function graded(cells: readonly [string, Partial<Shown>][]): Cells {
  return Object.fromEntries(cells.filter(([, { points }]) => points !== undefined));
}

function table(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true });
}

function jsonDocuments<Document>(text: string, schema: z.ZodType<Document>): Document[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => schema.parse(JSON.parse(line)));
}
