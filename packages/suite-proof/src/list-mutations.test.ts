import { expect, test } from "vitest";
import { listMutations } from "./list-mutations.ts";

const file = "src/index.ts";

async function changes(text: string): Promise<(readonly [kind: string, from: string, to: string])[]> {
  const mutated = await listMutations({ [file]: text });
  return mutated.map(({ mutation }) => [mutation.kind, mutation.from, mutation.to]);
}

test("a mutation is the solution with one place changed, told by the lines it touches", async () => {
  const text = "const two = 2;\nexport const next = (n: number) =>\n  n + two;\n";
  const mutated = await listMutations({ [file]: text, "src/other.ts": "export {};\n" });
  const sum = mutated.find(({ mutation }) => mutation.kind === "ArithmeticOperator");
  expect(sum?.mutation).toEqual({
    file,
    line: 3,
    kind: "ArithmeticOperator",
    from: "n + two;",
    to: "n - two;",
  });
  expect(sum?.files).toEqual({ [file]: text.replace("n + two", "n - two"), "src/other.ts": "export {};\n" });
});

test("a change over several lines is told in one", async () => {
  expect(await changes("export function f() {\n  g();\n}\n")).toContainEqual([
    "BlockStatement",
    "export function f() { g(); }",
    "export function f() {}",
  ]);
});

test("what replaces an operand stays one operand", async () => {
  const found = await changes("export const f = (a: boolean, b: boolean, c: boolean) => !(a || b) && c;\n");
  expect(found.map(([, , to]) => to)).toContain(
    "export const f = (a: boolean, b: boolean, c: boolean) => (a || b) && c;",
  );
});

test("the last line of a file without an end of line can be changed", async () => {
  expect(await changes("export const right = true")).toEqual([
    ["BooleanLiteral", "export const right = true", "export const right = false"],
  ]);
});
