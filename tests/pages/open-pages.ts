import { existsSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { executablePath, openChromium } from "@tinytorch/browser/chromium";
import { type RunningServer, type ServerOptions, startServer } from "@tinytorch/test-harness";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";

const pictures = join(import.meta.dirname, "../../docs/pictures");
const patience = 45_000;

/** A real Chromium and a real server that shows the pages. */
export interface Site extends Pick<RunningServer, "address" | "dataFolder"> {
  /** A window of its own, signed in when there is a token; what it complains of fails the test. */
  open(path: string, options?: Opening): Promise<Page>;
  /** Ends the server: by SIGKILL it is gone from one moment to the next, as by a power cut. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
  /** It is started again on the same port and data. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

interface Opening extends BrowserContextOptions {
  readonly token?: string;
  /** What it may complain of. */
  readonly expected?: RegExp;
}

/** @returns undefined where no Chromium is installed, with why in `missing`. */
export async function openSite(dataFolder: string, options: ServerOptions = {}): Promise<Site | undefined> {
  if (!existsSync(executablePath)) return undefined;
  const start = (more: Readonly<Record<string, string>>) =>
    startServer(dataFolder, { ...options, environment: { ...options.environment, ...more, TINYTORCH_PAGES: "auto" } });
  // Each waits for other things.
  const [browser, first] = await Promise.all([openChromium(), start({})]);
  if (browser === undefined) throw new Error("openSite: there must be a Chromium still");
  let server = first;
  const { address } = server;
  return {
    address,
    dataFolder,
    open: (path, opening) => openWindow(browser, address, path, opening),
    async end(signal) {
      await server.kill(signal);
    },
    async comeBack() {
      server = await start({ PORT: new URL(address).port });
    },
    async close() {
      await browser.close();
      await server.kill("SIGTERM");
    },
  };
}

export const missing = `not run: Chromium is not installed here at ${executablePath}`;

async function openWindow(
  browser: Browser,
  address: string,
  path: string,
  { token, expected, ...how }: Opening = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    reducedMotion: "reduce",
    ...how,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.exposeFunction("refusedByPolicy", (what: string) => complaints.push(`policy: ${what}`));
  await page.addInitScript(`document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    refusedByPolicy(violatedDirective + " " + blockedURI);
  })`);
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((each) => expected?.test(each) !== true)).toEqual([]);
  });
  if (token !== undefined) {
    const started = await context.request.post(`${address}/v1/sessions`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(started.status()).toBe(201);
  }
  await page.goto(address + path);
  return page;
}

/** The second half of a slow double click, where the button was that the first half has clicked. */
export async function clickAgain(page: Page, { x, y }: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
}

/** Waits for a page's heading. */
export async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** What axe finds on the page as it is: everything in light, and in dark the colours once more. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // Where there are no frames to be joined, axe finds the same without a page of its own to join them on.
    const axe = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1);
    const { violations } = await (colorScheme === "light" ? axe : axe.withRules(["color-contrast"])).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${colorScheme} ${id}: ${html} ${failureSummary}`),
    );
    expect.soft(found).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Whether the page is wider than its window: nobody should have to scroll sideways to read. */
export async function expectFits(page: Page): Promise<void> {
  expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
}

const looks = [
  { look: "light", colorScheme: "light", phone: false },
  { look: "dark", colorScheme: "dark", phone: false },
  { look: "phone", colorScheme: "light", phone: true },
] as const;

/** Pictures for the docs, in light, in dark and as a phone shows it, when they are asked for; else it is only tried that one can be taken. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.TINYTORCH_PICTURES !== "1") return void (await page.screenshot({ scale: "css" }));
  const wide = page.viewportSize() ?? { width: 1280, height: 860 };
  for (const { look, colorScheme, phone } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(phone ? { width: 390, height: 844 } : wide);
    await page.screenshot({ path: join(pictures, `${name}-${look}.png`), scale: "css" });
  }
  await page.setViewportSize(wide);
}
