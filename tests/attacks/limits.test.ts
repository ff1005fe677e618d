// Lane: process

import { expect, test } from "vitest";
import { attackGrader, everySlot, hurried, outcomes } from "./slots.ts";

const grade = attackGrader();
/** A busy machine starts a fresh sandbox for every slot that had to be stopped. */
const patience = 120_000;

/** Memory that V8 asks for between two of its own checks ends the sandbox process instead of the isolate. */
const outOfMemory = /^memory: The code (ran out of memory|crashed its sandbox) \(limit 64 MB\)$/;
const stopped = "timeout: The code ran longer than 0.4 s and was stopped";

test(
  "endless loops are stopped wherever they are, and the tests after them still run",
  async () => {
    const report = await grade(
      {
        1: "() => { for (;;); }",
        2: "() => ({ get value() { for (;;); } })",
        3: "() => new Promise(() => { const again = () => { Promise.resolve().then(again); }; again(); })",
        4: '() => /^(a+)+$/.test("a".repeat(60) + "!")',
        5: "() => new Promise(() => {})",
        6: "() => new Proxy({}, { ownKeys() { for (;;); } })",
        7: "() => ({ then() { for (;;); } })",
        8: "() => [2, 1].sort(() => { for (;;); })",
      },
      "",
      hurried,
    );
    const seen = outcomes(report);
    expect([seen[0], seen[9]]).toEqual(["passed", "passed"]);
    for (const slot of [1, 3, 4, 8]) expect(seen[slot], `slot ${slot}`).toContain(stopped);
    // Of a result no getter, no trap and no `then` ever runs, and nothing is awaited.
    for (const slot of [2, 5, 6, 7]) expect(seen[slot], `slot ${slot}`).toMatch(/^refused-reply: /);
    expect(report.score).toBe(20);
  },
  patience,
);

test.each([
  ["a loop", "for (;;);"],
  ["an await that never ends", "await new Promise(() => {});"],
  ["microtasks without end", "const again = () => Promise.resolve().then(again); await again();"],
])(
  "%s at import fails every test with the reason, and the report is whole",
  async (what, before) => {
    const report = await grade({}, before, hurried);
    const [first = "", ...others] = outcomes(report);
    expect(others).toEqual(everySlot(first).slice(1));
    expect(first).toBe("load: It needs src/index.ts, which does not load.");
    // An endless chain of promises may fill the memory before the time is up.
    const never = /^it (waits for ever|never ends) as it is loaded|^while loading, the code (ran|crashed) /;
    expect(report.loadProblems).toMatchObject([{ file: "src/index.ts", message: expect.stringMatching(never) }]);
    if (what === "a loop") expect(report.loadProblems[0]).toMatchObject({ line: 1 });
    expect(report.score).toBe(0);
  },
  patience,
);

test(
  "memory of every kind is stopped at the limit, and the tests after it still run",
  async () => {
    const report = await grade({
      1: "() => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }",
      2: '() => { const all = []; for (let i = 0; ; i++) all.push(String(i).repeat(1e5).split("")); }',
      3: "() => { const all = []; for (;;) all.push(new Float64Array(1e6)); }",
      4: "() => { const all = []; for (;;) all.push(new ArrayBuffer(1e7)); }",
      5: "() => { const all = new Map(); for (let i = 0; ; i++) all.set(i, { i }); }",
      6: "() => { const all = []; for (;;) all.push(new Uint8Array(2 ** 22).fill(1).buffer.transfer(2 ** 23)); }",
      7: '() => { const all = []; for (;;) all.push(("x" + all.length).padEnd(2 ** 24, "y")); }',
      8: "() => new WebAssembly.Memory({ initial: 65536 })",
    });
    const seen = outcomes(report);
    expect([seen[0], seen[9]]).toEqual(["passed", "passed"]);
    for (const slot of [1, 2, 3, 4, 5, 6, 7]) {
      expect(seen[slot], `slot ${slot}`).toMatch(outOfMemory);
    }
    expect(seen[8]).toMatch(/^threw: The code threw a ReferenceError at src\/index\.ts:/);
    expect(report.score).toBe(20);
  },
  patience,
);

test(
  "a buffer that grows past the isolate's limit cannot be had, by any of the language's ways",
  async () => {
    const grow = "buffer.resize(2 ** 30); new Uint8Array(buffer).fill(1);";
    const growing = (buffers: string) =>
      `() => { const buffer = new (${buffers})(1, { maxByteLength: 2 ** 30 }); ${grow} }`;
    const report = await grade(
      {
        1: growing("ArrayBuffer"),
        2: growing("new Uint8Array(1).buffer.constructor"),
        3: growing("class extends ArrayBuffer {}"),
        4: growing("leaked.find(({ name }) => name === 'ArrayBuffer') ?? ArrayBuffer"),
        5: growing("Object.getPrototypeOf(ArrayBuffer.prototype.constructor.prototype.constructor)"),
      },
      `const leaked = [ArrayBuffer];
      Reflect.construct = (target) => { leaked.unshift(target); return {}; };
      Object.prototype.get = (target) => { leaked.unshift(target); };
      new ArrayBuffer(1);
      ArrayBuffer.anything;
      delete Object.prototype.get;`,
    );
    const seen = outcomes(report);
    for (const slot of [1, 2, 3, 4, 5])
      expect(seen[slot], `slot ${slot}`).toMatch(/^threw: The code threw a TypeError/);
    expect(report.score).toBe(50);
  },
  patience,
);

