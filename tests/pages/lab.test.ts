// Lane: process

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openCourse, requireModule } from "@tinytorch/course-files";
import { addAccount } from "@tinytorch/test-harness";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { expectAccessible, expectFits, heading, missing, openSite, type Site } from "./open-pages.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "tinytorch-lab-"));
const module = "08-optimizers";
/** Far beyond what it takes, for a machine on which much else is graded. */
const patience = 300_000;
/** Who is not signed in is told so by the service. */
const signedOut = /401/;

let site: Site;
let solution: Readonly<Record<string, string>>;

beforeAll(async () => {
  solution = await requireModule(await openCourse(root), module).solutionFiles();
  const opened = await openSite(join(folder, "data"), { course: root });
  if (opened !== undefined) site = opened;
});

beforeEach(({ skip }) => {
  if (site === undefined) skip(missing);
});

afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts files in the place of what a module's open workbench has. */
async function bring(workbench: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const own = mkdtempSync(join(folder, "own-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(own, path)), { recursive: true });
    writeFileSync(join(own, path), text);
  }
  await workbench.getByRole("button", { name: "Upload" }).click();
  const dialog = workbench.getByRole("dialog", { name: "Upload files" });
  await dialog.locator("input[webkitdirectory]").setInputFiles(join(own, "src"));
  await dialog.getByText("These take the place of yours here").waitFor();
  await dialog.getByRole("button", { name: "Use them" }).click();
  await dialog.waitFor({ state: "detached" });
  await workbench.getByText(/^Kept in this browser/).waitFor();
}

/** A student with these files in the workbench of one tab, and the lab in another. */
async function openBoth(name: string, files: Readonly<Record<string, string>>, search: string) {
  const { token } = await addAccount(site, name, "student");
  const workbench = await site.open(`/modules/${module}#workbench`, { token });
  await bring(workbench, files);
  const lab = await workbench.context().newPage();
  lab.setDefaultTimeout(45_000);
  await lab.goto(`${site.address}/lab${search}`);
  return { workbench, lab };
}

/** What is said of a runner that is not on the map. */
const saidOf = (page: Page, words: RegExp) => page.getByRole("status").getByText(words);

test("a network's loss is a surface, whose axes are said in words, and PyTorch's path is beside each runner", {
  timeout: patience,
}, async () => {
  const page = await site.open(
    "/lab?surface=network&steps=100&runs=adam:0.1:constant,adam:0.2:constant,lion:0.05:step",
    {
      expected: signedOut,
    },
  );
  await heading(page, "Lab");
  const map = page.getByRole("img", { name: /A small network's loss on two spirals/ });
  await map.waitFor();
  await page.getByText(/Each place is a whole network of 67 weights, mixed of three\./).waitFor();
  const beside = page.getByRole("region", { name: "Beside PyTorch" });
  await beside.getByText(/is where torch \d\S* went from the same start/).waitFor();
  await beside.getByText(/^Adam, 0\.1: ends where PyTorch's ends, to within \de-\d+\.$/).waitFor();
  await beside.getByText("Adam, 0.2: not compared: PyTorch's was recorded at a rate of 0.1, constant.").waitFor();
  await beside.getByText("Lion, 0.05, halved four times: not compared: PyTorch has no Lion.").waitFor();
  expect(await map.locator("title", { hasText: "PyTorch's path beside" }).count()).toBe(1);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);

  await page.getByLabel("PyTorch's recorded paths beside").press("Space");
  await beside.waitFor({ state: "detached" });
  expect(await map.locator("title", { hasText: "PyTorch" }).count()).toBe(0);
  expect(new URL(page.url()).searchParams.get("pytorch")).toBe("false");
  await page.reload();
  await map.waitFor();
  expect(await page.getByLabel("PyTorch's recorded paths beside").isChecked()).toBe(false);
});

test("all of what is raced is chosen by keys: a number is typed anew, and who adds or removes a runner stays among them", {
  timeout: patience,
}, async () => {
  const page = await site.open("/lab?steps=200&runs=sgd:0.001:constant,adam:0.1:constant", { expected: signedOut });
  const steps = page.getByLabel("Steps", { exact: true });
  await steps.press("End");
  for (let digit = 0; digit < 3; digit += 1) await page.keyboard.press("Backspace");
  await page.keyboard.type("50");
  expect(await steps.inputValue()).toBe("50");
  await page.getByText("After 50 steps").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  expect(await steps.inputValue()).toBe("50");

  const focused = page.locator("fieldset:has(select:focus)");
  for (const runner of [3, 4, 5, 6]) {
    await page.getByRole("button", { name: "Add a runner" }).press("Enter");
    await focused.getByText(`Runner ${runner}`, { exact: true }).waitFor();
  }
  await page.getByRole("button", { name: "Remove runner 6" }).press("Enter");
  await focused.getByText("Runner 5", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Remove runner 1" }).press("Enter");
  await focused.getByText("Runner 1", { exact: true }).waitFor();
});

test("a link with somebody's own optimizer opens for everybody, and says what is not there", {
  timeout: patience,
}, async () => {
  const longest = `A${"b".repeat(39)}`;
  const owns = ["own.adam:0.1:constant", "own.Lookahead:0.1:constant", `own.${longest}:0.1:exponential`];
  const search = `?surface=quadratic&steps=40&runs=sgd:0.01:constant,${owns.join(",")}`;
  const page = await site.open(`/lab${search}`, { expected: new RegExp(`${signedOut.source}|net::ERR_FAILED`) });
  await page.getByRole("row", { name: /^SGD, 0\.01/ }).waitFor();
  await saidOf(page, /^Your Adam, 0\.1: It is somebody's own/).waitFor();
  await saidOf(page, /^Your Lookahead, 0\.1: It is somebody's own/).waitFor();
  await expectAccessible(page);
  await saidOf(page, new RegExp(`^Your ${longest}, `)).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);

  // Who is off line may be the one whose it is.
  await page.context().route("**/v1/session", (route) => route.abort());
  await page.reload();
  await saidOf(page, /^Your Adam, 0\.1: The service does not answer, so it cannot be told whose this is\./).waitFor();

  const { token } = await addAccount(site, "Jean Bartik", "student");
  const other = await site.open(`/lab${search}`, { token });
  await saidOf(other, /^Your Adam, 0\.1: This browser has nothing of yours in module 08\./).waitFor();
  await other.getByRole("link", { name: "module 08's workbench" }).click();
  await other.getByRole("region", { name: "Unit tests" }).waitFor();
});

test("a student's own classes race beside the library's, with schedules, and go where PyTorch's went", {
  timeout: patience,
}, async () => {
  const inventive = `
import type { Variable } from "@tinytorch/autograd";
export class Lookahead {
  constructor(readonly params: Variable[], readonly options: { learningRate: number }) { (globalThis as any).reached = 1; }
  step() { for (const each of this.params) if (each.grad) each.data = each.data.sub(each.grad.data.mul(this.options.learningRate)); }
}
`.replaceAll("readonly ", "");
  const files = {
    ...solution,
    "src/lookahead.ts": inventive.replace(
      /constructor\((.*?)\) \{/,
      "params; options;\n  constructor($1) { this.params = params; this.options = options;",
    ),
    "src/index.ts": `${solution["src/index.ts"]}export { Lookahead } from "./lookahead.ts";\n`,
  };
  const { lab } = await openBoth("Ida Rhodes", files, "?surface=beale&steps=200&runs=adam:0.1:cosine");
  await lab.getByRole("row", { name: /^Adam, 0\.1, cosine to 0/ }).waitFor();
  await lab.getByRole("button", { name: "Add a runner" }).press("Enter");
  const second = lab.getByRole("group", { name: "Runner 2" });
  await second.getByLabel("Optimizer").selectOption({ label: "Your Adam" });
  await second.getByLabel("Schedule").selectOption("cosine");
  await lab.getByRole("row", { name: /^Your Adam, 0\.1, cosine to 0/ }).waitFor();
  const beside = lab.getByRole("region", { name: "Beside PyTorch" });
  await beside.getByText(/^Your Adam, 0\.1, cosine to 0: ends where PyTorch's ends, to within \de-\d+\.$/).waitFor();

  await lab.getByRole("button", { name: "Add a runner" }).press("Enter");
  const third = lab.getByRole("group", { name: "Runner 3" });
  await third.getByLabel("Optimizer").selectOption({ label: "Another class of yours" });
  await saidOf(lab, /^Your MyOptimizer, 0\.01: src\/index\.ts exports no class MyOptimizer yet\.$/).waitFor();
  await third.getByLabel(/^Its name/).fill("Lookahead");
  await third.getByLabel(/^Its name/).press("Enter");
  await lab.getByRole("row", { name: /^Your Lookahead, 0\.01 / }).waitFor();
  expect(new URL(lab.url()).searchParams.get("runs")).toBe(
    "adam:0.1:cosine,own.adam:0.1:cosine,own.Lookahead:0.01:constant",
  );
  expect(await lab.evaluate("window.reached")).toBeUndefined();
  await expectAccessible(lab);
  await lab.setViewportSize({ width: 360, height: 740 });
  await expectFits(lab);
});

test("own code that is not written, throws, hangs or is wrong is said so, and is raced again as soon as it is mended", {
  timeout: patience,
}, async () => {
  const sgd = solution["src/sgd.ts"] ?? "";
  const adam = (solution["src/adam.ts"] ?? "").replace(
    "const correction1 = 1 - beta1 ** state.steps;",
    "const correction1 = 1;",
  );
  const hanging = sgd.replace("override step(): void {", "override step(): void {\n    for (;;) {}");
  const adamw = `import { Adam } from "./adam.ts";\nexport class AdamW extends Adam {\n  override step() { throw new RangeError("not today"); }\n}\n`;
  const later = `export class Later {\n  step() { throw new Error("TODO(08): write Later"); }\n}\n`;
  // What it throws throws itself when it is read.
  const sly = `
export class Sly {
  step() {
    throw Object.defineProperty(new Error("sly"), "message", { get() { throw new Error("slier"); } });
  }
}
`;
  const files = {
    ...solution,
    "src/sgd.ts": hanging,
    "src/adam.ts": adam,
    "src/adamw.ts": adamw,
    "src/later.ts": later,
    "src/sly.ts": sly,
    "src/index.ts": `${solution["src/index.ts"]}export { Later } from "./later.ts";\nexport { Sly } from "./sly.ts";\n`,
  };
  const runs =
    "sgd:0.001:constant,own.sgd:0.001:constant,own.adam:0.1:constant,own.adamw:0.1:constant,own.Later:0.1:constant,own.Sly:0.1:constant";
  const { workbench, lab } = await openBoth("Klára Dán", files, `?surface=rosenbrock&steps=50&runs=${runs}`);
  await lab.getByRole("row", { name: /^SGD, 0\.001/ }).waitFor();
  const line = hanging.split("\n").findIndex((text) => text.includes("for (;;)")) + 1;
  await saidOf(
    lab,
    new RegExp(`^Your SGD, 0\\.001: The code ran longer than 5 s and was stopped at src/sgd\\.ts:${line}\\.$`),
  ).waitFor();
  await saidOf(lab, /^Your AdamW, 0\.1: it throws RangeError: not today$/).waitFor();
  await saidOf(lab, /^Your Later, 0\.1: Not written yet: write Later\.$/).waitFor();
  await saidOf(lab, /^Your Sly, 0\.1: What was thrown cannot be read\.$/).waitFor();
  const beside = lab.getByRole("region", { name: "Beside PyTorch" });
  await beside
    .getByText(/^Your Adam, 0\.1: elsewhere than PyTorch's from step 1 on, and \S+ from it at the end\.$/)
    .waitFor();
  const rings = lab.getByRole("img", { name: /Rosenbrock/ }).locator("circle > title");
  expect(await rings.allTextContents()).toEqual(["Here Your Adam, 0.1 parts from PyTorch's path, at step 1"]);
  await expectAccessible(lab);

  await workbench.bringToFront();
  await bring(workbench, solution);
  await lab.bringToFront();
  await lab.evaluate("dispatchEvent(new Event('focus'))");
  for (const title of ["SGD, 0.001", "Adam, 0.1", "AdamW, 0.1"]) {
    await beside.getByText(new RegExp(`^Your ${title}: ends where PyTorch's ends, to within \\S+\\.$`)).waitFor();
  }
  expect(await rings.count()).toBe(0);
  await saidOf(lab, /^Your Later, 0\.1: src\/index\.ts exports no class Later yet\.$/).waitFor();
  await saidOf(lab, /^Your Sly, 0\.1: src\/index\.ts exports no class Sly yet\.$/).waitFor();
  expect(await lab.getByRole("status").locator("p").count()).toBe(2);
});

test("what a class makes of its path is drawn only where it is a path on a map", { timeout: patience }, async () => {
  // What ours keeps of the path goes through what the class has put in the place of the language's own.
  const wild = `
export class Wild {
  step() {
    let sign = 1;
    Array.prototype.push = function (each) {
      if (typeof each === "number") sign = -sign;
      this[this.length] = typeof each === "number" ? sign * 1.7e308 : each;
      return this.length;
    };
  }
}
export class Wilder {
  step() {
    Array.from = () => 5;
  }
}
`;
  const files = {
    ...solution,
    "src/wild.ts": wild,
    "src/index.ts": `${solution["src/index.ts"]}export { Wild, Wilder } from "./wild.ts";\n`,
  };
  const { lab } = await openBoth(
    "Adele Goldstine",
    files,
    "?runs=own.Wild:0.1:constant,own.Wilder:0.1:constant&steps=20",
  );
  await saidOf(lab, /^Your Wild, 0\.1: What came of it is no path that could be drawn\.$/).waitFor();
  await saidOf(
    lab,
    /^Your Wilder, 0\.1: What came of it is no picture: does the code change what the language has/,
  ).waitFor();
  expect(await lab.getByRole("row", { name: /^Your Wild/ }).count()).toBe(0);
});

test("nothing is left of a race that one leaves while the browser still looks for the code", {
  timeout: patience,
}, async () => {
  const { token } = await addAccount(site, "Ruth Teitelbaum", "student");
  const page = await site.open("/lab?runs=own.adam:0.1:constant&steps=20", { token });
  await saidOf(page, /^Your Adam, 0\.1: This browser has nothing of yours in module 08\./).waitFor();
  // The code is written by now, and whoever reads it waits until this transaction ends.
  await page.evaluate(`(async () => {
    const { user } = await (await fetch("/v1/session")).json();
    const database = await new Promise((resolve) => {
      indexedDB.open("tinytorch.workbench").onsuccess = ({ target }) => resolve(target.result);
    });
    const work = database.transaction("work", "readwrite").objectStore("work");
    const files = { "src/index.ts": "export class Adam { step() {} }" };
    let isHeld = true;
    const keep = () => {
      const kept = work.put({ files, at: 1 }, user.id + "/${module}");
      if (isHeld) kept.onsuccess = keep;
    };
    keep();
    window.letGo = () => { isHeld = false; };
  })()`);
  await page.getByLabel("Steps").fill("21");
  await page.getByRole("link", { name: "Grades" }).click();
  await heading(page, "Grades");
  await page.evaluate("letGo()");
  await page.waitForLoadState("networkidle");
  expect(await page.locator("iframe").count()).toBe(0);
});
