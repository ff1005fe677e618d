import { type Assignment, type Facts, gradebookTable, gradeOf } from "@tinytorch/gradebook";
import { expect, test } from "vitest";
import { gradebookCsv } from "./csv.ts";

const day = 24 * 60 * 60_000;
const due = Date.parse("2026-12-06T22:59:00Z");

function assignment(module: string, due: number | null): Assignment {
  return { module, due, late: { percentPerDay: 10, days: 3, graceMinutes: 0 }, counts: "latest" };
}

function column(assignment: Assignment) {
  return { assignment, maximum: assignment.points ?? 100 };
}

function gradeIn(assignment: Assignment, receivedAt: number, exceptions: Facts["exceptions"] = []) {
  const run = { id: "run", score: 97.5, maxScore: 100 };
  const submissions = [{ id: "submission", sequence: 1, receivedAt, run, loads: true }];
  return gradeOf({ assignment, submissions, exceptions, extensionsOfAll: [] }, due);
}

test("a line per student, a column per module, empty without a grade, and the days late where there is a due date", () => {
  const book = (last: Assignment) => {
    const rows = [
      { name: "studentA", grades: [gradeIn(last, due)] },
      { name: "studentB", grades: [] },
      { name: "studentC", grades: [gradeIn(last, due + 1.5 * day)] },
    ];
    return gradebookCsv(gradebookTable([assignment("07-w", null), last].map(column), rows));
  };
  expect(book(assignment("08-x", null))).toBe(
    "student,07-w,08-x\r\nstudentA,,97.5\r\nstudentB,,\r\nstudentC,,97.5\r\n",
  );
  expect(book(assignment("08-x", due))).toBe(
    "student,07-w,08-x,08-x days late\r\nstudentA,,97.5,0\r\nstudentB,,,\r\nstudentC,,78,2\r\n",
  );
});

test("a grade given by hand is in its column, and without a submission there are no days late", () => {
  const [module, because] = [assignment("08-x", due), "seen in person"];
  const override = { kind: "override", sequence: 1, points: 60, maxPoints: 100, because } as const;
  const byHand = gradeOf({ assignment: module, submissions: [], exceptions: [override], extensionsOfAll: [] }, due);
  const rows = [
    { name: "studentA", grades: [byHand] },
    { name: "studentB", grades: [gradeIn(module, due + 1.5 * day, [override])] },
  ];
  expect(gradebookTable([column(module)], rows).slice(1)).toEqual([
    ["studentA", 60, "", "given by hand"],
    ["studentB", 60, 2, "given by hand"],
  ]);
});

test("points given by hand are shown as points of what the module is worth", () => {
  const shown = (points: number, maxPoints: number, worth?: number) => {
    const module = { ...assignment("08-x", null), ...(worth === undefined ? {} : { points: worth }) };
    const override = { kind: "override", sequence: 1, points, maxPoints, because: "seen in person" } as const;
    const grades = [gradeIn(module, due, [override])];
    return gradebookTable([column(module)], [{ name: "studentA", grades }])[1]?.[1];
  };
  expect([shown(8, 10), shown(90, 100, 50), shown(1, 3), shown(33.335, 100)]).toEqual([80, 45, 33.33, 33.34]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])(
  "a name that is a formula, %j, is made text",
  (name) => {
    const csv = gradebookCsv(gradebookTable([], [{ name, grades: [] }]));
    expect(csv.split("\r\n", 2)[1]?.replace(/^"/, "")).toMatch(/^'/);
  },
);

test("quotes, commas and line breaks stay inside their cell", () => {
  const csv = gradebookCsv(gradebookTable([], [{ name: 'a "b", c', grades: [] }]));
  expect(csv).toBe('student\r\n"a ""b"", c"\r\n');
});
