// Lane: process

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCourse, requireModule } from "@tinytorch/course-files";
import { addAccount, instructorOf } from "@tinytorch/test-harness";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { editorOf, write } from "./editor.ts";
import { expectAccessible, expectFits, missing, openSite, picture, type Site } from "./open-pages.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "tinytorch-workbench-"));
const module = "08-optimizers";
const handInsPerMinute = 3;
/** Far beyond what it takes, for a machine on which much else is graded. */
const patience = 300_000;
/** What the browser says of a line that is down. */
const offLine = /net::ERR_/;
/** What the editor says when a whole file is pasted; it is right again at once. */
const measuring = /Measure loop restarted/;

let site: Site;
let solution: Readonly<Record<string, string>>;

beforeAll(async () => {
  solution = await requireModule(await openCourse(root), module).solutionFiles();
  const opened = await openSite(join(folder, "data"), {
    course: root,
    environment: { TINYTORCH_SUBMISSIONS_PER_MINUTE: String(handInsPerMinute) },
  });
  if (opened !== undefined) site = opened;
});

beforeEach(({ skip }) => {
  if (site === undefined) skip(missing);
});

afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A student's page with the workbench open. */
async function openWorkbench(name: string, expected?: RegExp) {
  const account = await addAccount(site, name, "student");
  const options = expected === undefined ? {} : { expected };
  const page = await site.open(`/modules/${module}#workbench`, { token: account.token, ...options });
  await editorOf(page, "src/gradient-descent.ts").waitFor();
  return { page, ...account };
}

/** Waits until the tests' outcome says this. */
async function outcome(page: Page, words: RegExp): Promise<void> {
  await page.getByRole("region", { name: "Unit tests" }).getByRole("status").getByText(words).waitFor();
}

/** Takes the solution's folder in the place of what is there. */
async function uploadSolution(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Upload" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload files" });
  await dialog.locator("input[webkitdirectory]").setInputFiles(join(root, `grading/${module}/solution/src`));
  await dialog.getByText("These take the place of yours here").waitFor();
  await dialog.getByRole("button", { name: "Use them" }).click();
}

