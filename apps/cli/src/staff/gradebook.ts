import { Command, Option } from "@commander-js/extra-typings";
import { type ExceptionKind, type ExceptionRecord, type Grade, type Gradebook, pointsOf } from "@tinytorch/api";
import { openClient } from "../student/account/client.ts";
import { viewPoints } from "../student/submissions/lateness.ts";
import { viewName } from "../terminal/message-view.ts";
import { renderTable } from "../terminal/table.ts";
import { colors, print, printJson } from "../terminal/terminal.ts";
import { moduleHeadings } from "./module-headings.ts";

export const gradebook = new Command("gradebook")
  .description("every student's grades (instructors; assistants those of their sections)")
  .addOption(
    new Option(
      "--csv",
      "print it as CSV: logins, points and days late; who they are, with ids and sections, is in `tito export --csv`",
    ).conflicts("json"),
  )
  .option("--all", "those who were dropped too")
  .addOption(
    new Option("--why", "under it, how grades came about that are out of the ordinary, and who decided").conflicts([
      "csv",
      "json",
    ]),
  )
  .option("--json", "print it, and what holds for single students, as one JSON document")
  .addHelpText("after", "\nExample:\n  tito gradebook --csv > grades.csv\n  tito gradebook --why")
  .action(async ({ csv, all, why, json }) => {
    const people = all ? "all" : "active";
    const client = await openClient();
    if (csv) return void process.stdout.write(await client.gradebookCsv({ people }));
    const [book, { exceptions }] = await Promise.all([client.gradebook({ people }), client.exceptions()]);
    if (json) return printJson({ ...book, exceptions });
    if (book.rows.length === 0) return print("No students yet.");
    const decided = Map.groupBy(exceptions, ({ student, module }) => `${student.id} ${module}`);
    const rows = book.rows.map(({ student, grades }) => {
      const byModule = new Map(grades.map((grade) => [grade.module, grade]));
      const cells = book.modules.map((module) =>
        viewCell(byModule.get(module), book.maximums[module], decided.get(`${student.id} ${module}`) ?? []),
      );
      return [viewName(student), ...cells];
    });
    print(await renderTable(["Student", ...moduleHeadings(book.modules, rows)], rows));
    for (const [mark, meaning, isIn] of marks) {
      if (rows.some(([, ...cells]) => cells.some((cell) => isIn.test(cell)))) print(`${mark}: ${meaning}.`);
    }
    if (why) for (const line of await viewReasons(book, decided)) print(line);
    else if (exceptions.length > 0) print("Why, and who decided: `tito gradebook --why`.");
  });

const marks = [
  ["EX", "excused, which is no grade and no zero", /EX/],
  ["*", "given by hand", /\*/],
  ["+", "more time or more attempts", /\+/],
  ["!", "a submission was chosen to count", /!/],
  ["2d", "so many days late", /\dd$/],
] as const;

function viewCell(
  grade: Grade | undefined,
  maximum: number | undefined,
  exceptions: readonly ExceptionRecord[],
): string {
  const has = (kind: ExceptionKind) => exceptions.some((each) => each.kind === kind);
  const shown = grade === undefined ? "–" : viewPoints(ofMaximum(grade, maximum));
  const marked = `${shown}${has("extension") ? "+" : ""}${has("choice") ? "!" : ""}`;
  return grade === undefined || grade.excused || grade.late === null ? marked : `${marked} ${grade.late.days}d`;
}

/** The grade in points of the module's, as each column of the CSV and of exports has it. */
function ofMaximum(grade: Grade, maximum: number | undefined): Grade {
  return { ...grade, counted: pointsOf(grade, maximum) };
}

type Decided = ReadonlyMap<string, readonly ExceptionRecord[]>;

/** Of each grade about which something was decided, or that came late: whose it is, how it came about, and who decided. */
async function viewReasons({ modules, rows }: Gradebook, decided: Decided): Promise<readonly string[]> {
  const { viewExplained } = await import("../student/submissions/terms-view.ts");
  return rows.flatMap(({ student, grades }) =>
    modules.flatMap((module) => {
      const grade = grades.find((each) => each.module === module) ?? null;
      const lines = viewExplained(grade, decided.get(`${student.id} ${module}`) ?? []);
      return lines.length === 0 ? [] : [colors.bold(`${viewName(student)}, ${module}`), ...lines];
    }),
  );
}
