// Lane: process

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addAccount } from "@tinytorch/test-harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { expectAccessible, heading, missing, openSite, type Site } from "./open-pages.ts";

const folder = mkdtempSync(join(tmpdir(), "tinytorch-addresses-"));
const patience = 120_000;

let site: Site;

beforeAll(async () => {
  const opened = await openSite(folder);
  if (opened !== undefined) site = opened;
});

beforeEach(({ skip }) => {
  if (site === undefined) skip(missing);
});

afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Pages that read something behind an address's `?`, and what they read. */
const pages = [
  ["Lab", "/lab", ["surface", "steps", "runs", "pytorch"]],
  ["Gradebook", "/gradebook", ["section", "search", "mark", "sort", "order", "people", "student", "module"]],
  ["Audit", "/audit", ["person", "module", "action", "subject", "since", "until"]],
  ["Operations", "/operations", ["regrade"]],
  ["Questions", "/questions", ["module"]],
] as const;

test.each(pages)(
  "%s is shown whatever JSON stands behind its address's question mark",
  {
    timeout: patience,
  },
  async (title, path, names) => {
    const { token } = await addAccount(site, `Teacher of ${title}`, "instructor");
    const page = await site.open(path, { token });
    await heading(page, title);
    for (const value of ['{"valueOf":1,"toString":1}', '["x",{"a":1}]', "null"]) {
      const search = new URLSearchParams(Object.fromEntries(names.map((name) => [name, value])));
      await page.goto(`${site.address}${path}?${search}`);
      await heading(page, title);
    }
  },
);

test("a page of which a part does not come says what to do, and leaves the way to the others", {
  timeout: patience,
}, async () => {
  const { token } = await addAccount(site, "Mary Keller", "student");
  const page = await site.open("/", {
    token,
    expected: /Failed to load resource|Failed to fetch|dynamically imported/,
  });
  await heading(page, "Course");
  await page.route("**/assets/grades-*.js", (route) => route.abort());
  await page.getByRole("link", { name: "Grades" }).click();
  await heading(page, "This page could not be shown");
  await expectAccessible(page);
  await page.getByRole("main").getByRole("link", { name: "go to the course" }).click();
  await heading(page, "Course");
  await page.unroute("**/assets/grades-*.js");
  await page.getByRole("link", { name: "Grades" }).click();
  await heading(page, "This page could not be shown");
  await page.getByRole("button", { name: "Load it again" }).click();
  await heading(page, "Grades");
  expect(await page.getByRole("navigation", { name: "Pages" }).isVisible()).toBe(true);
});
