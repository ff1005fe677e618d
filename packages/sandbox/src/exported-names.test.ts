import { expect, test } from "vitest";
import { exportedTypes, exportedValues, isAlike } from "./exported-names.ts";

test("types are those that are declared as such, and those of a list of types", () => {
  const source = `export interface Options {}
export type Shape = readonly number[];
export declare type Deep = 1;
export type { One, Two as Three } from "./a.ts";
export const value = 1;
interface Inner {}
`;
  expect(exportedTypes({ "src/a.ts": source })).toEqual({ "src/a.ts": ["Options", "Shape", "Deep", "One", "Three"] });
});

test("values are those that are declared, and those of a list", () => {
  const source = `export function one() {}
export async function two() {}
export class Three {}
export const four = 4, alone = 5;
export { five, six as seven };
const eight = 8;
`;
  expect(exportedValues(source)).toEqual(["one", "two", "Three", "four", "five", "seven"]);
});

test.each([
  ["compareVersion", "compareVersions", true],
  ["comparevresions", "compareVersions", true],
  ["SGD", "Sgd", true],
  ["missing", "a", false],
  ["broadcast", "reshape", false],
  ["relu", "gelu", true],
])("%s is a slip of %s: %s", (one, other, is) => {
  expect(isAlike(one, other)).toBe(is);
});
