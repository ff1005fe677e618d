import {
  type Assignment,
  type CourseMember,
  type ExceptionKind,
  type ExceptionRecord,
  type Grade,
  type Gradebook,
  pointsOf,
  type SubmissionSummary,
} from "@tinytorch/api";
import { plain } from "../../components/plain.ts";

/** What there is to say of a cell besides its points. */
export type Mark = "missing" | "late" | "overridden" | "excused" | "extended" | "chosen" | "provisional" | "broken";

/** A student's grade in a module, as the table shows it. */
export interface Cell {
  readonly module: string;
  readonly grade: Grade | undefined;
  /** Of those that the module is worth; null where there are none. */
  readonly points: number | null;
  readonly marks: ReadonlySet<Mark>;
}

/** A student's line. */
export interface Row {
  readonly id: string;
  readonly login: string;
  /** As the person writes it, or the login where nobody knows that. */
  readonly name: string;
  readonly section: string;
  readonly isDropped: boolean;
  /** What a search looks through. */
  readonly words: string;
  /** In the order of the modules. */
  readonly cells: readonly Cell[];
}

/** What the table is made of, as the service has it. */
export interface BookFacts {
  readonly book: Gradebook;
  readonly students: readonly CourseMember[];
  readonly exceptions: readonly ExceptionRecord[];
  readonly assignments: readonly Assignment[];
  readonly ungraded: readonly SubmissionSummary[];
  readonly now: number;
}

const key = (student: string, module: string) => `${student} ${module}`;

/** The whole table, a line for each student. */
export function rowsOf({ book, students, exceptions, assignments, ungraded, now }: BookFacts): readonly Row[] {
  const people = new Map(students.map((each) => [each.id, each]));
  const decided = Map.groupBy(exceptions, ({ student, module }) => key(student.id, module));
  const waiting = Map.groupBy(ungraded, ({ student, module }) => key(student.id, module));
  const rules = new Map(assignments.map((each) => [each.module, each]));
  return book.rows.map(({ student: { id, name: login }, grades }) => {
    const person = people.get(id);
    const own = new Map(grades.map((grade) => [grade.module, grade]));
    const name = person?.name ?? login;
    return {
      id,
      login,
      name,
      section: person?.section ?? "",
      isDropped: (person?.droppedAt ?? null) !== null,
      words: plain([name, login, person?.email, person?.sisId, person?.lmsId].filter(Boolean).join(" ")),
      cells: book.modules.map((module) => {
        const grade = own.get(module);
        const held = decided.get(key(id, module)) ?? [];
        const due = dueOf(rules.get(module), held);
        const marks = marksOf(grade, held, waiting.get(key(id, module)) ?? [], due !== null && due < now);
        return { module, grade, points: grade === undefined ? null : pointsOf(grade, book.maximums[module]), marks };
      }),
    };
  });
}

/** The latest of everybody's due date and the student's extensions, as an instant. */
function dueOf(assignment: Assignment | undefined, held: readonly ExceptionRecord[]): number | null {
  if (assignment?.dueAt == null) return null;
  const own = held.flatMap(({ dueAt }) => (dueAt === null ? [] : [Date.parse(dueAt)]));
  return Math.max(Date.parse(assignment.dueAt), ...own);
}

function marksOf(
  grade: Grade | undefined,
  held: readonly ExceptionRecord[],
  ungraded: readonly SubmissionSummary[],
  isPastDue: boolean,
): ReadonlySet<Mark> {
  const has = (kind: ExceptionKind) => held.some((each) => each.kind === kind);
  const waits = ungraded.some(({ status }) => status !== "failed");
  const hasPoints = grade !== undefined;
  const said: readonly (readonly [Mark, boolean])[] = [
    ["excused", grade?.excused === true],
    ["overridden", grade?.overridden === true],
    ["late", grade?.late != null && !grade.excused],
    ["extended", has("extension")],
    ["chosen", has("choice")],
    ["provisional", waits],
    ["broken", !waits && !hasPoints && ungraded.length > 0],
    ["missing", !hasPoints && ungraded.length === 0 && isPastDue],
  ];
  return new Set(said.filter(([, isSo]) => isSo).map(([mark]) => mark));
}
