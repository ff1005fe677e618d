// Lane: process

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { assignmentSchema, exceptionAnswerSchema, exceptionListSchema } from "@tinytorch/api";
import { openCalendar } from "@tinytorch/course";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EchoClass, module, openEchoClass, right } from "../../testing/echo-class.ts";
import { echoCourse } from "../../testing/run-tito.ts";

const half = "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.length;\n";
let course: EchoClass;

beforeAll(async () => {
  course = await openEchoClass();
}, 120_000);

afterAll(() => course.close());

const tito = (...args: readonly string[]) => course.tito(...args);
const student = () => course.addStudent();

/** Sets what holds of the module, and says why. */
async function decide(...options: readonly string[]): Promise<string> {
  const run = await tito("assign", "set", "1", "--yes", "--reason", "A test.", ...options);
  expect(run, run.stderr).toMatchObject({ code: 0, stderr: "" });
  return run.stdout;
}

const open = ["--release", "none", "--due", "none", "--close", "none", "--points", "none", "--attempts", "none"];
const nothing = [
  ...open,
  "--cool-down",
  "0",
  "--counts",
  "latest",
  "--late-percent",
  "none",
  "--zone",
  "Europe/Berlin",
];

describe("tito assign", () => {
  test("sets what holds of a module, says it with the zone and both clocks, shows it and takes it back", async () => {
    await decide(...nothing);
    const said = await decide(
      "--due",
      "2026-12-05 18:00",
      "--late-percent",
      "10",
      "--late-days",
      "3",
      "--attempts",
      "5",
    );
    expect(said).toBe(
      [
        "Of 01-echo this holds now:",
        "  due: – → Sat 5 Dec 2026, 18:00 Europe/Berlin (here 17:00 UTC)",
        "  work is taken until: – → Tue 8 Dec 2026, 18:00 Europe/Berlin (here 17:00 UTC)",
        "  attempts: – → 5",
        "  late work: marked, costs nothing → −10 % a day, 3 days",
        "",
      ].join("\n"),
    );
    expect(await decide("--grace", "15")).toContain("−10 % a day, 3 days, 15 minutes of grace");
    const shown = await tito("assign", "show", "echo");
    expect(shown.stdout).toMatch(/ {2}due +Sat 5 Dec 2026, 18:00 Europe\/Berlin \(here 17:00 UTC\)\n/);
    expect(shown.stdout).toMatch(/\nChanged by teacher, \S+ \S+: A test\.\n$/);
    const table = (await tito("assign", "show")).stdout;
    expect(table).toMatch(
      /│ 01-echo │ 2026-12-05 18:00 │ 2026-12-08 18:15 │ 5 attempts +│\n.*│ −10 % a day, 3 days +│\n.*│ 15 minutes of grace +│/,
    );
    expect(table).toContain("\nTimes are those of Europe/Berlin. The rest of a module: `tito assign show 08`.\n");
    expect(Math.max(...table.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
    const undone = await tito("assign", "undo", "01", "--reason", "A slip.", "--yes", "--json");
    expect(assignmentSchema.parse(JSON.parse(undone.stdout))).toMatchObject({
      due: "2026-12-05T18:00",
      late: { graceMinutes: 0 },
    });
  });

  test("asks where grades could be lower, and does nothing where nobody can be asked", async () => {
    await decide(...nothing, "--due", "2026-12-05 18:00");
    const earlier = ["assign", "set", "01", "--due", "2026-12-04 18:00", "--reason", "So."];
    expect(await tito(...earlier)).toMatchObject({
      code: 2,
      stdout: "",
      stderr:
        "tito assign: this could lower grades in 01-echo that there are, and nobody can be asked here: add --yes\n",
    });
    const later = await tito("assign", "set", "01", "--due", "2026-12-06T18:00", "--reason", "So.", "--json");
    expect(JSON.parse(later.stdout)).toMatchObject({ due: "2026-12-06T18:00" });
    expect(await tito("assign", "undo", "01", "--reason", "So.")).toMatchObject({
      code: 2,
      stderr:
        "tito assign: taking back the newest change of 01-echo could lower grades that there are, and nobody can be asked here: add --yes\n",
    });
    expect(JSON.parse((await tito("assign", "show", "01", "--json")).stdout)).toMatchObject({
      due: "2026-12-06T18:00",
    });
  });

  test("writes what holds as a course.json, which is read as the same", async () => {
    await decide(...nothing, "--due", "2026-12-05 18:00", "--counts", "best");
    const file = join(course.folder, "course.json");
    expect(await tito("assign", "export", "--out", file)).toMatchObject({ code: 0, stdout: `Written: ${file}\n` });
    const text = await readFile(file, "utf8");
    expect(await tito("assign", "export", "--out", file)).toMatchObject({
      code: 2,
      stderr: `tito assign: ${file} would be overwritten, and nobody can be asked here: add --yes\n`,
    });
    expect((await tito("assign", "export", "--out", file, "--yes")).code).toBe(0);
    expect((await tito("assign", "export")).stdout).toBe(text);
    const read = openCalendar(JSON.parse(text), [module]).assignments.get(module);
    expect(read).toMatchObject({ zone: "Europe/Berlin", due: "2026-12-05T18:00", counts: "best" });
    const { tito: theirs } = await student();
    expect((await theirs("assign", "export")).stderr).toContain("for those who may change");
  });

  test.each([
    [["99", "--due", "none"], "the module must be one of 01-echo"],
    [["ehco", "--due", "none"], "did you mean 01-echo?"],
    [["01", "--due", "2027-03-28 02:30"], "which they jump over: it could mean 2027-03-28T01:30+01:00"],
    [["01", "--due", "tomorrow"], "--due: must be a time, as 2026-12-06T23:59"],
    [["01", "--due", "2026-12-05 18:00+05:00"], "due: must have the offset of Europe/Berlin"],
    [["01", "--due", "2026-12-05 18:00", "--close", "2026-12-04 18:00"], "--close: must not be before the due date"],
    [["01", "--zone", "Mars/Olympus"], "zone"],
    [["01", "--points", "-5"], "must be a number from 0.01 to 100000"],
    [["01", "--attempts", "0"], "must be a whole number from 1"],
    [["01", "--grace", "5"], "say both --late-percent and --late-days"],
    [["01", "--late-percent", "50", "--late-days", "3"], "must not take off more than 100 percent"],
    [["01", "--late-percent", "none", "--grace", "5"], "leave --late-days and --grace out"],
    [["01"], "something must be set"],
  ])("%j is refused, and nothing is changed", async (args, sentence) => {
    await decide(...nothing);
    const before = (await tito("assign", "show", "01", "--json")).stdout;
    const refused = await tito("assign", "set", "--yes", "--reason", "So.", ...args);
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) });
    expect(refused.stderr).toMatch(/^[^\n]+\n$/);
    expect((await tito("assign", "show", "01", "--json")).stdout).toBe(before);
  });

  test("without a reason nothing is changed", async () => {
    for (const command of [
      ["assign", "set", "01", "--due", "none"],
      ["assign", "undo", "01"],
    ]) {
      expect(await tito(...command)).toMatchObject({ code: 2, stderr: expect.stringContaining("--reason") });
    }
    const blank = await tito("assign", "set", "01", "--due", "none", "--yes", "--reason", " ");
    expect(blank).toMatchObject({ code: 2, stderr: expect.stringContaining("must say why") });
  });
});

