// Lane: process

import { runInThisContext } from "node:vm";
import { afterAll, expect, test } from "vitest";
import { decodePlainData, encodePlainData, type PlainData } from "./plain-data.ts";
import { SandboxPool } from "./sandbox-pool.ts";
import { SubmissionSession } from "./submission-session.ts";

const pool = await SandboxPool.open({
  packages: {},
  memoryMegabytes: 64,
  replyBytes: 1_000_000,
  cpuSeconds: 30,
  warm: 1,
});
afterAll(() => pool.close());

/** What `f` of a submission gives for the arguments, and what it printed. */
async function call(f: string, ...args: PlainData[]): Promise<{ readonly value: unknown; readonly printed: string }> {
  const session = new SubmissionSession(pool, {
    files: { "src/index.ts": `export const f = ${f};` },
    entry: "src/index.ts",
    exports: ["f"],
    allowedImports: [],
    seed: 7,
    limits: {
      testMilliseconds: 60_000,
      runMilliseconds: 600_000,
      memoryMegabytes: 64,
      consoleBytes: 10_000,
      replyBytes: 800_000,
      replyDepth: 20,
    },
  });
  const encoded = args.map((argument) => encodePlainData(argument, { bytes: 1e6, depth: 64 }));
  const reply = await session.evaluate("({ f }, ...args) => f(...args)", encoded);
  const printed = await session.close();
  pool.refill();
  return { value: reply.type === "value" ? decodePlainData(reply.value) : reply.failure.cause, printed };
}

/** Runs the same function here and in the sandbox. */
async function both(f: string | ((...args: never[]) => unknown), ...args: PlainData[]): Promise<void> {
  const here: unknown = Reflect.apply(runInThisContext(`(${f})`), undefined, args);
  expect((await call(String(f), ...args)).value).toEqual(here);
}

test("structuredClone copies what Node's does, and refuses what Node's refuses", async () => {
  await both(`() => {
    const shared = { x: 1 };
    const given = {
      plain: { a: [1, , 3], b: undefined, c: Number.NaN, d: -0, e: null },
      twice: [shared, shared],
      floats: new Float32Array([1, 2.5]),
      part: new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
      map: new Map([
        ["k", new Set([1, "2"])],
        [shared, new Date(5)],
      ]),
      date: new Date(1e12),
      pattern: /a+/gi,
      error: new RangeError("no", { cause: { why: 1 } }),
      wrapped: [Object(1), Object("s"), Object(true)],
      instance: new (class Point {
        x = 1;
        get y() {
          return 2;
        }
        method() {
          return 3;
        }
      })(),
      buffer: new Uint8Array([7, 8]).buffer,
      big: 10n,
    };
    given.self = given;
    const copy = structuredClone(given);
    return [
      copy !== given && copy.self === copy,
      copy.plain,
      1 in copy.plain.a,
      Object.is(copy.plain.d, -0),
      copy.twice[0] === copy.twice[1] && copy.twice[0] !== shared,
      copy.floats,
      [...copy.part],
      copy.part.buffer.byteLength,
      copy.floats.buffer !== given.floats.buffer,
      [...copy.map.get("k")],
      [...copy.map.values()][1].getTime(),
      [...copy.map.keys()][1] === copy.twice[0],
      copy.date.getTime(),
      String(copy.pattern),
      [copy.error instanceof RangeError, copy.error.name, copy.error.message, copy.error.cause],
      copy.wrapped.map((each) => [typeof each, String(each)]),
      [
        Object.keys(copy.instance),
        copy.instance.x,
        copy.instance.method === undefined,
        Object.getPrototypeOf(copy.instance) === Object.prototype,
      ],
      [...new Uint8Array(copy.buffer)],
      String(copy.big),
    ];
  }`);
  await both(() =>
    [() => 1, Symbol("s"), new WeakMap(), Promise.resolve(), { deep: [() => 1] }].map((each) => {
      try {
        structuredClone(each);
        return "copied";
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    }),
  );
  await both(() => {
    const buffer = new ArrayBuffer(8);
    const { moved } = structuredClone({ moved: buffer }, { transfer: [buffer] });
    return [buffer.byteLength, moved.byteLength];
  });
});

test("text becomes bytes and bytes text, as in Node, whatever the bytes are", async () => {
  const texts = ["", "abc", "häß", "汉字", "😀!", "\ud800x", "\ufeffa"];
  await both((...given: string[]) => given.map((text) => [...new TextEncoder().encode(text)]), ...texts);
  const bytes = Array.from({ length: 300 }, (_, index) =>
    Array.from(
      { length: 1 + (index % 7) },
      (_, step) =>
        [0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xed, 0xa0, 0xc0][
          (index * 31 + step * 7 + index * step) % 14
        ] ?? 0,
    ),
  );
  await both((given: number[][]) => {
    const decoder = new TextDecoder("utf8");
    const parts = new TextDecoder();
    return [
      given.map((each) => decoder.decode(new Uint8Array(each))),
      given.map((each) => parts.decode(new Uint8Array(each), { stream: true })).join("") + parts.decode(),
      given.map((each) => {
        try {
          return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(each).buffer);
        } catch (error) {
          return error instanceof TypeError;
        }
      }),
      new TextEncoder().encodeInto("aé汉", new Uint8Array(4)),
      decoder.encoding,
    ];
  }, bytes);
  await both(
    (...given: string[]) => given.map((text) => [btoa(text), atob(btoa(text))]),
    "",
    "a",
    "ab",
    "abc",
    "\xff\x00",
  );
  await both(
    (...given: string[]) =>
      given.map((text) => {
        try {
          return atob(text);
        } catch (error) {
          return error instanceof Error ? error.name : "";
        }
      }),
    " YQ == ",
    "YQ",
    "Y",
    "Y*==",
    "YWJj",
  );
});

