/** What becomes of a submission, at home and graded alike: a failed test by its kind, or that it does not load. */
export type Verdict = "passes" | "wrong" | "threw" | "todo" | "timeout" | "memory" | "missing" | "does not load";

export interface Sample {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  /** Where each problem of one that does not load is: `src/index.ts:1`. */
  readonly at?: readonly string[];
}

/** A whole submission in one file, or in several by their names under `src/`. */
function sample(
  name: string,
  verdict: Verdict,
  source: string | Readonly<Record<string, string>>,
  at?: string[],
): Sample {
  const files = typeof source === "string" ? { "index.ts": source } : source;
  const placed = Object.entries(files).map(([file, text]) => [`src/${file}`, text]);
  return { name, verdict, files: Object.fromEntries(placed), ...(at === undefined ? {} : { at }) };
}

/** An `answer` that is right when the expression is 2. */
const twoIs = (expression: string) => `export const answer = (value: number): number => ${expression} * value + 2;\n`;

const twice = "export const twice = (value: number): number => 2 * value;\n";
const viaTwice = (specifier: string) =>
  `import { twice } from ${JSON.stringify(specifier)};\nexport const answer = (value: number): number => twice(value) + 2;\n`;

/** It runs `body` before it is right. */
const after = (body: string) =>
  `export function answer(value: number): number {\n  ${body}\n  return 2 * value + 2;\n}\n`;

/** It runs `body` as it is loaded, in its second line. */
const onLoad = (body: string) => `${twoIs("2").trim()}\n${body}\n`;

