import { expect, test } from "vitest";
import { auditSentence, type Told } from "./sentence.ts";

const told: Told = {
  actorName: "teacher",
  action: "comment.edited",
  subject: "2f7c371d-85f8-4e25-bcfd-ece17db12b8e",
  module: "08-optimizers",
  personName: "studentA",
  detail: { submissionId: "95da58f7-85f8-4e25-bcfd-ece17db12b8e", path: "src/sgd.ts", firstLine: 3, lastLine: 5 },
};

test.each<[Partial<Told>, string]>([
  [{}, "teacher gave a comment on src/sgd.ts:3-5 in submission 95da58f7 of studentA to 08-optimizers another text."],
  [
    { action: "user.created", subject: "x", detail: { role: "student" } },
    "teacher made the account of studentA, a student.",
  ],
  [{ action: "person.changed", detail: { changes: {} } }, "teacher changed what is known of studentA."],
  [
    { action: "person.changed", detail: { changes: {}, ended: { tokens: 2, invitations: 1 } } },
    "teacher changed what is known of studentA, who may do more now, and ended 2 tokens and 1 invitation that others had issued.",
  ],
  [
    { action: "regrade.applied", detail: { replaced: 3, kept: 1 } },
    "teacher applied regrade 2f7c371d of 08-optimizers: 3 runs replaced, 1 kept.",
  ],
  [
    { actorName: null, action: "attempt.failed", detail: { reason: "no sandbox" } },
    "The grader broke on submission 2f7c371d of studentA to 08-optimizers (no sandbox).",
  ],
  [{ action: "run.stored", personName: null }, "Submission 2f7c371d of somebody to 08-optimizers was graded."],
  [
    { action: "comments.released", detail: { released: 4 } },
    "teacher let students see the comments on 08-optimizers that waited for it: 4.",
  ],
  [{ action: "user.created", detail: { role: "instructor" } }, "teacher made the account of studentA, an instructor."],
  [{ action: "delivery.retried", detail: { deliveryId: 7 } }, "teacher had delivery 7, about studentA, tried again."],
  [
    {
      action: "assignment.changed",
      detail: {
        changes: {
          due: [null, "2026-12-06T23:59"],
          attempts: [3, null],
          late: [null, { percentPerDay: 10, days: 2, graceMinutes: 5 }],
        },
        because: "as announced",
      },
    },
    "teacher decided about 08-optimizers: due 2026-12-06 23:59 (it was none), attempts any number (it was 3), " +
      "late work costs 10 % a day for 2 days after 5 min of grace (it was costs nothing) (as announced).",
  ],
  [
    { action: "exception.made", detail: { kind: "override", points: 97, maxPoints: 100, because: "illness" } },
    "teacher gave 97 of 100 points by hand in 08-optimizers for studentA (illness).",
  ],
  [
    { action: "exception.withdrawn", detail: { kind: "late-days" } },
    "teacher took late days of studentA in 08-optimizers back.",
  ],
  [
    { action: "late-days.granted", personName: null, detail: { everybody: true, days: 1, because: "a long strike" } },
    "teacher granted everybody 1 late day (a long strike).",
  ],
  [{ action: "user.promoted-twice" }, "teacher: user promoted twice, studentA."],
  [{ action: "toString", personName: null }, "teacher: toString, 2f7c371d."],
])("%j is told in one sentence", (changes, sentence) => {
  expect(auditSentence({ ...told, ...changes })).toBe(sentence);
});
