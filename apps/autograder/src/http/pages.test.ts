import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openTestApp } from "../testing/open-test-app.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const script = "globalThis.shown = 1;\n".repeat(100);

/** A service that shows a page with one script. */
async function openWithPages() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Pages</title>");
  writeFileSync(join(folder, "service-worker.js"), script);
  writeFileSync(join(folder, "assets/main-1a2b.js"), script);
  writeFileSync(join(folder, "assets/main-1a2b.js.gz"), gzipSync(script));
  return openTestApp({ TINYTORCH_ANONYMOUS_PER_MINUTE: "20" }, undefined, [], undefined, folder);
}

test("the page is shown at every address of its own, is asked for each time, and may run this origin's scripts alone", async () => {
  const { app } = await openWithPages();
  for (const url of ["/", "/modules/08-optimizers", "/sign-in?from=mail", "/nowhere"]) {
    const answer = await app.inject({ url, headers: html });
    expect([answer.statusCode, answer.body], url).toEqual([200, "<!doctype html><title>Pages</title>"]);
    expect(answer.headers["cache-control"]).toBe("no-cache");
    expect(answer.headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
    );
    expect(answer.headers["content-security-policy"]).not.toMatch(/unsafe-(inline|eval)(?<!wasm-unsafe-eval)/);
  }
});

test("an address of the pages that cannot be read has the page, which says so; one of the service's own has the contract's words", async () => {
  const { app } = await openWithPages();
  const page = await app.inject({ url: "/modules/%zz", headers: html });
  expect([page.statusCode, page.body]).toEqual([400, "<!doctype html><title>Pages</title>"]);
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'/);
  for (const [url, headers] of [
    ["/v1/modules/%zz/page", html],
    ["/modules/%zz", { accept: "application/json" }],
  ] as const) {
    const answer = await app.inject({ url, headers });
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, "invalid-request"]);
  }
});

test("a class behind one address opens its pages, however many at once; what is asked of the service there is counted", async () => {
  const { app } = await openWithPages();
  for (let time = 0; time < 30; time += 1) {
    for (const url of ["/", "/grades", "/service-worker.js"]) {
      expect((await app.inject({ url, headers: html })).statusCode, url).toBe(200);
    }
  }
  const statuses: number[] = [];
  for (let time = 0; time < 21; time += 1) {
    statuses.push((await app.inject({ url: "/v1/session", headers: html })).statusCode);
  }
  expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
});

test("what works off line is asked for each time, and may ask this origin alone", async () => {
  const { app } = await openWithPages();
  const answer = await app.inject({ url: "/service-worker.js" });
  expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([200, "no-cache"]);
  expect(answer.headers["content-security-policy"]).toContain("connect-src 'self'");
});

test("what is named by its hash is kept for ever, comes compressed to who takes that, and is limited by no rate", async () => {
  const { app } = await openWithPages();
  const url = "/assets/main-1a2b.js";
  for (let time = 0; time < 30; time += 1) {
    const answer = await app.inject({ url, headers: { "accept-encoding": "gzip" } });
    expect([answer.statusCode, answer.headers["content-encoding"]]).toEqual([200, "gzip"]);
    expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(answer.headers["content-security-policy"]).toContain("worker-src 'self'");
  }
  expect((await app.inject({ url })).body).toBe(script);
});

test("what is no page stays what it was: the API, its page, and files that there are not", async () => {
  const { app } = await openWithPages();
  for (const url of ["/v1/nothing", "/docs/nothing", "/assets/nothing.js", "/metrics"]) {
    const answer = await app.inject({ url, headers: html });
    expect([answer.statusCode, answer.json().error.code], url).toEqual([404, "not-found"]);
  }
  expect((await app.inject({ url: "/nowhere" })).statusCode, "to a program").toBe(404);
  expect((await app.inject({ method: "POST", url: "/nowhere", headers: html })).statusCode).toBe(404);
  expect((await app.inject({ url: "/v1/me", headers: html })).statusCode).toBe(401);
});

/** A service that has a workbench besides, of the course's one module. */
async function openWithWorkbench() {
  const folder = join(temporaryFolder(), "3f2a");
  mkdirSync(join(folder, "modules"), { recursive: true });
  writeFileSync(join(folder, "frame.html"), "<!doctype html><title>Frame</title>");
  writeFileSync(join(folder, "runner.js"), script);
  writeFileSync(join(folder, "runner.js.gz"), gzipSync(script));
  writeFileSync(join(folder, "modules/01-echo.json"), JSON.stringify({ starter: {} }));
  return openTestApp({ TINYTORCH_ANONYMOUS_PER_MINUTE: "5" }, undefined, [], undefined, null, folder);
}

test("the workbench's frame is of no origin, inside this origin's pages alone; its programs are kept for ever and limited by no rate", async () => {
  const { app } = await openWithWorkbench();
  const frame = await app.inject({ url: "/workbench/3f2a/frame.html", headers: html });
  expect([frame.statusCode, frame.headers["content-security-policy"], frame.headers["x-frame-options"]]).toEqual([
    200,
    "sandbox allow-scripts; frame-ancestors 'self'",
    "SAMEORIGIN",
  ]);
  for (let time = 0; time < 30; time += 1) {
    const answer = await app.inject({ url: "/workbench/3f2a/runner.js", headers: { "accept-encoding": "gzip" } });
    expect([answer.statusCode, answer.headers["content-encoding"]]).toEqual([200, "gzip"]);
    expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  }
});

test("what the workbench has of a module is for who may read the course, and lies at no address of its own", async () => {
  const { app, account } = await openWithWorkbench();
  for (const url of [
    "modules/01-echo.json",
    "modules%2f01-echo.json",
    "../3f2a/modules/01-echo.json",
    "runner.js.gz",
  ]) {
    const answer = await app.inject({ url: `/workbench/3f2a/${url}`, headers: html });
    expect([answer.statusCode, answer.json().error.code], url).toEqual([404, "not-found"]);
  }
  const url = "/v1/modules/01-echo/workbench";
  expect((await app.inject({ url })).statusCode).toBe(401);
  const student = account("student", "student");
  expect((await student.send({ url })).json()).toEqual({ programs: "/workbench/3f2a", module: { starter: {} } });
  const answer = await student.send({ url: "/v1/modules/99-nothing/workbench" });
  expect([answer.statusCode, answer.json().error.code]).toEqual([404, "not-found"]);
});

test("a service without pages has none", async () => {
  const { app } = await openTestApp();
  expect((await app.inject({ url: "/", headers: html })).statusCode).toBe(404);
});
