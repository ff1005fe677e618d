// Lane: process

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountOf, addAccount, copyCourse, echoCourse, instructorOf } from "@tinytorch/test-harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { editorOf, write } from "./editor.ts";
import { expectAccessible, expectFits, heading, missing, openSite, type Site } from "./open-pages.ts";

const folder = mkdtempSync(join(tmpdir(), "tinytorch-pages-"));
let site: Site;

beforeAll(async () => {
  const course = copyCourse(echoCourse, join(folder, "course"), {
    due: { "01-echo": "2030-12-06T23:59:00+01:00" },
    late: { percentPerDay: 10, days: 3 },
  });
  const opened = await openSite(join(folder, "data"), { course });
  if (opened !== undefined) site = opened;
});

beforeEach(({ skip }) => {
  if (site === undefined) skip(missing);
});

afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("who comes without anything is told that they are signed out, signs in by token and is where they wanted to be", async () => {
  const { token } = await addAccount(site, "ada", "student");
  const page = await site.open("/", { expected: /401/ });
  await heading(page, "You are signed out");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("Paste your token first").waitFor();
  await page.getByLabel("Token").fill("x".repeat(43));
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("No account has this token").waitFor();
  await page.getByLabel("Token").fill(token);
  await page.keyboard.press("Enter");
  await heading(page, "Course");
  await page.reload();
  await heading(page, "Course");
  await page.getByRole("button", { name: "Sign out" }).click();
  await heading(page, "You are signed out");
});

test("the course is a map of its modules, with when each is due in the reader's time", async () => {
  const { token } = await addAccount(site, "grace", "student");
  const page = await site.open("/", { token });
  await page.getByRole("link", { name: "Echo" }).waitFor();
  expect(await page.getByRole("img", { name: "difficulty 1 of 4" }).count()).toBe(1);
  expect(await page.locator("time").textContent()).toBe("Fri, 6 Dec 2030, 23:59 CET");
  expect(await page.locator("time").getAttribute("datetime")).toBe("2030-12-06T22:59:00.000Z");
  await page.getByText("0 of 1 modules graded").waitFor();
  await expectAccessible(page);
  for (const width of [360, 3840]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page);
  }
});

