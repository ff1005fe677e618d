// Lane: process

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bundleLibrary } from "./bundle-library.ts";
import { executablePath, openChromium } from "./chromium.ts";

/** Headers by path: a page that may share memory, one that may not, and one that may not compile WebAssembly. */
const headers: Readonly<Record<string, Record<string, string>>> = {
  "/isolated": {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  },
  "/plain": {},
  "/strict": { "content-security-policy": "script-src 'self' 'unsafe-inline'" },
};

const page = '<!doctype html><title>TinyTorch</title><script type="module" src="/page.js"></script>';

let server: Server;
let browser: Browser | undefined;
let origin = "";

beforeAll(async () => {
  browser = await openChromium();
  if (browser === undefined) return;
  const scripts = new Map([
    ["/library.js", await bundleLibrary()],
    ["/page.js", readFileSync(join(import.meta.dirname, "page.js"), "utf8")],
  ]);
  server = createServer(({ url = "" }, response) => {
    const type = scripts.has(url) ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(200, { "content-type": type, ...headers[url] });
    response.end(scripts.get(url) ?? page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error(`server: it must have a port, got ${address}`);
  origin = `http://127.0.0.1:${address.port}`;
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

beforeEach(({ skip }) => {
  if (browser === undefined) skip(`not run: Chromium is not installed here at ${executablePath}`);
});

/** What page.js says of the library in a page with certain headers. */
interface Said {
  readonly refusal: string | null;
  readonly threads: number;
  readonly kernels: string;
  readonly firstLoss: number;
  readonly lastLoss: number;
  readonly furthest: number;
}

async function visit(path: string, threads: number): Promise<Said> {
  if (browser === undefined) throw new Error("internal: tests without a browser are not run");
  const tab = await browser.newPage();
  try {
    await tab.goto(`${origin}${path}#${threads}`);
    await tab.waitForFunction("window.said", null, { timeout: 20_000 });
    return await tab.evaluate<Said>("window.said");
  } finally {
    await tab.close();
  }
}

test("a page that may share memory trains with two threads", async () => {
  const { firstLoss, lastLoss, furthest, ...said } = await visit("/isolated", 2);
  expect(said).toEqual({ refusal: null, threads: 2, kernels: "wasm-relaxed" });
  expect(lastLoss).toBeLessThan(firstLoss / 2);
  expect(furthest).toBeLessThan(1e-4);
});

test("a page that may not is told so, and trains with one", async () => {
  const { firstLoss, lastLoss, furthest, ...said } = await visit("/plain", 2);
  const refusal = "Error: setNumThreads: memory must be shared, got a page that is not cross-origin isolated";
  expect(said).toEqual({ refusal, threads: 1, kernels: "wasm-relaxed" });
  expect(lastLoss).toBeLessThan(firstLoss / 2);
  expect(furthest).toBeLessThan(1e-4);
});

test("a page that may not compile WebAssembly trains on plain JavaScript", async () => {
  const { firstLoss, lastLoss, ...said } = await visit("/strict", 1);
  expect(said).toEqual({ refusal: null, threads: 1, kernels: "js", furthest: 0 });
  expect(lastLoss).toBeLessThan(firstLoss / 2);
});
