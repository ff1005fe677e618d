import { expect, test } from "vitest";
import { functionName } from "./function-name.ts";

/** Where V8 says that a function begins: at the bracket that is marked. */
function nameAt(marked: string): string | null {
  const column = marked.indexOf("¦");
  return functionName(marked.replace("¦", ""), { line: 1, column });
}

test.each([
  ["function step¦(x: number) {}", "step"],
  ["async function train¦() {}", "train"],
  ["  step¦(): void {", "step"],
  ["  override async step¦(): void {", "step"],
  ["  get size¦(): number {", "size"],
  ["  step<T extends object>¦(x: T) {", "step"],
  ["const square = ¦(x) => x * x;", "square"],
  ["const square = async ¦(x) => x * x;", "square"],
  ["const step = function ¦() {};", "step"],
  ["  rule: ¦(x) => x,", "rule"],
  ["  constructor¦() {", "constructor"],
  ["  #update¦() {", "#update"],
])("%s", (marked, name) => {
  expect(nameAt(marked)).toBe(name);
});

test.each([["values.map(¦(x) => x)"], ["export default ¦() => 1"], ["return ¦() => 1"], ["¦export const a = 1"]])(
  "%s has no name",
  (marked) => {
    expect(nameAt(marked)).toBe(null);
  },
);

test("a place outside the text has none", () => {
  expect(functionName("const f = () => 1;", { line: 9, column: 400 })).toBe(null);
});
