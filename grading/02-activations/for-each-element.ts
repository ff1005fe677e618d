import type { Approximate } from "@tinytorch/testkit";
import type { Call, Given } from "./apply.ts";
import { expectApart, expectSlopes, expectValues, type Rule } from "./expect-seen.ts";
import { everyShape, filled, row } from "./given.ts";
import { hidden } from "./hidden.ts";

/** A rule that holds for each number by itself. */
export function each(rule: (x: number) => Approximate): Rule {
  return ({ values }) => values.map(rule);
}

type Named = {
  readonly component: string;
  /** As students know it. */
  readonly name: string;
  readonly call: (given: readonly Given[]) => Call;
  readonly rule: Rule;
  /** How fast it changes with x. */
  readonly slope: Rule;
  readonly points: { readonly shapes: number; readonly apart: number; readonly own: number };
};

/** What must hold of every function of single elements, whichever it is. */
export function hiddenForEachElement({ component, name, call, rule, slope, points }: Named): void {
  // Every shape and every view, twice.
  hidden(
    `${component}.shapes`,
    {
      title: `${name} of any shape`,
      points: points.shapes,
      visibility: "visible",
      hint: `${name} looks at each element by itself. A result has the shape of x: of a single number, of a matrix, of nothing, of a view that lies in memory in another order.`,
    },
    async ({ inputs }) => {
      const given = everyShape(inputs);
      await expectValues([call(given), rule], [call(given.toReversed()), rule]);
    },
  );

  hidden(
    `${component}.apart`,
    {
      title: `${name} makes a new tensor`,
      points: points.apart,
      visibility: "after-due",
      hint: "Use methods that give a new tensor: those whose names end in _ write into x, which belongs to whoever called you. The result must not be x itself either, even where nothing changes, nor what was given before; and options are there to be read.",
    },
    async ({ inputs }) => {
      const positive: Given = { values: inputs.magnitudes(3, 0.1, 3).map(Math.abs), shape: [3] };
      const given = [
        positive,
        filled(inputs, [4]),
        filled(inputs, [2, 3], "offset"),
        filled(inputs, [3], "strided"),
        { ...filled(inputs, [5]), dtype: "float64" as const },
      ];
      await expectApart([call(given), rule]);
    },
  );

  // What learns in module 07: another class with the same methods, which keeps the slope of all that is done.
  hidden(
    `${component}.any-arithmetic`,
    {
      title: `${name} of whatever can be calculated with, and its slope`,
      points: points.own,
      visibility: "visible",
      hint: `x is a T, which has the methods of Arithmetic and no others: no data, no toArray, none of the other methods that a Tensor has. Then the same lines will learn, when a Variable comes in module 07, unless an ∞ on the way spoils the slope: let no power of e overflow, even where the result would be right.`,
    },
    async ({ inputs }) => {
      const far = row(1000, inputs.number(100, 900), -inputs.number(100, 900), -1000);
      const given = [filled(inputs, [4]), filled(inputs, [2, 3]), far];
      const own = given.map((one): Given => ({ ...one, as: "own" }));
      await expectSlopes(call(own), rule, slope);
    },
  );
}
