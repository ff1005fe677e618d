// Lane: process

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@tinytorch/api";
import { type Account, accountOf, addAccount, instructorOf } from "@tinytorch/test-harness";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { expectAccessible, expectFits, heading, missing, openSite, picture, type Site } from "./open-pages.ts";
import { handIn, makeClass } from "./page-class.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "tinytorch-pages-"));
const module = "00-setup";
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
  const because = "As in the syllabus.";
  await teacher.client.changeAssignment("01-tensor", { due: "2026-10-05T18:00", zone: "Europe/Berlin", because });
  const grace2 = { student: grace.id, because: "Came in week 3." };
  await teacher.client.grantException({ kind: "excuse", module, ...grace2 });
  await teacher.client.grantException({ kind: "extension", module: "01-tensor", due: "2126-10-05T18:00", ...grace2 });
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
});
