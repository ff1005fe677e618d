import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChromium } from "@tinytorch/browser/chromium";
import { addAccount, startServer } from "@tinytorch/test-harness";
import type { Locator, Page } from "playwright-core";

/**
 * `node tests/pages/record-walk.ts`: records the workbench as the README shows it, an animated picture of the real service in a real
 * Chromium. A mistake in Adam is found by the visible tests and by the picture, mended, handed in and graded. Needs `img2webp`
 * (Debian's package `webp`).
 */
const root = join(import.meta.dirname, "../..");
const solution = join(root, "grading/08-optimizers/solution/src");
const written = join(root, "docs/pictures/workbench-walk.webp");
const folder = mkdtempSync(join(tmpdir(), "tinytorch-walk-"));
const [right, wrong] = ["const mean = state.firstMoment.div(correction1);", "const mean = state.firstMoment;"];

/** A picture, and how long it is seen (ms). */
const frames: { readonly path: string; readonly milliseconds: number }[] = [];

async function shot(page: Page, milliseconds: number): Promise<void> {
  const path = join(folder, `${frames.length}.png`);
  await page.screenshot({ path, scale: "css" });
  frames.push({ path, milliseconds });
}

const browser = await openChromium();
if (browser === undefined) throw new Error("record-walk: Chromium must be installed, got none");
const server = await startServer(join(folder, "data"), { course: root, environment: { TINYTORCH_PAGES: "auto" } });
try {
  const { token } = await addAccount(server, "Ada Lovelace", "student");
  const context = await browser.newContext({ viewport: { width: 1240, height: 900 }, reducedMotion: "reduce" });
  await context.request.post(`${server.address}/v1/sessions`, { headers: { authorization: `Bearer ${token}` } });
  await walk(await context.newPage());
} finally {
  await browser.close();
  await server.kill("SIGTERM");
}
const each = frames.flatMap(({ path, milliseconds }) => ["-d", String(milliseconds), path]);
execFileSync("img2webp", ["-loop", "0", "-lossy", "-q", "60", "-m", "6", ...each, "-o", written]);
rmSync(folder, { recursive: true });

async function walk(page: Page): Promise<void> {
  await page.goto(`${server.address}/modules/08-optimizers`);
  await page.locator("article h2").first().waitFor();
  await shot(page, 1_500);
  await page.getByRole("link", { name: "Open the workbench" }).click();
  await outcome(page, /Next: gradientDescentStep\.$/);
  await shot(page, 2_000);

  const mine = join(folder, "src");
  cpSync(solution, mine, { recursive: true });
  const mistaken = readFileSync(join(solution, "adam.ts"), "utf8").replace(right, wrong);
  writeFileSync(join(mine, "adam.ts"), mistaken);
  await page.getByRole("button", { name: "Upload" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload files" });
  await dialog.locator("input[webkitdirectory]").setInputFiles(mine);
  await dialog.getByText("These take the place of yours here").waitFor();
  await shot(page, 1_500);
  await dialog.getByRole("button", { name: "Use them" }).click();
  await outcome(page, /Next: Adam\.$/);
  const drawn = page.getByRole("region", { name: "Your code, drawn" });
  await drawn.getByRole("img", { name: /after step 60/ }).waitFor();
  await page.getByRole("tab", { name: "adam.ts" }).click();
  const editor = page.getByRole("textbox", { name: "src/adam.ts", exact: true });
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+Home");
  const before = mistaken.slice(0, mistaken.indexOf(wrong)).split("\n").length - 1;
  for (let line = 0; line < before; line += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await reveal(page, page.getByRole("region", { name: "Unit tests" }));
  await shot(page, 3_500);
  await reveal(page, drawn);
  await shot(page, 3_500);

  await scroll(page, "0");
  await editor.focus();
  await page.keyboard.press("ArrowLeft");
  for (const letter of ".div(correction1)") {
    await page.keyboard.type(letter);
    await shot(page, 90);
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+s");
  await outcome(page, /Hand it in\.$/);
  await drawn.getByText(/Each is where the reference is/).waitFor();
  await reveal(page, page.getByRole("region", { name: "Unit tests" }));
  await shot(page, 2_500);
  await reveal(page, drawn);
  await shot(page, 3_000);
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  await page.getByRole("heading", { name: "Report" }).waitFor();
  await page.getByText("100 of 100").first().waitFor();
  await scroll(page, "place.scrollHeight");
  await shot(page, 4_000);
}

/** Scrolls the workbench until the end of this is seen. */
async function reveal(page: Page, what: Locator): Promise<void> {
  const box = await what.boundingBox();
  if (box !== null) await scroll(page, `place.scrollTop + ${box.y + box.height} + 16 - innerHeight`);
}

/** The workbench scrolls beside the text. */
async function scroll(page: Page, top: string): Promise<void> {
  await page.evaluate(`(() => {
    const place = document.querySelector("aside");
    place.scrollTo({ top: ${top}, behavior: "instant" });
  })()`);
}

async function outcome(page: Page, words: RegExp): Promise<void> {
  await page.getByRole("region", { name: "Unit tests" }).getByRole("status").getByText(words).waitFor();
}