describe("tito extend", () => {
  test("grants more time, lists it and takes it back", async () => {
    await decide(...nothing, "--due", "2026-12-05 18:00", "--attempts", "3");
    const { name } = await student();
    await tito("roster", "set", name, "--name", "Lovelace, Ada", "--sis-id", "s-7");
    const granted = await tito(
      ...["extend", "grant", "lovelace, ada", "1", "--due", "2026-12-09 18:00", "--attempts", "2", "--reason", "Ill."],
    );
    expect(granted, granted.stderr).toMatchObject({ code: 0, stderr: "" });
    expect(granted.stdout).toMatch(
      /^student\d+ \(Lovelace, Ada\) in 01-echo: Due Wed 9 Dec 2026, 18:00 Europe\/Berlin \(here 17:00 UTC\), 2 more attempts: Ill \(teacher, \S+ \S+\)\.\n/,
    );
    const list = exceptionListSchema.parse(
      JSON.parse((await tito("extend", "list", "--student", "s-7", "--json")).stdout),
    );
    expect(list.exceptions).toMatchObject([
      { kind: "extension", due: "2026-12-09T18:00", attempts: 2, because: "Ill." },
    ]);
    const table = (await tito("extend", "list", "--module", "01")).stdout;
    expect(table).toContain(name);
    expect(table).toContain("2 more attempts");
    const removed = await tito("extend", "remove", "s-7", "01", "--reason", "It was for another.", "--yes");
    expect(removed.stdout).toMatch(/^Taken back of student\d+ in 01-echo: Due Wed 9 Dec 2026, 18:00 Europe\/Berlin/);
    expect((await tito("extend", "list", "--student", name)).stdout).toBe("No extensions.\n");
    expect((await tito("extend", "list", "--student", name, "--all")).stdout).toContain("Taken back");
    expect(await tito("extend", "remove", name, "01", "--reason", "Again.")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there must be an extension of"),
    });
  });

  test("said twice stands once, and says so", async () => {
    await decide(...nothing, "--due", "2026-12-05 18:00", "--attempts", "3");
    const { name } = await student();
    const grant = ["extend", "grant", name, "01", "--due", "2026-12-09 18:00", "--reason", "Ill."];
    const first = await tito(...grant);
    const again = await tito(...grant);
    expect(again).toMatchObject({ code: 0, stdout: `Nothing was changed: the same holds already.\n${first.stdout}` });
    const json = exceptionAnswerSchema.parse(JSON.parse((await tito(...grant, "--json")).stdout));
    expect(json.heldBefore).toBe(true);
    const all = await tito("extend", "list", "--student", name, "--all", "--json");
    expect(exceptionListSchema.parse(JSON.parse(all.stdout)).exceptions).toHaveLength(1);
  });

  test("of several that hold, one is taken back by its id", async () => {
    await decide(...nothing, "--due", "2026-12-05 18:00");
    const { name } = await student();
    for (const day of [8, 9]) {
      await tito("extend", "grant", name, "01", "--due", `2026-12-0${day} 18:00`, "--reason", `Day ${day}.`);
    }
    const refused = await tito("extend", "remove", name, "01", "--reason", "So.");
    const [, id = ""] = /say which by --id, one of ([0-9a-f]{8}), [0-9a-f]{8}\n$/.exec(refused.stderr) ?? [];
    expect(refused.code).toBe(2);
    const removed = await tito("extend", "remove", name, "01", "--id", id, "--reason", "So.", "--yes", "--json");
    expect(exceptionAnswerSchema.parse(JSON.parse(removed.stdout)).exception).toMatchObject({ because: "Day 8." });
  });

  test.each([
    [["nobody", "01", "--due", "2026-12-09 18:00"], 'somebody\'s login, name, e-mail address or id, got "nobody"'],
    [["STUDENT", "99", "--due", "2026-12-09 18:00"], "the module must be one of 01-echo"],
    [["STUDENT", "01"], "--due, --close or --attempts"],
    [["STUDENT", "01", "--due", "2026-12-04 18:00"], "due: must be later than 2026-12-05T18:00"],
    [["STUDENT", "01", "--due", "2027-03-28 02:30"], "which they jump over"],
    [["STUDENT", "01", "--attempts", "1"], "nobody counts them"],
    [["teacher", "01", "--due", "2026-12-09 18:00"], "must be a student's account"],
  ])("%j is refused, and nothing is granted", async (args, sentence) => {
    await decide(...nothing, "--due", "2026-12-05 18:00");
    const { name } = await student();
    const words = args.map((word) => (word === "STUDENT" ? name : word));
    const refused = await tito("extend", "grant", ...words, "--reason", "So.");
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) });
    expect((await tito("extend", "list", "--student", name)).stdout).toBe("No extensions.\n");
  });
});

