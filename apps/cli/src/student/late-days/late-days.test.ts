// Lane: process

import { exceptionAnswerSchema, lateDayListSchema } from "@tinytorch/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EchoClass, module, openEchoClass, right } from "../../testing/echo-class.ts";
import { hasTerminals, inTerminal } from "../../testing/in-terminal.ts";
import { echoCourse } from "../../testing/run-tito.ts";

const course = ["--course", echoCourse];
const hour = 60 * 60_000;
let ofEcho: EchoClass;

beforeAll(async () => {
  ofEcho = await openEchoClass();
}, 120_000);

afterAll(() => ofEcho.close());

const tito = (...args: readonly string[]) => ofEcho.tito(...args);

/** Somebody new, with so many late days, whose solution came one day late. */
async function lateStudent(days: number) {
  await decide("--due", wall(-hour), "--close", "none");
  const student = await ofEcho.addStudent();
  const id = await student.graded(right);
  if (days > 0) await tito("late-days", "grant", String(days), student.name, "--reason", "A test");
  return { ...student, id };
}

async function decide(...options: readonly string[]): Promise<void> {
  const late = ["--zone", "UTC", "--late-percent", "10", "--late-days", "3"];
  const run = await tito("assign", "set", "01", ...late, "--yes", "--reason", "A test", ...options);
  expect(run, run.stderr).toMatchObject({ code: 0 });
}

/** A time on the wall in UTC, so far from now. */
function wall(distance: number): string {
  return new Date(Date.now() + distance).toISOString().slice(0, 16);
}

describe("a student", () => {
  test("spends a late day after a yes, sees it wherever the grade is shown, and takes it back", async () => {
    const student = await lateStudent(2);
    expect(await student.tito("late-days", "spend", "01", ...course)).toMatchObject({
      code: 2,
      stdout: "",
      stderr:
        "tito late-days: 1 late day of the 2 that are left would be spent on 01-echo, and nobody can be asked here: add --yes\n",
    });
    expect((await student.client.standing(module)).lateDays).toEqual({ spent: 0, left: 2 });
    const spent = await student.tito("late-days", "spend", "echo", "--yes", ...course);
    expect(spent, spent.stderr).toMatchObject({ code: 0, stderr: "" });
    expect(spent.stdout).toContain("Spent 1 late day on 01-echo, 1 left.");
    expect(spent.stdout).toContain("The grade is 100 of 100.\n");
    expect(spent.stdout).toContain("1 day late, paid with 1 late day, no points are taken off.");
    const shown = await student.tito("late-days", "show");
    expect(shown.stdout).toMatch(/^student\d+: 1 late day left of 2 granted, 1 spent\.\n/);
    expect(shown.stdout).toMatch(/ {2}2 late days to student\d+: A test \(teacher, \S+ \S+\), grant [0-9a-f]{8}\n/);
    expect(shown.stdout).toContain("  Spent on 01-echo (1).\n");
    for (const command of [["grades"], ["status"], ["history"]]) {
      expect((await student.tito(...command)).stdout, command[0]).toMatch(/1 late day spent|paid with 1 late day/);
    }
    expect((await student.tito("grades")).stdout).toContain("Late days: 2 granted, 1 spent, 1 left");
    const back = await student.tito("late-days", "take-back", "01", "--json", ...course);
    expect(exceptionAnswerSchema.parse(JSON.parse(back.stdout)).grade).toMatchObject({ counted: 90 });
    expect(await student.tito("late-days", "take-back", "01", ...course)).toMatchObject({ code: 2, stdout: "" });
  });

  test.skipIf(!hasTerminals)("is asked in a terminal, and a no spends nothing", async () => {
    const student = await lateStudent(1);
    const spend = ["late-days", "spend", "01", ...course];
    const no = await inTerminal(spend, [{ after: "Spend 1 late day on 01-echo?", keys: "n\r" }], student.env);
    expect(no.screen).toContain("Nothing was spent.");
    expect((await student.client.standing(module)).lateDays).toEqual({ spent: 0, left: 1 });
    const yes = await inTerminal(spend, [{ after: "Spend 1 late day on 01-echo?", keys: "y" }], student.env);
    expect(yes.screen.replaceAll(/[\s│]+/g, " ")).toContain("Your grade would be 100 of 100, not 90.");
    expect(yes.screen).toContain("Spent 1 late day on 01-echo, 0 left.");
  });

  test("spends no more than there is, nothing on what is in time, and nothing after the close", async () => {
    const student = await lateStudent(2);
    const spend = (...more: readonly string[]) => student.tito("late-days", "spend", ...more, "--yes", ...course);
    expect(await spend("99")).toMatchObject({ code: 2, stderr: expect.stringContaining("must be one of 01-echo") });
    expect(await spend("01", "0")).toMatchObject({ code: 2, stderr: expect.stringContaining("whole number from 1") });
    expect(await spend("01", "3")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("days: must be at most 2"),
    });
    expect(await student.tito("late-days", "spend", "01", "3", ...course), "before anything is asked").toMatchObject({
      code: 2,
      stderr: expect.stringContaining("days: must be at most 2"),
    });
    await decide("--due", wall(-2 * hour), "--close", wall(-hour));
    expect(await spend("01")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("and takes none any more"),
    });
    expect((await student.client.standing(module)).lateDays).toEqual({ spent: 0, left: 2 });
    await tito("assign", "set", "01", "--late-percent", "none", "--close", "none", "--yes", "--reason", "A test");
    expect(await spend("01")).toMatchObject({ code: 2, stderr: expect.stringContaining("Being late costs nothing") });
  });

  test("grants nothing, and sees nobody else's", async () => {
    const [student, other] = [await lateStudent(1), await lateStudent(1)];
    const granted = await student.tito("late-days", "grant", "2", student.name, "--reason", "Please");
    expect(granted).toMatchObject({ code: 2, stdout: "" });
    expect((await student.tito("late-days", "show", other.name)).code).toBe(2);
    const { banks } = lateDayListSchema.parse(JSON.parse((await student.tito("late-days", "show", "--json")).stdout));
    expect(banks.map((bank) => bank.student.name)).toEqual([student.name]);
  });
});

