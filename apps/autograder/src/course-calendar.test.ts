import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCalendar } from "./course-calendar.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const module = "01-echo";

function courseWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "course.json"), text);
  return folder;
}

test("a course without the file has no due dates", async () => {
  expect((await readCalendar(temporaryFolder(), [module])).assignments.size).toBe(0);
});

test("the dates are read from the file", async () => {
  const folder = courseWith(`{"due":{"${module}":"2026-12-06T23:59:00+01:00"}}`);
  expect((await readCalendar(folder, [module])).assignments.get(module)?.due).toBe("2026-12-06T22:59");
});

test("a byte-order mark before the file, as some editors write it, is no part of it", async () => {
  const folder = courseWith(`\uFEFF{"due":{"${module}":"2026-12-06T23:59:00+01:00"}}`);
  expect((await readCalendar(folder, [module])).assignments.get(module)?.due).toBe("2026-12-06T22:59");
});

test.each([
  ["{", /^course\.json: must be JSON, got [^\n]+$/],
  ['{"due":{"09-x":"2026-12-06T23:59:00Z"}}', "course.json: due.09-x: must be one of 01-echo"],
  [
    `{"due":{"${module}":"soon"},"late":1}`,
    /^course\.json: due\.01-echo: must be a time, [^\n]+\ncourse\.json: late: /,
  ],
  ["[]", "course.json: must be an object"],
  [
    `{"due":{"${module}":"2026-12-06T23:59:00Z","${module}":"2027-01-06T23:59:00Z"}}`,
    "course.json: each key must be there once, got due.01-echo twice",
  ],
])("a file that says %s is a sentence for each mistake", async (text, sentences) => {
  await expect(readCalendar(courseWith(text), [module])).rejects.toThrow(sentences);
});
