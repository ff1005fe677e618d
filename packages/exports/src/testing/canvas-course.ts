import { parse } from "csv-parse/sync";

/** A course in Canvas, as much of it as an import of grades reads. */
export interface CanvasCourse {
  readonly assignments: readonly { readonly id: number; readonly title: string; readonly points: number }[];
  readonly students: readonly {
    readonly id: number;
    readonly name: string;
    readonly sisId?: string;
    readonly login?: string;
    /** By assignment: a score or `EX`. */
    readonly grades: Readonly<Record<number, string>>;
  }[];
}

/** What the preview of an import shows. */
export interface CanvasPreview {
  readonly newAssignments: readonly string[];
  readonly newPoints: Readonly<Record<string, number>>;
  readonly unknownStudents: readonly string[];
  /** `Ada: Optimizers 90 -> 94.00` */
  readonly changes: readonly string[];
}

const unread =
  /Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|Override (Score|Grade|Status)/;

/**
 * Imports a gradebook by the rules of Canvas's own importer (canvas-lms `lib/gradebook_importer.rb` at 00b222d), written anew.
 * @throws Error `Invalid header row` as it does.
 */
export function previewInCanvas(text: string, course: CanvasCourse): CanvasPreview {
  const [header = [], ...rows] = rowsOf(text);
  const leading = leadingColumns(header);
  const named = header.slice(leading).filter((name) => !unread.test(name));
  const columns = named.map((name) => {
    const [, title = name, id] = /^(.*?)\s*\((\d+)\)$/s.exec(name) ?? [];
    const assignment =
      course.assignments.find((each) => each.id === Number(id)) ??
      course.assignments.find((each) => each.title === name);
    return { title, assignment, index: header.indexOf(name) };
  });
  const newPoints: Record<string, number> = {};
  const unknownStudents: string[] = [];
  const changes: string[] = [];
  let possible: readonly string[] = [];
  for (const row of rows) {
    if (row[0]?.includes("Points Possible")) {
      possible = row;
      for (const { title, assignment, index } of columns) {
        const points = row[index] ?? "";
        if (points !== "" && Number(points) !== assignment?.points) newPoints[title] = Number.parseFloat(points);
      }
      continue;
    }
    if (row.every((cell) => /^\s*(Muted|Manual Posting.*)?\s*$/i.test(cell))) continue;
    const [name = "", id = "", sisId = "", login = ""] = row;
    const student =
      course.students.find((each) => each.id === Number.parseInt(id, 10)) ??
      course.students.find((each) => sisId !== "" && each.sisId === sisId) ??
      course.students.find((each) => login !== "" && each.login === login) ??
      course.students.find((each) => each.name === name);
    if (student === undefined) unknownStudents.push(name);
    for (const { title, assignment, index } of columns) {
      if (/read\s+only/.test(possible[index] ?? "")) continue;
      const [was, is] = [student?.grades[assignment?.id ?? -1] ?? "", (row[index] ?? "").trim()];
      if (!isSame(was, is))
        changes.push(`${student?.name ?? name}: ${title} ${was || "nothing"} -> ${is || "nothing"}`);
    }
  }
  const newAssignments = columns.filter(({ assignment }) => assignment === undefined).map(({ title }) => title);
  return { newAssignments, newPoints, unknownStudents, changes };
}

/** The course after the import of which that is the preview, with new assignments made. */
export function importIntoCanvas(text: string, course: CanvasCourse): CanvasCourse {
  const { newAssignments, newPoints } = previewInCanvas(text, course);
  const made = newAssignments.map((title, index) => ({ id: 9000 + index, title, points: newPoints[title] ?? 0 }));
  const assignments = [...course.assignments, ...made];
  const [header = [], ...rows] = rowsOf(text);
  const students = course.students.map((student) => {
    const row = rows.find(([, id = ""]) => Number.parseInt(id, 10) === student.id);
    if (row === undefined) return student;
    const grades = assignments.flatMap(({ id, title }) => {
      const index = header.findIndex((name) => name === title || name.endsWith(`(${id})`));
      return index === -1 ? [] : [[id, row[index] ?? ""] as const];
    });
    return { ...student, grades: { ...student.grades, ...Object.fromEntries(grades) } };
  });
  return { assignments, students };
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = parse(text, { delimiter: separatorOf(text), relax_column_count: true });
  return rows.filter((row) => row.some((cell) => cell.trim() !== "")).map((row) => row.map(inPoints));
}

/** A semicolon when the first three lines have as many of them, and more than commas. */
function separatorOf(text: string): string {
  const lines = text.split(/(?<=\n)/).slice(0, 3);
  const count = (delimiter: string) => {
    try {
      const sizes = lines.map((line) => parse(line, { delimiter })[0]?.length ?? 0);
      return new Set(sizes).size === 1 ? (sizes[0] ?? 0) : 0;
    } catch {
      return 0;
    }
  };
  return count(";") > count(",") ? ";" : ",";
}

function inPoints(cell: string): string {
  if (!/^-?[0-9.,]+%?$/.test(cell)) return cell;
  const parts = cell.replace(/[.,]+$/, "").split(/[.,]/);
  return parts.length === 1 ? (parts[0] ?? "") : `${parts.slice(0, -1).join("")}.${parts.at(-1)}`;
}

function leadingColumns(header: readonly string[]): number {
  if (header.length < 4 || !header[0]?.includes("Student") || !header[1]?.includes("ID"))
    throw new Error("Invalid header row");
  let count = 3;
  if (/SIS\s+Login\s+ID/.test(header[2] ?? "")) count = 4;
  else if (/SIS\s+User\s+ID/.test(header[2] ?? "") && /SIS\s+Login\s+ID/.test(header[3] ?? "")) count = 5;
  if (!header[count - 1]?.includes("Section")) throw new Error("Invalid header row");
  return count;
}

function isSame(was: string, is: string): boolean {
  const isNone = (grade: string) => grade === "" || grade === "-";
  if (was === is || (isNone(was) && isNone(is))) return true;
  if (isNone(was) || isNone(is)) return false;
  const [one, other] = [was.toUpperCase(), is.toUpperCase()];
  if (one === "EX" || other === "EX") return one === other;
  return Number(was).toFixed(2) === Number(is).toFixed(2);
}
