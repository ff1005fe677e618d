import { expect, test } from "vitest";
import { plainSolution, stripSolution } from "./starter.ts";

test("a region becomes a throw that names the module and the work", () => {
  const solution = `export function add(a: number, b: number): number {
  // BEGIN SOLUTION
  // TODO: add the "two" numbers
  const secret = a + b;
  return secret;
  // END SOLUTION
}`;
  expect(stripSolution(solution, "01-tensor")).toBe(`export function add(a: number, b: number): number {
  throw new Error("TODO(01-tensor): add the \\"two\\" numbers");
}`);
});

test("text outside of regions stays as it is", () => {
  const text = "const a = 1; // BEGIN of something else\n";
  expect(stripSolution(text, "01-tensor")).toBe(text);
});

test("a malformed region is an error with its line", () => {
  expect(() => stripSolution("// BEGIN SOLUTION\n// TODO: x\n", "01-a")).toThrow("got the end of the file");
  expect(() => stripSolution("// END SOLUTION", "01-a")).toThrow("got END at line 1");
  expect(() => stripSolution("// BEGIN SOLUTION\n// BEGIN SOLUTION", "01-a")).toThrow("got one at line 2");
  expect(() => stripSolution("// BEGIN SOLUTION\nx\n// END SOLUTION", "01-a")).toThrow("got none before line 3");
});

test("a solution without its marks is what a person would have written", () => {
  const solution =
    "a;\n  // BEGIN SOLUTION\n  // TODO: add\n  // TODO: kept, for it opens nothing\n  b;\n  // END SOLUTION\n// TODO: c\n";
  expect(plainSolution(solution)).toBe("a;\n  // TODO: kept, for it opens nothing\n  b;\n// TODO: c\n");
});
