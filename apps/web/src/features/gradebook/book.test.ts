import type { Assignment, CourseMember, ExceptionRecord, Grade, SubmissionSummary } from "@tinytorch/api";
import { expect, test } from "vitest";
import { type BookFacts, type Mark, rowsOf } from "./book.ts";
import { chosenRows } from "./choice.ts";

const now = Date.parse("2026-12-07T12:00:00Z");

function grade(module: string, counted: number, more: Partial<Grade> = {}): Grade {
  const facts = { score: counted, maxScore: 100, late: null, excused: false, overridden: false, reason: [] };
  return { module, counted, ...facts, submissionId: null, runId: null, receivedAt: null, gradedAt: null, ...more };
}

function member(id: string, name: string | null, section: string | null): CourseMember {
  return {
    id,
    login: `l-${id}`,
    name,
    section,
    email: null,
    sisId: `s-${id}`,
    lmsId: null,
    role: "student",
    droppedAt: null,
  };
}

function assignment(module: string, dueAt: string | null): Assignment {
  const rules = {
    release: null,
    due: null,
    closes: null,
    points: null,
    attempts: null,
    coolDownMinutes: 0,
    late: null,
  };
  const instants = { releaseAt: null, dueAt, closesAt: null, changed: null };
  return { module, zone: "Europe/Berlin", counts: "latest", ...rules, ...instants };
}

function extension(student: string, module: string, dueAt: string): ExceptionRecord {
  const none = { closes: null, attempts: null, points: null, maxPoints: null, submissionId: null, days: null };
  const made = { because: "ill", by: "teacher", at: "2026-12-01T00:00:00Z", removed: null };
  return {
    id: "e",
    kind: "extension",
    student: { id: student, name: student },
    module,
    zone: "Europe/Berlin",
    due: "2026-12-07T13:00",
    dueAt,
    ...none,
    ...made,
  };
}

function ungraded(student: string, module: string, status: "queued" | "failed"): SubmissionSummary {
  const none = { score: null, maxScore: null, late: null, counted: null, counts: null, handedInFor: null };
  return {
    id: "u",
    module,
    student: { id: student, name: student },
    status,
    receivedAt: "2026-12-07T11:00:00Z",
    ...none,
  };
}

const row = (id: string, ...grades: Grade[]) => ({ student: { id, name: `l-${id}` }, grades });

function facts(more: Partial<BookFacts> = {}): BookFacts {
  return {
    book: {
      modules: ["01-a", "02-b"],
      maximums: { "01-a": 100, "02-b": 50 },
      rows: [
        row("1", grade("01-a", 90), grade("02-b", 40, { late: { days: 1, percentOff: 10 } })),
        row("2", grade("01-a", 100, { overridden: true })),
        row("3", grade("01-a", 0, { counted: null, maxScore: null, excused: true })),
      ],
    },
    students: [member("1", "Zoë Ångström", "A"), member("2", null, "B; A"), member("3", "ada lovelace", null)],
    exceptions: [],
    assignments: [assignment("01-a", "2026-12-06T17:00:00Z"), assignment("02-b", "2026-12-06T17:00:00Z")],
    ungraded: [],
    now,
    ...more,
  };
}

const marks = (given: BookFacts) => rowsOf(given).map(({ cells }) => cells.map((cell): Mark[] => [...cell.marks]));

test("a cell has its points of what the module is worth, and says what is out of the ordinary", () => {
  const rows = rowsOf(facts());
  expect(rows.map(({ name }) => name)).toEqual(["Zoë Ångström", "l-2", "ada lovelace"]);
  expect(rows.map(({ cells }) => cells.map(({ points }) => points))).toEqual([
    [90, 20],
    [100, null],
    [null, null],
  ]);
  expect(marks(facts())).toEqual([
    [[], ["late"]],
    [["overridden"], ["missing"]],
    [["excused"], ["missing"]],
  ]);
});

test("nothing is missing that waits, that the grader broke on, that has more time or is not due", () => {
  const second = (more: Partial<BookFacts>) => marks(facts(more))[1]?.[1];
  expect(second({ ungraded: [ungraded("2", "02-b", "queued")] })).toEqual(["provisional"]);
  expect(second({ ungraded: [ungraded("2", "02-b", "failed")] })).toEqual(["broken"]);
  expect(second({ exceptions: [extension("2", "02-b", "2026-12-07T12:30:00Z")] })).toEqual(["extended"]);
  expect(second({ exceptions: [extension("2", "02-b", "2026-12-07T11:30:00Z")] })).toEqual(["extended", "missing"]);
  expect(second({ assignments: [assignment("02-b", null)] })).toEqual([]);
  expect(marks(facts({ ungraded: [ungraded("1", "01-a", "queued")] }))[0]?.[0]).toEqual(["provisional"]);
});

test("lines are sorted by name, section or points, with those without points last whichever way", () => {
  const rows = rowsOf(facts());
  const ids = (choice: Parameters<typeof chosenRows>[1]) =>
    chosenRows(rows, choice)
      .map(({ id }) => id)
      .join("");
  expect(ids({})).toBe("321");
  expect(ids({ order: "down" })).toBe("123");
  expect(ids({ sort: "section" })).toBe("312");
  expect(ids({ sort: "01-a" })).toBe("123");
  expect(ids({ sort: "01-a", order: "down" })).toBe("213");
  expect(ids({ sort: "99-nothing" })).toBe("321");
});

test("lines are found by section, by words in any case and without accents, and by what is out of the ordinary", () => {
  const rows = rowsOf(facts());
  const ids = (choice: Parameters<typeof chosenRows>[1]) =>
    chosenRows(rows, choice)
      .map(({ id }) => id)
      .join("");
  expect(ids({ section: "A" })).toBe("21");
  expect(ids({ search: "angstrom ZOE" })).toBe("1");
  expect(ids({ search: "s-3" })).toBe("3");
  expect(ids({ search: "nobody" })).toBe("");
  expect(ids({ mark: "late" })).toBe("1");
  expect(ids({ mark: "missing" })).toBe("32");
});
