import type { Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { expectRefused, literally } from "../thrown.ts";
import { type Draw, drawAll, type Initialiser } from "./draw-all.ts";
import { expectDistributions, expectTails, problem, spreadOf } from "./expected.ts";

const initialisers: readonly Initialiser[] = ["xavierUniform", "xavierNormal", "heUniform", "heNormal"];

const seedFrom = (inputs: Inputs) => inputs.integer(1, 1e9);

/**
 * About five thousand numbers each: many outputs of few inputs, few of many, and a square, where fans cannot be told apart but
 * one fan from two can.
 */
function threeShapes(inputs: Inputs, initialiser: Initialiser): Draw[] {
  const few = inputs.integer(8, 9);
  const shapes = [
    [few, 620],
    [630, few],
    [70, 70],
  ];
  return shapes.map((shape) => ({ initialiser, shape, seed: seedFrom(inputs) }));
}

// U(−a, a) with a = √(6 / (fanIn + fanOut)).
hidden(
  "init.xavier-uniform",
  {
    title: "xavierUniform: spread evenly, up to the right bound",
    points: 3,
    visibility: "visible",
    hint: "What is a when both fans are 3? a = √(6 / (fanIn + fanOut)) = 1, and the weights lie between −a and a: both signs, and a is a bound, not a standard deviation.",
  },
  async ({ submission, inputs }) => {
    const draws = threeShapes(inputs, "xavierUniform");
    expectDistributions(await submission.evaluate(drawAll, draws), draws);
  },
);

// Normal with standard deviation √(2 / (fanIn + fanOut)).
hidden(
  "init.xavier-normal",
  {
    title: "xavierNormal: normally distributed, with the right deviation",
    points: 3,
    visibility: "visible",
    hint: "The standard deviation is √(2 / (fanIn + fanOut)): is the root there, and does `normal` get the deviation and not its square?",
  },
  async ({ submission, inputs }) => {
    const draws = threeShapes(inputs, "xavierNormal");
    const drawn = await submission.evaluate(drawAll, draws);
    expectDistributions(drawn, draws);
    expectTails(drawn, draws);
  },
);

// U(−a, a) with a = √(6 / fanIn).
hidden(
  "init.he-uniform",
  {
    title: "heUniform: spread evenly, up to the right bound",
    points: 3,
    visibility: "visible",
    hint: "He looks at the inputs alone: a = √(6 / fanIn). Which of the two sizes in [out, in] is fanIn?",
  },
  async ({ submission, inputs }) => {
    const draws = threeShapes(inputs, "heUniform");
    expectDistributions(await submission.evaluate(drawAll, draws), draws);
  },
);

// Normal with standard deviation √(2 / fanIn).
hidden(
  "init.he-normal",
  {
    title: "heNormal: normally distributed, with the right deviation",
    points: 3,
    visibility: "visible",
    hint: "The standard deviation is √(2 / fanIn). The 2 makes up for the half of the signal that relu does not let through.",
  },
  async ({ submission, inputs }) => {
    const draws = threeShapes(inputs, "heNormal");
    const drawn = await submission.evaluate(drawAll, draws);
    expectDistributions(drawn, draws);
    expectTails(drawn, draws);
  },
);

// A kernel is as many inputs and as many outputs as it has places.
hidden(
  "init.kernels",
  {
    title: "fans of a convolution's kernel",
    points: 3,
    visibility: "visible",
    hint: "A weight [out, in, height, width] makes each output of in · height · width numbers: both fans are multiplied by all sizes after the first two.",
  },
  async ({ submission, inputs }) => {
    const shapes = [
      [6, 12, 3, 5],
      [24, 7, 7],
      [4, 5, 5, 3, 4],
    ];
    const draws = initialisers.flatMap((initialiser) =>
      shapes.map((shape) => ({ initialiser, shape, seed: seedFrom(inputs) })),
    );
    expectDistributions(await submission.evaluate(drawAll, draws), draws);
  },
);

// Sizes of one: thirteen hundred small weights have the distribution together.
hidden(
  "init.one-by-one",
  {
    title: "initial values of the smallest weights",
    points: 1,
    visibility: "after-due",
    hint: "A weight of one number is drawn like any other: the numbers of many such weights are spread as those of one large weight.",
  },
  async ({ submission, inputs }) => {
    const seed = seedFrom(inputs);
    const shapes = [[1, 1]];
    const calls = 1300;
    const seen = await submission.evaluate(
      ({ Generator, ...scope }, initialisers, shapes, seed, calls) => {
        const generator = new Generator(seed);
        return initialisers.map((name) =>
          shapes.map((shape) => {
            const values = new Float32Array(calls);
            for (let call = 0; call < calls; call += 1)
              values[call] = scope[name](shape, { generator }).contiguous().data[0];
            return values;
          }),
        );
      },
      initialisers,
      shapes,
      seed,
      calls,
    );
    expect(seen.map((values) => values.map(({ length }) => length))).toEqual(
      initialisers.map(() => shapes.map(() => calls)),
    );
    for (const [i, initialiser] of initialisers.entries()) {
      for (const [s, shape] of shapes.entries()) {
        expect(problem(initialiser, seen[i][s], spreadOf(initialiser, shape))).toBe(null);
      }
    }
  },
);

// The generator alone decides: the same seed, the same numbers, whatever was drawn from others.
hidden(
  "init.seeded",
  {
    title: "initial values are decided by the generator alone",
    points: 3,
    visibility: "visible",
    hint: "Two generators with one seed must give the same weights, on every machine. Where do your random numbers come from, and does every draw get `{ generator }`?",
  },
  async ({ submission, inputs }) => {
    const [one, other] = [seedFrom(inputs), seedFrom(inputs) + 1e9];
    const shape = [inputs.integer(3, 5), inputs.integer(6, 8)];
    const seen = await submission.evaluate(
      ({ Generator, ...scope }, initialisers, shape, one, other) =>
        initialisers.map((name) => {
          const first = new Generator(one);
          const draw = (generator: typeof first) =>
            Array.from(scope[name](shape, { generator }).contiguous().data);
          const drawn = draw(first);
          const different = draw(new Generator(other));
          const twin = new Generator(one);
          return {
            drawn,
            different,
            same: draw(twin),
            states: [first.saveState(), twin.saveState(), new Generator(one).saveState()],
          };
        }),
      initialisers,
      shape,
      one,
      other,
    );
    expect(seen.length).toBe(initialisers.length);
    for (const { drawn, different, same, states } of seen) {
      expect(drawn.length).toBe(shape[0] * shape[1]);
      expect(same).toEqual(drawn);
      // Of numbers with 24 bits each, not one in place.
      expect(different.length).toBe(drawn.length);
      expect(different.filter((value, index) => value === drawn[index]).length).toBeLessThan(4);
      expect(states[1]).toEqual(states[0]);
      expect(states[2]).not.toEqual(states[0]);
    }
  },
);

// The generator goes on from draw to draw: two layers of one shape are different.
hidden(
  "init.moves-on",
  {
    title: "a second weight from the same generator is another one",
    points: 2,
    visibility: "visible",
    hint: "Draw from the generator that you are given, and let it go on. One that is made anew, copied or set back gives the same weights to every layer.",
  },
  async ({ submission, inputs }) => {
    const seed = seedFrom(inputs);
    const shape = [inputs.integer(3, 5), inputs.integer(6, 8)];
    // The four take turns, three times.
    const draws = [0, 1, 2].flatMap(() => initialisers.map((initialiser) => ({ initialiser, shape, seed })));
    const drawn = await submission.evaluate(drawAll, draws);
    const twice = await submission.evaluate(drawAll, draws);
    expect(twice).toEqual(drawn);
    expect(drawn.map((one) => one.values.length)).toEqual(draws.map(() => shape[0] * shape[1]));
    // In units of their spread, no two of the twelve begin alike.
    const scaled = drawn.flatMap(({ values }, index) =>
      Array.from(values, (value) => value / spreadOf(draws[index].initialiser, shape)),
    );
    expect(new Set(scaled.map((value) => value.toFixed(6))).size).toBeGreaterThan(scaled.length - 8);
  },
);

// A vector has no fans.
hidden(
  "init.refusals",
  {
    title: "initialisers refuse shapes without fans",
    points: 1,
    visibility: "visible",
    hint: "Keep the check of the starter, and give `fansOf` the name of the function that was called.",
  },
  async ({ submission, inputs }) => {
    const shapes = [[inputs.integer(2, 9)], [], [0]];
    // A matrix without rows is one all the same.
    const fine = [
      [2, 3],
      [0, 3],
    ];
    const refused = await submission.evaluate(
      ({ Generator, ...scope }, initialisers, shapes, fine) => {
        // Outside of the net: what is thrown here is told as an error, with its place.
        for (const name of initialisers) {
          for (const shape of fine) scope[name](shape, { generator: new Generator(1) });
        }
        return initialisers.flatMap((name) =>
          shapes.map((shape) => {
            try {
              scope[name](shape, { generator: new Generator(1) });
              return null;
            } catch (error) {
              const { name, message } = Object(error);
              return { name, message };
            }
          }),
        );
      },
      initialisers,
      shapes,
      fine,
    );
    expectRefused(
      refused,
      initialisers.flatMap((name) =>
        shapes.map((shape) => new RegExp(`^${name}: .*dimensions.*${literally(`[${shape.join(", ")}]`)}`)),
      ),
    );
  },
);
