// Lane: process

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@tinytorch/api";
import { type Account, accountOf, addAccount, instructorOf } from "@tinytorch/test-harness";
import { strFromU8, unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { expectAccessible, expectFits, heading, missing, openSite, picture, type Site } from "./open-pages.ts";
import { handIn, handInMuch, makeClass } from "./page-class.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "tinytorch-pages-"));
const module = "01-tensor";
/** Far beyond what it takes, for a machine on which much else is graded. */
const patience = 300_000;
const size = 500;
const markup = `<img src=x onerror="window.reached=1">`;

let site: Site;
let teacher: Account & { readonly client: Client };
let ada: Account & { readonly id: string };
let grace: Account & { readonly id: string };
let submission: string;

beforeAll(async () => {
  const opened = await openSite(join(folder, "data"), { course: root });
  if (opened === undefined) return;
  site = opened;
  teacher = instructorOf(site);
  const people = await makeClass(site, size);
  const signIn = async (login: string) => {
    const id = people.find((each) => each.login === login)?.id ?? "";
    return { id, ...accountOf(site, (await teacher.client.createToken(id)).token) };
  };
  [ada, grace] = [await signIn("s001"), await signIn("s002")];
  submission = await handIn(ada.client, root, module, 0);
  if (process.env.TINYTORCH_PICTURES === "1") await handInMuch(site, root, people.slice(1, 14));
  const because = "As in the syllabus.";
  await teacher.client.changeAssignment(module, { due: "2020-10-05T18:00", zone: "Europe/Berlin", because });
  const grace2 = { student: grace.id, because: "Came in week 3." };
  await teacher.client.grantException({ kind: "excuse", module: "00-setup", ...grace2 });
  await teacher.client.grantException({ kind: "extension", module, due: "2126-10-05T18:00", ...grace2 });
  await teacher.client.grantException({ kind: "override", module: "02-activations", points: 80, ...grace2 });
}, patience);

beforeEach(({ skip }) => {
  if (site === undefined) skip(missing);
});

afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const cell = (page: Page, name: string, column: number) =>
  page
    .getByRole("row", { name: new RegExp(`^${name}`) })
    .getByRole("gridcell")
    .nth(column);

test("the gradebook draws what is in sight of 500 students, and is gone through by keys, sorted, filtered and searched", {
  timeout: patience,
}, async () => {
  const page = await site.open("/gradebook", { token: teacher.token });
  await page.getByText(`${size} students`).waitFor();
  const grid = page.getByRole("grid", { name: "Grades" });
  expect(await grid.getAttribute("aria-rowcount")).toBe(String(size + 1));
  expect(await page.locator("tbody tr[aria-rowindex]").count()).toBeLessThan(60);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Student", exact: true }).focus();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "Control+End"]) await page.keyboard.press(key);
  expect(await page.evaluate("document.activeElement.dataset.cell")).toBe(`${size - 1}:11`);
  expect(await page.locator("tbody tr[aria-rowindex]").count()).toBeLessThan(60);
  await grid.evaluate("grid => grid.parentElement.scrollTo(0, 9000)");
  await page.keyboard.press("Control+Home");
  expect(await page.evaluate("document.activeElement.dataset.cell")).toBe("0:0");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  for (let column = 0; column < 4; column += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page
    .getByRole("columnheader", { name: /Activations/ })
    .and(page.locator("[aria-sort=ascending]"))
    .waitFor();
  expect(new URL(page.url()).searchParams.get("sort")).toBe("02-activations");
  expect(await page.locator("tbody th").first().textContent()).toContain("Grace Hopper");

  await page.getByLabel("Search").fill("GODEL");
  await page.getByText(`1 of ${size} students`).waitFor();
  await page.getByLabel("Search").fill("");
  await page.getByLabel("Section").selectOption("lab 2");
  await page.getByText(`3 of ${size} students`).waitFor();
  const again = await site.open(new URL(page.url()).pathname + new URL(page.url()).search, { token: teacher.token });
  await again.getByText(`3 of ${size} students`).waitFor();
  await page.getByLabel("Section").selectOption("");
  await page.getByLabel("Search").fill("nobody at all");
  await page.getByRole("button", { name: "Show everybody" }).click();
  await page.getByText(`${size} students`).waitFor();
  expect(await page.getByLabel("Search").inputValue()).toBe("");
  await page.getByRole("button", { name: "Student", exact: true }).click();
  await page.evaluate("document.activeElement.blur()");
  await picture(page, "gradebook");
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
});

test("points by hand with a reason change the cell and the student's page, and two tabs do not write over each other", {
  timeout: patience,
}, async () => {
  const [page, other] = [
    await site.open("/gradebook?search=lovelace", { token: teacher.token }),
    await site.open("/gradebook?search=lovelace", { token: teacher.token, expected: /409/ }),
  ];
  const open = async (tab: Page) => {
    await cell(tab, "Ada Lovelace", 2).getByRole("button").press("Enter");
    const dialog = tab.getByRole("dialog", { name: "Ada Lovelace, 01 Tensor" });
    await dialog.getByRole("list", { name: "How the grade came about" }).waitFor();
    return dialog;
  };
  const give = async (dialog: Awaited<ReturnType<typeof open>>, points: string, reason: string) => {
    await dialog.getByText("Give points by hand").click();
    await dialog.getByLabel("Points, of 100").fill(points);
    await dialog.getByLabel("Reason, which the student reads").first().fill(reason);
    await dialog.getByRole("button", { name: "Give these points" }).click();
  };
  const [first, second] = [await open(page), await open(other)];
  await give(second, "0x10", "As I saw it.");
  await second.getByText('Write a number, such as 84.5, in place of "0x10".').waitFor();
  expect(new URL(page.url()).searchParams.get("module")).toBe(module);
  await expectAccessible(page);
  await give(first, "97", `Shown on paper ${markup}`);
  await first.getByText(`Replaced by 97 of 100: Shown on paper ${markup}.`).waitFor();
  await first.getByRole("button", { name: "Close" }).click();
  await cell(page, "Ada Lovelace", 2).getByText("97").waitFor();
  await cell(page, "Ada Lovelace", 2).getByText("given by hand").waitFor({ state: "attached" });
  await expect.poll(() => page.evaluate("document.activeElement.textContent"), { timeout: 20_000 }).toContain("97");

  await second.getByLabel("Points, of 100").fill("40");
  await second.getByRole("button", { name: "Give these points" }).click();
  await second.getByText("Somebody decided about this grade meanwhile.").waitFor();
  await second.getByText("97 of 100 points by hand", { exact: true }).waitFor();
  expect((await ada.client.grades()).grades[0]?.counted).toBe(97);
  expect(await second.getByLabel("Points, of 100").inputValue()).toBe("40");
  await expectAccessible(other);
  await second.getByRole("button", { name: "I have seen it, go on" }).click();
  await second.getByRole("button", { name: "Give these points" }).click();
  await second.getByText("Replaced by 40 of 100: As I saw it.").waitFor();
  await second.getByText("1 that was taken back").click();
  await second.getByText("replaced: As I saw it.").waitFor();

  await page.getByRole("link", { name: "Gradebook" }).click();
  await page.getByText(`${size} students`, { exact: true }).waitFor();
  expect(await page.getByLabel("Search").inputValue()).toBe("");
  await page.goBack();
  await page.getByText(`1 of ${size} students`, { exact: true }).waitFor();
  expect(await page.getByLabel("Search").inputValue()).toBe("lovelace");

  const student = await site.open("/grades", { token: ada.token });
  await student.getByText("Replaced by 40 of 100: As I saw it.").waitFor();
  expect(await page.evaluate("window.reached")).toBeUndefined();
});

test("what is downloaded is what the service gives", { timeout: patience }, async () => {
  const page = await site.open("/gradebook", { token: teacher.token, expected: /400/ });
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export grades" });
  const saved = async () => {
    const waited = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Download" }).click();
    const file = await waited;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const downloaded = async () => {
    const { name, bytes } = await saved();
    return { name, text: bytes.toString("utf8") };
  };
  expect(await downloaded()).toEqual({ name: "gradebook.csv", text: await teacher.client.gradebookCsv() });
  await dialog.getByLabel("For what").selectOption("Moodle");
  await dialog.getByLabel("none of the columns is there yet").check();
  await dialog.getByRole("button", { name: "Download" }).click();
  await dialog.getByRole("alert").getByText("somebody must be in the file, got nobody").waitFor();
  // Moodle knows people by what the registrar calls them.
  await teacher.client.changePerson(ada.id, { sisId: "4711" });
  const { makeExport } = teacher.client;
  for (const [words, request] of [
    ["people, with their ids and sections (CSV)", { format: "csv" }],
    ["Canvas", { format: "canvas", isFirst: true }],
    ["Moodle", { format: "moodle", isFirst: true }],
    ["programs: everything (JSON lines)", { format: "jsonl" }],
  ] as const) {
    await dialog.getByLabel("For what").selectOption(words);
    if ("isFirst" in request) await dialog.getByLabel("none of the columns is there yet").check();
    const { fileName, text } = await makeExport(request);
    expect(await downloaded()).toEqual({ name: fileName, text });
  }
  await dialog.getByLabel("For what").selectOption("Gradescope: results of one module");
  await dialog.getByLabel("Module", { exact: true }).selectOption("01 Tensor");
  const { name, bytes } = await saved();
  expect(name).toBe(`gradescope-${module}.zip`);
  const results = JSON.parse(strFromU8(unzipSync(bytes)[`${submission}/results.json`] ?? new Uint8Array()));
  const { text } = await makeExport({ format: "gradescope", modules: [module] });
  const own = text.split("\n").find((line) => line.includes(submission));
  expect(results).toEqual(JSON.parse(own ?? "{}").results);
  await dialog.getByLabel("For what").selectOption("Moodle");
  await dialog.getByRole("button", { name: "Download" }).click();
  await dialog
    .getByText(/^Left out/)
    .first()
    .waitFor();
  await expectAccessible(page);
});

test("a student who goes to the gradebook is told whose it is, and asks the service for nothing of it", async () => {
  const page = await site.open("/", { token: grace.token });
  expect(await page.getByRole("link", { name: "Gradebook" }).count()).toBe(0);
  await page.goto(`${site.address}/gradebook`);
  await page.getByText("This page is for those who teach the course.").waitFor();
  await expectAccessible(page);
});

test("an assistant sees the students of their sections and decides nothing", async () => {
  const helper = await addAccount(site, "helper", "assistant");
  await teacher.client.changePerson(helper.id, { section: "lab 2" });
  const page = await site.open("/gradebook", { token: helper.token });
  await page.getByText("3 students").waitFor();
  await cell(page, "Kurt Gödel", 1).getByRole("button").click();
  await page.getByText("are decided by instructors").waitFor();
});

test("staff comment on lines and on the whole, and the student sees it at once or after the release", {
  timeout: patience,
}, async () => {
  const page = await site.open(`/submissions/${submission}`, { token: teacher.token });
  await heading(page, `Submission to ${module}`);
  await page.getByText("students do not see it").first().waitFor({ state: "attached" });
  const [path = ""] = Object.keys((await teacher.client.submissionFiles(submission)).files);
  await page.getByText(path, { exact: true }).first().click();
  await page.getByRole("button", { name: "Comment on line 2", exact: true }).click();
  await page.getByLabel(`Comment on ${path}`).fill("Look here.");
  await page.getByRole("button", { name: "Not now" }).click();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  expect((await asked).type()).toBe("beforeunload");
  await (await asked).dismiss();
  await page.getByRole("button", { name: `Comment on ${path}` }).click();
  expect(await page.getByLabel(`Comment on ${path}`).inputValue()).toBe("Look here.");
  await page.getByLabel("From line").fill("1");
  await page.getByLabel("to line").fill("2");
  await page.getByLabel("keep it from the student").check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add the comment" }).click();
  await page.getByText("not seen by the student before its release").waitFor();
  await page.getByRole("button", { name: "Comment on the whole" }).click();
  await page.getByLabel("Comment on the whole").fill("Nearly there.");
  await page.getByRole("button", { name: "Add the comment" }).click();
  await page.getByRole("article", { name: "Comment" }).getByText("Nearly there.").waitFor();

  const student = await site.open(`/submissions/${submission}`, { token: ada.token });
  await student.getByText("Nearly there.").waitFor();
  expect(await student.getByText("Look here.").count()).toBe(0);
  expect(await student.getByRole("button", { name: /^(Comment|Edit|Take away)/ }).count()).toBe(0);
  expect(await student.getByRole("heading", { name: "The run" }).count()).toBe(0);
  await page.getByRole("button", { name: "Release the module's comments" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Release them" }).click();
  await page.getByText("1 comment is seen from now on.").waitFor();
  await student.reload();
  await student.getByText("Look here.").waitFor();

  await page.getByRole("button", { name: "Run it again" }).click();
  await page.getByText(/^The same report: /).waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the files" }).click();
  expect((await saved).suggestedFilename()).toBe(`${module}-${submission.slice(0, 8)}.zip`);
  await page.reload();
  await page.getByRole("list", { name: "What holds for this student" }).waitFor();
  await page.getByText("Look here.").waitFor();
  await page.getByRole("heading", { name: "The code" }).evaluate("heading => heading.scrollIntoView()");
  await picture(page, "submission-staff");
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
});

test("a student's page has the grades, what was decided, what was handed in and asked, an invitation and the audit", {
  timeout: patience,
}, async () => {
  await ada.client.ask({ module, text: `Why not 101? ${markup}` });
  const page = await site.open(`/people/${ada.id}`, { token: teacher.token });
  await heading(page, "Ada Lovelace");
  await page
    .getByRole("listitem")
    .getByText(/points from the latest graded submission/)
    .waitFor();
  await page.getByRole("link", { name: /^01-tensor, / }).waitFor();
  const question = page.getByRole("article", { name: /^Question of s001/ });
  await question.getByText(`Why not 101? ${markup}`).waitFor();
  await question.getByLabel("Answer").fill("Since there are 100.");
  await question.getByRole("button", { name: "Answer" }).click();
  await question.getByText("Since there are 100.").waitFor();
  await page.getByRole("button", { name: "Make an invitation" }).click();
  expect(await page.getByLabel(/^The link, shown this once/).inputValue()).toContain("/sign-in#invitation=");
  await page.getByText("Grant late days").click();
  await page.getByLabel("How many").fill("2");
  await page.locator("form").filter({ hasText: "How many" }).getByLabel("Reason").fill("The network was down.");
  await page.getByRole("button", { name: "Grant", exact: true }).click();
  await page.getByText("2 left").waitFor();
  await page
    .getByRole("region", { name: "Audit" })
    .getByText(/late days/)
    .first()
    .waitFor();

  const card = page.locator("details").filter({ has: page.getByRole("heading", { name: "01 Tensor" }) });
  await card.getByText("Decide about this grade").click();
  await card.getByText("More time or attempts").click();
  const extend = card.locator("form").filter({ hasText: "Taken until" });
  await extend.getByLabel("Due, on the clock of Europe/Berlin").fill("2126-12-09T18:00");
  await extend.getByLabel("Reason").fill("Ill.");
  await extend.getByRole("button", { name: "Extend" }).click();
  const held = card.getByRole("listitem").filter({ hasText: /^due 2126-12-09 18:00 Europe\/Berlin: Ill\./ });
  await held.getByText("Take back").click();
  await held.getByLabel("Why it is taken back").fill("For another module.");
  await held.getByRole("button", { name: "Take it back" }).click();
  await card.getByText("2 that were taken back").waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
  expect(await page.evaluate("window.reached")).toBeUndefined();
  const student = await site.open("/grades", { token: ada.token });
  await student.getByText("Since there are 100.").waitFor();
});

test("the questions that wait come first and are answered where they stand", { timeout: patience }, async () => {
  await grace.client.ask({ module, text: "Why am I late?" });
  const page = await site.open("/questions", { token: teacher.token });
  const question = page.getByRole("article", { name: /^Question of s002/ });
  await question.getByText("waits for an answer").waitFor();
  expect(await page.getByRole("article").first().textContent()).toContain("Grace Hopper (s002)");
  await question.getByLabel("Answer").fill("You are not.");
  await question.getByRole("button", { name: "Answer" }).click();
  await page.getByText("None. Every question has its answer.").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Module").selectOption("08 Optimizers");
  await page.getByRole("article").waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.get("module")).toBe("08-optimizers");
});

test("what was typed about a submission stays with it, when its link leads to the one before", {
  timeout: patience,
}, async () => {
  const [before, after] = [await handIn(grace.client, root, module, 0), await handIn(grace.client, root, module, 1)];
  const page = await site.open(`/submissions/${after}`, { token: teacher.token });
  await page.getByText("Let this submission count").first().click();
  const choosing = page.locator("form").filter({ hasText: "Let this submission count" });
  await choosing.getByLabel("Reason").fill("It was the better one.");
  await page.getByRole("link", { name: /^the submission of / }).click();
  await page.waitForURL(`**/submissions/${before}`);
  await page.getByText("Let this submission count").first().click();
  expect(await choosing.getByLabel("Reason").inputValue()).toBe("");
  await page.goBack();
  await page.getByText("Let this submission count").first().click();
  expect(await choosing.getByLabel("Reason").inputValue()).toBe("It was the better one.");
});

test("a section as long as there can be fits a phone, and a grade is of what its module is worth everywhere", {
  timeout: patience,
}, async () => {
  await teacher.client.changePerson(grace.id, { section: "B".repeat(60) });
  await teacher.client.changeAssignment("02-activations", { points: 20, because: "As in the syllabus." });
  const page = await site.open(`/people/${grace.id}`, { token: teacher.token });
  const card = page.locator("details").filter({ has: page.getByRole("heading", { name: "02 Activations" }) });
  await card.getByRole("paragraph").getByText("16 of 20", { exact: true }).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
  const student = await site.open("/", { token: grace.token });
  await student.getByRole("listitem").getByText("16 of 20", { exact: true }).waitFor();
  await student.goto(`${site.address}/grades`);
  await student.getByRole("listitem").getByText("16 of 20", { exact: true }).waitFor();
  await teacher.client.changeAssignment(module, { points: 20, because: "As in the syllabus." });
  await page.goto(`${site.address}/submissions/${submission}`);
  await page.getByText(/counts as [\d.]+ of 20/).waitFor();
});
