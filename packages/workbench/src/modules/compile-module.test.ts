import { describe, expect, test } from "vitest";
import { compileModule } from "./compile-module.ts";
import { TabModule } from "./linked-module.ts";
import { textRunner } from "./text-runner.ts";

const evaluate = textRunner();

/** Modules by id, run from one of them; what that exports. */
async function run(sources: Readonly<Record<string, string>>, root = "a"): Promise<Readonly<Record<string, unknown>>> {
  const modules = new Map(
    Object.entries(sources).map(([id, source]) => [id, new TabModule(id, compileModule(id, source))]),
  );
  const of = (id: string) => modules.get(id) ?? failed(id);
  of(root).link(of);
  await of(root).run(evaluate, { dynamicImport: () => Promise.reject(new Error("no")), tick: () => {} });
  return of(root).namespace;
}

function failed(id: string): never {
  throw new Error(`no module ${id}`);
}

describe("modules as functions do what the language says", () => {
  test("names come and go by every form of import and export", async () => {
    const all = await run({
      a: `import d, { one as eins, fn } from "b"; import * as ns from "b"; export * from "b"; export { two as zwei } from "b";
          export const sum = eins + d + fn() + ns.two; export { ns };`,
      b: `export const one = 1, { two, ...rest } = { two: 2, three: 3 }; export default 10; export function fn() { return 100; }
          export class Kind {}`,
    });
    expect(Object.keys(all)).toEqual(["Kind", "fn", "ns", "one", "rest", "sum", "two", "zwei"]);
    expect([all.sum, all.zwei, all.rest]).toEqual([113, 2, { three: 3 }]);
    expect(Object.prototype.toString.call(all.ns)).toBe("[object Module]");
  });

  test("what begins a comment in a page's script is a comparison in a module", async () => {
    const { seen, texts } = await run({
      a: `export let seen = 0; let n = 3;
if (1<!--n) seen = 1; else seen = 2;
export const texts = ["<!--", /<!--x/.source, \`<!--\${n<!--n}\`];`,
    });
    expect([seen, texts]).toEqual([2, ["<!--", "<!--x", "<!--false"]]);
  });

  test("a default that is a function is there before it is reached, and may have no name", async () => {
    expect((await run({ a: "export const early = f(); export default function f() { return 1; }" })).early).toBe(1);
    expect((await run({ a: 'import f from "b"; export const x = f();', b: "export default () => 2;" })).x).toBe(2);
    expect(
      (await run({ a: 'import K from "b"; export const x = new K().n;', b: "export default class { n = 3 }" })).x,
    ).toBe(3);
  });

  test("what is given another value later has it where it is imported", async () => {
    const { seen } = await run({
      a: 'import { count, add } from "b"; add(); export const seen = count;',
      b: "export let count = 0; export function add() { count += 1; }",
    });
    expect(seen).toBe(1);
  });

  test("files that import each other see each other's names, and say what comes too soon", async () => {
    const { four } = await run({
      a: 'import { even } from "b"; export const four = even(4);',
      b: 'import { odd } from "c"; export const even = (n) => n === 0 || odd(n - 1);',
      c: 'import { even } from "b"; export const odd = (n) => n !== 0 && even(n - 1);',
    });
    expect(four).toBe(true);
    const soon = run({
      a: 'import { one } from "b"; one;',
      b: 'import { other } from "a2"; export const one = other + 1;',
      a2: 'import { one } from "b"; export const other = one + 1;',
    });
    await expect(soon).rejects.toThrow(new ReferenceError("Cannot access 'one' before initialization"));
  });

  test("an import is a constant, and all of it is strict", async () => {
    const b = "export const one = 1;";
    await expect(run({ a: 'import { one } from "b"; one = 2;', b })).rejects.toThrow(
      "Assignment to constant variable.",
    );
    await expect(run({ a: "undeclared = 1;" })).rejects.toThrow(ReferenceError);
    expect((await run({ a: "export const self = this;" })).self).toBeUndefined();
  });

  test("a name that is not there is told in V8's words, and so is one that is there twice", async () => {
    const b = "export const one = 1;";
    const says = (said: string) => expect.objectContaining({ name: "SyntaxError", message: said });
    await expect(run({ a: 'import { two } from "b";', b })).rejects.toEqual(
      says("The requested module 'b' does not provide an export named 'two'"),
    );
    await expect(
      run({ a: 'import { one } from "c";', b, b2: b, c: 'export * from "b"; export * from "b2";' }),
    ).rejects.toEqual(says("The requested module 'c' contains conflicting star exports for name 'one'"));
  });

  test("what waits is waited for", async () => {
    const { x } = await run({
      a: 'import { y } from "b"; export const x = y + 1;',
      b: "export const y = await Promise.resolve(1);",
    });
    expect(x).toBe(2);
  });

  test("a text in which an import is written is a text, and lines stay where they were", () => {
    const source =
      'import { a } from "b";\n// import { c } from "d";\nexport const text = `export const x = "import e from \\"f\\""`;\nexport { a };\n';
    const { specifiers, body } = compileModule("a", source);
    expect(specifiers).toEqual(["b"]);
    expect(body.split("\n")).toHaveLength(source.split("\n").length);
    expect(body).toContain('`export const x = "import e from');
  });

  test("what is no module says where, with the place at the end", () => {
    expect(() => compileModule("src/a.ts", "const a = 1;\nconst a = 2;")).toThrow(
      "Identifier 'a' has already been declared [src/a.ts:2:7]",
    );
    expect(() => compileModule("src/a.ts", "with ({}) {}")).toThrow(
      /^Strict mode code may not include a with statement/,
    );
  });
});

describe("with statements that tell where they are", () => {
  test("code does what it did, and each loop, function and statement is told", async () => {
    const source = `export const sum = (list) => {
  let all = 0;
  outer: for (const each of list) for (let i = 0; i < each; i++) if (i > 2) continue outer; else all += i;
  do all++; while (all < 0);
  return list.map((x) => ({ x })).reduce((a, { x }) => a + x, all);
};
export const made = sum([1, 5]);`;
    const places: string[] = [];
    const module = new TabModule("src/a.ts", compileModule("src/a.ts", source, { ticking: true }));
    module.link(failed);
    await module.run(evaluate, {
      dynamicImport: () => null,
      tick: (place) => {
        places.push(String(Reflect.get(Object(place), "line")));
      },
    });
    expect(module.namespace.made).toBe((await run({ a: source })).made);
    expect([...new Set(places)].sort()).toEqual(["1", "2", "3", "4", "5"]);
  });
});
