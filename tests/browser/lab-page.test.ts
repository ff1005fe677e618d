// Lane: process

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { copyCourse, echoCourse, temporaryFolder } from "@tinytorch/test-harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { executablePath, openChromium } from "./chromium.ts";

const root = join(import.meta.dirname, "../..");
let browser: Browser | undefined;

beforeAll(async () => {
  browser = await openChromium();
});

afterAll(() => browser?.close());

beforeEach(({ skip }) => {
  if (browser === undefined) skip(`not run: Chromium is not installed here at ${executablePath}`);
});

/** A lab of four pictures, the dots of the last in colour, of what the module gives back. */
const lab = `
  import { paintIn } from ${JSON.stringify(join(root, "packages/lab/src/index.ts"))};
  import { runLab } from ${JSON.stringify(join(root, "packages/lab/src/terminal/index.ts"))};
  await runLab({
    data: ({ echo }) => ({ value: echo("seven") }),
    frames: () => 3,
    plot: ({ value }) => ({
      ...{ title: "a map", x: [0, 1], y: [0, 1], contours: [[[0, 0], [1, 1]]] },
      paths: [{ name: value, colour: "red", dashed: false, points: [[0, 0], [0.5, 0.5], [Number.NaN, 0], [1e300, 1]] }],
      marks: [{ text: "!", at: [0.5, 0.5], from: 3 }],
    }),
    say: ({ value }) => \`it came back as \${value}\`,
    draw: ({ value }, { frame, colour }) => [\`\${frame}: \${value}\`, paintIn("red", colour)("⣿⣿⣿⣿|"), "mmmm|"].join("\\n"),
  }, import.meta.dirname);
`;

const echoing = (body: string) => `export function echo(value: string): string {\n  ${body}\n}\n`;

interface Live {
  readonly page: Page;
  readonly url: string;
  readonly save: (body: string) => Promise<void>;
  readonly child: ChildProcess;
  /** What the browser complained of, the policy of the page too. */
  readonly complaints: readonly string[];
}

/** The page of a lab on this code, in a browser that asks for no motion unless it is said otherwise. */
async function openLab(body: string, reducedMotion: "reduce" | "no-preference" = "reduce"): Promise<Live> {
  if (browser === undefined) throw new Error("internal: tests without a browser are not run");
  const course = copyCourse(echoCourse, temporaryFolder());
  const save = (text: string) => writeFile(join(course, "modules/01-echo/src/index.ts"), echoing(text));
  await mkdir(join(course, "modules/01-echo/lab"));
  await writeFile(join(course, "modules/01-echo/lab/lab.ts"), lab);
  await save(body);
  const args = [join(root, "apps/cli/src/main.ts"), "lab", "01", "--serve", "--limit", "5", "--course", course];
  const child = spawn(process.execPath, args, { cwd: course, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [said] = await once(child.stdout, "data");
  const [url = ""] = /http:\S+\//.exec(String(said)) ?? [];
  const page = await browser.newPage({ reducedMotion });
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, url, save, child, complaints };
}

/** Waits until an element has this text in it. */
async function sees(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector, { hasText: text }).waitFor({ timeout: 20_000 });
}

test("a save draws the picture again, with its colours, its words and its numbers", async () => {
  const { page, url, save, complaints } = await openLab("return value;");
  await sees(page, "#picture", "3: seven");
  expect(await page.locator("#picture .red").first().textContent()).toBe("⣿⣿⣿⣿");
  expect(await page.locator("#picture").getAttribute("aria-label")).toBe("it came back as seven");
  await save('console.log("at it");\n  return value.toUpperCase();');
  await sees(page, "#picture", "3: SEVEN");
  await sees(page, "#status", "Drawn again at");
  await page.locator("summary").click();
  await sees(page, "#printed-text", "at it");
  expect(await (await fetch(`${url}data.json`)).json()).toEqual({ value: "SEVEN" });
  expect(complaints).toEqual([]);
});

