// Lane: process

import { afterAll, expect, test } from "vitest";
import { mathRandomSeed } from "./math-random-seed.ts";
import { decodePlainData, encodePlainData, type PlainData } from "./plain-data.ts";
import { SandboxPool } from "./sandbox-pool.ts";
import { SubmissionSession, type SubmissionToRun } from "./submission-session.ts";

const pool = await SandboxPool.open({
  packages: { "@tinytorch/tensor/src/index.ts": "export const two = 2;" },
  memoryMegabytes: 64,
  replyBytes: 10_000,
  cpuSeconds: 30,
  warm: 1,
});
afterAll(() => pool.close());

function submission(source: string, testMilliseconds = unhurried): SubmissionToRun {
  return {
    files: { "src/index.ts": source },
    entry: "src/index.ts",
    exports: ["f"],
    allowedImports: ["@tinytorch/tensor"],
    seed: 7,
    limits: {
      testMilliseconds,
      runMilliseconds: 600_000,
      memoryMegabytes: 64,
      consoleBytes: 1_000,
      replyBytes: 8_000,
      replyDepth: 10,
    },
  };
}

/** A limit that no test here means to reach, on a machine however busy. */
const unhurried = 60_000;

/** Loads one file, calls each function in turn and gives what came back: a value, or the failure's kind and cause. */
async function runWithin(
  testMilliseconds: number,
  source: string,
  calls: readonly string[],
  ...args: PlainData[]
): Promise<unknown[]> {
  const session = new SubmissionSession(pool, submission(source, testMilliseconds));
  const encoded = args.map((argument) => encodePlainData(argument, { bytes: 1e6, depth: 64 }));
  const results: unknown[] = [];
  for (const call of calls) {
    const evaluation = await session.evaluate(call, encoded);
    results.push(
      evaluation.type === "value"
        ? decodePlainData(evaluation.value)
        : `${evaluation.failure.kind}: ${evaluation.failure.cause}`,
    );
  }
  await session.close();
  pool.refill();
  return results;
}

const run = (source: string, calls: readonly string[], ...args: PlainData[]) =>
  runWithin(unhurried, source, calls, ...args);

test("a function gets the submission's exports, the packages' exports and its arguments", async () => {
  const source = 'import { two } from "@tinytorch/tensor";\nexport const f = (x: number): number => x * two;';
  expect(await run(source, ["({ f, two }, x) => [f(x), two]"], 21)).toEqual([[42, 2]]);
});

test("numbers that JSON loses and typed arrays cross both ways", async () => {
  const data = [Number.NaN, Number.NEGATIVE_INFINITY, -0, undefined, new Float32Array([0.1]), { $: 1, $$a: "" }];
  expect(await run("export const f = (x) => x", ["({ f }, x) => f(x)"], data)).toEqual([data]);
});

test("nothing is awaited, and what comes back is not asked for `then`", async () => {
  const source = `
    Promise.prototype.then = function (take) { take("won"); return this; };
    export const f = {
      promise: async () => 3,
      thenable: () => ({ get then() { throw new Error(); } }),
      plain: () => ({ then: 1 }),
      callable: () => ({ then(take) { take("won"); } }),
    };`;
  const calls = ["promise", "thenable", "plain", "callable"].map((name) => `({ f }) => f.${name}()`);
  expect(await run(source, calls)).toEqual([
    "refused-reply: the result was refused: it must be plain data, and holds a promise",
    "refused-reply: the result was refused: it must be plain data, and holds a getter",
    JSON.parse('{"then":1}'),
    "refused-reply: the result was refused: it must be plain data, and holds a function",
  ]);
});

test("an endless loop is stopped wherever it is, and the tests after it still run", async () => {
  const source = `export const f = {
    loop() { for (;;); },
    get trap() { for (;;); },
    spin() { (async () => { for (;;) await 0; })(); },
    slow() { return /(a+)+$/.test("a".repeat(40) + "b"); },
    fine() { return 1; },
  };`;
  const calls = ["loop()", "trap", "spin()", "slow()", "fine()"].map((call) => `({ f }) => f.${call}`);
  const results = await runWithin(400, source, calls);
  expect(results.slice(0, 4)).toEqual([
    "timeout: the code ran longer than 0.4 s and was stopped at src/index.ts:2",
    "timeout: the code ran longer than 0.4 s and was stopped at src/index.ts:3",
    expect.stringMatching(/^timeout: /),
    expect.stringMatching(/^timeout: /),
  ]);
  expect(results.slice(4)).toEqual([1]);
});

