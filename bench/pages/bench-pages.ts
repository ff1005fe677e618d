import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChromium } from "@tinytorch/browser/chromium";
import { moduleIds } from "@tinytorch/course-files";
import type { Browser, Page } from "playwright-core";
import { openDatabase } from "../../apps/autograder/src/database/open-database.ts";
import { moduleId, referenceFiles, root } from "../grading/reference.ts";
import { type BenchServer, startServer } from "../grading/server.ts";
import { machine } from "../machine.ts";
import { quantile } from "../quantile.ts";
import { fillTerm } from "../store/fill-term.ts";
import { makeInstructor } from "../store/make-instructor.ts";
import { type LighthouseScores, lighthouseScores } from "./lighthouse-scores.ts";
import { measureScrolling, type Scrolling } from "./scrolling.ts";

export interface PagesOptions {
  readonly students: number;
  /** How often each page is loaded by a browser that has never seen it. */
  readonly loads: number;
  /** Whether Lighthouse, which is installed then, judges the pages. */
  readonly lighthouse: boolean;
  readonly json: boolean;
}

interface Row {
  readonly what: string;
  /** Medians (ms). */
  readonly idle: number;
  readonly grading: number;
  readonly limit: number;
}

/** A page, and what of it must be seen before one can use it. */
interface Shown {
  readonly what: string;
  readonly path: string;
  readonly by: "student" | "instructor";
  readonly limit: number;
  seen(page: Page): Promise<unknown>;
}

const shownPages: readonly Shown[] = [
  {
    what: "baseline: the page to sign in at",
    path: "/sign-in",
    by: "student",
    limit: 1_500,
    seen: (page) => page.getByLabel("Token").waitFor(),
  },
  {
    what: "course",
    path: "/",
    by: "student",
    limit: 1_500,
    seen: (page) => page.getByRole("link", { name: "Optimizers" }).waitFor(),
  },
  {
    what: "module",
    path: `/modules/${moduleId}`,
    by: "student",
    limit: 1_500,
    seen: (page) => page.locator("article h2").first().waitFor(),
  },
  {
    what: "gradebook of the class",
    path: "/gradebook",
    by: "instructor",
    limit: 1_000,
    seen: (page) => page.getByRole("gridcell").first().waitFor(),
  },
];

const [submissionsEach, testsEach, reportBytes] = [8, 20, 2_000];

/**
 * How long one waits for a page that a browser has never seen, until it can be used, on a class at the end of a term: while the service
 * has nothing else to do and while it grades without a pause; and how the gradebook scrolls.
 */
export async function benchPages({ students, loads, lighthouse, json }: PagesOptions): Promise<void> {
  const browser = await openChromium();
  if (browser === undefined) throw new Error("bench: Chromium must be installed, got none");
  const modules = (await moduleIds(root)).slice(0, 10);
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-bench-"));
  const instructor = makeInstructor(folder);
  const { database, close } = openDatabase(folder, Date.now);
  const ids = fillTerm(database, { students, modules, submissionsEach, testsEach, reportBytes });
  close();
  const server = await startServer(1, folder, { TINYTORCH_PAGES: "auto" });
  try {
    const { token: student } = await server.instructor.createToken(ids[0] ?? "");
    const tokens = { student, instructor };
    const measure = async ({ path, by, seen }: Shown) => {
      const taken: number[] = [];
      for (let load = 0; load < loads; load += 1) {
        taken.push(await timeOf(browser, server.url, path, tokens[by], seen));
      }
      return quantile(taken, 0.5);
    };
    const idle: number[] = [];
    for (const shown of shownPages) idle.push(await measure(shown));
    const scrolling = await measureScrolling(browser, server.url, instructor);
    const scores = lighthouse
      ? await lighthouseScores(server.url, [
          ["/", student],
          [`/modules/${moduleId}`, student],
          ["/gradebook", instructor],
        ])
      : [];
    const grading = new AbortController();
    const graded = keepGrading(server, grading.signal);
    const busy: number[] = [];
    for (const shown of shownPages) busy.push(await measure(shown));
    grading.abort();
    await graded;
    const rows = shownPages.map(({ what, limit }, place) => ({
      ...{ what, limit },
      ...{ idle: idle[place] ?? Number.NaN, grading: busy[place] ?? Number.NaN },
    }));
    print({ students, modules: modules.length, loads, rows, scrolling, scores }, json);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** From asking for the page until it is seen and the browser has nothing left to do for it. */
async function timeOf(
  browser: Browser,
  url: string,
  path: string,
  token: string,
  seen: (page: Page) => Promise<unknown>,
): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  try {
    const session = await context.request.post(`${url}/v1/sessions`, { headers: { authorization: `Bearer ${token}` } });
    if (!session.ok()) throw new Error(`bench: a session must begin, got ${session.status()}`);
    const page = await context.newPage();
    const begun = performance.now();
    await page.goto(url + path, { waitUntil: "commit" });
    await seen(page);
    await page.evaluate("new Promise((resolve) => requestIdleCallback(resolve))");
    return performance.now() - begun;
  } finally {
    await context.close();
  }
}

/** Hands in the reference's module again whenever it was graded, from two accounts, so that a grader is never idle. */
async function keepGrading(server: BenchServer, signal: AbortSignal): Promise<void> {
  const files = await referenceFiles();
  const handInAgain = async (name: string) => {
    const client = await server.student(name);
    while (!signal.aborted) {
      const { id } = await client.submit({ module: moduleId, files: { ...files } });
      for await (const _ of client.events(id));
    }
  };
  await Promise.all(["busy one", "busy two"].map(handInAgain));
}

interface Found {
  readonly students: number;
  readonly modules: number;
  readonly loads: number;
  readonly rows: readonly Row[];
  readonly scrolling: Scrolling;
  readonly scores: readonly LighthouseScores[];
}

function print(found: Found, json: boolean): void {
  if (json) return void process.stdout.write(`${JSON.stringify({ machine: machine(), ...found })}\n`);
  const { students, modules, loads, rows, scrolling, scores } = found;
  const { processor, cores } = machine();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`${processor}, ${cores} cores; ${students} students × ${modules} modules; median of ${loads} cold loads, ms\n`);
  say(`${"until it can be used".padEnd(60)}${"idle".padStart(8)}${"grading".padStart(9)}${"limit".padStart(8)}`);
  for (const { what, idle, grading, limit } of rows) {
    say(
      `${what.padEnd(60)}${idle.toFixed(0).padStart(8)}${grading.toFixed(0).padStart(9)}${String(limit).padStart(8)}`,
    );
  }
  const { frames, late, median, worst } = scrolling;
  say(
    `\ngradebook scrolled: ${frames} frames, ${late} later than 1/30 s, median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms`,
  );
  for (const { path, performance: speed, accessibility, bestPractices } of scores) {
    say(
      `Lighthouse ${path.padEnd(30)} performance ${speed}, accessibility ${accessibility}, best practices ${bestPractices}`,
    );
  }
}