describe("tito override and tito excuse", () => {
  test("points are given by hand with a reason, shown wherever the grade is, and taken back", async () => {
    await decide(...nothing);
    const somebody = await student();
    await somebody.graded(half);
    const set = await tito("override", "set", somebody.name, "01", "97.5", "--reason", "Shown on paper");
    expect(set, set.stderr).toMatchObject({ code: 0, stderr: "" });
    expect(set.stdout).toContain(`${somebody.name} in 01-echo: 97.5 of 100 by hand.\nThe grade is 97.5* of 100.\n`);
    expect(set.stdout).toContain("  Replaced by 97.5 of 100: Shown on paper.\n");
    const shown = (await tito("override", "show", "--student", somebody.name)).stdout;
    expect(shown).toContain("97.5 of 100 points by hand");
    expect(shown).toContain("Shown on paper");
    const removed = await tito(
      "override",
      "remove",
      somebody.name,
      "01",
      "--reason",
      "For another.",
      "--yes",
      "--json",
    );
    const answer = exceptionAnswerSchema.parse(JSON.parse(removed.stdout));
    expect(answer.exception.removed).toMatchObject({ by: "teacher", because: "For another." });
    expect(answer.grade).toMatchObject({ overridden: false });
    expect((await tito("override", "show", "--student", somebody.name, "--all")).stdout).toContain("97.5 of 100");
  });

  test("new points take the place of those before, and what takes back asks first", async () => {
    await decide(...nothing);
    const { name } = await student();
    const set = (points: string) => tito("override", "set", name, "01", points, "--reason", "Shown on paper");
    await set("60");
    expect((await set("60")).stdout).toMatch(/^Nothing was changed: the same holds already\.\n/);
    expect((await set("70")).stdout).toContain("The grade is 70* of 100.");
    const held = await tito("override", "show", "--student", name, "--json");
    expect(exceptionListSchema.parse(JSON.parse(held.stdout)).exceptions).toMatchObject([{ points: 70 }]);
    const all = (await tito("override", "show", "--student", name, "--all")).stdout;
    expect(all).toContain("60 of 100");
    expect(await tito("override", "remove", name, "01", "--reason", "For another")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `tito override: taking it back could lower the grade of ${name} in 01-echo, and nobody can be asked here: add --yes\n`,
    });
    expect((await tito("override", "show", "--student", name)).stdout).toContain("70 of 100");
  });

  test("an excuse asks for no grade, and goes back", async () => {
    const { name } = await student();
    const excused = await tito("excuse", name, "01", "--reason", "Came in week 9.");
    expect(excused.stdout).toContain(`${name} is excused in 01-echo.\nThe grade is EX, excused.\n`);
    expect((await tito("override", "show", "--student", name)).stdout).toContain("excused, which is no grade");
    const back = await tito("excuse", name, "01", "--back", "--reason", "Hands in after all.", "--yes");
    expect(back.stdout).toContain(`Taken back of ${name} in 01-echo: Excused, which is no grade and no zero.\n`);
    expect(await tito("excuse", name, "01", "--back", "--reason", "Again.")).toMatchObject({ code: 2, stdout: "" });
  });

  test.each([
    [["override", "set", "STUDENT", "01", "-5"], "must be a number from 0 to 100000"],
    [["override", "set", "STUDENT", "01", "101"], "points: must be at most 100, got 101"],
    [["override", "set", "STUDENT", "01", "many"], "must be a number from 0"],
    [["override", "set", "nobody", "01", "50"], 'got "nobody"'],
    [["override", "remove", "STUDENT", "01"], "there must be points given by hand of"],
    [["excuse", "STUDENT", "99"], "the module must be one of 01-echo"],
  ])("%j is refused, and nothing is given", async (args, sentence) => {
    const { name } = await student();
    const words = args.map((word) => (word === "STUDENT" ? name : word));
    const refused = await tito(...words, "--reason", "So.");
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) });
    const none = "No points were given by hand, and nobody is excused.\n";
    expect((await tito("override", "show", "--student", name, "--all")).stdout).toBe(none);
    const unsaid = await tito("override", "set", name, "01", "50");
    expect(unsaid).toMatchObject({ code: 2, stderr: expect.stringContaining("'--reason <text>' not specified") });
  });
});

