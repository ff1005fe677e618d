import type { Tensor } from "@tinytorch/tensor";
import { type Expected, firstDifference, Generator, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { notUniform } from "../distribution.ts";
import { hidden } from "../hidden.ts";
import { expectRefused, literally } from "../thrown.ts";
import { backwardAll } from "./backward-all.ts";
import { expectForward, linearCase, numbered, rowsOf } from "./expect-forward.ts";
import { added, expectedRows } from "./expected.ts";
import { forwardAll } from "./forward-all.ts";

const seedFrom = (inputs: Inputs) => inputs.integer(1, 1e9);

// Y = x Wᵀ + b, where no two sizes are the same.
hidden(
  "linear.forward",
  {
    title: "Linear: y = x Wᵀ + b",
    points: 4,
    visibility: "visible",
    hint: "Which shapes does x Wᵀ multiply? x is [B, in] and W is [out, in], so it is W transposed, [in, out], that fits; b is added to each row of the result.",
  },
  async ({ submission, inputs }) => {
    const cases = [
      linearCase(
        inputs,
        [3, 2],
        [
          [4, 3],
          [5, 3],
        ],
      ),
      linearCase(
        inputs,
        [2, 5],
        [
          [3, 2],
          [131, 2],
          [3, 2],
        ],
      ),
      linearCase(inputs, [6, 4], [[2, 6]]),
      linearCase(inputs, [2, 40], [[3, 2]]),
      linearCase(inputs, [70, 3], [[2, 70]]),
    ];
    expectForward(await submission.evaluate(forwardAll, cases), cases);
  },
);

// Batch, inputs and outputs are as many: what is turned still has the right shape.
hidden(
  "linear.square",
  {
    title: "Linear with as many outputs as inputs and rows",
    points: 3,
    visibility: "visible",
    hint: "Where all sizes are equal no error tells. Each output has a row of W and a number of b of its own: is W transposed, and does b run along the outputs, not down the batch?",
  },
  async ({ submission, inputs }) => {
    const cases = [
      linearCase(
        inputs,
        [3, 3],
        [
          [3, 3],
          [2, 3],
        ],
      ),
      linearCase(
        inputs,
        [2, 2],
        [
          [2, 2],
          [2, 2, 2],
        ],
      ),
      linearCase(
        inputs,
        [2, 4],
        [
          [4, 2],
          [2, 2],
          [4, 4, 2],
        ],
      ),
      linearCase(
        inputs,
        [4, 2],
        [
          [4, 4],
          [2, 4],
        ],
      ),
    ];
    expectForward(await submission.evaluate(forwardAll, cases), cases);
  },
);

// Sizes of one, in every place.
hidden(
  "linear.one",
  {
    title: "Linear with sizes of one",
    points: 2,
    visibility: "after-due",
    hint: "A batch of one row keeps its dimension, and so does a single output: [1, in] gives [1, out], [B, in] gives [B, 1] when out is 1.",
  },
  async ({ submission, inputs }) => {
    const cases = [
      linearCase(
        inputs,
        [3, 2],
        [
          [1, 3],
          [1, 1, 3],
        ],
      ),
      linearCase(inputs, [1, 1], [[1, 1], [4, 1], [1]]),
      linearCase(
        inputs,
        [1, 4],
        [
          [1, 1],
          [4, 1],
          [3, 1],
        ],
      ),
      linearCase(inputs, [4, 1], [[1, 4], [4, 4], [3, 4], [4]]),
    ];
    expectForward(await submission.evaluate(forwardAll, cases), cases);
  },
);

// Only x's last size is the layer's business.
hidden(
  "linear.ranks",
  {
    title: "Linear on one input, on batches of sequences, on an empty batch",
    points: 3,
    visibility: "visible",
    hint: "PyTorch takes any shape that ends in inFeatures: [in], [B, in], [B, S, in]. `matmul` and `add` broadcast over what stands before. Does your code count dimensions, or use `t()` where there may be more than two?",
  },
  async ({ submission, inputs }) => {
    const cases = [
      linearCase(inputs, [3, 2], [[3], [4, 5, 3], [0, 3], [2, 4, 5, 3], [4, 0, 3], [2, 3]]),
      linearCase(inputs, [2, 3], [[3, 3, 2], [2], [2, 2, 3, 2], [2, 2, 2, 2, 2]]),
      linearCase(inputs, [3, 3], [[3, 3, 3], [3]]),
      linearCase(inputs, [3, 4], [[3], [2, 4, 3]], { bias: false }),
    ];
    expectForward(await submission.evaluate(forwardAll, cases), cases);
  },
);

// A view is a tensor like any other.
hidden(
  "linear.views",
  {
    title: "Linear on views, with parameters that are views",
    points: 2,
    visibility: "after-due",
    hint: "A view shares memory with another tensor. Reading `data` from front to back gives other numbers than the tensor has; the tensor's own methods know better.",
  },
  async ({ submission, inputs }) => {
    const layouts = ["transposed", "offset", "stepped"] as const;
    const sizes = [
      [3, 2],
      [2, 4],
      [3, 3],
    ] as const;
    const cases = sizes.flatMap(([inFeatures, outFeatures], index) => {
      const drawn = linearCase(
        inputs,
        [inFeatures, outFeatures],
        [
          [4, inFeatures],
          [inFeatures, inFeatures],
          [2, 5, inFeatures],
          [4, inFeatures],
        ],
      );
      const viewed = drawn.xs.map((x, place) => (place === 3 ? x : { ...x, layout: layouts[place] }));
      return [
        {
          weight: { ...drawn.weight, layout: layouts[index] },
          bias: drawn.bias && { ...drawn.bias, layout: layouts[1 + (index % 2)] },
          xs: viewed,
        },
        { ...drawn, xs: viewed },
      ];
    });
    expectForward(await submission.evaluate(forwardAll, cases), cases);
  },
);

// Large and small numbers, zeros, and what is not a number.
hidden(
  "linear.any-numbers",
  {
    title: "Linear on numbers of all sizes",
    points: 1,
    visibility: "never",
    hint: "Nothing is cut off, rounded or left out: y = x Wᵀ + b whatever the numbers are.",
  },
  async ({ submission, inputs }) => {
    const wide = (shape: readonly number[]) => ({
      shape,
      values: inputs.magnitudes(
        shape.reduce((size, length) => size * length, 1),
        1e-6,
        1e4,
      ),
    });
    const special = [
      Number.NaN,
      Infinity,
      -Infinity,
      0,
      -0,
      1000,
      -1000,
      inputs.number(1, 2),
      Math.fround(-1e-6),
    ];
    const zeros = { shape: [3], values: [0, 0, 0] };
    const cases = [
      { weight: wide([2, 4]), bias: wide([2]), xs: [wide([3, 4]), wide([4])] },
      {
        ...linearCase(inputs, [3, 2], []),
        xs: [
          { shape: [3, 3], values: special },
          { shape: [2, 3], values: [0, 0, 0, -0, 0, 0] },
        ],
      },
      { ...linearCase(inputs, [2, 3], [[4, 2]]), bias: zeros },
      { ...linearCase(inputs, [1, 3], [[2, 1]]), weight: { ...zeros, shape: [3, 1] } },
      {
        weight: { shape: [2, 2], values: [1000, -1000, Infinity, 0] },
        bias: { shape: [2], values: [inputs.number(1, 2), -1000] },
        xs: [{ shape: [2, 2], values: [1000, -1000, 0, inputs.number(1, 2)] }],
      },
    ];
    expectForward(await submission.evaluate(forwardAll, cases), cases);
  },
);

// Without bias there is none: not as a number, not as a parameter, not as a draw.
hidden(
  "linear.no-bias",
  {
    title: "Linear without bias",
    points: 2,
    visibility: "visible",
    hint: "bias: false leaves layer.bias null, adds nothing, and makes W the only parameter. Only W is then handed to `parameter`.",
  },
  async ({ submission, inputs }) => {
    const cases = [
      linearCase(
        inputs,
        [3, 2],
        [
          [4, 3],
          [2, 5, 3],
        ],
        { bias: false },
      ),
      linearCase(inputs, [2, 2], [[2, 2]], { bias: false }),
    ];
    expectForward(await submission.evaluate(forwardAll, cases), cases);
    const seed = seedFrom(inputs);
    const seen = await submission.evaluate(
      ({ Linear, Generator }, seed) =>
        [false, true, undefined].map((bias) => {
          const generator = new Generator(seed);
          const shapes: number[][] = [];
          const layer = new Linear(3, 2, {
            generator,
            ...(bias === undefined ? {} : { bias }),
            parameter: (initial) => {
              shapes.push([...initial.shape]);
              return initial;
            },
          });
          const drawn = new Generator(seed);
          for (let count = 0; count < (bias === false ? 6 : 8); count += 1) drawn.uniform();
          return {
            isNull: layer.bias === null,
            shapes,
            count: layer.parameters().length,
            first: layer.parameters().indexOf(layer.weight),
            next: [generator.uniform(), drawn.uniform()],
          };
        }),
      seed,
    );
    const shapes = [[[2, 3]], [[2, 3], [2]], [[2, 3], [2]]];
    expect(seen.length).toBe(shapes.length);
    for (const [index, { isNull, next, ...rest }] of seen.entries()) {
      expect(isNull).toBe(index === 0);
      expect(rest).toEqual({ shapes: shapes[index], count: shapes[index].length, first: 0 });
      expect(next[0]).toBe(next[1]);
    }
  },
);

// U(−1/√in, 1/√in), W row by row and then b: the numbers themselves, by another copy of the generator.
hidden(
  "linear.drawn-in-order",
  {
    title: "Linear draws W first, then b",
    points: 1,
    visibility: "after-due",
    hint: "One generator, two draws: `uniform` for all of W, and then `uniform` for b. In another order the same seed gives another network.",
  },
  async ({ submission, inputs }) => {
    const sizes = [
      [3, 2],
      [1, 4],
      [4, 1],
      [1, 1],
      [5, 5],
    ];
    const seed = seedFrom(inputs);
    const seen = await submission.evaluate(
      ({ Linear, Generator }, sizes, seed) => {
        const generator = new Generator(seed);
        return sizes.map(([inFeatures, outFeatures]) => {
          const layer = new Linear(inFeatures, outFeatures, { generator, parameter: (initial) => initial });
          return layer.parameters().map((parameter) => Array.from(parameter.contiguous().data));
        });
      },
      sizes,
      seed,
    );
    const generator = new Generator(seed);
    const expected = sizes.map(([inFeatures, outFeatures]): Expected => {
      const bound = 1 / Math.sqrt(inFeatures);
      const draw = () => ({ value: generator.uniform(-bound, bound), error: 2 ** -22 * bound });
      return [inFeatures * outFeatures, outFeatures].map((count) => Array.from({ length: count }, draw));
    });
    expect(firstDifference(seen, expected)).toBe(null);
  },
);

/** Layers made one after the other from one generator: the values of their parameters. */
async function initialValues(
  submission: Parameters<Parameters<typeof hidden>[2]>[0]["submission"],
  sizes: readonly (readonly number[])[],
  seed: number,
) {
  return await submission.evaluate(
    ({ Linear, Generator }, sizes, seed) => {
      const generator = new Generator(seed);
      return sizes.map(([inFeatures, outFeatures]) => {
        const { weight, bias } = new Linear(inFeatures, outFeatures, {
          generator,
          parameter: (initial) => initial,
        });
        return [weight, bias].map(
          (parameter) =>
            parameter && {
              shape: [...parameter.shape],
              values: Float32Array.from(parameter.contiguous().data),
            },
        );
      });
    },
    sizes,
    seed,
  );
}

// W starts as U(−1/√in, 1/√in), as in PyTorch.
hidden(
  "linear.initial-weight",
  {
    title: "Linear: how W starts",
    points: 2,
    visibility: "visible",
    hint: "PyTorch draws W evenly from −1/√in to 1/√in. Is it the number of inputs that stands under the root, and are both signs there?",
  },
  async ({ submission, inputs }) => {
    const few = inputs.integer(6, 9);
    const sizes = [
      [few, 520],
      [530, few],
      [64, 64],
    ];
    const seen = await initialValues(submission, sizes, seedFrom(inputs));
    expect(seen.length).toBe(sizes.length);
    for (const [index, [inFeatures, outFeatures]] of sizes.entries()) {
      expect(seen[index][0]?.shape).toEqual([outFeatures, inFeatures]);
      expect(notUniform(seen[index][0]?.values ?? [], 1 / Math.sqrt(inFeatures))).toBe(null);
    }
  },
);

// B starts like W: not at zero, and by the number of inputs.
hidden(
  "linear.initial-bias",
  {
    title: "Linear: how b starts",
    points: 2,
    visibility: "visible",
    hint: "PyTorch draws b from the same range as W, −1/√in to 1/√in: it does not start at zero, and the number of outputs does not matter.",
  },
  async ({ submission, inputs }) => {
    const sizes = [
      [inputs.integer(2, 4), 2000],
      [1, 1500],
    ];
    const seen = await initialValues(submission, sizes, seedFrom(inputs));
    expect(seen.length).toBe(sizes.length);
    for (const [index, [inFeatures, outFeatures]] of sizes.entries()) {
      expect(seen[index][1]?.shape).toEqual([outFeatures]);
      expect(notUniform(seen[index][1]?.values ?? [], 1 / Math.sqrt(inFeatures))).toBe(null);
    }
  },
);

// The parameters are what `parameter` made: the objects themselves, W and then b, each made once.
hidden(
  "linear.parameters",
  {
    title: "Linear: parameters() lists W and b themselves",
    points: 2,
    visibility: "visible",
    hint: "An optimizer will change the objects in this list, so they must be the very ones that forward() reads: layer.weight, and layer.bias if there is one.",
  },
  async ({ submission }) => {
    const seen = await submission.evaluate(({ Linear, Generator, Variable, tensor }) => {
      const generator = new Generator(3);
      const layers = [true, false].map((bias) => {
        const made: object[] = [];
        const layer = new Linear(3, 2, {
          generator,
          bias,
          parameter: (initial) => {
            const variable = new Variable(initial);
            made.push(variable);
            return variable;
          },
        });
        return { layer, made };
      });
      const places = () =>
        layers.map(({ layer, made }) => ({
          listed: layer.parameters().map((parameter) => made.indexOf(parameter)),
          weight: made.indexOf(layer.weight),
          bias: layer.bias === null ? null : made.indexOf(layer.bias),
          made: made.length,
        }));
      const first = places();
      for (const { layer } of layers) layer.forward(new Variable(tensor([[1, 2, 3]])));
      return [first, places()];
    });
    const places = [
      { listed: [0, 1], weight: 0, bias: 1, made: 2 },
      { listed: [0], weight: 0, bias: null, made: 1 },
    ];
    expect(seen).toEqual([places, places]);
  },
);

// What training writes into a parameter is what the next forward() computes with.
hidden(
  "linear.follows-its-parameters",
  {
    title: "Linear computes with its parameters as they are now",
    points: 2,
    visibility: "visible",
    hint: "Transpose W in forward(), each time. A transposed copy that is kept from the constructor is never trained.",
  },
  async ({ submission, inputs }) => {
    const [outFeatures, inFeatures] = [2, 3];
    const x = numbered(inputs, [4, inFeatures]);
    const steps = [0, 1, 2, 3].map(() => ({
      weight: numbered(inputs, [outFeatures, inFeatures]),
      bias: numbered(inputs, [outFeatures]),
    }));
    const seen = await submission.evaluate(
      ({ Linear, Generator, Variable, tensor }, x, steps) => {
        const make = ({ shape, values }: { shape: readonly number[]; values: readonly number[] }) =>
          tensor([...values]).reshape([...shape]);
        const generator = new Generator(5);
        const plain = new Linear(3, 2, { generator, parameter: (initial) => initial });
        const variable = new Linear(3, 2, { generator, parameter: (initial) => new Variable(initial) });
        return steps.map(({ weight, bias }) => {
          plain.weight.copy_(make(weight));
          plain.bias?.copy_(make(bias));
          variable.weight.data = make(weight);
          if (variable.bias !== null) variable.bias.data = make(bias);
          const outputs = [plain.forward(make(x)), variable.forward(new Variable(make(x))).data];
          return outputs.map((output) => Array.from(output.contiguous().data));
        });
      },
      x,
      steps,
    );
    const expected = steps.map(({ weight, bias }): Expected => {
      const rows = expectedRows(rowsOf(x), rowsOf(weight), bias.values);
      return [rows, rows];
    });
    expect(firstDifference(seen, expected)).toBe(null);
  },
);

// Two layers of one shape have nothing in common but the shape.
hidden(
  "linear.two-layers",
  {
    title: "two Linear layers of one shape",
    points: 2,
    visibility: "visible",
    hint: "Each layer draws parameters of its own in its constructor. From one generator they get different numbers, from two generators of one seed the same.",
  },
  async ({ submission, inputs }) => {
    const seed = seedFrom(inputs);
    const seen = await submission.evaluate(({ Linear, Generator }, seed) => {
      const make = (generator: InstanceType<typeof Generator>) =>
        new Linear(4, 4, { generator, parameter: (initial) => initial });
      const read = (layer: ReturnType<typeof make>) =>
        layer.parameters().map((each) => Array.from(each.contiguous().data));
      const generator = new Generator(seed);
      const [one, other, twin, stranger] = [
        make(generator),
        make(generator),
        make(new Generator(seed)),
        make(new Generator(seed + 1)),
      ];
      const before = [one, other, twin, stranger].map(read);
      one.weight.fill_(7);
      one.bias?.fill_(8);
      return { before, after: [one, other, twin, stranger].map(read) };
    }, seed);
    const [one, other, twin, stranger] = seen.before;
    expect(one.map(({ length }) => length)).toEqual([16, 4]);
    expect(twin).toEqual(one);
    // Of numbers with 24 bits each, hardly ever one in place, and never four.
    for (const different of [other, stranger]) {
      expect(different.map(({ length }) => length)).toEqual([16, 4]);
      const same = different.flat().filter((value, index) => value === one.flat()[index]);
      expect(same.length).toBeLessThan(4);
    }
    expect(seen.after).toEqual([
      one.map((values, index) => values.map(() => 7 + index)),
      other,
      twin,
      stranger,
    ]);
  },
);

// On variables the same code learns: gradients of W, b and x.
hidden(
  "linear.learns",
  {
    title: "Linear on variables: gradients of W, b and x",
    points: 3,
    visibility: "visible",
    hint: "Compute y by methods of x and of the parameters: matmul, transpose, add. What is read out into numbers on the way is lost to backward().",
  },
  async ({ submission, inputs }) => {
    const cases = [
      linearCase(
        inputs,
        [3, 2],
        [
          [4, 3],
          [2, 3],
        ],
      ),
      linearCase(inputs, [3, 3], [[3, 3]]),
      linearCase(inputs, [2, 4], [[3, 5, 2], [2], [1, 2]]),
      linearCase(inputs, [2, 3], [[4, 2]], { bias: false }),
    ];
    const weighings = cases.map(({ weight, xs }) =>
      xs.map(({ shape }) => numbered(inputs, [...shape.slice(0, -1), weight.shape[0]])),
    );
    const seen = await submission.evaluate(backwardAll, cases, weighings);
    expect(seen.length).toBe(cases.length);
    for (const [index, { weight, bias, xs }] of cases.entries()) {
      const [outFeatures, inFeatures] = weight.shape;
      const rows = xs.flatMap(rowsOf);
      const upstream = weighings[index].flatMap(rowsOf);
      const outputs = Array.from({ length: outFeatures }, (_, o) => o);
      const features = Array.from({ length: inFeatures }, (_, i) => i);
      // ∂L/∂W = Σ gᵀx, ∂L/∂b = Σ g, ∂L/∂x = g W.
      const weights = outputs.flatMap((o) =>
        features.map((i) => added(rows.map((row, r) => row[i] * upstream[r][o]))),
      );
      const biases = outputs.map((o) => added(upstream.map((g) => g[o])));
      const forXs = weighings[index].map((g) =>
        rowsOf(g).flatMap((one) =>
          features.map((i) => added(outputs.map((o) => one[o] * rowsOf(weight)[o][i]))),
        ),
      );
      const { weight: ofWeight, bias: ofBias, xs: ofXs } = seen[index];
      expect(firstDifference(ofWeight, weights, "weight")).toBe(null);
      expect(firstDifference(ofBias, bias === null ? null : biases, "bias")).toBe(null);
      expect(firstDifference(ofXs, forXs, "xs")).toBe(null);
    }
  },
);

// Two calls of one layer know nothing of each other, and options stay as they are.
hidden(
  "linear.own-output",
  {
    title: "Linear: outputs of its own, and options that stay as they are",
    points: 1,
    visibility: "after-due",
    hint: "Every call of forward() gives a new tensor. Adding b in place, or into one that is kept, changes what was given out before.",
  },
  async ({ submission, inputs }) => {
    const [x, other] = [numbered(inputs, [2, 3]), numbered(inputs, [2, 3])];
    const seen = await submission.evaluate(
      ({ Linear, Generator, tensor }, x, other) => {
        const make = (values: readonly number[]) => tensor([...values]).reshape([2, 3]);
        const options = Object.freeze({
          generator: new Generator(9),
          parameter: (initial: ReturnType<typeof tensor>) => initial,
        });
        return [options, { ...options, bias: false }].map((each) => {
          const layer = new Linear(3, 2, Object.freeze(each));
          const read = (output: ReturnType<typeof make>) => Array.from(output.contiguous().data);
          const first = layer.forward(make(x.values));
          const before = read(first);
          const second = read(layer.forward(make(other.values)));
          const kept = read(first);
          const parameters = layer.parameters().map(read);
          first.fill_(3);
          return {
            before,
            kept,
            second,
            third: read(layer.forward(make(x.values))),
            parameters,
            after: layer.parameters().map(read),
          };
        });
      },
      x,
      other,
    );
    expect(seen.length).toBe(2);
    for (const { before, kept, second, third, parameters, after } of seen) {
      expect(before.length).toBe(4);
      expect(kept).toEqual(before);
      expect(third).toEqual(before);
      expect(second.length).toBe(4);
      expect(after).toEqual(parameters);
    }
  },
);

// An input that does not fit is refused with its shape.
hidden(
  "linear.refusals",
  {
    title: "Linear refuses an input whose last size is another",
    points: 1,
    visibility: "visible",
    hint: "Compare x's last size with inFeatures before anything else, and say both: Linear: the input's last size must be 3, got [4, 2]",
  },
  async ({ submission, inputs }) => {
    const wrong = inputs.integer(5, 9);
    const sizes = [
      // The first size would fit, the last one by broadcasting, and none at all.
      { inFeatures: 3, shapes: [[4, 2], [3, wrong], [3, 1], [wrong], [], [3, 3, 2], [2, 0], [3, 4]] },
      { inFeatures: 1, shapes: [[1, wrong], [wrong], [], [1, 2]] },
      {
        inFeatures: 2,
        shapes: [
          [2, 3],
          [2, 1],
          [2, 2, 4],
        ],
      },
    ];
    const thrown = await submission.evaluate(
      ({ Linear, Generator, zeros }, sizes) =>
        sizes.flatMap(({ inFeatures, shapes }) => {
          const generator = new Generator(1);
          return [true, false].flatMap((bias) => {
            const parameter = (initial: ReturnType<typeof zeros>) => initial;
            const layer = new Linear(inFeatures, bias ? 2 : 3, { generator, parameter, bias });
            return shapes.map((shape) => {
              try {
                layer.forward(zeros(shape));
                return null;
              } catch (error) {
                const { name, message } = Object(error);
                return { name, message };
              }
            });
          });
        }),
      sizes,
    );
    expectRefused(
      thrown,
      sizes.flatMap(({ inFeatures, shapes }) =>
        [true, false].flatMap(() =>
          shapes.map(
            (shape) => new RegExp(`^Linear: .*${inFeatures}.*${literally(`[${shape.join(", ")}]`)}`),
          ),
        ),
      ),
    );
  },
);

// The starter's checks of sizes stay.
hidden(
  "linear.sizes-refused",
  {
    title: "Linear refuses sizes that are none",
    points: 1,
    visibility: "after-due",
    hint: "Keep the starter's check of both sizes, before anything is drawn.",
  },
  async ({ submission, inputs }) => {
    const sizes = [0, -inputs.integer(1, 9), 2.5, Number.NaN, Infinity];
    const thrown = await submission.evaluate(({ Linear, Generator }, sizes) => {
      const generator = new Generator(1);
      const options = { generator, parameter: (initial: Tensor) => initial };
      // Outside of the net: what is thrown here is told as an error, with its place.
      new Linear(1, 1, options);
      const make = (inFeatures: number, outFeatures: number) => {
        try {
          new Linear(inFeatures, outFeatures, options);
          return null;
        } catch (error) {
          const { name, message } = Object(error);
          return { name, message };
        }
      };
      return {
        first: sizes.map((size) => make(size, 2)),
        second: sizes.map((size) => make(2, size)),
      };
    }, sizes);
    expectRefused(
      thrown.first,
      sizes.map((size) => new RegExp(`^Linear: inFeatures .*got ${size}`)),
    );
    expectRefused(
      thrown.second,
      sizes.map((size) => new RegExp(`^Linear: outFeatures .*got ${size}`)),
    );
  },
);
