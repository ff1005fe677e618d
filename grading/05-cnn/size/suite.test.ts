import type { Inputs } from "@tinytorch/testkit";
import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden, submission } from "../hidden.ts";
import { placesOn, type Sliding } from "../sliding.ts";

type Side = {
  readonly size: number;
  readonly kernel: number;
  readonly options?: { readonly [Option in keyof Sliding]?: number };
};

/** Every side beside the places that are found by laying the window down. */
async function expectSizes(...sides: readonly Side[]): Promise<void> {
  const counted = await submission.evaluate(
    ({ outputSize }, sides) =>
      sides.map(({ size, kernel, options }) =>
        options === undefined ? outputSize(size, kernel) : outputSize(size, kernel, options),
      ),
    sides,
  );
  const expected = sides.map(({ size, kernel, options = {} }) => placesOn(0, size, kernel, options).length);
  expect(firstDifference(counted, expected)).toBe(null);
}

/** Sides around a size, so that every remainder occurs. */
function around(inputs: Inputs, kernel: number, options: Side["options"]): Side[] {
  const reach = 1 + (kernel - 1) * (options?.dilation ?? 1);
  const least = Math.max(1, reach - 2 * (options?.padding ?? 0));
  const from = least + inputs.integer(3, 9);
  const sizes = [least, ...Array.from({ length: 6 }, (_, more) => from + more)];
  return sizes.map((size) => ({ size, kernel, ...(options && { options }) }));
}

// A window of k fits on n elements at n − k + 1 places.
hidden(
  "size.plain",
  {
    title: "outputSize: how often a window fits",
    points: 2,
    visibility: "visible",
    hint: "At which places can the left edge of a window of 3 stand on a side of 5? It starts at 0 and stops where the right edge touches the end: size − kernel + 1 places.",
  },
  async ({ inputs }) => {
    await expectSizes(...around(inputs, 1, undefined), ...around(inputs, inputs.integer(2, 7), undefined), {
      size: inputs.integer(1000, 2000),
      kernel: inputs.integer(3, 11),
    });
  },
);

// A step that does not reach the end is not taken: ⌊ ⌋.
hidden(
  "size.stride",
  {
    title: "outputSize with a stride",
    points: 2,
    visibility: "visible",
    hint: "How many whole steps fit between the first place and the last that is possible? Divide what is left beside the window by the stride, round down, and count the first place too.",
  },
  async ({ inputs }) => {
    const stride = inputs.integer(2, 4);
    await expectSizes(
      ...around(inputs, inputs.integer(2, 5), { stride }),
      ...around(inputs, inputs.integer(2, 3), { stride: inputs.integer(5, 7) }),
      ...around(inputs, 1, { stride }),
    );
  },
);

// The margin is on both ends.
hidden(
  "size.padding",
  {
    title: "outputSize with a margin",
    points: 2,
    visibility: "visible",
    hint: "A margin of p makes the side longer at its beginning and at its end.",
  },
  async ({ inputs }) => {
    const padding = inputs.integer(1, 3);
    await expectSizes(
      ...around(inputs, inputs.integer(3, 6), { padding: inputs.integer(1, 3) }),
      ...around(inputs, 5, { padding: 2, stride: inputs.integer(2, 4) }),
      // A margin that no number of steps makes up: what is left of it counts together with what is left of the side.
      ...around(inputs, 2 * padding + inputs.integer(1, 3), { padding, stride: 2 * padding + 1 }),
      // A side of nothing with a margin has places too, and an option given as its default changes nothing.
      { size: 0, kernel: 2, options: { padding: inputs.integer(1, 3) } },
      { size: inputs.integer(5, 9), kernel: 2, options: { padding: 0, stride: 1, dilation: 1 } },
    );
  },
);

// Elements apart reach further: d (k − 1) + 1.
hidden(
  "size.dilation",
  {
    title: "outputSize with a dilated window",
    points: 2,
    visibility: "visible",
    hint: "Draw a window of 3 with dilation 2: how many elements lie between its first and its last? Its reach is dilation · (kernel − 1) + 1, and the reach takes the kernel's place in the formula.",
  },
  async ({ inputs }) => {
    const dilation = inputs.integer(2, 4);
    await expectSizes(
      ...around(inputs, inputs.integer(2, 4), { dilation }),
      // Never 2 alone, of which some wrong formulas are right.
      ...around(inputs, inputs.integer(2, 4), { dilation: dilation + 1 }),
      ...around(inputs, 1, { dilation }),
      ...around(inputs, inputs.integer(3, 4), { dilation, padding: inputs.integer(1, 3), stride: 3 }),
      ...around(inputs, inputs.integer(3, 4), { dilation, padding: inputs.integer(1, 3), stride: 5 }),
    );
  },
);

// A window that does not fit has no place, and is not half a place.
hidden(
  "size.fits",
  {
    title: "outputSize: a window that does not fit",
    points: 1,
    visibility: "after-due",
    hint: "Compare the window's reach, dilation included, with the side and both its margins: larger is a RangeError that starts with outputSize and tells both numbers; equal is one place.",
  },
  async ({ inputs }) => {
    const [size, padding, dilation] = [inputs.integer(3, 9), inputs.integer(1, 3), inputs.integer(2, 3)];
    const sides: Side[] = [
      { size, kernel: size },
      { size, kernel: size + 1 },
      { size, kernel: size + 2 * padding, options: { padding, stride: 5 } },
      { size, kernel: size + 2 * padding + 1, options: { padding, stride: 5 } },
      { size: dilation * 2 + 1, kernel: 3, options: { dilation } },
      { size: dilation * 2, kernel: 3, options: { dilation } },
      { size: 0, kernel: 1 },
    ];
    const outcomes = await submission.evaluate(
      ({ outputSize }, sides) =>
        sides.map(({ size, kernel, options }) => {
          try {
            return { places: outputSize(size, kernel, options), name: null, message: null };
          } catch (error) {
            const { name, message } = Object(error);
            return { places: null, name, message };
          }
        }),
      sides,
    );
    const refused = (reach: number, room: number) => ({
      places: null,
      name: "RangeError",
      message: expect.stringMatching(new RegExp(`^outputSize: .*\\b${reach}\\b.*\\b${room}\\b`)),
    });
    const one = { places: 1, name: null, message: null };
    expect(outcomes).toEqual([
      one,
      refused(size + 1, size),
      one,
      refused(size + 2 * padding + 1, size + 2 * padding),
      one,
      refused(2 * dilation + 1, 2 * dilation),
      refused(1, 0),
    ]);
  },
);