/** Small submissions that a student may write, whatever they are worth. */
export const corpus: readonly Sample[] = [
  // Types, and what is left of them.
  sample("a plain function", "passes", twoIs("2")),
  sample(
    "types, generics, interfaces and assertions",
    "passes",
    `
    interface Pair<T extends object = object> { readonly first: number; second?: T }
    type Both = Pair & { third: unknown };
    declare const nowhere: number;
    abstract class Base { abstract size: number; declare later: string; protected readonly n!: number; }
    function over(value: number): number; function over(value: string): string; function over(value: any) { return value; }
    export const answer = (value: number): number => {
      const both = { first: 2, third: null } satisfies Both as Both;
      return over(both.first!) * (<T,>(x: T): T => x)(value) + 2;
    };`,
  ),
  sample("a type imported as one", "passes", {
    "index.ts": `import type { Size } from "./size.ts";\n${twoIs("(2 as Size)")}`,
    "size.ts": "export type Size = number;\n",
  }),
  sample("a type imported in a list as one", "passes", {
    "index.ts": `import { type Size, two } from "./size.ts";\n${twoIs("(two as Size)")}`,
    "size.ts": "export type Size = number;\nexport const two = 2;\n",
  }),
  sample(
    "a type imported as a value",
    "does not load",
    {
      "index.ts": `import { Size, two } from "./size.ts";\n${twoIs("(two as Size)")}`,
      "size.ts": "export type Size = number;\nexport const two = 2;\n",
    },
    ["src/index.ts:1"],
  ),
  sample("an enum", "does not load", onLoad("enum Mode { Slow, Fast }"), ["src/index.ts:2"]),
  sample("a const enum", "does not load", onLoad("const enum Mode { Slow, Fast }"), ["src/index.ts:2"]),
  sample("a parameter property", "does not load", onLoad("class A { constructor(readonly rate: number) {} }"), [
    "src/index.ts:2",
  ]),
  sample("a namespace", "does not load", onLoad("namespace Deep { export const x = 1; }"), ["src/index.ts:2"]),
  sample("a cast in angle brackets", "does not load", twoIs("(<number>2)"), ["src/index.ts:1"]),
  sample("import … = require(…)", "does not load", onLoad('import fs = require("fs");'), ["src/index.ts:2"]),
  sample("export = …", "does not load", onLoad("export = answer;"), ["src/index.ts:2"]),
  sample("a decorator", "does not load", onLoad("const d = (x: any) => x; @d class A {}"), ["src/index.ts:2"]),

  // Files and how they find each other.
  sample("a helper file", "passes", { "index.ts": viaTwice("./twice.ts"), "twice.ts": twice }),
  sample("a helper file without its ending", "passes", { "index.ts": viaTwice("./twice"), "twice.ts": twice }),
  sample("a helper file with the ending .js", "passes", { "index.ts": viaTwice("./twice.js"), "twice.ts": twice }),
  sample("a helper file in a folder", "passes", {
    "index.ts": viaTwice("./shared/twice.ts"),
    "shared/twice.ts": twice,
  }),
  sample("a folder with its index", "passes", { "index.ts": viaTwice("./shared"), "shared/index.ts": twice }),
  sample("two folders deep, and back", "passes", {
    "index.ts": viaTwice("./a/b/far"),
    "a/b/far.ts": 'export { twice } from "../../twice.js";\n',
    "twice.ts": twice,
  }),
  sample("all exports handed on", "passes", {
    "index.ts": 'export * from "./all.ts";\n',
    "all.ts": 'export { right as answer } from "./right.ts";\n',
    "right.ts": "export const right = (value: number) => 2 * value + 2;\n",
  }),
  sample("a default export", "passes", {
    "index.ts": 'import twice from "./twice.ts";\nexport const answer = (value: number) => twice(value) + 2;\n',
    "twice.ts": "export default (value: number) => 2 * value;\n",
  }),
  sample("a whole module under one name", "passes", {
    "index.ts": 'import * as all from "./twice.ts";\nexport const answer = (value: number) => all.twice(value) + 2;\n',
    "twice.ts": twice,
  }),
  sample("files that import each other", "passes", {
    "index.ts": 'import { even } from "./even.ts";\nexport const answer = (value: number) => (even(value) ? 42 : 0);\n',
    "even.ts": 'import { odd } from "./odd.ts";\nexport const even = (n: number): boolean => n === 0 || odd(n - 1);\n',
    "odd.ts": 'import { even } from "./even.ts";\nexport const odd = (n: number): boolean => n !== 0 && even(n - 1);\n',
  }),
  sample("files that need each other as they load", "does not load", {
    "index.ts": `import { one } from "./one.ts";\n${twoIs("(2 + 0 * one)")}`,
    "one.ts": 'import { other } from "./other.ts";\nexport const one = other + 1;\n',
    "other.ts": 'import { one } from "./one.ts";\nexport const other = one + 1;\n',
  }),
  sample("a file that is not there", "does not load", viaTwice("./twice.ts"), ["src/index.ts:1"]),
  sample("a file outside src/", "does not load", viaTwice("../twice.ts"), ["src/index.ts:1"]),
  sample("an absolute path", "does not load", viaTwice("/src/twice.ts"), ["src/index.ts:1"]),
  sample(
    "a name that the other file does not export",
    "does not load",
    {
      "index.ts": viaTwice("./twice.ts"),
      "twice.ts": "export const thrice = 3;\n",
    },
    ["src/index.ts:1"],
  ),
  sample(
    "two files that are broken, each for itself",
    "does not load",
    {
      "index.ts": `import { twice } from "./twice.ts";\nimport { Mode } from "./mode.ts";\n${twoIs("2")}`,
      "twice.ts": "export const twice = (value) => { return 2 * value; }};\n",
      "mode.ts": "export enum Mode { A }\n",
    },
    ["src/mode.ts:1", "src/twice.ts:1"],
  ),
  sample("JSON as a module", "does not load", `import data from "./data.json" with { type: "json" };\n${twoIs("2")}`, [
    "src/index.ts:1",
  ]),
  sample("an import with an attribute", "passes", {
    "index.ts": `import { twice } from "./twice.ts";\nexport const answer = (value: number) => twice(value) + 2;\n`,
    "twice.ts": twice,
  }),
  sample("a dynamic import nobody waits for", "passes", after('import("./nothing.ts").catch(() => {});')),
  sample(
    "a dynamic import that loading waits for",
    "does not load",
    `const { twice } = await import("./twice.ts");\n${twoIs("2")}`,
  ),

  // Packages and Node.
  sample(
    "the library",
    "passes",
    'import { tensor } from "@tinytorch/tensor";\nexport const answer = (value: number) => tensor([value, value]).sum().item() + 2;\n',
  ),
  sample(
    "a package that the module does not allow",
    "does not load",
    `import { Linear } from "@tinytorch/nn";\n${twoIs("2")}`,
    ["src/index.ts:1"],
  ),
  sample(
    "the library's insides",
    "does not load",
    `import * as inside from "@tinytorch/tensor/internal";\n${twoIs("2")}`,
    ["src/index.ts:1"],
  ),
  sample("node:fs", "does not load", `import { readFileSync } from "node:fs";\n${twoIs("2")}`, ["src/index.ts:1"]),
  sample("a package of npm", "does not load", `import lodash from "lodash";\n${twoIs("2")}`, ["src/index.ts:1"]),
  sample("vitest", "does not load", `import { expect } from "vitest";\n${twoIs("2")}`, ["src/index.ts:1"]),
  sample("an address", "does not load", `import x from "https://example.org/x.js";\n${twoIs("2")}`, ["src/index.ts:1"]),
  sample(
    "data as an address",
    "does not load",
    `import x from "data:text/javascript,export default 1";\n${twoIs("2")}`,
    ["src/index.ts:1"],
  ),
  sample("require as it loads", "does not load", onLoad('const fs = require("fs");'), ["src/index.ts:2"]),
  sample("process.stdout as it loads", "does not load", onLoad('process.stdout.write("here");'), ["src/index.ts:2"]),
  sample("Buffer as it loads", "does not load", onLoad("const buffer = Buffer.alloc(1);"), ["src/index.ts:2"]),
  sample("fetch as it loads", "does not load", onLoad('fetch("https://example.org");'), ["src/index.ts:2"]),
  sample("WebAssembly as it loads", "does not load", onLoad("new WebAssembly.Memory({ initial: 1 });"), [
    "src/index.ts:2",
  ]),
  sample("SharedArrayBuffer as it loads", "does not load", onLoad("new SharedArrayBuffer(1);"), ["src/index.ts:2"]),
  sample("process.env in a function", "threw", after("if (process.env.DEBUG) return 0;")),
  sample(
    "what is there is asked for by typeof",
    "passes",
    after('if (typeof process !== "undefined" || typeof require !== "undefined") return 0;'),
  ),

  // Harmless globals.
  sample("structuredClone", "passes", twoIs("structuredClone({ a: [2] }).a[0]")),
  sample(
    "TextEncoder and TextDecoder",
    "passes",
    twoIs('Number(new TextDecoder().decode(new TextEncoder().encode("2")))'),
  ),
  sample(
    "performance.now stands still",
    "passes",
    after("const t = performance.now(); for (let i = 0; i < 1e5; i++); if (performance.now() !== t) return 0;"),
  ),
  sample(
    "the clock stands still",
    "passes",
    after(
      "const t = Date.now(); for (let i = 0; i < 1e5; i++); if (Date.now() !== t || new Date().getTime() !== t) return 0;",
    ),
  ),
  sample("queueMicrotask", "passes", after("queueMicrotask(() => {});")),
  sample(
    "every method of the console",
    "passes",
    after(
      'console.log("a", 1, { a: [1] }); console.info(); console.warn("b"); console.error(new Error("c")); console.debug(null); console.table([{ a: 1 }]); console.dir({}); console.group("g"); console.groupEnd(); console.assert(false, "d"); console.count(); console.time(); console.timeEnd(); console.trace("e");',
    ),
  ),
  sample("console.table as it loads", "passes", onLoad("console.table([1, 2]);")),
  sample(
    "a console that is handed what cannot be printed",
    "passes",
    after("const cycle: any = {}; cycle.self = cycle; console.log(cycle, 1n, Symbol(), () => {});"),
  ),
  sample("atob and btoa", "passes", twoIs('Number(atob(btoa("2")))')),
  sample("setTimeout in a function", "threw", after("setTimeout(() => {}, 10);")),
  sample("setTimeout as it loads", "does not load", onLoad("setTimeout(() => {}, 10);"), ["src/index.ts:2"]),
  sample("Math.random", "passes", after("const x = Math.random(); if (!(x >= 0 && x < 1)) return 0;")),
  sample("crypto", "threw", after("crypto.randomUUID();")),
  sample(
    "Intl and localeCompare",
    "passes",
    after('new Intl.NumberFormat("en").format(1); if ("a".localeCompare("b") >= 0) return 0;'),
  ),
  sample(
    "globalThis is written to",
    "passes",
    `(globalThis as any).two = 2;\ndeclare const two: number;\n${twoIs("two")}`,
  ),
  sample(
    "a method is added to Array.prototype",
    "passes",
    `declare global { interface Array<T> { second(): T } }\nArray.prototype.second = function () { return this[1]; };\n${twoIs("[1, 2].second()")}`,
  ),
  sample(
    "the library is written to in a function",
    "threw",
    `import { Tensor } from "@tinytorch/tensor";\n${after("(Tensor.prototype as any).sum = () => 0;")}`,
  ),
  sample(
    "the library is written to as it loads",
    "does not load",
    `import { Tensor } from "@tinytorch/tensor";\n${onLoad("(Tensor.prototype as any).sum = () => 0;")}`,
    ["src/index.ts:3"],
  ),

  // The language.
  sample("a generator", "passes", `function* two() { yield 1; yield 1; }\n${twoIs("[...two()].length")}`),
  sample(
    "getters, setters, private fields and static blocks",
    "passes",
    `class Box { static #two = 0; static { Box.#two = 2; } #n = 1; get n() { return this.#n; } set n(v) { this.#n = v; } static get two() { return Box.#two; } accessors = 1; }\n${twoIs("Box.two")}`,
  ),
  sample(
    "flags of regular expressions",
    "passes",
    twoIs('("aé2".match(/\\p{L}(?<digit>\\d)/v)?.groups?.digit as unknown as number)'),
  ),
  sample(
    "labelled loops",
    "passes",
    after("outer: for (let i = 0; ; i++) { for (;;) { if (i > 3) break outer; continue outer; } }"),
  ),
  sample("BigInt", "passes", twoIs("Number(2n ** 1n)")),
  sample(
    "symbols",
    "passes",
    `const two = Symbol();\nconst box = { [two]: 2, [Symbol.toPrimitive]: () => 2 };\n${twoIs("box[two]")}`,
  ),
  sample("a proxy and Reflect", "passes", twoIs("Reflect.get(new Proxy({}, { get: () => 2 }), 'two')")),
  sample(
    "weak references",
    "passes",
    after("new WeakRef({}); new FinalizationRegistry(() => {}); new WeakMap([[{}, 1]]);"),
  ),
  sample(
    "late library functions",
    "passes",
    twoIs(
      "[3, 2].toSorted().at(0)! * Object.keys(Map.groupBy([1], () => 'a')).length ** 0 * new Set([1, 2]).union(new Set([2])).size ** 1 / 2",
    ),
  ),
  sample("typed arrays", "passes", twoIs("new Float32Array([1, 1]).reduce((a, b) => a + b)")),
  sample(
    "tagged templates, chains and defaults",
    "passes",
    after(
      "const t = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.length + v.length; const o: any = {}; o.a ??= 1_0; o.b ||= 2; if (t`ab` !== 1 || o?.c?.d !== undefined) return 0;",
    ),
  ),
  sample("names in other scripts", "passes", `const θ = 2, größe = 1;\n${twoIs("θ * größe")}`),
  sample("a resource with using", "passes", after("{ using box = { [Symbol.dispose]() {} }; void box; }")),
  sample("a top-level await that comes", "passes", `const two = await Promise.resolve(2);\n${twoIs("two")}`),
  sample(
    "import.meta",
    "passes",
    after("if (typeof import.meta !== 'object' || (import.meta as any).dirname !== undefined) return 0;"),
  ),
  sample("eval in a function, which gives the text back", "wrong", twoIs('(0, eval)("1 + 1")')),
  sample("a function made of text in a function", "threw", twoIs('new Function("return 2")()')),
  sample("a line that starts with #!", "passes", `#!/usr/bin/env node\n${twoIs("2")}`),
  sample("a byte-order mark", "passes", `\uFEFF${twoIs("2")}`),
  sample("lines that end as on Windows", "passes", after("const a = 1;\n  void a;").replaceAll("\n", "\r\n")),
  sample(
    "lines that end as on Windows, with a mistake",
    "does not load",
    onLoad("enum Mode { A }").replaceAll("\n", "\r\n"),
    ["src/index.ts:2"],
  ),
  sample("a brace too many", "does not load", onLoad("}"), ["src/index.ts:2"]),
  sample("a name declared twice", "does not load", onLoad("const a = 1; const a = 2;"), ["src/index.ts:2"]),
  sample("with, which strict code has not", "does not load", onLoad("with ({}) {}"), ["src/index.ts:2"]),
  sample("an undeclared name is assigned to", "threw", after("undeclared = 1;")),
  sample("an undeclared name is assigned to as it loads", "does not load", onLoad("undeclared = 1;"), [
    "src/index.ts:2",
  ]),
  sample("something frozen is written to", "threw", after("const box: any = Object.freeze({ a: 1 }); box.a = 2;")),

  // What goes wrong.
  sample(
    "nothing written yet",
    "todo",
    'export function answer(value: number): number {\n  throw new Error("TODO(01-answer): give back twice the value and two more");\n}\n',
  ),
  sample("a wrong number", "wrong", twoIs("3")),
  sample("NaN", "wrong", twoIs("Number.NaN")),
  sample("a text in a number's place", "wrong", "export const answer = () => '42';\n"),
  sample("a promise in a number's place", "wrong", "export const answer = async () => 42;\n"),
  sample("a function in a number's place", "wrong", "export const answer = () => () => 42;\n"),
  sample("an error of the language", "threw", after("(null as any).x;")),
  sample("an error of its own", "threw", `class Mine extends RangeError {}\n${after("throw new Mine('mine');")}`),
  sample("something thrown that is no error", "threw", after('throw "a text";')),
  sample("the wrong export", "missing", "export const answered = 42;\n"),
  sample("no export at all", "missing", "const answer = 42;\n"),
  sample("too deep a recursion", "threw", `const deep = (n: number): number => deep(n + 1) + 1;\n${after("deep(0);")}`),
  sample(
    "too deep a recursion that is caught",
    "passes",
    `const deep = (n: number): number => deep(n + 1) + 1;\n${after("try { deep(0); } catch {}")}`,
  ),
  sample("an endless loop", "timeout", after("for (;;);")),
  sample("a loop that waits for the clock", "timeout", after("const t = Date.now(); while (Date.now() < t + 10);")),
  sample("promises without end", "timeout", after("const f = async (): Promise<void> => { for (;;) await 0; }; f();")),
  sample("a rejected promise that nobody looks after", "threw", after("Promise.reject(new TypeError('late'));")),
  sample("an endless getter", "timeout", `const box = { get x(): number { for (;;); } };\n${after("box.x;")}`),
  sample("a regular expression that takes for ever", "timeout", after("/^(a+)+$/.test('a'.repeat(50) + 'b');")),
  sample("memory without end", "memory", after("const kept = []; for (;;) kept.push(new Array(2e6).fill(1.5));")),
  sample("an error as it loads", "does not load", onLoad('throw new TypeError("not today");'), ["src/index.ts:2"]),
  sample("an endless loop as it loads", "does not load", onLoad("for (;;);"), ["src/index.ts:2"]),
  sample("a top-level await that never ends", "does not load", onLoad("await new Promise(() => {});"), [
    "src/index.ts:2",
  ]),
  sample(
    "a helper file that nothing imports, and that is broken",
    "does not load",
    {
      "index.ts": twoIs("2"),
      "scratch.ts": "enum Mode { A }\n",
    },
    ["src/scratch.ts:1"],
  ),
];