describe("an instructor", () => {
  test("grants to one and to everybody, sees everybody's, and takes a grant back", async () => {
    const student = await lateStudent(0);
    const all = await tito("late-days", "grant", "1", "--everybody", "--reason", "A public holiday");
    expect(all.stdout).toMatch(
      /^Granted 1 late day to everybody: A public holiday \(teacher, .*\), grant [0-9a-f]{8}\.\n$/,
    );
    const [, id = ""] = /grant ([0-9a-f]{8})/.exec(all.stdout) ?? [];
    expect((await tito("late-days", "show")).stdout).toMatch(new RegExp(`│ ${student.name} +│ 1 +│ 0 +│ 1 +│ – +│`));
    expect(await tito("late-days", "withdraw", id, "--reason", "Granted twice")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("would be taken back, and nobody can be asked here: add --yes"),
    });
    const back = await tito("late-days", "withdraw", id, "--yes", "--reason", "Granted twice");
    expect(back.stdout).toContain("Taken back: 1 late day to everybody");
    expect((await tito("late-days", "show", student.name)).stdout).toContain(
      `${student.name}: 0 late days left of 0 granted`,
    );
  });

  test.each([
    [["grant", "2", "nobody", "--reason", "So"], 'got "nobody"'],
    [["grant", "0", "--everybody", "--reason", "So"], "whole number from 1 to 365"],
    [["grant", "2", "--reason", "So"], "say one student, or --everybody, and not both"],
    [["grant", "2", "--everybody"], "'--reason <text>' not specified"],
    [["grant", "2", "teacher", "--reason", "So"], "must be a student's account"],
    [["withdraw", "ffffffff", "--reason", "So"], "no grant has an id that begins so"],
  ])("%j is refused", async (args, sentence) => {
    const refused = await tito("late-days", ...args);
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) });
  });
});
