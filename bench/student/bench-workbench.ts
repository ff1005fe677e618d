import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { openChromium } from "@tinytorch/browser/chromium";
import { WorkbenchServer, type WorkbenchTab } from "@tinytorch/browser/workbench-page";
import { folderTexts } from "@tinytorch/course-files";
import { moduleId, root } from "../grading/reference.ts";
import { machine } from "../machine.ts";
import { quantile } from "../quantile.ts";

export interface WorkbenchBenchOptions {
  readonly json: boolean;
  /** How often a file is saved. */
  readonly saves: number;
}

/** What a save in module 08 may take, on a machine that does nothing else (ms): half of all saves less. */
const targets: Readonly<Record<string, number>> = { tests: 300, "first picture": 500 };

/** Between a run's end and the next save: a person takes longer. */
const restMilliseconds = 1_000;

/** What the page measured of a save: until all tests have said what came of them, and from there until the picture is there (ms). */
interface Measured {
  readonly failed: number;
  readonly tests: number;
  readonly picture: number;
}

/** The time from a save to what the workbench says of a module's visible tests and to its picture, in a tab of a real Chromium. */
export async function benchWorkbench({ json, saves }: WorkbenchBenchOptions): Promise<void> {
  const browser = await openChromium();
  if (browser === undefined) throw new Error("bench: Chromium must be installed, got none");
  const server = await WorkbenchServer.start(root);
  const texts = await folderTexts(join(root, "grading", moduleId, "solution/src"));
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`src/${path}`, text]));
  const load = loadavg()[0] ?? 0;
  const [tests, pictures, first]: [number[], number[], number[]] = [[], [], []];
  try {
    const tab = await server.open(browser);
    // The first picture is that of a tab that was just opened.
    first.push((await measure(tab, files)).picture);
    for (let save = 1; save <= saves; save += 1) {
      await setTimeout(restMilliseconds);
      const saved = { ...files, "src/sgd.ts": `${files["src/sgd.ts"]}// ${save}\n` };
      const measured = await measure(tab, saved);
      if (measured.failed > 0)
        throw new Error(`bench: the solution of ${moduleId} must pass, got ${measured.failed} failed`);
      tests.push(measured.tests);
      pictures.push(measured.picture);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  const figures = Object.entries({ tests, "first picture": first, picture: pictures }).map(([name, values]) => ({
    name,
    target: targets[name] ?? null,
    median: quantile(values, 0.5),
    worst: Math.max(...values),
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify({ machine: machine(), load, saves, figures }, null, 2)}\n`);
    return;
  }
  const { processor, cores } = machine();
  process.stdout.write(`\n${processor}, ${cores} cores; ${saves} saves, ms; load before ${load.toFixed(1)}\n\n`);
  const row = (name: string, ...cells: readonly string[]) =>
    process.stdout.write(`${name.padEnd(20)}${cells.map((cell) => cell.padStart(10)).join("")}\n`);
  row("from a save to", "median", "worst", "target");
  for (const { name, median, worst, target } of figures) {
    row(name, median.toFixed(0), worst.toFixed(0), target === null ? "" : target.toFixed(0));
  }
}

/** Both in turn, as a page would have them: first what the tests say. */
function measure({ page }: WorkbenchTab, files: Readonly<Record<string, string>>): Promise<Measured> {
  return page.evaluate<Measured>(`(async () => {
    const files = ${JSON.stringify(files)};
    const begun = performance.now();
    const { tests, loadProblems } = await workbench.run(${JSON.stringify(moduleId)}, files);
    const tested = performance.now();
    await workbench.picture(${JSON.stringify(moduleId)}, files);
    const failed = tests.filter(({ state }) => state !== "passed").length + loadProblems.length;
    return { failed, tests: tested - begun, picture: performance.now() - tested };
  })()`);
}