test("where there is no picture it says why in the terminal's words, and the last good one is grey", async () => {
  const { page, save } = await openLab("return value;");
  await sees(page, "#picture", "3: seven");
  await save("return nothing;");
  await sees(page, "#words", "ReferenceError: nothing is not defined");
  await sees(page, "figure.stale #picture", "3: seven");
  await sees(page, "figcaption", "The last picture that could be drawn");
  await save("while (true);");
  await sees(page, "#words", "The code ran longer than 5 s and was stopped at modules/01-echo/src/index.ts:2.");
  await save('return "mended";');
  await sees(page, "figure:not(.stale) #picture", "3: mended");
  expect(await page.locator("#words").isVisible()).toBe(false);
});

test("what the code says is text, whatever it looks like", async () => {
  const markup = '<img src=x onerror="window.reached = true"><b>bold</b>';
  const { page, save, complaints } = await openLab(`console.log('${markup}');\n  return '${markup}';`);
  await sees(page, "#picture", `3: ${markup}`);
  await save(`throw new Error('${markup}');`);
  await sees(page, "#words", markup);
  expect(await page.evaluate("window.reached")).toBeUndefined();
  expect(await page.locator("main img, main b").count()).toBe(0);
  expect(await page.locator("#plot text").first().textContent()).toBe(`━ ${markup}`);
  expect(complaints).toEqual([]);
});

test("who asks for no motion gets the last picture, and goes through the others by keyboard", async () => {
  const { page } = await openLab("return value;");
  await sees(page, "#place", "3 of 3");
  await page.keyboard.press("ArrowLeft");
  await sees(page, "#picture", "2: seven");
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.id")).toBe("play");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  await sees(page, "#picture", "0: seven");
  await page.locator("#play").press("Enter");
  await sees(page, "#picture", "3: seven");
});

test("what a lab gives as lines is drawn in lines, up to the step that is shown", async () => {
  const { page, complaints } = await openLab("return value;");
  await sees(page, "#place", "3 of 3");
  const points = () => page.locator("#plot polyline").getAttribute("points");
  expect(await points()).toBe("0.0 400.0 300.0 200.0 1200.0 0.0");
  expect(await page.locator("#plot .contours").getAttribute("d")).toBe("M0.0 400.0L600.0 0.0");
  expect(await page.locator("#plot text").allTextContents()).toEqual(["━ seven", "!"]);
  expect(await page.locator("#plot text").last().isVisible()).toBe(true);
  await page.keyboard.press("ArrowLeft");
  expect(await points()).toBe("0.0 400.0 300.0 200.0");
  expect(await page.locator("#plot text").last().isVisible()).toBe(false);
  expect(complaints).toEqual([]);
});

test("for others the pictures move, one after the other", async () => {
  const { page, save } = await openLab("return value;", "no-preference");
  await sees(page, "#place", "3 of 3");
  await page.evaluate(`(() => {
    window.places = [];
    const place = document.getElementById("place");
    new MutationObserver(() => window.places.push(place.textContent)).observe(place, { childList: true });
  })()`);
  await save('return "again";');
  await sees(page, "#picture", "3: again");
  expect(await page.evaluate("window.places")).toEqual(["0 of 3", "1 of 3", "2 of 3", "3 of 3"]);
});

test("dots are as wide as letters, whatever font they come from", async () => {
  const { page } = await openLab("return value;");
  await sees(page, "#picture", "3: seven");
  const ends = await page.evaluate<number[]>(`(() => {
    const walker = document.createTreeWalker(document.getElementById("picture"), NodeFilter.SHOW_TEXT);
    const ends = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const { index } of node.data.matchAll(/\\|/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        ends.push(range.getBoundingClientRect().left);
      }
    }
    return ends;
  })()`);
  expect(ends).toHaveLength(2);
  expect(Math.abs((ends[0] ?? 0) - (ends[1] ?? 0))).toBeLessThan(1);
});

test("when tito has ended the page says so", async () => {
  const { page, child } = await openLab("return value;");
  await sees(page, "#picture", "3: seven");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
  await sees(page, "#status", "tito has ended");
});