test("a submission that loops, throws or waits for ever while loading fails each test with the reason", async () => {
  const call = ["({ f }) => 1"];
  expect(await runWithin(400, "for (;;);\nexport const f = 1;", call)).toEqual([
    "load: src/index.ts does not load (line 1): it never ends as it is loaded, and was stopped after 0.4 s: look for a loop outside of your functions",
  ]);
  expect(await run("export const f = 1;\nthrow new TypeError('oh no');", [...call, ...call])).toEqual(
    Array(2).fill(
      'load: src/index.ts does not load (line 2): it stops with an error as it is loaded; the submission says: "TypeError: oh no"',
    ),
  );
  expect(await run("export const f = 1;\nawait new Promise(() => {});", call)).toEqual([
    "load: src/index.ts does not load (line 2): it waits for ever as it is loaded: an `await` outside of your functions never ends",
  ]);
  expect(await run("export const f = ;", call)).toEqual([
    "load: src/index.ts does not load (line 1): syntax error at `;`: Expression expected",
  ]);
});

test("loading takes no longer than it may, where it may take less than a test", async () => {
  const session = new SubmissionSession(pool, {
    ...submission("for (;;);\nexport const f = 1;"),
    loadMilliseconds: 400,
  });
  expect(await session.loaded()).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/^it never ends .* stopped after 0\.4 s: /) }),
  ]);
  await session.close();
  pool.refill();
});

test("imports are refused by name, with what is allowed", async () => {
  const refused = async (specifier: string) =>
    (await run(`import "${specifier}"; export const f = 1;`, ["({ f }) => 1"]))[0];
  for (const specifier of [
    "node:fs",
    "fs",
    "@tinytorch/optimizers",
    "../../secret.ts",
    "/etc/passwd",
    "data:text/javascript,1",
  ]) {
    expect(await refused(specifier)).toContain(`got "${specifier}" in src/index.ts`);
  }
  expect(await run('export const f = () => void import("node:fs");', ["({ f }) => f()"])).toEqual([
    expect.stringMatching(/^threw: /),
  ]);
});

test("what cannot cross is refused, and says so", async () => {
  const source = `export const f = {
    cycle() { const a = []; a.push(a); return a; },
    deep() { let a = []; for (let i = 0; i < 10000; i++) a = [a]; return a; },
    large() { return "x".repeat(1e6); },
    huge() { return new Float64Array(1e6); },
    code() { return () => 1; },
    symbol() { return Symbol("x"); },
    bigint() { return 10n; },
    map() { return new Map([[1, 2]]); },
    proxy() { return new Proxy({}, {}); },
    named() { return { "must fit in 271828 bytes": [[[[[[[[[[[]]]]]]]]]]] }; },
  };`;
  const plain = "it must be plain data";
  const why: Readonly<Record<string, string>> = {
    cycle: `${plain}, and holds itself`,
    deep: "it must nest at most 10 levels",
    large: "it must fit in 8000 bytes",
    huge: "it must fit in 8000 bytes",
    code: `${plain}, and holds a function`,
    symbol: `${plain}, and holds a symbol`,
    bigint: `${plain}, and holds a bigint`,
    map: `${plain}, and holds an instance of a class`,
    proxy: plain,
    named: "it must nest at most 10 levels",
  };
  const calls = Object.keys(why).map((name) => `({ f }) => f.${name}()`);
  expect(await run(source, calls)).toEqual(
    Object.values(why).map((rule) => `refused-reply: the result was refused: ${rule}`),
  );
});

test("memory is bounded, and the next test is served", async () => {
  const source = `export const f = {
    arrays() { const a = []; for (;;) a.push(new Array(1e5).fill(a.length)); },
    strings() { const a = []; for (let i = 0; ; i++) a.push(String(i).repeat(1e5).split("")); },
    buffers() { const a = []; for (;;) a.push(new Float64Array(1e6)); },
    recurse() { return (function again() { return again() + 1; })(); },
  };`;
  const results = await run(
    source,
    ["arrays", "strings", "buffers", "recurse"].map((name) => `({ f }) => f.${name}()`),
  );
  expect(results.slice(0, 2)).toEqual(Array(2).fill("memory: the code ran out of memory (limit 64 MB)"));
  expect(results[2]).toMatch(/^(memory|threw): /);
  expect(results[3]).toMatch(/^threw: the code threw a RangeError/);
});

