import { expect, test } from "vitest";
import { gradebookCsv } from "./gradebook-csv.ts";

const id = "6e5c2b0e-3f0a-4ad4-9a55-5cf1a8ab6a01";
const at = "2026-01-01T00:00:00.000Z";

test("a line per student, a column per module, empty without a grade", () => {
  const grade = {
    module: "08-x",
    score: 97.5,
    maxScore: 100,
    submissionId: id,
    runId: id,
    receivedAt: at,
    gradedAt: at,
    late: null,
    counted: 97.5,
  };
  const late = { ...grade, late: { days: 2, percentOff: 20 }, counted: 78 };
  const gradebook = {
    modules: ["07-w", "08-x"],
    rows: [
      { student: { id, name: "studentA" }, grades: [grade] },
      { student: { id, name: "studentB" }, grades: [] },
      { student: { id, name: "studentC" }, grades: [late] },
    ],
  };
  expect(gradebookCsv(gradebook, [])).toBe("student,07-w,08-x\r\nstudentA,,97.5\r\nstudentB,,\r\nstudentC,,78\r\n");
  expect(gradebookCsv(gradebook, ["08-x"])).toBe(
    "student,07-w,08-x,08-x days late\r\nstudentA,,97.5,0\r\nstudentB,,,\r\nstudentC,,78,2\r\n",
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])(
  "a name that is a formula, %j, is made text",
  (name) => {
    const csv = gradebookCsv({ modules: [], rows: [{ student: { id, name }, grades: [] }] }, []);
    expect(csv.split("\r\n", 2)[1]?.replace(/^"/, "")).toMatch(/^'/);
  },
);

test("quotes, commas and line breaks stay inside their cell", () => {
  const csv = gradebookCsv({ modules: [], rows: [{ student: { id, name: 'a "b", c' }, grades: [] }] }, []);
  expect(csv).toBe('student\r\n"a ""b"", c"\r\n');
});
