import { type Approximate, firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { apply, type Call, type Given, type Options, type Seen } from "./apply.ts";
import { submission } from "./hidden.ts";

/** What should come of numbers in a shape. */
export type Rule = (given: Given) => readonly Approximate[];

/** A call beside the rule of its results; null where what comes of it is another test's business. */
export type Expectation = readonly [call: Call, rule: Rule | null];

/** The results, in the shapes of what was given. */
export async function expectValues(...expectations: readonly Expectation[]): Promise<void> {
  const { seen, shapes } = await run(expectations);
  const isJudged = (_: unknown, index: number) => expectations[index]?.[1] !== null;
  const judged = seen.filter(isJudged);
  expect(judged.map((each) => each.map(({ shape }) => shape))).toEqual(shapes.filter(isJudged));
  const values = judged.map((each) => each.map((one) => one.values));
  const expected = expectations.flatMap(([{ given }, rule]) => (rule === null ? [] : [given.map(rule)]));
  expect(firstDifference(values, expected, "values")).toBe(null);
}

/** That the options, if there were any, still say what they said. */
export async function expectOptionsKept(...calls: readonly Call[]): Promise<void> {
  const { seen } = await run(calls.map((call) => [call, null]));
  expectToldAlike(seen, calls);
}

/** The results, and how fast they change with x. */
export async function expectSlopes(call: Call, rule: Rule, slopeRule: Rule): Promise<void> {
  const { seen } = await run([[call, rule]]);
  const found = seen.map((each) => each.map(({ values, slopes }) => [values, slopes]));
  const expected = [call.given.map((given) => [rule(given), slopeRule(given)])];
  expect(firstDifference(found, expected, "values and slopes")).toBe(null);
}

/**
 * That neither x nor what lies beside it has changed, nor the options, and that the result is no part of it, is worked out anew each
 * time and is left alone by the next; and what kind of numbers it has.
 */
export async function expectApart(
  ...expectations: readonly (readonly [call: Call, rule: Rule])[]
): Promise<void> {
  const { seen } = await run(expectations.map(([call, rule]) => [{ ...call, twice: true }, rule]));
  const kinds = seen.map((each) => each.map(({ dtype }) => dtype));
  expect(kinds).toEqual(expectations.map(([{ given }]) => given.map(({ dtype = "float32" }) => dtype)));
  const again = seen.map((each) => each.map((one) => one.again));
  const expected = expectations.map(([{ given }, rule]) => given.map(rule));
  expect(firstDifference(again, expected, "again")).toBe(null);
  const first = seen.map((each) => each.map((one) => one.first));
  expect(first).toEqual(again.map((each) => each.map((values) => values.map(() => 5))));
  expectToldAlike(
    seen,
    expectations.map(([call]) => call),
  );
  const after = seen.map((each) => each.map((one) => one.after));
  expect(
    firstDifference(
      after,
      expectations.map(([{ given }]) => given.map(inMemory)),
      "after",
    ),
  ).toBe(null);
}

async function run(
  expectations: readonly Expectation[],
): Promise<{ seen: readonly (readonly Seen[])[]; shapes: readonly (readonly (readonly number[])[])[] }> {
  const seen = await submission.evaluate(apply, ...expectations.map(([call]) => call));
  const shapes = expectations.map(([{ given }]) => given.map(({ shape }) => shape));
  expect(seen.map((each) => each.length)).toEqual(shapes.map((each) => each.length));
  return { seen, shapes };
}

function expectToldAlike(seen: readonly (readonly Seen[])[], calls: readonly Call[]): void {
  const told = (call: Call): Options | null => ("options" in call ? { ...call.options } : null);
  const found = seen.map((each) => each.map(({ options }) => options));
  expect(found).toEqual(calls.map((call) => call.given.map(() => told(call))));
}

/** The numbers of x with their neighbours. */
function inMemory({ values, as }: Given): readonly number[] {
  if (as === "offset") return [-7, ...values, -7];
  return as === "strided" ? values.flatMap((value) => [value, -7]) : values;
}
