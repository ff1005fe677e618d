import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test.each([
  ["GRADER", "GRADERS"],
  ["SMPT_URL", "SMTP_URL"],
  ["GRADERS", "GRADERS"],
  ["MOON", undefined],
  ["", undefined],
])("of GRADERS and SMTP_URL, %j is most like %s", (text, found) => {
  expect(nearest(text, ["GRADERS", "SMTP_URL"])).toBe(found);
});
