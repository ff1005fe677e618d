// Lane: process

import { afterAll, expect, test } from "vitest";
import { decodePlainData, encodePlainData, type PlainData } from "./plain-data.ts";
import { SandboxPool } from "./sandbox-pool.ts";
import { SubmissionSession } from "./submission-session.ts";

const library = `
  export class Tensor {
    static made = [];
    static of(value) { const made = new Tensor(); made.value = value; return made; }
    #kept = 1;
    set(value) { this.#kept = value; return this; }
    get() { return this.#kept; }
  }
  export const names = ["a"];
  export const isFloats = (value) => value instanceof Float32Array;
  export const refuse = () => { throw new RangeError("refused by the library"); };
`;
const pool = await SandboxPool.open({
  packages: { "@tinytorch/tensor/src/index.ts": library },
  memoryMegabytes: 64,
  replyBytes: 5_000_000,
  cpuSeconds: 30,
  warm: 1,
});
afterAll(() => pool.close());

/** Loads one file and calls each function in turn, with the arguments: what comes back, or what became of it. */
async function run(source: string, calls: readonly string[], ...args: PlainData[]): Promise<unknown[]> {
  const session = new SubmissionSession(pool, {
    files: { "src/index.ts": source },
    entry: "src/index.ts",
    exports: ["f"],
    allowedImports: ["@tinytorch/tensor"],
    seed: 7,
    limits: {
      testMilliseconds: 60_000,
      runMilliseconds: 600_000,
      memoryMegabytes: 64,
      consoleBytes: 1_000,
      replyBytes: 4_000_000,
      replyDepth: 10,
    },
  });
  const encoded = args.map((argument) => encodePlainData(argument, { bytes: 1e6, depth: 64 }));
  const results: unknown[] = [];
  for (const call of calls) {
    const { type, ...rest } = await session.evaluate(call, encoded);
    results.push("value" in rest ? decodePlainData(rest.value) : `${type}: ${rest.failure.cause}`);
  }
  await session.close();
  pool.refill();
  return results;
}

/** What a submission does with a function that it was handed, to read it. */
const readings = `
  const AsyncFunction = (async () => {}).constructor;
  const Generator = (function* () {}).constructor;
  const ways = {
    text: (each) => String(each),
    own: (each) => each.toString(),
    borrowed: (each) => Function.prototype.toString.call(each),
    generators: (each) => Object.getPrototypeOf(Generator.prototype).toString.call(each),
    asynchronous: (each) => AsyncFunction.prototype.toString.call(each),
    chain: (each) => Object.getPrototypeOf(each).toString.call(each),
    template: (each) => "".concat(each),
    json: (each) => JSON.stringify({ each: String(each) }),
    receiver: (each) => Map.prototype.get.call(each),
    constructed: (each) => Reflect.construct(each, []),
    extended: (each) => class extends each {},
    iterated: (each) => [...each],
    called: (each) => void each.apply({ get hidden() { throw new Error(); } }, 5),
    key: (each) => Object.keys({ [each]: 1 }),
    error: (each) => new Error(each),
    regular: (each) => new RegExp(each),
    symbol: (each) => Symbol(each).description,
    console: (each) => console.log(each),
    caller: (each) => each.caller,
    arguments: (each) => each.arguments,
    constructor: (each) => each.constructor("return hidden")(),
    further: (each) => each.constructor.constructor("return hidden")(),
    trace: () => {
      Error.prepareStackTrace = (_, sites) => sites.map((site) => [site.getFunction?.(), site.getThis?.()].join()).join();
      return new Error().stack;
    },
  };
  const { entries } = Object;
  const read = (each) => {
    const all = entries(ways), found = [];
    for (let i = 0; i < all.length; i++) {
      try {
        found[i] = all[i][0] + ": " + all[i][1](each);
      } catch (error) {
        found[i] = all[i][0] + ": " + error.message + " " + error.stack;
      }
    }
    return found;
  };
`;

test("no text of a suite's function can be had of any function that a submission is handed", async () => {
  const source = `${readings}
    const seen = [];
    const keep = (each) => {
      const found = read(each);
      for (let i = 0; i < found.length; i++) seen[seen.length] = found[i];
    };
    const { map, filter } = Array.prototype;
    Array.prototype.map = function (each) { keep(each); return Reflect.apply(map, this, [each]); };
    Array.prototype.filter = function (each) { keep(each); return Reflect.apply(filter, this, [each]); };
    Promise.prototype.then = function (each) { keep(each); return this; };
    Array.prototype[Symbol.iterator] = function* () { keep(f); for (let i = 0; i < this.length; i++) yield this[i]; };
    const target = { list: [1, 2] };
    export const f = {
      handed: (...all) => { for (let i = 0; i < all.length; i++) keep(all[i]); },
      list: target.list,
      proxy: new Proxy(target, {
        get: (_, key) => target[key],
        set(_, key, value) { keep(value); return true; },
              }),
      seen: () => map.call(seen, String),
    };`;
  const [done, seen] = await run(
    source,
    [
      `function hiddenName({ f }, hiddenArgument) {
      const hidden = hiddenArgument;
      f.handed(
        () => hidden,
        function hiddenFunction() { return hidden; },
        class HiddenClass { static hiddenMethod() { return hidden; } },
        { hiddenMethod() { return hidden; } }.hiddenMethod,
        function* () { yield hidden; },
        async () => hidden,
        (argument = () => hidden) => argument,
        Object.getOwnPropertyDescriptor({ get hidden() { return hidden; } }, "hidden").get,
      );
      f.list.map((each) => each + hidden).filter((each) => each !== hidden);
      f.proxy.callback = () => hidden;
      f.proxy.list;
      for (const each of f.list) void each;
    }`,
      "({ f }) => f.seen()",
    ],
    "secret",
  );
  expect(done).toBe(undefined);
  const lines = Array.isArray(seen) ? seen.map(String) : [];
  expect(lines.length).toBeGreaterThan(8 * 20);
  // What is called at all has a name, which a trace tells; nothing of what is between its braces is told.
  for (const line of lines)
    expect(line).not.toMatch(/\bconst\b|\breturn\b|\byield\b|=>|secret|\+ hidden|hiddenArgument/);
});