describe("tito count", () => {
  test("an instructor lets an earlier submission count, with a reason, and takes that back", async () => {
    await decide(...nothing);
    const somebody = await student();
    const [first, last] = [await somebody.graded(right), await somebody.graded(half)];
    expect(await tito("count", first)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("tito count: --reason: must say why"),
    });
    const counted = await tito("count", first, "--reason", "The later one was a slip.");
    expect(counted.stdout).toContain(`Submission ${first.slice(0, 8)} of ${somebody.name} counts in 01-echo.\n`);
    expect(counted.stdout).toContain("The grade is 100 of 100.\n");
    expect(counted.stdout).toContain("It was chosen to count: The later one was a slip.");
    expect((await tito("count", first, "--reason", "The later one was a slip.", "--json")).stdout).toContain(
      '"heldBefore": true',
    );
    const back = await tito("count", first, "--back", "--reason", "So.");
    expect(back.stdout).toContain(
      `is not chosen any more in 01-echo: submission ${last.slice(0, 8)} counts now.\nThe grade is `,
    );
    expect(await tito("count", first, "--back", "--reason", "So.")).toMatchObject({ code: 2, stdout: "" });
  });

  test("a student chooses where the module leaves it to students, and nowhere else", async () => {
    await decide(...nothing, "--counts", "best");
    const somebody = await student();
    const id = await somebody.graded(half);
    await somebody.graded(right);
    const refused = await somebody.tito("count", id.slice(0, 8));
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("an instructor alone may choose") });
    await decide("--counts", "chosen");
    expect((await somebody.tito("count", id.slice(0, 8))).stdout).toContain("counts in 01-echo.");
    const other = await student();
    expect(await other.tito("count", id)).toMatchObject({ code: 2, stderr: expect.stringContaining("nothing here") });
  });
});