test(
  "recursion without end is an ordinary failed test",
  async () => {
    const report = await grade({
      1: "() => (function again() { return again() + 1; })()",
      2: "() => { const deep = {}; deep.toJSON = () => JSON.stringify(deep); return JSON.stringify(deep); }",
      3: "() => new Proxy({}, { get: (target, key, proxy) => proxy[key] }).x",
      4: '() => new RegExp("(".repeat(5e4) + ")".repeat(5e4)).test("")',
      5: '() => eval("[".repeat(1e5))',
    });
    const seen = outcomes(report);
    for (const slot of [1, 2, 3, 4, 5]) expect(seen[slot], `slot ${slot}`).toMatch(/^threw: The code threw an? /);
    expect(report.score).toBe(50);
  },
  patience,
);

test(
  "source made to break its reader fails to load, and the grader goes on",
  async () => {
    const { length } = "[".repeat(60_000);
    for (const source of ["[".repeat(length), "(".repeat(length), "a=>".repeat(length / 3), "`${".repeat(length / 3)]) {
      const report = await grade({}, source);
      expect(new Set(report.tests.map(({ kind }) => kind))).toEqual(new Set(["load"]));
      expect(report.score).toBe(0);
    }
    expect((await grade({})).score).toBe(100);
  },
  patience,
);

test(
  "a flood of the console is kept to its limit and costs no test",
  async () => {
    const report = await grade({
      1: '(input) => { for (let i = 0; i < 1e5; i++) console.log("flood"); return input; }',
      2: '(input) => { console.error("x".repeat(2 ** 24)); return input; }',
      3: "(input) => { const cycle = []; cycle.push(cycle); console.log(cycle, 1n, Symbol(), () => 1, undefined); return input; }",
      4: "(input) => { console.log({ toJSON() { throw 1; } }); return input; }",
    });
    expect(outcomes(report)).toEqual(everySlot("passed"));
    expect(report.console.length).toBe(10_000);

    const patched = await grade({
      1: '(input) => { String.prototype.slice = () => "x".repeat(2 ** 22); console.log(1); return input; }',
    });
    expect(patched.console.length).toBeLessThanOrEqual(10_000);
    expect(patched.score).toBe(100);
  },
  patience,
);

test(
  "what is too large, too deep or not plain data is refused with what was wrong",
  async () => {
    const first = await grade({
      0: '() => "x".repeat(1e8 / 4)',
      1: "() => { const cycle = []; cycle.push(cycle); return cycle; }",
      2: "() => { let deep = []; for (let i = 0; i < 10_000; i++) deep = [deep]; return deep; }",
      3: "() => new Proxy({}, {})",
      4: "() => 10n",
      5: "() => Symbol('x')",
      6: "() => () => 1",
      7: "() => { const sparse = []; sparse.length = 4e9; return sparse; }",
      8: "() => new Map([[1, 2]])",
      9: '() => JSON.parse(\'{"__proto__": {"score": 100}}\')',
    });
    for (const outcome of outcomes(first)) {
      expect(outcome).toMatch(
        /^refused-reply: The result was refused: it must (be plain data(, and h[^"']*)?|fit in 100000 bytes|nest at most 64 levels)$/,
      );
    }

    const second = await grade({
      1: "() => NaN",
      2: "(input) => ({ get answer() { return input; } })",
      3: "(input) => ({ then(take) { take({ then: (take) => take(input) }); } })",
      4: "() => ({ toJSON: 1, constructor: 1, valueOf: 1, $: 'NaN' })",
      5: "() => ({ get answer() { throw new RangeError('own'); } })",
      6: "() => Object.assign([], { length: 3, extra: 1 })",
      7: "() => new Proxy([1], {})",
      8: "() => { throw null; }",
      9: "() => { throw new Proxy(new Error('x'), { get() { throw 1; } }); }",
    });
    const seen = outcomes(second);
    expect(seen[0]).toBe("passed");
    // Nothing is asked for `then`: a thenable is an object that holds a function.
    expect(seen[3]).toMatch(/^refused-reply: .* holds a function$/);
    for (const slot of [1, 4, 6]) {
      expect(seen[slot], `slot ${slot}`).toBe("wrong: The result is not what was expected");
    }
    for (const slot of [2, 5, 7]) expect(seen[slot], `slot ${slot}`).toMatch(/^refused-reply: /);
    for (const slot of [8, 9]) expect(seen[slot], `slot ${slot}`).toMatch(/^threw: The code threw an Error/);
    expect(second.score).toBe(10);
  },
  patience,
);
