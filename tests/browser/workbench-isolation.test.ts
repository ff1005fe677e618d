// Lane: process

import { join } from "node:path";
import type { Rehearsal } from "@tinytorch/rehearsal";
import type { Browser, Frame } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { executablePath, openChromium } from "./chromium.ts";
import { absent, outOfReach } from "./workbench-limits.ts";
import { runIn, WorkbenchServer, type WorkbenchTab } from "./workbench-page.ts";

/** A course of one module, whose one test asks `answer(20)` for 42. */
const course = join(import.meta.dirname, "../fixtures/differential-course");

/** A runner that says things of which the page must believe nothing. */
const forged = (reply: string) => `
addEventListener("message", ({ data: port }) => {
  port.onmessage = ({ data: { type } }) =>
    port.postMessage(type === "prepare" ? { type: "reply", reply: { type: "done" } } : ${reply});
});`;

let browser: Browser | undefined;
let server: WorkbenchServer;
let tab: WorkbenchTab;
beforeAll(async () => {
  browser = await openChromium();
  if (browser === undefined) return;
  server = await WorkbenchServer.start(course, {
    "/not-a-reply.js": forged('{ type: "reply", reply: { type: "passed", all: true } }'),
    "/not-a-message.js": forged('{ type: "passed" }'),
    "/more-than-asked.js": forged('{ type: "reply", reply: { type: "loaded", problems: [], score: 100 } }'),
  });
  tab = await server.open(browser);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(({ skip }) => {
  if (browser === undefined) skip(`not run: Chromium is not installed here at ${executablePath}`);
});

/** An answer that first runs something. */
const answering = (body: string, answer = "2 * value + 2") => ({
  "src/index.ts": `export function answer(value: number): number {\n  ${body}\n  return ${answer};\n}\n`,
});

async function printedBy(body: string): Promise<string> {
  const { tests, loadProblems } = await runIn(tab, "01-answer", answering(body));
  expect(loadProblems).toEqual([]);
  expect(tests.map(({ state, cause }) => ({ state, cause }))).toEqual([{ state: "passed", cause: null }]);
  return tests[0]?.console ?? "";
}

describe("a student's code finds nothing but the language", () => {
  test.each(absent)("there is no %s", async (name) => {
    const said = await printedBy(
      `console.log(typeof ${name}, "${name}" in globalThis, Reflect.get(Object.getPrototypeOf(globalThis), "${name}"));`,
    );
    expect(said).toBe("undefined false undefined\n");
  });

  test("by whatever way the world is reached, it has the names of the language alone", async () => {
    const said = await printedBy(
      `const found = new Set<string>();
  for (let each = globalThis as any; each && each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    for (const name of Object.getOwnPropertyNames(each)) if (/^[a-z]/.test(name)) found.add(name);
  }
  console.log([...found].sort().join(" "));`,
    );
    expect(said.trim().split(" ")).toEqual(
      [
        ...["atob", "btoa", "console", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape"],
        ...["eval", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "performance", "queueMicrotask"],
        ...["structuredClone", "undefined", "unescape"],
      ].sort(),
    );
  });

  test.each([
    ["a function made of text", 'new Function("return this")();'],
    ["a function's constructor", '(() => {}).constructor("return this")();'],
    ["an async function's constructor", '(async () => {}).constructor("return this")();'],
    ["a generator's constructor", '(function* () {}).constructor("return this")();'],
    [
      "what an async function's constructor inherits from",
      'Object.getPrototypeOf((async () => {}).constructor)("return this")();',
    ],
    [
      "what a generator's constructor inherits from",
      'Object.getPrototypeOf((function* () {}).constructor)("return this")();',
    ],
  ])("%s makes no code", async (_, body) => {
    const said = await printedBy(`try { ${body} console.log("made"); } catch (error) { console.log(String(error)); }`);
    expect(said).toBe("TypeError: no access\n");
  });

  test.each([
    ["a module of the network", 'import("https://example.org/x.js")'],
    ["a module of this server", `import("/page.js")`],
    ["data as a module", 'import("data:text/javascript,export default 1")'],
    ["a blob as a module", 'import("blob:null/0")'],
    ["another package", 'import("@tinytorch/tensor")'],
  ])("%s cannot be imported later", async (_, body) => {
    const said = await printedBy(`${body}.then(() => console.log("there"), (error) => console.log(String(error)));`);
    expect(said).toBe("Error: Not supported\n");
  });

  test("the one who calls it hands nothing over", async () => {
    const said = await printedBy(
      `let caller = "";
  try { caller = typeof (answer as any).caller; } catch (error) { caller = (error as Error).name; }
  console.log(String(this), /blob:|http/.test(new Error().stack ?? ""), caller);`,
    );
    expect(said).toBe("undefined false TypeError\n");
  });
});

describe("a wrong answer stays wrong", () => {
  const wrong = (body: string) => runIn(tab, "01-answer", answering(body, "41"));
  const states = ({ tests }: Rehearsal) => tests.map(({ state, cause }) => ({ state, cause }));
  const failed = [{ state: "failed", cause: "expected 41 to be 42 // Object.is equality" }];

  test.each([
    [
      "a message of its own",
      '(globalThis as any).postMessage?.({ type: "reply", reply: { type: "value", value: "{}" } });',
    ],
    ["another JSON.stringify", `JSON.stringify = () => '{"state":"passed","error":null,"console":""}';`],
    ["a toJSON of every object", `(Object.prototype as any).toJSON = () => undefined;`],
    ["another Object.prototype.valueOf", "Object.prototype.valueOf = () => 42;"],
    ["another console", "(globalThis as any).console = { log() {} };"],
    [
      "a then of promises that changes what they come to",
      `const { then } = Promise.prototype;
  const passes = (value: any) => value?.state ? { ...value, state: "passed", error: null } : value;
  Promise.prototype.then = function (done: any, failed: any) {
    return then.call(this, (value) => done(passes(value?.type ? { ...value, value: '{"state":"passed","error":null,"console":""}' } : value)), failed) as any;
  };`,
    ],
    [
      "a promise that is made by something else",
      `const { then } = Promise.prototype;
  Reflect.defineProperty(Promise.prototype, "constructor", { value: Object });
  Promise.prototype.then = function (done: any, failed: any) {
    return then.call(this, (value: any) => done(value?.state ? { ...value, state: "passed", error: null } : value), failed) as any;
  };`,
    ],
    [
      "a catch of promises that takes the words out of the runner's mouth",
      `const reply = { type: "value", value: '{"state":"passed","error":null,"console":""}' };
  Promise.prototype.catch = () => ({ then: (say: any) => say(reply) }) as any;`,
    ],
  ])("with %s", async (_, body) => {
    const report = await wrong(body);
    expect(states(report)).toEqual(failed);
  });

  test.each([
    ["another Reflect.apply", "Reflect.apply = () => { throw new Error('mine'); };"],
    [
      "another Reflect.construct and Reflect.set",
      "Reflect.construct = Reflect.set = () => { throw new Error('mine'); };",
    ],
    [
      "another push, shift and splice",
      "const array = Array.prototype; array.push = array.shift = array.splice = () => 0;",
    ],
    ["another Object.create and Object.defineProperty", "Object.create = Object.defineProperty = () => 0 as never;"],
    ["another Function.prototype.call", "Function.prototype.call = () => 0;"],
    ["another Promise", "(globalThis as any).Promise = class {};"],
    [
      "another then, catch and finally of promises",
      "const of = Promise.prototype; of.then = of.catch = of.finally = () => { throw new Error('mine'); };",
    ],
  ])("and a right one stays right with %s", async (_, body) => {
    expect(await printedBy(`${body} console.log("said");`)).toBe("said\n");
  });

  test("and the next run begins anew", async () => {
    await wrong("Object.is = () => true; Array.prototype.push = () => 0;");
    expect(states(await wrong(""))).toEqual(failed);
    expect(await printedBy("")).toBe("");
  });

  test.each(["not-a-reply", "not-a-message", "more-than-asked"])(
    "of a runner that was broken out of nothing is believed but the form: %s",
    async (script) => {
      if (browser === undefined) return;
      const other = await server.open(browser, `?runner=/${script}.js`);
      const { loadProblems, tests } = await runIn(other, "01-answer", answering(""));
      expect(loadProblems.map(({ message }) => message)).toEqual([expect.stringMatching(/^while loading, /)]);
      expect(tests).toEqual([]);
      await other.page.close();
    },
  );
});

describe("what hangs or floods", () => {
  const loop = (body: string) => runIn(tab, "01-answer", answering(body));

  test("an endless loop is ended and named, and the next save has a worker again", async () => {
    const { tests } = await loop("let n = 0;\n  for (;;) {\n    n += 1;\n  }");
    expect(tests).toMatchObject([
      {
        state: "failed",
        cause: "it ran longer than 1 s and was stopped",
        where: expect.stringMatching(/^src\/index\.ts:[345]$/),
      },
    ]);
    expect(await printedBy("")).toBe("");
  });

  test("of several calls it is the one that does not return", async () => {
    const files = {
      "src/index.ts": `import { step } from "./step.ts";
export function answer(value: number): number {
  let sum = value;
  while (true) {
    sum += step(sum);
  }
}\n`,
      "src/step.ts": `export function step(value: number): number {
  let sum = 0;
  for (let i = 0; i < 1000; i++) sum += value % 7;
  return sum;
}\n`,
    };
    const { tests } = await runIn(tab, "01-answer", files);
    expect(tests[0]?.where).toMatch(/^src\/index\.ts:[45]$/);
  });

  test("a file that never ends as it is loaded is told with its line", async () => {
    const { loadProblems } = await runIn(tab, "01-answer", {
      "src/index.ts": `${answering("")["src/index.ts"]}for (;;);\n`,
    });
    expect(loadProblems).toMatchObject([
      {
        file: "src/index.ts",
        line: 5,
        message: expect.stringMatching(/^it never ends as it is loaded, and was stopped after 1 s/),
      },
    ]);
  });

  test("what was printed before it hangs is there", async () => {
    const { tests } = await loop('console.log("before");\n  for (;;);');
    expect(tests[0]?.console).toBe("before\n");
  });

  test("a flood of the console is cut at the module's limit", async () => {
    const said = await printedBy('for (let i = 0; i < 100_000; i++) console.log("x".repeat(100));');
    expect(said.length).toBe(65_536);
  });

  test("promises without end are ended", async () => {
    const { tests } = await loop("const f = async (): Promise<void> => { for (;;) await 0; }; f();");
    expect(tests[0]?.cause).toBe("it ran longer than 1 s and was stopped");
  });
});

describe("the frame", () => {
  const frameOf = ({ page }: WorkbenchTab): Frame => {
    const frame = page.frames().find((each) => each !== page.mainFrame());
    if (frame === undefined) throw new Error("the tab must have a frame");
    return frame;
  };
  const attempt = (code: string) =>
    frameOf(tab).evaluate<string>(
      `(async () => { try { return String(await (${code})); } catch (error) { return error.name; } })()`,
    );

  test("is of no origin, and the page cannot look into it", async () => {
    await runIn(tab, "01-answer", answering(""));
    expect(await attempt("origin")).toBe("null");
    expect(await tab.page.evaluate("document.querySelector('iframe').contentDocument")).toBe(null);
    expect(await tab.page.evaluate("document.querySelector('iframe').getAttribute('sandbox')")).toBe("allow-scripts");
  });

  test.each(outOfReach)("does not reach %s", async (_, code, name) => {
    expect(await attempt(code)).toBe(name);
  });

  test("sends no form, and goes nowhere", async () => {
    const before = frameOf(tab).url();
    await attempt(`(() => {
      const form = document.documentElement.appendChild(document.createElement("form"));
      form.action = "${server.origin}/taken";
      form.submit();
    })()`);
    expect(await printedBy("")).toBe("");
    expect(frameOf(tab).url()).toBe(before);
    expect(server.requested).not.toContain("/taken");
    expect(server.requested).toContain("/workbench/frame.html");
  });

  test("that answers nothing any more is taken away, and the next run has another", async () => {
    const silent = frameOf(tab);
    const removed = tab.page.waitForEvent("framedetached");
    await attempt("MessagePort.prototype.postMessage = () => {}");
    await removed;
    expect(await printedBy("")).toBe("");
    expect(frameOf(tab)).not.toBe(silent);
  });

  test("that does not become ready is said, and not by a word about the code", async () => {
    if (browser === undefined) return;
    const other = await server.open(browser, "?frame=/none");
    for (let time = 0; time < 2; time += 1) {
      await expect(runIn(other, "01-answer", answering(""))).rejects.toThrow(
        "workbench: the frame must answer within 1 s, got nothing",
      );
    }
    await other.page.close();
  });
});

test("a run that is on its way as the workbench closes opens no frame again", async () => {
  if (browser === undefined) return;
  const { page } = await server.open(browser);
  const [said, frames] = await page.evaluate<[string, number]>(`(async () => {
    const running = window.workbench.run("01-answer", ${JSON.stringify(answering(""))}).then(() => "ran", String);
    await window.workbench.close();
    return [await running, document.querySelectorAll("iframe").length];
  })()`);
  expect([said, frames]).toEqual(["Error: workbench: it must be open, got one that was closed", 0]);
  await page.close();
});
