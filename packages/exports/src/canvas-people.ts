import type { BookRow, Person } from "./book.ts";
import { asCanvasReads } from "./canvas-cell.ts";
import type { CanvasGradebook, CanvasStudent } from "./canvas-template.ts";
import { guarded, looksLikeFormula } from "./formula-guard.ts";
import { type LeftOut, someOf } from "./outcome.ts";
import { sharedKeys } from "./shared-keys.ts";

/** A person as Canvas knows them: what stands in the five leading cells. */
export interface CanvasRow {
  readonly row: BookRow;
  readonly leading: readonly string[];
  /** As Canvas exported the person; undefined without a template. */
  readonly known: CanvasStudent | undefined;
}

interface CanvasPeople {
  readonly rows: readonly CanvasRow[];
  readonly leftOut: readonly LeftOut[];
}

/** The people whom Canvas can find, with what it finds them by; of the others, why they are left out. */
export function canvasPeople(rows: readonly BookRow[], template: CanvasGradebook | null): CanvasPeople {
  const find = template === null ? () => undefined : finder(template);
  const found = rows.map((row) => {
    const known = find(row.person);
    return { row, known, leading: leadingCells(row.person, known) };
  });
  const shared = sharedKeys(found.map(({ leading }) => leading[1] ?? ""));
  const because = ({ row: { person }, known, leading }: CanvasRow): string | null => {
    if (person.dropped) return "dropped";
    if (template !== null && known === undefined) return "not in Canvas's own export";
    const [name = "", id = "", ...others] = leading;
    if (id !== "" && shared.has(id)) return `several people have the Canvas id ${id}`;
    if (name === "" && [id, ...others.slice(0, 2)].every((cell) => cell === "")) {
      return "the name reads like a row of Canvas's own, and there is no id";
    }
    return null;
  };
  const kept = found.filter((each) => because(each) === null);
  const leftOut = found.flatMap((each) => {
    const why = because(each);
    return why === null ? [] : [{ login: each.row.person.login, module: null, because: why }];
  });
  return { rows: kept, leftOut };
}

/** As Canvas looks for them: by its own id, by the id of the SIS, by the login. */
function finder({ students }: CanvasGradebook): (person: Person) => CanvasStudent | undefined {
  const by = (key: "id" | "sisId" | "login") =>
    new Map(students.filter((each) => each[key] !== "").map((each) => [each[key], each]));
  const [byId, bySisId, byLogin] = [by("id"), by("sisId"), by("login")];
  return ({ lmsId, sisId, login, email }) =>
    byId.get(lmsId ?? "") ?? bySisId.get(sisId ?? "") ?? byLogin.get(login) ?? byLogin.get(email ?? "");
}

/** Those whom Canvas has and the course does not, a sentence for all of them; Canvas's own test student is nobody. */
export function unknownHere(template: CanvasGradebook, rows: readonly BookRow[]): string[] {
  const find = finder(template);
  const known = new Set(rows.map(({ person }) => find(person)));
  const unknown = template.students.filter((each) => !known.has(each) && each.student !== "Student, Test");
  if (unknown.length === 0) return [];
  const names = unknown.map(({ student, login }) => (login === "" ? student : `${student} (${login})`));
  return [`in Canvas's own export and without an account here: ${someOf(names)}`];
}

function leadingCells(person: Person, known: CanvasStudent | undefined): readonly string[] {
  const { student, id, sisId, login, section } = known ?? {
    student: person.name,
    id: person.lmsId ?? "",
    sisId: person.sisId ?? "",
    login: person.login,
    section: person.section ?? "",
  };
  return [firstCell(student, login), canvasId(id), key(sisId), key(login), guarded(oneLine(section))];
}

/** Canvas takes a row whose first cell holds these words for the one of points: an id finds a person so named. */
function firstCell(name: string, login: string): string {
  const free = [name, login].find((text) => !text.includes("Points Possible"));
  return guarded(oneLine(free ?? ""));
}

/** Canvas reads a number at its beginning and forgets the rest. */
function canvasId(id: string): string {
  return /^[1-9]\d*$/.test(id) ? id : "";
}

/** An id with an apostrophe in front would be another: what a spreadsheet might run is not written. */
function key(id: string): string {
  return looksLikeFormula(id) ? "" : oneLine(id);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ");
}

/** What Canvas may not find as it is written, a sentence each. */
export function canvasWarnings(rows: readonly CanvasRow[]): string[] {
  const logins = (chosen: (each: CanvasRow) => boolean) => rows.filter(chosen).map(({ row }) => row.person.login);
  const say = (names: readonly string[], sentence: string) =>
    names.length === 0 ? [] : [`${sentence}: ${someOf(names)}`];
  const isChanged = (cell = "") => asCanvasReads(cell) !== cell;
  return [
    ...say(
      logins(({ leading: [, id] }) => id === ""),
      "without a Canvas id, so that Canvas looks for the SIS id, the login and the name, and asks where it finds none",
    ),
    ...say(
      logins(({ leading: [, , sisId, login] }) => isChanged(sisId) || isChanged(login)),
      "with an id that Canvas reads as another number",
    ),
    ...say(
      logins(({ row: { person }, known }) => known === undefined && looksLikeFormula(person.sisId ?? "")),
      "with an SIS id that a spreadsheet would run, which is not written",
    ),
  ];
}
