// Lane: process

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, accountOf, addAccount, copyCourse, echoCourse } from "@tinytorch/test-harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  clickAgain,
  expectAccessible,
  expectFits,
  heading,
  missing,
  openSite,
  picture,
  type Site,
} from "./open-pages.ts";

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
const fromOne = work("return value;", "return values.reduce((total, value) => total + value, 1);");
const starter = work('throw new Error("TODO");', 'throw new Error("TODO");');

/** Somebody who came by the roster. */
async function signedIn(login: string): Promise<Account> {
  const [person] = (await teacher.client.people({ login })).people;
  if (person === undefined) throw new Error(`there must be ${login}`);
  return accountOf(site, (await teacher.client.createToken(person.id)).token);
}

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

const markup = `<img src=x onerror="window.reached=1">`;
const people = ["ada", "li", "zoe", "omar", "kim", "plato", "dima", "mary", "alan", "grace", "edsger"];
const roster = [
  "Name,Login,Email,Section,Seat",
  ...people.map(
    (login, place) =>
      `"${login === "ada" ? "Lovelace, Ada" : login}",${login},${login}@example.edu,${"AB"[place % 2]},1`,
  ),
].join("\n");
const csv = (text: string) => ({ name: "students.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

test("a roster is previewed, is applied whole or not at all, and lets people in by links that are shown once", async () => {
  const page = await site.open("/roster", { token: teacher.token, expected: /40[09]/ });
  await page.getByRole("button", { name: "Import a file" }).click();
  const file = page.getByLabel("Roster file", { exact: true });
  await file.setInputFiles({ ...csv("PK"), name: "students.xlsx" });
  await page.getByRole("alert").getByText("save it as CSV first").waitFor();
  await file.setInputFiles(csv(`${roster}\n"${markup.replaceAll('"', '""')}",ada,other@example.edu,A,1`));
  await page.getByRole("row", { name: /^13 / }).waitFor();
  expect(await page.getByRole("button", { name: "Apply all of it" }).isDisabled()).toBe(true);
  await file.setInputFiles(csv(`${roster}\n"${markup.replaceAll('"', '""')}",hopper,hopper@example.edu,A,1`));
  await page.getByText("12 new, 0 changed, 0 not in the file, 0 wrong").waitFor();
  await page.getByText("Passed over: Seat.").waitFor();
  expect((await teacher.client.people({ login: "ada" })).people).toEqual([]);
  await expectGood(page);
  await page.getByRole("button", { name: "Apply all of it" }).click();
  await page.getByText("All of it is done: 12 new").waitFor();
  await file.setInputFiles(csv(roster.replace("ada@example.edu,A", "ada@example.edu,B")));
  await page.getByText("0 new, 1 changed, 1 not in the file, 0 wrong, 10 as they are.").waitFor();
  await page.getByLabel("Drop the one not in the file").check();
  await page.getByRole("button", { name: "Apply all of it" }).click();
  await page.getByText("All of it is done: 0 new, 1 changed, 1 dropped.").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByLabel("Who was dropped").check();
  await page.getByText(markup, { exact: true }).waitFor();
  expect(await page.evaluate("window.reached")).toBeUndefined();
  await page.getByLabel("Who was dropped").uncheck();
  await picture(page, "roster");

  await page.getByLabel("Search").fill("LOVELACE");
  await page.getByText("1 person", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Open ada" }).click();
  const dialog = page.getByRole("dialog", { name: "Lovelace, Ada" });
  await dialog.getByLabel("E-mail").fill("li@example.edu");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("alert").getByText("another account has this e-mail address").waitFor();
  await dialog.getByLabel("E-mail").fill("countess@example.edu");
  await dialog.getByLabel("Role").selectOption("assistant");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Saved.").waitFor();
  await dialog.getByLabel("Role").selectOption("student");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByLabel("Login", { exact: true }).fill("countess");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("rowheader", { name: "countess" }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Open countess");
  await page.keyboard.press("Enter");
  await dialog.waitFor();
  // As fast as can be typed, too.
  await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("Enter")]);
  const drop = dialog.getByRole("button", { name: "Drop from the course" });
  await drop.scrollIntoViewIfNeeded();
  const { x = 0, y = 0 } = (await drop.boundingBox()) ?? {};
  await drop.click();
  await dialog.getByRole("button", { name: "Take back into the course" }).waitFor();
  await clickAgain(page, { x: x + 12, y: y + 12 });
  expect((await teacher.client.people({ login: "countess", dropped: "all" })).people[0]?.droppedAt).not.toBeNull();
  await dialog.getByRole("button", { name: "Take back into the course" }).click();
  await drop.waitFor();
  await dialog.getByRole("button", { name: "Make an invitation" }).click();
  await page.getByRole("heading", { name: "An invitation" }).waitFor();
  const [, link = ""] = (await page.locator("pre").textContent())?.split("\t") ?? [];
  const { pathname, hash } = new URL(link);
  const student = await site.open(pathname + hash, { expected: /401/ });
  await student.getByRole("button", { name: "Sign in here" }).click();
  await heading(student, "Course");
  await page.getByRole("button", { name: "I have them, hide them" }).click();
  expect(await page.getByText(link).count()).toBe(0);
});

test("what a class did is said in numbers and words, and of few people it is not said", async () => {
  const page = await site.open(`/modules/${module}/statistics`, { token: teacher.token });
  await heading(page, "Statistics of 01 Echo");
  await page.getByText("Nobody has a grade in this module yet.").waitFor();
  const works = [...Array(3).fill(right), ...Array(3).fill(withoutNone), ...Array(4).fill(fromOne), starter];
  for (const [place, login] of ["countess", ...people.slice(1)].entries()) {
    await graded(await signedIn(login), works[place] ?? starter);
    if (place !== 0) continue;
    await page.reload();
    await page.getByText("Numbers of fewer than 10 people are not told").waitFor();
  }
  await page.reload();
  await page.getByRole("img", { name: "Scores of 11 students" }).waitFor();
  await page.getByText("The numbers as a table").click();
  await page.getByRole("row", { name: "90–100 6" }).waitFor();
  await page.getByText("36 % of the class (4) had: starts adding from 1").waitFor();
  expect(await page.getByRole("group", { name: "Tests" }).getByRole("row").count()).toBe(4);
  await expectGood(page);
  await page.getByText("The numbers as a table").click();
  await picture(page, "statistics");
});

const body = (name: string, sum: string) => `export function ${name}(list: readonly number[]): number {
  let ${sum} = 0;
  for (let i = 0; i < list.length; i += 1) {
    if (list[i] > 10) ${sum} = ${sum} + list[i] * list[i];
    else if (list[i] < -10) ${sum} = ${sum} - list[i] / 2;
    else ${sum} += 1;
  }
  while (${sum} > 1000) ${sum} = ${sum} / 10 - 1;
  return ${sum} < 0 ? -${sum} : ${sum};
}
`;

test("who worked alike is shown as pairs and side by side, with the word that a person must judge", async () => {
  const page = await site.open(`/modules/${module}/similarity`, { token: teacher.token });
  await page.getByText("Nothing was compared in this module yet.").waitFor();
  await graded(await signedIn("mary"), { ...right, "src/more.ts": body("total", "sum") });
  await graded(await signedIn("alan"), { ...right, "src/more.ts": `// ${markup}\n${body("all", "acc")}` });
  await page.getByLabel("List pairs from so many % alike").fill("60");
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByRole("row", { name: /^100 % mary alan 1 / }).waitFor();
  await page.getByText("Somebody who knows them must judge").waitFor();
  await expectGood(page);
  await page.getByRole("link", { name: "Side by side pair 1" }).click();
  await heading(page, "Pair 1 in 01 Echo");
  await page.getByText("Somebody who knows them must judge").waitFor();
  await page
    .getByRole("group", { name: /^src\/more.ts, lines 2 to 10, of alan/ })
    .getByText("acc")
    .first()
    .waitFor();
  await page.getByText(`// ${markup}`, { exact: true }).waitFor();
  expect(await page.evaluate("window.reached")).toBeUndefined();
  await expectGood(page);
  await page.getByRole("link", { name: "All pairs" }).click();
  await page.getByRole("link", { name: "Side by side pair 1" }).waitFor();
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

  const abroad = await site.open("/", { token: ada.token, timezoneId: "America/New_York" });
  await abroad.getByText("(Sat, 7 Dec 2030, 12:00 Europe/Berlin)").waitFor();

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
  const athome = await site.open("/deadlines", { token: teacher.token, expected: /400/ });
  await athome.getByRole("button", { name: "Change what holds of 01 Echo" }).click();
  await athome.getByLabel("Due", { exact: true }).fill("2030-12-09T18:00");
  await athome.getByText("worked out anew").waitFor();
  await expectGood(athome);
  await athome.evaluate("scrollTo(0, 0)");
  await picture(athome, "deadlines");
  await athome.getByRole("button", { name: "Leave it as it is" }).click();
  await athome.getByRole("button", { name: "Change what holds of 01 Echo" }).click();
  const clock = athome.getByLabel("Clock that these times are read on");
  await clock.fill("Europe/Atlantis");
  await athome.getByLabel("Why, as it stands on record").fill("The term is abroad.");
  await athome.getByRole("button", { name: "Let it hold" }).click();
  const surely = athome.getByRole("button", { name: "Let it hold all the same" });
  await surely.click();
  await athome.getByRole("alert").getByText("zone: must be a zone's name, as Europe/Berlin").waitFor();
  await clock.fill("Europe/Lisbon");
  await athome.getByText("clock: Europe/Berlin → Europe/Lisbon").waitFor();
  await athome.getByRole("button", { name: "Let it hold" }).click();
  await surely.click();
  await athome.getByRole("status").getByText("clock: Europe/Berlin → Europe/Lisbon").waitFor();
  const [abroadDue] = (await teacher.client.assignments()).assignments.map(({ dueAt }) => dueAt);
  expect(abroadDue).toBe("2030-12-06T23:59:00.000Z");
  await athome.getByRole("button", { name: "Take the newest change back of 01 Echo" }).click();
  await athome.getByLabel("Why, as it stands on record").fill("It is at home.");
  await athome.getByRole("button", { name: "Take it back", exact: true }).click();
  await athome.getByRole("status").getByText("clock: Europe/Lisbon → Europe/Berlin").waitFor();
  await athome.getByRole("button", { name: "Grant everybody late days" }).click();
  await athome.getByLabel("Days", { exact: true }).fill("2");
  await athome.getByLabel("Why, as it stands on record").fill("As in the syllabus.");
  await athome.getByRole("button", { name: "Grant them" }).click();
  await athome.getByText("2 late days for everybody.").waitFor();
  expect((await ada.client.lateDays()).banks[0]?.left).toBe(2);
  await athome.getByText("Sat, 7 Dec 2030, 12:00 Europe/Berlin").waitFor();
  await athome.getByRole("button", { name: "Take back what <b>ada</b> has more" }).click();
  await athome.getByLabel("Why, as it stands on record").fill("It was for another.");
  await athome.getByRole("button", { name: "Take it back" }).click();
  await athome.getByText("Nobody has more time or attempts than the others.").waitFor();
  await student.reload();
  await student.getByText("Fri, 6 Dec 2030, 23:59 CET").waitFor();
});

test("a regrade is a dry run first, says whose grade would be another, and is applied", async () => {
  await site.end("SIGTERM");
  for (const file of ["rubric.json", "echo/suite.test.ts", "sum/suite.test.ts"]) {
    const path = join(folder, "course/grading", module, file);
    const before = readFileSync(path, "utf8");
    writeFileSync(path, before.replace(/(points"?: )(40|50),/g, "$145,"));
  }
  rmSync(join(folder, "course/grading", module, "signatures.json"));
  await site.comeBack();

  const page = await site.open("/operations", { token: teacher.token, expected: /40[049]/ });
  await page.getByText("1 grader is up.").waitFor();
  await page.getByText("The grader broke on nothing.").waitFor();
  await page.getByText("There is no webhook.").waitFor();
  const address = page.getByLabel("Address to be told of everything");
  await address.fill("https://10.0.0.1/hook");
  await page.getByRole("button", { name: "Add this webhook" }).click();
  await page.getByRole("alert").getByText("must lead out of private networks").waitFor();
  await address.fill("https://example.edu/hook");
  // The secret is shown this once: it waits for no list.
  const seen = Promise.withResolvers<void>();
  await page.route("**/v1/webhooks", async (route) => {
    if (route.request().method() === "GET") await seen.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: "Add this webhook" }).click();
  expect(await page.getByLabel("Secret", { exact: true }).inputValue()).toHaveLength(43);
  seen.resolve();
  await page.getByRole("row", { name: /^https:\/\/example.edu\/hook teacher told of everything/ }).waitFor();
  await expectGood(page);
  await page.getByRole("button", { name: "I have it, hide it" }).click();
  await page.getByLabel("Secret", { exact: true }).waitFor({ state: "detached" });
  expect(await address.evaluate((field) => field.matches(":focus"))).toBe(true);
  await page.getByRole("button", { name: "Remove https://example.edu/hook" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  const { webhooks } = await teacher.client.webhooks();
  expect(webhooks).toHaveLength(1);
  await page.getByRole("button", { name: "Remove https://example.edu/hook" }).click();
  // In another window somebody is quicker, and wants the same.
  await teacher.client.removeWebhook(webhooks[0]?.id ?? "");
  await page.getByRole("button", { name: "Remove it", exact: true }).click();
  await page.getByText("There is no webhook.").waitFor();
  expect((await teacher.client.webhooks()).webhooks).toEqual([]);
  await page.getByRole("button", { name: "Grade again, and change nothing yet" }).dblclick();
  await page.getByText("11 of 11 graded again.").waitFor();
  expect((await teacher.client.regrades()).regrades).toHaveLength(1);
  await page.getByRole("row", { name: "dima 40 45 of 100 +5 yes" }).waitFor();
  await page.getByText("Nothing is changed yet.").waitFor();
  await page.getByRole("list", { name: "Regrades" }).getByText("waits to be applied").waitFor();
  await expectGood(page);
  const shown = async () => (await (await signedIn("dima")).client.grades()).grades[0]?.counted;
  expect(await shown()).toBe(40);
  await page.reload();
  await page.getByRole("button", { name: "Let the new runs stand" }).click();
  await page.getByText("the old ones stay on record").waitFor();
  expect(await shown()).toBe(45);
});

test("the audit says all of it in sentences, and its address is what was chosen", async () => {
  const page = await site.open("/audit", { token: teacher.token });
  await page.getByText("teacher applied regrade").waitFor();
  await expectGood(page);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByText("11 runs replaced").waitFor();
  await page.getByLabel("Action").fill("assignment.changed");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByText("teacher decided about 01-echo: due 2030-12-09 18:00 (it was 2030-12-06 23:59)").waitFor();
  expect(new URL(page.url()).searchParams.get("action")).toBe("assignment.changed");
  await page.goto(`${site.address}/audit?action=roster.imported`);
  await page.getByText("teacher imported a roster.").first().waitFor();
  await page.goto(`${site.address}/audit?action=similarity.pair-viewed&module=${module}`);
  await page.getByText("teacher looked at two submissions to 01-echo side by side.").waitFor();
  await page.goto(`${site.address}/audit?person=countess&until=2020-01-01`);
  await page.getByText("Nothing was done that meets all that you chose.").waitFor();
  await page.goto(`${site.address}/audit?person=20261130`);
  await page.getByRole("alert").getByText("Nobody of the course has the login 20261130.").waitFor();
  await page.goto(`${site.address}/audit?person=nobody-at-all`);
  await page.getByRole("alert").getByText("Nobody of the course has the login nobody-at-all.").waitFor();
});

test("a student who goes to these addresses is told whom they are for", async () => {
  const { token } = await signedIn("dima");
  const page = await site.open("/", { token });
  await heading(page, "Course");
  expect(await page.getByRole("link", { name: "Statistics" }).count()).toBe(0);
  for (const path of ["/deadlines", "/roster", "/operations", "/audit", `/modules/${module}/statistics`]) {
    await page.goto(site.address + path);
    await page.getByText("This page is for those who teach the course").waitFor();
  }
  await page.goto(`${site.address}/modules/${module}/similarity`);
  await page.getByText("This page is for those who teach the course").waitFor();
  await expectGood(page);
});

test("a module that is not there has no statistics and no pairs, and a page says so", async () => {
  const page = await site.open("/modules/99-nothing/statistics", { token: teacher.token, expected: /40[04]/ });
  await heading(page, "There is no module 99-nothing");
  await page.goto(`${site.address}/modules/${module}/similarity?report=00000000-0000-4000-8000-000000000000`);
  await page.getByText("There is no comparison at this address").waitFor();
  await page.goto(`${site.address}/modules/99-nothing/similarity`);
  await heading(page, "There is no module 99-nothing");
});

test("an assistant sees the people of their sections and the deadlines, and changes neither", async () => {
  const tutor = await addAccount(site, "tutor", "assistant");
  await teacher.client.changePerson(tutor.id, { section: "A" });
  const page = await site.open("/roster", { token: tutor.token });
  await page.getByRole("rowheader", { name: "zoe" }).waitFor();
  expect(await page.getByRole("rowheader", { name: "li", exact: true }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Import a file" }).count()).toBe(0);
  await page.getByRole("button", { name: "Open zoe" }).click();
  await page.getByText("What is known of people is changed by instructors.").waitFor();
  await page.goto(`${site.address}/deadlines`);
  await page.getByRole("heading", { name: "01 Echo" }).waitFor();
  expect(await page.getByRole("main").getByRole("button").count()).toBe(0);
  await page.goto(`${site.address}/operations`);
  await page.getByText("This page is for those who teach the course").waitFor();
});