describe("what was decided is shown wherever a grade is", () => {
  test("to its student, before and after handing in", async () => {
    await decide(...nothing, "--due", "2026-12-05 18:00", "--attempts", "3", "--cool-down", "30");
    const somebody = await student();
    await tito("extend", "grant", somebody.name, "01", "--due", "2126-12-09 18:00", "--reason", "Ill");
    const submit = await somebody.tito(
      "submit",
      "01",
      `${echoCourse}/grading/01-echo/solution`,
      "--course",
      echoCourse,
    );
    const before = submit.stdout.replaceAll(/\s+/g, " ");
    expect(before).toContain("It is due Mon 9 Dec 2126, 18:00 Europe/Berlin (here 17:00 UTC), so it comes in time.");
    expect(before).toMatch(/Due Mon 9 Dec 2126, 18:00 Europe\/Berlin \(here 17:00 UTC\): Ill \(teacher, \S+ \S+\)\./);
    expect(before).toContain("0 of 3 attempts are used: after this one you have 2 left.");
    const early = await somebody.tito(
      "submit",
      "01",
      `${echoCourse}/grading/01-echo/solution`,
      "--yes",
      "--course",
      echoCourse,
    );
    expect(early).toMatchObject({ code: 3, stdout: expect.stringContaining("The next one is taken from") });

    await tito("override", "set", somebody.name, "01", "60", "--reason", "Shown on paper");
    const decided = /Decided: extension by teacher, \S+ \S+; points by hand by teacher, \S+ \S+\./;
    for (const command of ["status", "grades"]) {
      const { code, stdout } = await somebody.tito(command);
      expect({ command, code }).toEqual({ command, code: 0 });
      expect(stdout.replaceAll(/\s+/g, " ")).toMatch(decided);
      expect(stdout).toContain("Replaced by 60 of 100: Shown on paper.");
      expect(stdout).toMatch(/1 of 3 attempts used, 2 left\.\n *The next attempt is taken from /);
    }
    expect((await somebody.tito("grades")).stdout).toContain(" 60* of 100 ");
    const told = (await somebody.tito("history")).stdout;
    expect(told).toMatch(/ {2}60 of 100 points by hand: Shown on paper \(teacher, /);
    expect(told).toContain("  1 of 3 attempts used, 2 left.");
  });

  test("a chosen submission is marked, and an excuse", async () => {
    await decide(...nothing);
    const somebody = await student();
    const [first] = [await somebody.graded(right), await somebody.graded(half)];
    await tito("count", first, "--reason", "The later one was a slip");
    expect((await somebody.tito("history")).stdout).toMatch(new RegExp(`│ yes, chosen │ ${first} │`));
    await tito("excuse", somebody.name, "01", "--reason", "Came in week 9");
    const { stdout } = await somebody.tito("grades");
    expect(stdout).toMatch(/│ 01-echo │ EX /);
    expect(stdout).toContain("Excused, which is no grade and no zero: Came in week 9.");
  });

  test("to staff in the gradebook and beside a submission", async () => {
    await decide(...nothing, "--due", "2026-12-05 18:00");
    const [one, two, three] = [await student(), await student(), await student()];
    const id = await one.graded(right);
    await two.graded(half);
    await tito("count", id, "--reason", "It is the better one");
    await tito("override", "set", two.name, "01", "60", "--reason", "Shown on paper");
    await tito("extend", "grant", three.name, "01", "--due", "2126-12-09 18:00", "--reason", "Ill");
    const { stdout } = await tito("gradebook");
    expect(stdout).toMatch(new RegExp(`│ ${one.name} +│ 100! +│`));
    expect(stdout).toMatch(new RegExp(`│ ${two.name} +│ 60\\* +│`));
    expect(stdout).toMatch(new RegExp(`│ ${three.name} +│ –\\+ +│`));
    expect(stdout).toContain("+: more time or more attempts.\n");
    const why = (await tito("gradebook", "--why")).stdout;
    expect(why).toMatch(
      new RegExp(
        `\n${two.name}, 01-echo\n[^\n]+\n  Replaced by 60 of 100: Shown on paper.\n  Decided: points by hand by teacher, `,
      ),
    );
    expect(why).toMatch(
      new RegExp(`\n${three.name}, 01-echo\n  Due Mon 9 Dec 2126, 18:00 Europe/Berlin [^\n]*: Ill \\(teacher, `),
    );
    expect((await tito("show", id)).stdout).toMatch(
      /Submission [0-9a-f]{8} was chosen to count: It is the better one \(teacher, /,
    );
    await tito("override", "set", three.name, "01", "8", "--of", "10", "--reason", "Shown on paper");
    expect((await tito("gradebook")).stdout).toMatch(new RegExp(`│ ${three.name} +│ 80\\*\\+ +│`));
    const json = JSON.parse((await tito("gradebook", "--json")).stdout);
    expect(exceptionListSchema.parse(json).exceptions.length).toBeGreaterThanOrEqual(3);
  });
});