test("there is nothing of Node inside, no shared memory and no WebAssembly", async () => {
  const names = [
    "process",
    "require",
    "module",
    "Buffer",
    "fetch",
    "setTimeout",
    "WebAssembly",
    "SharedArrayBuffer",
    "Atomics",
  ];
  expect(
    await run(
      "export const f = (names) => names.map((name) => typeof globalThis[name])",
      ["({ f }, n) => f(n)"],
      names,
    ),
  ).toEqual([names.map(() => "undefined")]);
});

test("chance and the clock are the run's own: the same seed gives the same numbers", async () => {
  const source = "export const f = () => [Math.random(), Date.now(), new Date().getTime(), new Date(5).getTime()]";
  const [first] = await run(source, ["({ f }) => f()"]);
  const [second] = await run(source, ["({ f }) => f()"]);
  expect(second).toEqual(first);
});

test("the time of day cannot be had by formatting it", async () => {
  const source = `export const f = () => {
    const format = new Intl.DateTimeFormat("en", { dateStyle: "short", timeStyle: "medium", timeZone: "UTC" });
    const text = (parts) => parts.map(({ value }) => value).join("");
    return [format.format(), [undefined].map(format.format)[0], text(format.formatToParts()), format.format(0)];
  }`;
  const stands = expect.stringMatching(/^1\/1\/25, 12:00:00/);
  expect(await run(source, ["({ f }) => f()"])).toEqual([
    [stands, stands, stands, expect.stringMatching(/^1\/1\/70, 12:00:00/)],
  ]);
});

test("what chance gives does not say what the run's seed is", async () => {
  const draw = async (seed: number) => {
    const source = "export const f = () => [Math.random(), Math.random()]";
    const session = new SubmissionSession(pool, { ...submission(source), seed });
    const drawn = await session.evaluate("({ f }) => f()", []);
    await session.close();
    pool.refill();
    return drawn;
  };
  const drawn = await draw(7);
  expect(await draw(7)).toEqual(drawn);
  // Hidden inputs follow from the low 32 bits of a seed; Math.random follows from all of it.
  expect(await draw(7 + 2 ** 32)).not.toEqual(drawn);
  expect(mathRandomSeed(7)).not.toBe(7);
});

test("a submission cannot read the function that calls it", async () => {
  const called = 'export const f = new Function("return String(arguments.callee.caller)");';
  const traced = `export const f = () => {
    Error.prepareStackTrace = (_, sites) => sites.map((site) => String(site.getFunction()) + site.getThis()).join();
    return new Error().stack;
  };`;
  for (const source of [called, traced]) {
    const calls = [
      "({ f }) => { const hidden = 1; return f(); }",
      "function call({ f }) { const hidden = 1; return f(); }",
    ];
    for (const text of await run(source, calls)) {
      expect(text).toEqual(expect.any(String));
      expect(text).not.toContain("hidden");
    }
  }
});

test("a message of the submission's own never comes out of a test", async () => {
  const source = 'export const f = (x) => { const e = new Error("secret " + x); e.name = "S" + x; throw e; }';
  expect(await run(source, ["({ f }, x) => f(x)"], 5)).toEqual(["threw: the code threw an Error at src/index.ts:1"]);
});

test("a missing export and an unwritten part are named", async () => {
  expect(await run("export const g = 1;", ["({ f }) => f()"])).toEqual(["load: src/index.ts does not export f"]);
  const todo = 'export function f() {\n  throw new Error("TODO(08-optimizers): write f");\n}';
  expect(await run(todo, ["({ f }) => f()"])).toEqual([
    "todo: a part is not written yet: its TODO was reached at src/index.ts:2",
  ]);
});

test("what a submission prints is kept up to the limit", async () => {
  const session = new SubmissionSession(
    pool,
    submission(
      "console.log('hello', { a: 1 }); export const f = () => { for (let i = 0; i < 1e4; i++) console.log(i); }",
    ),
  );
  await session.evaluate("({ f }) => f()", []);
  const text = await session.close();
  expect(text.slice(0, 15)).toBe("hello { a: 1 }\n");
  expect(text).toHaveLength(1_000);
});

test("a run that ends in the middle of an evaluation ends it, and takes no other", async () => {
  const session = new SubmissionSession(pool, submission("export const f = () => { for (;;); };"));
  await session.evaluate("() => 1", []);
  const endless = session.evaluate("({ f }) => f()", []);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await session.close()).toBe("");
  expect(await endless).toMatchObject({ type: "failure" });
  await expect(session.evaluate("() => 1", [])).rejects.toThrow("after its run had ended");
  pool.refill();
});