test("microtasks run after the call, and the clock of performance stands still", async () => {
  const { value, printed } = await call(`() => {
    queueMicrotask(() => console.log("after"));
    console.log("before");
    return [performance.now(), performance.now(), performance.timeOrigin === Date.now(), typeof setTimeout];
  }`);
  expect(value).toEqual([0, 0, true, "undefined"]);
  expect(printed).toBe("before\nafter\n");
});

test("every method of the console prints and none throws", async () => {
  const { printed } = await call(`() => {
    const cycle = { a: 1 };
    cycle.self = cycle;
    console.log("text", 1, -0, NaN, null, undefined, true, 10n, Symbol("s"));
    console.info({ a: [1, "x", { b: { c: { d: { e: 1 } } } }], f() {}, get g() { throw 1; } }, cycle);
    console.warn(new Float32Array([0.5, 2]), new Map([["k", { v: 1 }]]), new Set([1]), new Array(200).fill(0).length);
    console.error(new RangeError("no"), new (class Named { toString() { return "itself"; } })(), new (class Plain { x = 1; })());
    console.debug({ toString() { throw 1; } }, { toJSON() { throw 1; } }, new Proxy({}, { ownKeys() { throw 1; } }));
    console.table([1]);
    console.dir({ a: 1 });
    console.group("group");
    console.log("two\\nlines");
    console.groupEnd();
    console.count(); console.count("x"); console.count(); console.countReset(); console.count();
    console.assert(true, "held"); console.assert(false, "did not"); console.assert(false);
    console.time("t"); console.timeLog("t", 1); console.timeEnd("t"); console.trace("here"); console.clear();
    console.log(Array.from({ length: 102 }, () => 0));
  }`);
  expect(printed.split("\n")).toEqual([
    "text 1 -0 NaN null undefined true 10n Symbol(s)",
    '{ a: [ 1, "x", { b: { c: { d: [Object] } } } ], f: [Function: f], g: [Getter] } { a: 1, self: [Circular] }',
    'Float32Array(2) [ 0.5, 2 ] Map(1) { "k" => { v: 1 } } Set(1) { 1 } 200',
    "RangeError: no itself Plain { x: 1 }",
    "{ toString: [Function: toString] } { toJSON: [Function: toJSON] } object",
    "[ 1 ]",
    "{ a: 1 }",
    "group",
    "  two",
    "  lines",
    "default: 1",
    "x: 1",
    "default: 2",
    "default: 1",
    "Assertion failed: did not",
    "Assertion failed",
    "t: 0ms 1",
    "t: 0ms",
    "Trace: here",
    `[ ${Array(100).fill("0").join(", ")}, ... 2 more ]`,
    "",
  ]);
});
