import { firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { notByChance } from "../distribution.ts";
import { hidden } from "../hidden.ts";
import { expectRefused } from "../thrown.ts";
import { type Dropping, dropAll } from "./drop-all.ts";
import { expectDroppedOrRescaled, maskOf } from "./expected.ts";

const seedFrom = (inputs: Inputs) => inputs.integer(1, 1e9);

/** Numbers of any sign and size, none of them zero: a zero in the output has been dropped. */
function dropping(inputs: Inputs, p: number, shape: readonly number[]): Dropping {
  const size = shape.reduce((product, length) => product * length, 1);
  return {
    p,
    shape,
    values: inputs.magnitudes(size, 1e-6, 1e4),
    seed: seedFrom(inputs),
    layer: seedFrom(inputs),
  };
}

// Each number is dropped with probability p: of 1500, p · 1500 within eight standard deviations.
hidden(
  "dropout.share",
  {
    title: "Dropout drops a share of p",
    points: 3,
    visibility: "visible",
    hint: "p is the probability to be dropped, not to be kept. `rand` gives numbers from 0 to 1: how many of them are at least p?",
  },
  async ({ submission, inputs }) => {
    const droppings = [
      dropping(inputs, inputs.number(0.15, 0.25), [1, 1500]),
      dropping(inputs, inputs.number(0.75, 0.85), [1500]),
      dropping(inputs, 0.5, [1, 1, 1521]),
      dropping(inputs, inputs.number(0.06, 0.08), [1500]),
    ];
    const dropped = await submission.evaluate(dropAll, droppings);
    expect(dropped.length).toBe(droppings.length);
    for (const [index, { p, values }] of droppings.entries()) {
      const mask = maskOf(dropped[index]);
      expect(mask.length).toBe(values.length);
      expect(notByChance(mask.filter((isDropped) => isDropped).length, mask.length, p)).toBe(null);
    }
  },
);

// What is kept is divided by 1 − p, in training, so that the mean stays.
hidden(
  "dropout.rescaled",
  {
    title: "Dropout divides what it keeps by 1 − p",
    points: 2,
    visibility: "visible",
    hint: "With p = 0.75 one number of four is left, and has to be four times as large for the sum to stay. What is 1 / (1 − 0.75)?",
  },
  async ({ submission, inputs }) => {
    const shares = [inputs.number(0.1, 0.3), inputs.number(0.6, 0.8), 0.5];
    const droppings = shares.map((p) => dropping(inputs, p, [5, 30]));
    const dropped = await submission.evaluate(dropAll, droppings);
    expectDroppedOrRescaled(dropped, droppings);
  },
);

// Any number may come in: what is kept is as it was, divided.
hidden(
  "dropout.any-numbers",
  {
    title: "Dropout on zeros, infinities and NaN",
    points: 1,
    visibility: "never",
    hint: "A number that is kept is divided by 1 − p, whatever it is. Nothing else happens to it.",
  },
  async ({ submission, inputs }) => {
    const special = [Number.NaN, Infinity, -Infinity, 0, 1000, -1000, Math.fround(1e-6)];
    // Sixty-one of each: not one kept, or not one dropped, once in 10¹⁷ times.
    const count = 61;
    const values = special.flatMap((value) => Array(count).fill(value));
    const [seen] = await submission.evaluate(dropAll, [{ ...dropping(inputs, 0.5, [7, count]), values }]);
    expect(seen.values.length).toBe(7 * count);
    for (const [index, value] of special.entries()) {
      const received = [...seen.values].slice(count * index, count * (index + 1));
      const kept = received.filter((one) => Object.is(one, value / 0.5) || one === value / 0.5);
      // Zero times what is not finite is NaN.
      const dropped = received.filter((one) => one === 0 || (Number.isNaN(one) && !Number.isFinite(value)));
      expect(kept.length).toBeGreaterThan(0);
      expect(dropped.length).toBeGreaterThan(0);
      const neither = received.filter((one) => !kept.includes(one) && !dropped.includes(one));
      expect(neither).toEqual([]);
    }
  },
);

// In evaluation nothing is dropped and nothing is rescaled.
hidden(
  "dropout.evaluation",
  {
    title: "Dropout changes nothing in evaluation",
    points: 3,
    visibility: "visible",
    hint: "What does forward() give when `training` is false? x itself: no mask, no factor. It is asked at every call, for it may have been changed since the last one.",
  },
  async ({ submission, inputs }) => {
    const first = dropping(inputs, inputs.number(0.4, 0.6), [1, 120]);
    const [always, never] = [
      { ...first, p: 1, layer: 2 },
      { ...first, p: 0, layer: 3 },
    ];
    const droppings: Dropping[] = [
      first,
      { ...first, training: false },
      first,
      { ...first, training: true },
      { ...first, training: false },
      { ...always, training: false },
      { ...never, training: false },
      { ...always, training: true },
    ];
    const seen = await submission.evaluate(dropAll, droppings);
    expect(seen.map(({ training }) => training)).toEqual([true, true, false, false, true, true, true, false]);
    const given = Float32Array.from(first.values);
    for (const index of [1, 2, 4, 5, 6]) {
      expect(seen[index]).toMatchObject({ shape: first.shape, values: given, x: given });
    }
    // Of 120 numbers some are dropped, and not all: the contrary happens once in 10²⁶ times.
    for (const index of [0, 3]) {
      expect(maskOf(seen[index])).toContain(true);
      expect(maskOf(seen[index])).toContain(false);
    }
    expect(maskOf(seen[7])).not.toContain(false);
  },
);

// Nothing is drawn where nothing is dropped: evaluation does not change what training goes on with.
hidden(
  "dropout.draws-nothing",
  {
    title: "Dropout draws nothing in evaluation, nor with p = 0",
    points: 1,
    visibility: "after-due",
    hint: "Give x back before you call `rand`. A generator that moved on in evaluation gives training other masks than without it.",
  },
  async ({ submission, inputs }) => {
    const some = dropping(inputs, inputs.number(0.3, 0.7), [3, 4]);
    const droppings: Dropping[] = [
      some,
      { ...some, training: false },
      { ...some, p: 0, layer: 1 },
      { ...some, p: 0, layer: 1, training: false },
      { ...some, p: 1, layer: 2, training: false },
      { ...some, training: true },
    ];
    const seen = await submission.evaluate(dropAll, droppings);
    expect(seen.map(({ isStill }) => isStill)).toEqual([false, true, true, true, true, false]);
  },
);

// Every call has a mask of its own.
hidden(
  "dropout.anew",
  {
    title: "Dropout decides anew in every call",
    points: 2,
    visibility: "visible",
    hint: "Make the mask in forward(), from the generator of the constructor. A mask that is kept drops the same numbers for ever.",
  },
  async ({ submission, inputs }) => {
    const first = dropping(inputs, 0.5, [1, 120]);
    const otherShape = { ...dropping(inputs, 0.5, [2, 60]), seed: first.seed, layer: first.layer };
    // Late ones too: a rule that holds for the first calls only shows in the twentieth.
    const late = Array.from({ length: 16 }, () => first);
    const droppings = [first, first, first, otherShape, ...late];
    const seen = await submission.evaluate(dropAll, droppings);
    expect(seen.map(({ values }) => values.length)).toEqual(droppings.map(({ values }) => values.length));
    const masks = seen.map((one) => maskOf(one).join(""));
    expect(new Set(masks).size).toBe(droppings.length);
  },
);

// Every number is decided by itself: rows, columns and samples are dropped in different places.
hidden(
  "dropout.each-number",
  {
    title: "Dropout decides every number by itself",
    points: 2,
    visibility: "visible",
    hint: "The mask has the shape of x: one random number for each number of x. A smaller mask broadcasts, and drops whole rows or the same columns in each row.",
  },
  async ({ submission, inputs }) => {
    const droppings = [
      dropping(inputs, 0.5, [40, 30]),
      dropping(inputs, 0.5, [36, 36]),
      dropping(inputs, 0.5, [30, 1, 40]),
      dropping(inputs, 0.5, [3, 20, 40]),
      { ...dropping(inputs, 0.5, [30, 40]), layout: "transposed" as const },
    ];
    const seen = await submission.evaluate(dropAll, droppings);
    for (const [index, { shape }] of droppings.entries()) {
      const mask = maskOf(seen[index]);
      expect(mask.length).toBe(droppings[index].values.length);
      // Neighbours in a row, in a column and in two samples agree half of the time, and so do every second and every third.
      const length = shape.at(-1) ?? 1;
      const sample = length * (shape.at(-2) ?? 1);
      for (const distance of [1, 2, 3, length, 2 * length, sample]) {
        const pairs = mask.slice(distance).map((isDropped, place) => isDropped === mask[place]);
        if (pairs.length === 0) continue;
        expect(notByChance(pairs.filter((agree) => agree).length, pairs.length, 0.5)).toBe(null);
      }
    }
  },
);

// With p = 0 all is kept, to the last bit.
hidden(
  "dropout.none",
  {
    title: "Dropout with p = 0",
    points: 1,
    visibility: "visible",
    hint: "0 is a probability and not one that was left out: nothing is dropped, in training as in evaluation.",
  },
  async ({ submission, inputs }) => {
    const first = { ...dropping(inputs, 0, [30, 40]), layer: 1 };
    const special = {
      ...first,
      shape: [6],
      values: [Number.NaN, Infinity, -Infinity, 0, Math.fround(1e-6), -1000],
      layer: 2,
    };
    const droppings = [first, first, special, { ...special, training: true }];
    const seen = await submission.evaluate(dropAll, droppings);
    expect(seen.map(({ values }) => [...values])).toEqual(droppings.map(({ values }) => values));
  },
);

// With p = 1 all is dropped, and zero divided by zero is nowhere.
hidden(
  "dropout.all",
  {
    title: "Dropout with p = 1",
    points: 2,
    visibility: "visible",
    hint: "The formula divides by 1 − p, which is 0 here, and 0 / 0 is NaN. What should come out when everything is dropped?",
  },
  async ({ submission, inputs }) => {
    const first = { ...dropping(inputs, 1, [4, 5]), layer: 1 };
    const droppings: Dropping[] = [
      first,
      first,
      { ...dropping(inputs, 1, []), layer: 2 },
      { ...dropping(inputs, 1, [2, 3, 4]), layer: 2, training: true },
    ];
    const seen = await submission.evaluate(dropAll, droppings);
    expect(seen.map(({ shape, x }) => ({ shape, x: [...x] }))).toEqual(
      droppings.map(({ shape, values }) => ({ shape, x: values })),
    );
    const zeros = droppings.map(({ values }) => values.map(() => 0));
    expect(
      firstDifference(
        seen.map(({ values }) => [...values]),
        zeros,
      ),
    ).toBe(null);
    // Far from 1 nothing is different near 1.
    const near = [0.9375, 0.96875].map((p) => dropping(inputs, p, [1, 2500]));
    const kept = await submission.evaluate(dropAll, near);
    expectDroppedOrRescaled(kept, near);
    // Of 2500 some are kept, and not all: the contrary happens once in 10³⁴ times.
    for (const one of kept) {
      expect(maskOf(one)).toContain(true);
      expect(maskOf(one)).toContain(false);
    }
  },
);

// The generator alone decides what is dropped.
hidden(
  "dropout.seeded",
  {
    title: "Dropout is decided by its generator alone",
    points: 2,
    visibility: "visible",
    hint: "Draw the mask by `rand(x.shape, { generator })` from the layer's own generator. Two layers with generators of one seed drop the same numbers; two that share one generator do not.",
  },
  async ({ submission, inputs }) => {
    const seed = seedFrom(inputs);
    const drawn = dropping(inputs, 0.5, [1, 120]);
    const other = inputs.magnitudes(120, 1e-6, 1e4);
    const run = (layer: number, seed: number, values = drawn.values) => ({ ...drawn, layer, seed, values });
    // The first layer alone; one that shares its generator; and layers of another seed.
    const droppings = [run(1, seed), run(1, seed), run(2, seed), run(3, seed + 1), run(4, seed + 2)];
    const first = await submission.evaluate(dropAll, droppings);
    // The same seeds once more, on other numbers: the masks are the same.
    const again = await submission.evaluate(
      dropAll,
      droppings.map((one) => ({ ...one, values: other })),
    );
    const masks = first.map((one) => maskOf(one).join(""));
    expect(first.map(({ values }) => values.length)).toEqual(droppings.map(() => 120));
    expect(new Set(masks).size).toBe(droppings.length);
    expect(again.map((one) => maskOf(one).join(""))).toEqual(masks);
  },
);

// Any shape and any layout, from one number to nothing at all.
hidden(
  "dropout.shapes",
  {
    title: "Dropout on any shape, and on views",
    points: 1,
    visibility: "after-due",
    hint: "x may have any number of dimensions, none among them, and may be a view. `rand(x.shape, …)` and `mul` need not know.",
  },
  async ({ submission, inputs }) => {
    const p = inputs.number(0.25, 0.3);
    const shapes = [[], [1], [7], [1, 1], [3, 1], [1, 4], [0, 3], [3, 0], [2, 3, 4], [2, 2, 2, 3]];
    const views: Dropping[] = [
      { ...dropping(inputs, p, [4, 5]), layout: "transposed" },
      { ...dropping(inputs, p, [5, 4]), layout: "offset" },
      { ...dropping(inputs, p, [3, 3]), layout: "transposed" },
      { ...dropping(inputs, p, [3, 2, 4]), layout: "transposed" },
    ];
    const droppings = [...shapes.map((shape) => dropping(inputs, p, shape)), ...views];
    expectDroppedOrRescaled(await submission.evaluate(dropAll, droppings), droppings);
    // One number, a thousand times: it is dropped as often as any.
    const seed = seedFrom(inputs);
    const seen = await submission.evaluate(
      ({ Dropout, Generator, tensor }, p, seed) => {
        const layer = new Dropout<ReturnType<typeof tensor>>(p, { generator: new Generator(seed) });
        const x = tensor([1]);
        return Array.from({ length: 1000 }, () => layer.forward(x).item());
      },
      p,
      seed,
    );
    expect(seen.length).toBe(1000);
    expect(notByChance(seen.filter((value) => value === 0).length, seen.length, p)).toBe(null);
  },
);

// On variables: the gradient goes where the signal went, as strong as the signal.
hidden(
  "dropout.learns",
  {
    title: "Dropout on variables: the gradient of what is kept",
    points: 2,
    visibility: "visible",
    hint: "Compute with methods of x, as in x.mul(mask): the gradient of a kept number is 1 / (1 − p), of a dropped one 0. What is made of plain numbers on the way does not learn.",
  },
  async ({ submission, inputs }) => {
    const p = inputs.number(0.3, 0.6);
    const shapes = [
      [5, 8],
      [6, 6],
      [2, 3, 5],
    ];
    const [xs, weighings] = [0, 1].map(() =>
      shapes.map((shape) =>
        inputs.signed(
          shape.reduce((size, length) => size * length, 1),
          0.5,
          2,
        ),
      ),
    );
    const seen = await submission.evaluate(
      ({ Dropout, Generator, Variable, tensor }, p, shapes, xs, weighings) => {
        const generator = new Generator(11);
        const [layer, none, all] = [p, 0, 1].map(
          (p) => new Dropout<InstanceType<typeof Variable>>(p, { generator }),
        );
        return shapes.flatMap((shape, index) =>
          [layer, layer, none, all].map((layer, place) => {
            layer.training = place !== 1;
            const make = (values: readonly number[]) => tensor([...values]).reshape([...shape]);
            const x = new Variable(make(xs[index]));
            const y = layer.forward(x);
            y.mul(make(weighings[index])).sum().backward();
            return {
              output: Array.from(y.data.contiguous().data),
              gradient: x.grad && Array.from(x.grad.data.contiguous().data),
            };
          }),
        );
      },
      p,
      shapes,
      xs,
      weighings,
    );
    expect(seen.length).toBe(4 * shapes.length);
    for (const [index, { output, gradient }] of seen.entries()) {
      const [x, weighing] = [xs[Math.floor(index / 4)], weighings[Math.floor(index / 4)]];
      expect(output.length).toBe(x.length);
      // In training some are dropped; in evaluation and with p = 0 none, with p = 1 all.
      const factors = output.map((value) => [value === 0 ? 0 : 1 / (1 - p), 1, 1, 0][index % 4]);
      const bounded = (values: readonly number[]) =>
        values.map((value, place) => ({
          value: value * factors[place],
          error: 2 ** -22 * Math.abs(value * factors[place]),
        }));
      expect(firstDifference(output, bounded(x), "output")).toBe(null);
      expect(firstDifference(gradient, bounded(weighing), "gradient")).toBe(null);
    }
  },
);

// There is nothing to train in a dropout layer.
hidden(
  "dropout.no-parameters",
  {
    title: "Dropout has no parameters",
    points: 1,
    visibility: "visible",
    hint: "p is chosen, not trained: parameters() is an empty list.",
  },
  async ({ submission, inputs }) => {
    const p = inputs.number(0.3, 0.6);
    const seen = await submission.evaluate(({ Dropout, Generator, tensor }, p) => {
      const layer = new Dropout<ReturnType<typeof tensor>>(p, { generator: new Generator(1) });
      const before = [...layer.parameters()].length;
      layer.forward(tensor([1, 2, 3]));
      layer.training = false;
      return [before, [...layer.parameters()].length, Array.isArray(layer.parameters())];
    }, p);
    expect(seen).toEqual([0, 0, true]);
  },
);

// The starter's check of p stays, and both ends are fine.
hidden(
  "dropout.refusals",
  {
    title: "Dropout refuses what is no probability",
    points: 1,
    visibility: "after-due",
    hint: "Keep the starter's check: p lies in [0, 1], both ends included.",
  },
  async ({ submission, inputs }) => {
    const wrong = [-inputs.number(0.1, 2), 1 + inputs.number(0.1, 2), Number.NaN, Infinity, -1e-6, 1.000001];
    const thrown = await submission.evaluate(
      ({ Dropout, Generator, ones }, wrong, right) => {
        const make = (p: number) => new Dropout<ReturnType<typeof ones>>(p, { generator: new Generator(1) });
        // Outside of the net: what is taken works, and an error here is told as one, with its place.
        for (const p of right) make(p).forward(ones([2]));
        return wrong.map((p) => {
          try {
            make(p);
            return null;
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        });
      },
      wrong,
      [0, 1, inputs.number(0.1, 0.9)],
    );
    expectRefused(
      thrown,
      wrong.map((p) => new RegExp(`^Dropout: p .*got ${p}`)),
    );
  },
);