test("two functions of the same length are two", async () => {
  expect(await run("export const f = 1;", ["() => 'a'", "() => 'b'", "() => 'a'"])).toEqual(["a", "b", "a"]);
});

test("a suite's own builtins are out of reach, and are what they were whatever a submission has patched", async () => {
  const source = `
    const log = [];
    Array.prototype.map = () => ["won"];
    Array.prototype.filter = () => [];
    Object.prototype.toString = () => "won";
    Object.is = () => true;
    Math.max = () => 100;
    JSON.stringify = () => "won";
    export const f = {
      patch(callback, list) {
        const tries = [
          () => { Object.getPrototypeOf(list).map = () => ["won"]; },
          () => { Object.getPrototypeOf(list)[Symbol.iterator] = function* () { yield "won"; }; },
          () => { Object.defineProperty(Object.getPrototypeOf(callback), "call", { value: () => "won" }); },
          () => { Object.setPrototypeOf(Object.getPrototypeOf(list), { won: 1 }); },
          () => { Object.getPrototypeOf(list.values().map(() => 1)).next = () => ({ done: true }); },
          () => { Object.getPrototypeOf(list.values().constructor.from({ next() {} })).next = () => ({ done: true }); },
          () => { Object.getPrototypeOf(list).constructor = class {}; },
          // Its own, and not the suite's: that is out of reach.
          () => { list.constructor.from = () => ["won"]; },
          () => { list.constructor.prototype.push = () => {}; },
          () => { delete list.constructor.isArray; },
          () => { Object.defineProperty(list.constructor, Symbol.species, { value: class { constructor() { return ["won"]; } } }); },
        ];
        for (const attempt of tries) try { attempt(); log[log.length] = "done"; } catch (error) { log[log.length] = error.name; }
        return log;
      },
    };`;
  const call = `({ f }, list) => {
    const log = f.patch(() => 1, list);
    const again = [...list.values().map((each) => each + 1)];
    const more = [];
    more.push(...list.slice(1), Array.isArray(more), ...list.concat([3]));
    return [Array.from(log), list.map((each) => each + 1), again, [...list], Math.max(1, 2), Object.is(1, 2), JSON.stringify(list), more];
  }`;
  const log = [...Array(7).fill("TypeError"), ...Array(4).fill("done")];
  const more = [2, true, 1, 2, 3];
  expect(await run(source, [call], [1, 2])).toEqual([[log, [2, 3], [2, 3], [1, 2], 2, false, "[1,2]", more]]);
});

test("what one realm makes counts in the other: arrays, typed arrays and errors are instances of their classes", async () => {
  const source = `
    import { isFloats } from "@tinytorch/tensor";
    export const f = {
      kinds: (list, floats, plain, call) => [
        list instanceof Array, floats instanceof Float32Array, floats instanceof Float64Array, isFloats(floats),
        plain instanceof Object, call instanceof Function, list instanceof Object, list instanceof Map,
        list instanceof (class extends Array {}),
        list.constructor === Array, plain.constructor === Object, list.map(() => 1).constructor === Array,
      ],
      fail() { throw new RangeError("mine"); },
    };`;
  const kinds = "({ f }, list, floats, plain) => f.kinds(list, floats, plain, () => 1)";
  const caught = `({ f, refuse }) => [f.fail, refuse].map((each) => {
    try { each(); } catch (error) { return [error instanceof RangeError, error instanceof TypeError, error.name, error.message]; }
  })`;
  expect(await run(source, [kinds, caught], [1], new Float32Array(1), { a: 1 })).toEqual([
    [true, true, false, true, true, true, true, false, false, true, true, true],
    [
      [true, false, "RangeError", "mine"],
      [true, false, "RangeError", "refused by the library"],
    ],
  ]);
});