test("a module is written, tested, seen, handed in and graded in a tab, all by the keyboard where one likes", {
  timeout: patience,
}, async () => {
  const { page, client } = await openWorkbench("Ada Lovelace", measuring);
  await outcome(page, /^\d+ of \d+ unit tests passed\. Next: gradientDescentStep\.$/);
  const tests = page.getByRole("region", { name: "Unit tests" });
  await tests.getByText("→ not written yet").first().waitFor();
  await expectAccessible(page);
  await tests
    .getByRole("button", { name: /^src\/gradient-descent\.ts:\d+$/ })
    .first()
    .click();
  await page.keyboard.press("End");
  await page.keyboard.type(" // here");
  await page.getByText(/throw new Error\(.*\/\/ here/).waitFor();

  await uploadSolution(page);
  await editorOf(page, "src/gradient-descent.ts").focus();
  await page.keyboard.press("ControlOrMeta+s");
  await outcome(page, /^(\d+) of \1 unit tests passed\. Hand it in\.$/);
  const drawn = page.getByRole("region", { name: "Your code, drawn" });
  await drawn.getByRole("img", { name: /after step 60\. SGD: .*Adam: / }).waitFor();
  await drawn.getByText(/Each is where the reference is/).waitFor();

  const sgd = solution["src/sgd.ts"] ?? "";
  await write(page, "src/sgd.ts", `${sgd}export const wrong: number = new SGD([]).step;\n`);
  await page.getByRole("tab", { name: "sgd.ts something is wrong here" }).waitFor();
  await page.keyboard.type("new SGD([]).zeroG");
  await page.getByRole("option", { name: "zeroGrad" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "sgd.ts" }).press("ArrowRight");
  await page.getByRole("tab", { name: "adam.ts", selected: true }).waitFor();
  await write(page, "src/sgd.ts", sgd);
  await outcome(page, /Hand it in\.$/);

  await page.getByRole("button", { name: "Hand in", exact: true }).press("Enter");
  await page.getByRole("heading", { name: "Report" }).waitFor();
  await page.getByText("100 of 100").first().waitFor();
  await expectAccessible(page);
  expect((await client.grades()).grades).toMatchObject([{ module, counted: 100 }]);
  expect((await client.submissions({ module, limit: 5 })).submissions).toHaveLength(1);
});

test("the picture and the tests say where code goes another way, how a loop is that never ends, and what is printed", {
  timeout: patience,
}, async () => {
  const { page } = await openWorkbench("Grace Hopper", measuring);
  await uploadSolution(page);
  await outcome(page, /Hand it in\.$/);
  await page.getByRole("img", { name: /after step 60/ }).waitFor();
  await page.getByRole("tab", { name: "sgd.ts" }).click();
  await page.setViewportSize({ width: 1440, height: 1300 });
  await picture(page, "module-workbench");

  const adam = solution["src/adam.ts"] ?? "";
  await write(
    page,
    "src/adam.ts",
    adam.replace(/(\n {2}override step\(\)[^{]*\{)/, "$1\n    for (;;) console.log('round');"),
  );
  await page
    .getByText(/→ it ran longer than .* and was stopped/)
    .first()
    .waitFor();
  await page
    .getByRole("button", { name: /^src\/adam\.ts:\d+$/ })
    .first()
    .waitFor();
  await page.getByText("round").first().waitFor();
});

test("nothing that was written is lost: over a reload, a second tab, the starter put back and a session that ends", {
  timeout: patience,
}, async () => {
  const { page, client, tokenId } = await openWorkbench("Edsger Dijkstra", /401/);
  await editorOf(page, "src/gradient-descent.ts").focus();
  await page.keyboard.type("// mine\n");
  await page.reload();
  await page.getByText("// mine").waitFor();

  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByText("Another tab has this module open").waitFor();
  await other.getByText("// mine").waitFor();
  await editorOf(page, "src/gradient-descent.ts").focus();
  await page.keyboard.type("// more\n");
  await other.getByText("// more").waitFor();
  await other.getByRole("button", { name: "Write here instead" }).click();
  await page.getByText("Another tab has this module open").waitFor();
  await editorOf(other, "src/gradient-descent.ts").focus();
  await other.keyboard.type("// other\n");
  await page.getByText("// other").waitFor();
  await other.close();
  await page.getByText("Another tab has this module open").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "New file" }).click();
  await page.getByLabel("Path").fill("src/Helper.ts");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("small letters").waitFor();
  await page.getByLabel("Path").fill("src/helpers/norm.ts");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "helpers/norm.ts", selected: true }).waitFor();
  await page.keyboard.type("// at once");
  await page.getByText("// at once").waitFor();
  await page.getByRole("button", { name: "Starter" }).click();
  await page.getByRole("button", { name: "All files" }).click();
  await page.getByText("// mine").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Earlier versions" }).click();
  const versions = page.getByRole("dialog", { name: "Earlier versions" });
  await versions.getByText("before the starter was put back").waitFor();
  await expectAccessible(page);
  await versions.getByRole("listitem").first().getByRole("button", { name: "Go back to it" }).click();
  await page.getByRole("tab", { name: "gradient-descent.ts" }).click();
  await page.getByText("// mine").waitFor();

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await downloading).suggestedFilename()).toBe(`${module}.zip`);

  const teacher = instructorOf(site).client;
  const { token: next } = await teacher.createToken((await client.me()).id);
  await teacher.revokeToken(tokenId);
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  const again = page.getByRole("dialog", { name: "Your session has ended" });
  await again.getByLabel("Token").fill(next);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Report" }).waitFor();
  await page.getByText("// mine").waitFor();
});

test("what waits for a session is not handed in by whoever signs in then, who sees nothing of it", {
  timeout: patience,
}, async () => {
  const { page, tokenId } = await openWorkbench("Alan Turing", /401/);
  const other = await addAccount(site, "Alonzo Church", "student");
  await editorOf(page, "src/gradient-descent.ts").focus();
  await page.keyboard.type("// mine\n");
  await instructorOf(site).client.revokeToken(tokenId);
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  await page.getByText("Your session has ended. Your work is kept here").waitFor();
  const again = page.getByRole("dialog", { name: "Your session has ended" });
  await again.getByLabel("Token").fill(other.token);
  await page.keyboard.press("Enter");
  await page.getByText("Alonzo Church").first().waitFor();
  await outcome(page, /unit tests passed/);
  expect(await page.getByText("// mine").count()).toBe(0);
  await page.getByText("Nothing yet.").waitFor();
  expect((await other.client.submissions({ module, limit: 5 })).submissions).toEqual([]);
});