test("nothing jumps when what was asked for arrives", async () => {
  const { token } = await addAccount(site, "edsger", "student");
  const page = await site.open("/sign-in", { token });
  await page.addInitScript(`
    window.jumps = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) window.jumps += value;
    }).observe({ type: "layout-shift", buffered: true });
  `);
  await page.goto(site.address);
  await page.getByRole("link", { name: "Echo" }).waitFor();
  expect(await page.evaluate("window.jumps")).toBeLessThan(0.1);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${site.address}/modules/01-echo`);
    await page.getByText("Nothing yet.").waitFor();
    await page.getByRole("button", { name: "Choose files" }).waitFor();
    expect.soft(await page.evaluate("window.jumps")).toBeLessThan(0.1);
  }
});

test("a session that ends while one works asks for the token again, over the page as it is", async () => {
  const { token, tokenId, id } = await addAccount(site, "alan", "student");
  const page = await site.open("/", { token, expected: /401/ });
  await page.getByRole("link", { name: "Echo" }).waitFor();
  const teacher = instructorOf(site).client;
  const expiresAt = new Date(Date.now() + 1_000).toISOString();
  const [{ token: next }, { token: old }] = [
    await teacher.createToken(id),
    await teacher.createToken(id, { expiresAt }),
  ];
  await teacher.revokeToken(tokenId);
  await page.getByRole("link", { name: "Grades" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor();
  await expectAccessible(page);
  const isRefused = () =>
    accountOf(site, old)
      .client.me()
      .then(
        () => false,
        () => true,
      );
  await expect.poll(isRefused, { timeout: 30_000 }).toBe(true);
  await dialog.getByLabel("Token").fill(old);
  await page.keyboard.press("Enter");
  await dialog
    .getByRole("alert")
    .getByText(/^This token expired at /)
    .waitFor();
  await dialog.getByLabel("Token").fill(next);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
});

test("what could not be done is said in words for people: without a network, and when the session had ended", async () => {
  const { token, tokenId, id } = await addAccount(site, "ruth", "instructor");
  const page = await site.open("/roster", { token, expected: /401|ERR_INTERNET_DISCONNECTED/ });
  const invite = page.getByRole("button", { name: "Invite everybody who cannot sign in yet" });
  await page.getByRole("button", { name: "Open ruth" }).waitFor();
  await page.context().setOffline(true);
  await invite.click();
  await page.getByRole("alert").getByText("The service does not answer.").waitFor();
  await page.context().setOffline(false);

  const teacher = instructorOf(site).client;
  const { token: next } = await teacher.createToken(id);
  await teacher.revokeToken(tokenId);
  await invite.click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByLabel("Token").fill(next);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("alert").getByText("Your session had ended, so this was not done.").waitFor();
});

test("an invitation is still there when the service did not answer to it", async () => {
  const { id } = await addAccount(site, "mary", "student");
  const { invitations } = await instructorOf(site).client.invite({ users: [id] });
  const { pathname, hash } = new URL(invitations[0]?.link ?? "");
  const page = await site.open(pathname + hash, { expected: /401|ERR_INTERNET_DISCONNECTED/ });
  await page.getByRole("button", { name: "Sign in here" }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Sign in here" }).click();
  await page.getByRole("alert").getByText("The service does not answer.").waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Sign in here" }).click();
  await heading(page, "Course");
});

test("when another tab signs in as somebody else, this one is theirs as well and shows nothing of before", async () => {
  const { token, id } = await addAccount(site, "adele", "student");
  const { token: other } = await addAccount(site, "frances", "student");
  const because = "for what was said of echoes";
  const override = { kind: "override", module: "01-echo", student: id, points: 87, because } as const;
  await instructorOf(site).client.grantException({ ...override, standing: [] });
  const page = await site.open("/grades", { token, expected: /401/ });
  await page.getByText("adele", { exact: true }).waitFor();
  await page.getByText(because).first().waitFor();
  const second = await page.context().newPage();
  await second.goto(site.address);
  await second.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  await second.getByLabel("Token").fill(other);
  await second.keyboard.press("Enter");
  await page.getByText("frances", { exact: true }).waitFor();
  expect(await page.getByText("adele", { exact: true }).count()).toBe(0);
  await page.getByText("Nothing is graded yet.").waitFor();
  expect(await page.getByText(because).count()).toBe(0);
  // What changes something says the new session's token: signing out is such a thing.
  await page.getByRole("button", { name: "Sign out" }).click();
  await heading(page, "You are signed out");
});

test("what somebody made on a page is not there for who signs in over it once their session ended", async () => {
  const { token, tokenId } = await addAccount(site, "hedy", "instructor");
  const { token: other } = await addAccount(site, "annie", "instructor");
  const page = await site.open("/roster", { token, expected: /401/ });
  const invite = page.getByRole("button", { name: "Invite everybody who cannot sign in yet" });
  await invite.click();
  const links = page.getByRole("region", { name: /invitation/ });
  await links.waitFor();
  await instructorOf(site).client.revokeToken(tokenId);
  await invite.click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByLabel("Token").fill(other);
  await page.keyboard.press("Enter");
  await page.getByRole("banner").getByText("annie", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Open annie" }).waitFor();
  expect(await links.count()).toBe(0);
});

test("an address that leads nowhere says so, and where to go", async () => {
  const { token } = await addAccount(site, "tony", "student");
  const page = await site.open("/nowhere/at/all", { token, expected: /400/ });
  await heading(page, "There is no page here");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to the course" }).click();
  await heading(page, "Course");
  // Not even one that cannot be read: a percent sign stands before two hexadecimal digits.
  for (const path of ["/modules/%zz", "/%"]) {
    expect((await page.goto(site.address + path))?.status()).toBe(400);
    await heading(page, "There is no page here");
  }
  const asked = await fetch(`${site.address}/v1/modules/%zz`, { headers: { accept: "text/html" } });
  expect(asked.headers.get("content-type")).toContain("application/json");
});

test("a name that looks like markup is shown as the letters it is", async () => {
  const name = '<img src=x onerror="window.reached=1">';
  const { token } = await addAccount(site, name, "student");
  const page = await site.open("/", { token });
  await page.getByText(name, { exact: true }).waitFor();
  expect(await page.evaluate("window.reached")).toBeUndefined();
});

test("the first page's script is less than 200 kB compressed, and no script is inline", async () => {
  const { token } = await addAccount(site, "barbara", "student");
  const page = await site.open("/", { token });
  await page.getByRole("link", { name: "Echo" }).waitFor();
  const bytes = await page.evaluate<number>(`performance.getEntriesByType("resource")
    .filter(({ name }) => name.endsWith(".js"))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(200_000);
  const index = await fetch(site.address);
  expect(index.headers.get("content-security-policy")).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(await index.text()).not.toMatch(/<script(?![^>]* src=)/);
});

/** Its first test takes all the time there is for one: long enough to end a server in the midst of grading. */
const slowWork = `export function echo(value: number): number {
  for (;;);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
`;
/** What a browser says of a server that is away, its service worker as well. */
const away = /net::ERR_|error occurred when fetching the script/;

test("a server that crashes while a report comes in is waited for in words, and nothing that was written is lost", {
  // Far beyond what it takes, for a machine on which much else is graded.
  timeout: 300_000,
}, async () => {
  const { token, client } = await addAccount(site, "joan", "student");
  const page = await site.open("/modules/01-echo#workbench", { token, expected: away });
  await write(page, "src/index.ts", slowWork);
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  const report = page.getByRole("region", { name: "What becomes of it" });
  await report.getByText("Grading has begun.").waitFor();
  await site.end("SIGKILL");
  await report.getByRole("status").getByText("The service does not answer. What you handed in is kept").waitFor();
  await expectAccessible(page);
  await editorOf(page, "src/index.ts").focus();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("// while it was away\n");
  await site.comeBack();
  await report.getByText("60 of 100").waitFor();
  expect(await report.getByText("The service does not answer.").count()).toBe(0);
  expect((await client.submissions({ module: "01-echo", limit: 5 })).submissions).toMatchObject([{ status: "graded" }]);
  await page.reload();
  await page.getByText("// while it was away").waitFor();
});

test("a service that comes back and refuses is not said to be away as well", { timeout: 300_000 }, async () => {
  const { token } = await addAccount(site, "kathleen", "student");
  const page = await site.open("/modules/01-echo#workbench", {
    token,
    expected: new RegExp(`${away.source}|401`),
  });
  await write(page, "src/index.ts", slowWork);
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  const report = page.getByRole("region", { name: "What becomes of it" });
  await report.getByText("Grading has begun.").waitFor();
  await site.end("SIGKILL");
  const isAway = page.getByText("The service does not answer. What you handed in is kept");
  await isAway.waitFor();
  await page.context().clearCookies();
  await site.comeBack();
  await page.getByText(/^Your session had ended/).waitFor();
  expect(await isAway.count()).toBe(0);
});