test("a library cannot be changed by a submission, and goes on working", async () => {
  const source = `
    import { Tensor, names } from "@tinytorch/tensor";
    const tries = [
      () => { Tensor.prototype.get = () => "won"; },
      () => { Tensor.of = () => "won"; },
      () => { Object.defineProperty(Tensor.prototype, "set", { value: () => "won" }); },
      () => { Object.setPrototypeOf(Tensor, null); },
      () => { Tensor.extra = 1; },
      () => { Tensor.made.push(1); },
      () => { names[0] = "won"; },
      () => { Tensor.prototype.get.call = () => "won"; },
    ];
    class Own extends Tensor { get() { return super.get() + 1; } }
    export const f = () => [
      tries.map((attempt) => { try { attempt(); return "done"; } catch (error) { return error.name; } }),
      Tensor.of(3).set(5).get(), Tensor.of(3).value, new Own().get(), names,
    ];`;
  expect(await run(source, ["({ f }) => f()"])).toEqual([[Array(8).fill("TypeError"), 5, 3, 2, ["a"]]]);
});

test("memory past the limit cannot be had from the suite's side either", async () => {
  const source = `export const f = (floats) => {
    const Buffer = floats.buffer.constructor;
    const grown = new Buffer(8, { maxByteLength: 2 ** 32 });
    return [grown.resizable, Buffer.prototype.constructor === Buffer, typeof floats.constructor.from];
  }`;
  expect(await run(source, ["({ f }, floats) => f(floats)"], new Float32Array(2))).toEqual([[false, true, "function"]]);
});

test("what a suite's function trips over is no error that the submission threw", async () => {
  const source = `
    class Half { whole() { return this; } }
    export const f = {
      nothing() {}, made: () => new Half(), list: (list) => list.map(1), code: () => Function("return 1"), own: () => null.x,
    };`;
  const calls = [
    "({ f }) => f.nothing().map(String)",
    "({ f }) => [...f.nothing()]",
    "({ f }) => f.made().whole().half()",
    "({ f }, list) => f.list(list)",
    "({ f }) => f.code()",
    "({ f }) => f.own()",
  ];
  const tripped = "failure: the result could not be used: that threw a TypeError";
  const threw = "failure: the code threw a TypeError";
  expect(await run(source, calls, [1])).toEqual([
    ...[tripped, tripped, tripped, threw, threw],
    `${threw} at src/index.ts:4`,
  ]);
});

test("what a thrown error says of itself is asked for once, and never believed", async () => {
  const source = `export const f = {
    name() { throw Object.defineProperty(new Error("x"), "name", { get() { throw new Error(); } }); },
    stack() { throw Object.defineProperty(new RangeError("x"), "stack", { get() { throw new Error(); } }); },
    message() { throw Object.defineProperty(new TypeError(), "message", { get: () => "Script execution timed out." }); },
    proxy() { throw new Proxy(new Error("x"), { getPrototypeOf() { throw new Error(); } }); },
    lie() { throw Object.assign(new Error("Isolate was disposed"), { stack: "x\\n    at f (src/index.ts:99999)" }); },
    zero() { throw Object.assign(new Error("x"), { stack: "x\\n    at f (src/index.ts:0)" }); },
    other() { throw Object.assign(new Error("x"), { stack: "x\\n    at f (@tinytorch/tensor/src/index.ts:1)" }); },
    missing() { throw new Error("missing export f"); },
    nothing() { throw null; },
    clone() { throw new Error("it could not be cloned"); },
  };`;
  const names = ["name", "stack", "message", "proxy", "lie", "zero", "other", "missing", "nothing", "clone"];
  const calls = names.map((name) => `({ f }) => { f.${name}(); }`);
  expect(await run(source, calls)).toEqual([
    "failure: the code threw an Error at src/index.ts:2",
    "failure: the code threw a RangeError",
    "failure: the code threw a TypeError at src/index.ts:4",
    expect.stringMatching(/^failure: the code threw an Error/),
    "failure: the code threw an Error",
    "failure: the code threw an Error",
    "failure: the code threw an Error",
    "failure: the code threw an Error at src/index.ts:9",
    "failure: the code threw an Error",
    "failure: the code threw an Error at src/index.ts:11",
  ]);
});

test("what a promise of the submission's does after a call changes nothing that the call gave back", async () => {
  const source = `
    const later = (work) => void Promise.resolve().then(work);
    export const f = {
      // Writes into what it was given, and puts it back when the call has ended.
      list(values) { const [first] = values; values[0] = 99; later(() => { values[0] = first; }); return 1; },
      floats(values) { const [first] = values; values[0] = 99; queueMicrotask(() => { values[0] = first; }); return 1; },
      entry(given) { const { rate } = given; given.rate = 99; later(() => { given.rate = rate; }); return 1; },
    };`;
  const calls = ["list", "floats", "entry"].map(
    (name, index) => `({ f }, ...all) => [f.${name}(all[${index}]), all[${index}]]`,
  );
  const [list, floats, entry] = await run(source, calls, [1, 2], new Float32Array([1, 2]), { rate: 0.5 });
  expect([list, floats, entry]).toEqual([
    [1, [99, 2]],
    [1, new Float32Array([99, 2])],
    [1, { rate: 99 }],
  ]);
});
