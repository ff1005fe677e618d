import { describe, expect, test } from "vitest";
import { moodleCsv } from "./moodle.ts";
import { importIntoMoodle, type MoodleCourse } from "./testing/moodle-course.ts";
import { column, excused, people, person, points, row } from "./testing/sample-class.ts";

const [optimizers, tensor] = [column("08-optimizers"), column("01-tensor")];
const everyone = people.map((each, index) =>
  row(each, points("08-optimizers", 90 + index / 3), points("01-tensor", 40, 50)),
);
const book = { columns: [optimizers, tensor], rows: everyone };
const course: MoodleCourse = {
  decimal: ".",
  users: people
    .filter(({ dropped }) => !dropped)
    .map(({ login, sisId, email }) => ({ username: login, idnumber: sisId ?? "", email: email ?? "" })),
  items: { Essay: { grades: { ada: 20 } }, "08-optimizers": { grades: {} } },
};

test.each([
  ["idnumber", "ID number", "S03"],
  ["email", "Email address", "li@example.edu"],
  ["username", "Username", "li"],
] as const)("by %s everybody arrives, in the item's points", (key, header, li) => {
  const { text, leftOut } = moodleCsv(book, { key });
  expect(text.split("\r\n")[0]).toBe(`${header},08-optimizers,01-tensor`);
  expect(text).toContain(`\r\n${li},90.67,80.00\r\n`);
  const after = importIntoMoodle(text, course);
  expect(after.items["08-optimizers"]?.grades).toMatchObject({ ada: 90, li: 90.67, sum: 92.33 });
  expect(after.items.Essay).toEqual(course.items.Essay);
  expect(leftOut).toEqual([{ login: "gone", module: null, because: "dropped" }]);
});

test("imported once and again it changes nothing", () => {
  const { text } = moodleCsv(book, { key: "idnumber" });
  const after = importIntoMoodle(text, course);
  expect(after).not.toEqual(course);
  expect(importIntoMoodle(text, after)).toEqual(after);
});

test("decimals are written as the site's language has them", () => {
  const one = { columns: [optimizers], rows: [row(person("ada"), points("08-optimizers", 85.5))] };
  const { text } = moodleCsv(one, { key: "username", decimal: "," });
  expect(text).toBe('Username,08-optimizers\r\nada,"85,50"\r\n');
  expect(importIntoMoodle(text, { ...course, decimal: "," }).items["08-optimizers"]?.grades).toEqual({ ada: 85.5 });
  expect(() => importIntoMoodle(text, course)).toThrow("bad grade");
});

test("an item's own maximum is what is scaled to; above 100 there is a warning", () => {
  const one = { columns: [optimizers], rows: [row(person("ada"), points("08-optimizers", 47, 50))] };
  expect(moodleCsv(one, { key: "username", maximum: 20 })).toMatchObject({
    text: "Username,08-optimizers\r\nada,18.80\r\n",
    warnings: [],
  });
  const { text, warnings } = moodleCsv(one, { key: "username", maximum: 200 });
  expect(warnings).toEqual([expect.stringContaining("gives up the whole import at a grade above 100")]);
  expect(() => importIntoMoodle(text, course)).toThrow("too big");
});

const known = row(person("known", { sisId: "S1", email: "known@b.c" }), points("08-optimizers", 1));

describe("one whom Moodle would not know, so that it gives up everything", () => {
  test("is left out without the key, and it is said who", () => {
    const rows = [...everyone, row(person("new"), points("08-optimizers", 1), points("01-tensor", 1))];
    const { text, leftOut } = moodleCsv({ ...book, rows }, { key: "email" });
    expect(() => importIntoMoodle(text, course)).not.toThrow();
    expect(leftOut).toContainEqual({ login: "new", module: null, because: "no e-mail address" });
  });

  test.each([
    ["0", "Moodle reads the ID number 0 as none"],
    ["=1", "a spreadsheet would run the ID number"],
  ])("is left out with the key %j", (sisId, because) => {
    const x = row(person("x", { sisId }), points("08-optimizers", 1));
    const { leftOut } = moodleCsv({ columns: [optimizers], rows: [x, known] }, { key: "idnumber" });
    expect(leftOut).toEqual([{ login: "x", module: null, because }]);
  });

  test("is left out with another of the same key, who is left out too", () => {
    const rows = ["A@b.c", "a@b.c"].map((email, index) =>
      row(person(`x${index}`, { email }), points("08-optimizers", 1)),
    );
    const { text, leftOut } = moodleCsv({ columns: [optimizers], rows: [...rows, known] }, { key: "email" });
    expect(text).toBe("Email address,08-optimizers\r\nknown@b.c,1.00\r\n");
    expect(leftOut.map(({ login }) => login)).toEqual(["x0", "x1"]);
  });
});

describe("a blank, which replaces what Moodle has", () => {
  const half = {
    columns: [optimizers, tensor],
    rows: [...everyone.slice(0, 2), row(people[2] ?? person("x"), points("01-tensor", 40))],
  };

  test("is never written: a column that is not whole is left out, and one alone leaves out people", () => {
    expect(moodleCsv(half, { key: "username" })).toMatchObject({
      text: expect.stringMatching(/^Username,01-tensor\r\n/),
      leftOut: [{ login: null, module: "08-optimizers" }],
    });
    const had = { ...course, items: { "08-optimizers": { grades: { li: 60 } } } };
    const { text } = moodleCsv({ ...half, columns: [optimizers] }, { key: "username" });
    expect(importIntoMoodle(text, had).items["08-optimizers"]?.grades.li).toBe(60);
  });

  test("may stand where Moodle has no such item yet", () => {
    expect(moodleCsv(half, { key: "username", isFirst: true }).text).toContain("li,,40.00\r\n");
  });
});

test("who is excused is left out and said: an import of grades has no word for it", () => {
  const { text, leftOut } = moodleCsv(
    { columns: [optimizers], rows: [row(person("ada"), excused("08-optimizers")), known] },
    { key: "username" },
  );
  expect(text).toBe("Username,08-optimizers\r\nknown,1.00\r\n");
  expect(leftOut[0]).toEqual({
    login: "ada",
    module: "08-optimizers",
    because: "excused, which Moodle's import cannot say",
  });
});

test("with nobody in it there is no file, and the sentence says who is left out and why", () => {
  const rows = [row(person("ada"), points("08-optimizers", 1)), row(person("ben", { dropped: true }))];
  expect(() => moodleCsv({ columns: [optimizers], rows }, { key: "email" })).toThrow(
    "moodle: somebody must be in the file, got nobody; no e-mail address: ada; dropped: ben.",
  );
});

test("a title that is blank or there twice is refused", () => {
  const twice = { columns: [optimizers, { ...tensor, title: "08-optimizers" }], rows: [] };
  expect(() => moodleCsv(twice, { key: "username" })).toThrow("moodle: a column's title must be there, and once");
});