test("where the browser has no room, that is said, and nothing is put in the place of what it cannot keep", {
  timeout: patience,
}, async () => {
  const { page } = await openWorkbench("Kathleen Booth");
  await page.evaluate(`IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
    throw new DOMException("full", "QuotaExceededError");
  }`);
  await editorOf(page, "src/gradient-descent.ts").focus();
  await page.keyboard.type("// mine\n");
  await page.getByRole("alert").getByText("The browser could not keep your files").waitFor();
  await page.getByRole("button", { name: "Starter" }).click();
  await page.getByRole("button", { name: "All files" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("// mine").waitFor();
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Starter");
});

test("what was open once opens, runs and is handed in while the line is down, and arrives when it is back, once", {
  timeout: patience,
}, async () => {
  const { page, client } = await openWorkbench("Barbara Liskov", offLine);
  await page.getByText("Kept in this browser, which opens it off line too").waitFor();
  const other = await page.context().newPage();
  await other.goto(`${site.address}/docs`);
  // What is no page takes nothing away of what the page is made of.
  expect((await other.goto(`${site.address}/%`))?.status()).toBe(400);
  await other.close();
  await page.context().setOffline(true);
  await page.reload();
  await outcome(page, /unit tests passed/);
  await editorOf(page, "src/gradient-descent.ts").focus();
  await page.keyboard.type("// off line\n");
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  await page.getByText("The service does not answer. Your work is kept here").waitFor();
  await expectAccessible(page);
  await editorOf(page, "src/gradient-descent.ts").focus();
  await page.keyboard.type("// meanwhile\n");
  await page.getByText("// meanwhile").waitFor();
  const stop = page.getByRole("button", { name: "Do not hand it in" });
  await stop.focus();
  const sentAgain = page.waitForEvent("requestfailed", (request) => request.method() === "POST");
  await page.evaluate("dispatchEvent(new Event('online'))");
  await sentAgain;
  await page.getByRole("button", { name: "Hand in", exact: true }).waitFor();
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Do not hand it in");
  await page.context().setOffline(false);
  await page.getByRole("heading", { name: "Report" }).waitFor();
  expect((await client.submissions({ module, limit: 5 })).submissions).toHaveLength(1);
  await page.getByRole("button", { name: "Earlier versions" }).click();
  const handedIn = page
    .getByRole("dialog", { name: "Earlier versions" })
    .getByRole("listitem")
    .filter({ hasText: "handed in" });
  await handedIn.getByRole("button", { name: "Go back to it" }).click();
  await page.getByText("// meanwhile").waitFor({ state: "detached" });
  await page.getByText("// off line").waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "You are signed out" }).waitFor();
  expect(await keptAnswers(page)).toEqual([]);
});

/** The addresses of what the service said that this browser keeps. */
function keptAnswers(page: Page): Promise<readonly string[]> {
  return page.evaluate(`caches.open("tinytorch.answers").then((cache) => cache.keys())
    .then((requests) => requests.map(({ url }) => new URL(url).pathname))`);
}

test("what is kept of one account goes when another comes by itself, and when nobody is signed in any more", {
  timeout: patience,
}, async () => {
  const { page } = await openWorkbench("Frances Allen", /401/);
  const other = await addAccount(site, "Anita Borg", "student");
  await page.getByText("Kept in this browser, which opens it off line too").waitFor();
  expect(await keptAnswers(page)).toContain(`/v1/modules/${module}/workbench`);
  // As an institution's sign-in does: the page knows of nobody before.
  await page.context().request.post(`${site.address}/v1/sessions`, {
    headers: { authorization: `Bearer ${other.token}` },
  });
  await page.goto(site.address);
  await page.getByText("Anita Borg").first().waitFor();
  await expect.poll(() => keptAnswers(page)).not.toContain(`/v1/modules/${module}/workbench`);
  await page.reload();
  await page.getByText("Anita Borg").first().waitFor();
  await expect.poll(() => keptAnswers(page)).toContain("/v1/session");
  await instructorOf(site).client.revokeToken(other.tokenId);
  await page.reload();
  await page.getByRole("heading", { name: "You are signed out" }).waitFor();
  expect(await keptAnswers(page)).toEqual([]);
});

test("work that comes too fast waits as long as the service says, and why is told in the service's words", {
  timeout: patience,
}, async () => {
  const { page, client } = await openWorkbench("Radia Perlman", /429/);
  for (let count = 0; count < handInsPerMinute; count += 1) {
    await client.submit({ module, files: { ...solution }, idempotencyKey: crypto.randomUUID() });
  }
  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") sent += 1;
  });
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  await page.getByText(/^Too many requests.* Your work is kept here/).waitFor();
  await page.evaluate("dispatchEvent(new Event('online'))");
  await page.getByRole("button", { name: "Hand in", exact: true }).waitFor();
  expect(sent).toBe(1);
  await page.getByRole("button", { name: "Do not hand it in" }).click();
  await page.getByText("Your work is kept here").waitFor({ state: "detached" });
  expect(await page.getByRole("alert").count()).toBe(0);
});

test("a program of the workbench that did not come once is asked for again", { timeout: patience }, async () => {
  const { token } = await addAccount(site, "Karen Jones", "student");
  const page = await site.open("/", { token, expected: offLine });
  await page.route("**/workbench/**/packages.json", (route) => route.abort(), { times: 1 });
  await page.goto(`${site.address}/modules/${module}#workbench`);
  await page.getByRole("alert").getByText("Failed to fetch").waitFor();
  await page.getByRole("button", { name: "Run the tests" }).click();
  await outcome(page, /unit tests passed/);
});
