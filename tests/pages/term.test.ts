// Lane: process

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, addAccount, copyCourse, echoCourse } from "@tinytorch/test-harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { expectAccessible, expectFits, heading, missing, openSite, picture, type Site } from "./open-pages.ts";

const folder = mkdtempSync(join(tmpdir(), "tinytorch-pages-"));
const module = "01-echo";
let site: Site;
let teacher: Account;

beforeAll(async () => {
  const course = copyCourse(echoCourse, join(folder, "course"), {
    zone: "Europe/Berlin",
    late: { percentPerDay: 10, days: 3 },
    assignments: { [module]: { release: "2026-10-05T09:00", due: "2030-12-06T23:59" } },
  });
  const opened = await openSite(join(folder, "data"), { course });
  if (opened === undefined) return;
  site = opened;
  teacher = await addAccount(site, "teacher", "instructor");
});

beforeEach(({ skip }) => {
  if (site === undefined) skip(missing);
});

afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const work = (echo: string, several: string) => ({
  "src/index.ts": `export function echo(value: number): number {\n  ${echo}\n}\n\nexport function sum(values: readonly number[]): number {\n  ${several}\n}\n`,
});
const right = work("return value;", "return values.reduce((total, value) => total + value, 0);");
const withoutNone = work("return value;", "return values.reduce((total, value) => total + value);");
const starter = work('throw new Error("TODO");', 'throw new Error("TODO");');

/** Hands in and waits for the grade. */
async function graded({ client }: Account, files: Readonly<Record<string, string>>): Promise<string> {
  const { id } = await client.submit({ module, files: { ...files } });
  for await (const event of client.events(id)) expect(event.type).not.toBe("failed");
  return id;
}

/** What a phone and whoever cannot see need of every page. */
async function expectGood(page: Parameters<typeof expectFits>[0]): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
  await page.setViewportSize({ width: 1280, height: 860 });
}

test("what a class did is said in numbers and words, and of few people it is not said", async () => {
  const page = await site.open(`/modules/${module}/statistics`, { token: teacher.token });
  await heading(page, `Statistics of ${module}`);
  await page.getByText("Nobody has a grade in this module yet.").waitFor();
  const works = [...Array(6).fill(right), ...Array(4).fill(withoutNone), starter];
  for (const [place, files] of works.entries()) {
    await graded(await addAccount(site, `pupil-${place}`, "student"), files);
    if (place !== 0) continue;
    await page.reload();
    await page.getByText("Numbers of fewer than 10 people are not told").waitFor();
  }
  await page.reload();
  await page.getByRole("img", { name: "Scores of 11 students" }).waitFor();
  await page.getByText("The numbers as a table").click();
  await page.getByRole("row", { name: "90–100 10" }).waitFor();
  expect(await page.getByRole("group", { name: "Tests" }).getByRole("row").count()).toBe(4);
  await expectGood(page);
  await page.getByText("The numbers as a table").click();
  await picture(page, "statistics-light");
});

test("a due date is moved, by whom it touches and what could be lower asked first, seen by a student, and taken back", async () => {
  const ada = await addAccount(site, "<b>ada</b>", "student");
  const [ownDue] = (await ada.client.modules()).modules.map(({ due }) => due);
  await teacher.client.grantException({
    kind: "extension",
    student: ada.id,
    module,
    due: "2030-12-07T12:00",
    because: "ill",
  });
  const student = await site.open("/", { token: ada.token });
  await student.getByText("Sat, 7 Dec 2030, 12:00 CET").waitFor();

  const page = await site.open("/deadlines", {
    token: teacher.token,
    timezoneId: "America/New_York",
    expected: /400/,
  });
  await page.getByRole("heading", { name: "Week of 2 December 2030" }).waitFor();
  await page.getByText("Fri, 6 Dec 2030, 23:59 Europe/Berlin").first().waitFor();
  await page.getByText("(your clock: Fri, 6 Dec 2030, 17:59 GMT-5)").first().waitFor();
  await page.getByRole("button", { name: "Change what holds of 01 Echo" }).click();
  await page.getByText("<b>ada</b> has more time or attempts of their own").waitFor();
  await page.getByLabel("Due", { exact: true }).fill("2030-03-31T02:30");
  await page.getByLabel("Why, as it stands on record").fill("The hall was closed.");
  await page.getByText("due: Fri, 6 Dec 2030, 23:59 → Sun, 31 Mar 2030, 02:30").waitFor();
  await page.getByRole("button", { name: "Let it hold" }).click();
  const dialog = page.getByRole("dialog", { name: "This could lower grades" });
  await dialog.waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Let it hold all the same" }).click();
  await page.getByRole("alert").getByText("which they jump over").waitFor();
  expect(await page.getByLabel("Why, as it stands on record").inputValue()).toBe("The hall was closed.");
  await page.getByLabel("Due", { exact: true }).fill("2030-12-09T18:00");
  await page.getByRole("button", { name: "Let it hold" }).click();
  await page.getByRole("status").getByText("due: Fri, 6 Dec 2030, 23:59 → Mon, 9 Dec 2030, 18:00").waitFor();
  await expectGood(page);
  await picture(page, "deadlines-light");
  await student.reload();
  await student.getByText("Mon, 9 Dec 2030, 18:00 CET").waitFor();
  await student.getByRole("link", { name: "Roster" }).waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Take the newest change back of 01 Echo" }).click();
  await page.getByLabel("Why, as it stands on record").fill("It was for another.");
  await page.getByRole("button", { name: "Take it back", exact: true }).click();
  await page.getByRole("status").getByText("due: Mon, 9 Dec 2030, 18:00 → Fri, 6 Dec 2030, 23:59").waitFor();
  expect(ownDue).toBe("2030-12-06T22:59:00.000Z");
  await student.reload();
  await student.getByText("Sat, 7 Dec 2030, 12:00 CET").waitFor();
});
