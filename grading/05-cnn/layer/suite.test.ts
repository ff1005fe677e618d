import type { Tensor } from "@tinytorch/tensor";
import { firstDifference, Generator } from "@tinytorch/testkit";
import { expect } from "vitest";
import type { Convolution } from "../conv-problem.ts";
import { expectedConvolution, expectedGradients } from "../expected-convolution.ts";
import { drawn, offset, rough, swapped, thirds, whole } from "../given.ts";
import { hidden } from "../hidden.ts";
import { expectLayers, layerOn } from "./expect-layers.ts";
import { followLearning } from "./follow-learning.ts";
import { type InitialLayer, initialValues } from "./initial-values.ts";
import { refusals } from "./refusals.ts";
import { runLayers } from "./run-layers.ts";

// The same numbers as the loops, by one product of matrices.
hidden(
  "layer.forward",
  {
    title: "Conv2d: the weights times the columns",
    points: 4,
    visibility: "visible",
    hint: "unfold2d gives [N, C, kh·kw, places]. Make C and kh·kw one dimension, write each kernel as one row, and multiply: [O, C·kh·kw] times [N, C·kh·kw, places]. What is left is to make places two sides again.",
  },
  async ({ inputs }) => {
    await expectLayers(
      layerOn(
        inputs,
        { channels: [2, 3], kernelSize: [3, 2], bias: false },
        whole(inputs, 2, 2, 5, 4),
        whole(inputs, 1, 2, 3, 6),
      ),
      layerOn(inputs, { channels: [3, 3], kernelSize: 3, bias: false }, whole(inputs, 3, 3, 3, 3)),
      layerOn(inputs, { channels: [1, 1], kernelSize: 1, bias: false }, whole(inputs, 1, 1, 2, 3)),
      layerOn(inputs, { channels: [2, 4], kernelSize: [1, 3], bias: false }, whole(inputs, 0, 2, 2, 4)),
    );
  },
);

// A number for each output channel.
hidden(
  "layer.bias",
  {
    title: "Conv2d: one bias for each output channel",
    points: 2,
    visibility: "visible",
    hint: "A bias [O] meets an output [N, O, oh, ow]. Broadcasting lines up the last dimensions: which shape must the bias have to stand over the channels?",
  },
  async ({ inputs }) => {
    await expectLayers(
      layerOn(inputs, { channels: [1, 3], kernelSize: 2 }, whole(inputs, 2, 1, 4, 3)),
      // As many channels as images, rows and columns.
      layerOn(inputs, { channels: [2, 2], kernelSize: 2 }, whole(inputs, 2, 2, 3, 3)),
      layerOn(
        inputs,
        { channels: [2, 1], kernelSize: [1, 2] },
        whole(inputs, 1, 2, 2, 3),
        whole(inputs, 3, 2, 1, 2),
      ),
    );
  },
);

// Stride, margin and dilation.
hidden(
  "layer.options",
  {
    title: "Conv2d: stride, margin and dilation",
    points: 2,
    visibility: "visible",
    hint: "unfold2d takes the same options. How many places there are along each side depends on them too.",
  },
  async ({ inputs }) => {
    await expectLayers(
      layerOn(
        inputs,
        { channels: [2, 2], kernelSize: [2, 3], options: { stride: [2, 1] } },
        whole(inputs, 2, 2, 5, 6),
      ),
      layerOn(
        inputs,
        { channels: [1, 2], kernelSize: 3, options: { padding: [1, 2] } },
        whole(inputs, 1, 1, 3, 2),
      ),
      layerOn(
        inputs,
        { channels: [1, 2], kernelSize: 2, options: { dilation: [1, 3] } },
        whole(inputs, 1, 1, 3, 6),
      ),
      // Along one side only, whichever it is.
      ...oneSided.map((options) =>
        layerOn(inputs, { channels: [1, 1], kernelSize: 2, options }, whole(inputs, 1, 1, 4, 5)),
      ),
      layerOn(
        inputs,
        {
          channels: [2, 3],
          kernelSize: [3, 2],
          options: { stride: [1, 3], padding: [2, 1], dilation: [2, 1] },
        },
        whole(inputs, 2, 2, 4, 5),
        whole(inputs, 1, 2, 6, 3),
      ),
    );
  },
);

// Groups are one more dimension of both factors.
hidden(
  "layer.groups",
  {
    title: "Conv2d in groups",
    points: 2,
    visibility: "visible",
    hint: "matmul multiplies a matrix for each leading index. With shapes [groups, O/groups, …] and [N, groups, …, places] every group has its own product.",
  },
  async ({ inputs }) => {
    await expectLayers(
      layerOn(inputs, { channels: [4, 6], kernelSize: 2, options: { groups: 2 } }, whole(inputs, 2, 4, 3, 4)),
      layerOn(
        inputs,
        { channels: [3, 3], kernelSize: [1, 2], options: { groups: 3 } },
        whole(inputs, 3, 3, 2, 3),
        whole(inputs, 1, 3, 1, 2),
      ),
      layerOn(
        inputs,
        { channels: [2, 4], kernelSize: [2, 1], options: { groups: 2, padding: [1, 0] }, bias: false },
        whole(inputs, 2, 2, 2, 2),
      ),
    );
  },
);

// Views, tiny and huge numbers.
hidden(
  "layer.numbers",
  {
    title: "Conv2d of views, of float64, of NaN and infinity, and of numbers of any size",
    points: 1,
    visibility: "after-due",
    hint: "The tensor's own methods know about strides, and lose nothing but a rounding in the last place: of float64 images and weights float64 comes out. A NaN or an infinity is seen by the windows over it, also where the weight is 0.",
  },
  async ({ inputs }) => {
    const [x, y] = [whole(inputs, 2, 2, 3, 3), whole(inputs, 2, 2, 3, 4)];
    const layer = layerOn(
      inputs,
      { channels: [2, 2], kernelSize: 2, options: { padding: 1 } },
      swapped(x, 2, 3),
      offset(y),
      swapped(x, 0, 1),
    );
    const weight = rough(inputs, 1e-6, 1e4, 2, 2, 2, 2);
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const places = odd.map((_, index) => inputs.integer(index * 20, index * 20 + 19));
    const spoilt = drawn([3, 2, 3, 4], (index) => odd[places.indexOf(index)] ?? inputs.integer(-9, 9));
    await expectLayers(
      { ...layer, seen: [x, y, x] },
      { ...layer, weight, bias: rough(inputs, 1e-6, 1e4, 2), images: [rough(inputs, 1e-6, 1e4, 2, 2, 4, 3)] },
      // Tiny weights under ordinary pixels, and tiny pixels beside: what is much smaller than 1 is not lost.
      {
        ...layerOn(
          inputs,
          { channels: [2, 2], kernelSize: 2, options: { padding: 1 }, bias: false },
          rough(inputs, 0.1, 10, 1, 2, 3, 4),
          rough(inputs, 1e-7, 1e-6, 2, 2, 2, 3),
        ),
        weight: rough(inputs, 1e-7, 1e-6, 2, 2, 2, 2),
      },
      // 0 times what is no number is none, and only the windows that see one are spoilt.
      {
        ...layerOn(inputs, { channels: [2, 2], kernelSize: 2 }, spoilt),
        weight: drawn([2, 2, 2, 2], (index) => (index % 3 === 0 ? 0 : inputs.integer(1, 9))),
      },
      {
        ...layer,
        weight: thirds(weight),
        bias: thirds(rough(inputs, 1e-6, 1e4, 2)),
        images: [thirds(rough(inputs, 1e-6, 1e4, 1, 2, 3, 4))],
        dtype: "float64",
      },
    );
  },
);

// What is given stays.
hidden(
  "layer.given-stays",
  {
    title: "Conv2d: images and parameters stay as they were",
    points: 1,
    visibility: "after-due",
    hint: "forward computes and keeps nothing: methods whose names end in _ have no place in it.",
  },
  async ({ submission, inputs }) => {
    const images = [whole(inputs, 1, 1, 2, 2), whole(inputs, 1, 1, 3, 2)];
    const problem = layerOn(inputs, { channels: [1, 1], kernelSize: 1 }, ...images);
    const [run] = await submission.evaluate(runLayers, [problem]);
    expect(run.kept).toEqual([...images, problem.weight, problem.bias].map((block) => block?.values));
  },
);

// Weight, then bias, as `parameter` made them.
hidden(
  "layer.parameters",
  {
    title: "Conv2d: its parameters",
    points: 2,
    visibility: "visible",
    hint: "parameters() gives what parameter() made, weight first, and no bias when there is none. The weights are [out, in / groups, kernel height, kernel width].",
  },
  async ({ submission, inputs }) => {
    const [perGroup, groups] = [inputs.integer(2, 3), inputs.integer(2, 3)];
    const out = perGroup + inputs.integer(1, 2);
    const found = await submission.evaluate(
      ({ Conv2d, Generator }, channels, outChannels, groups) => {
        const generator = new Generator(3);
        const made: unknown[] = [];
        const shapes: number[][] = [];
        const parameter = (initial: Tensor) => {
          const copy = initial.clone();
          made.push(copy);
          shapes.push([...initial.shape]);
          return copy;
        };
        const layers = [
          new Conv2d(channels, outChannels, [3, 2], { groups, generator, parameter }),
          new Conv2d(channels, outChannels, 2, { groups, generator, parameter, bias: false }),
          new Conv2d(1, 1, 1, { generator, parameter, bias: true }),
        ];
        return {
          shapes,
          // By where they stand among what `parameter` made; twice, for they must stay the same.
          places: layers.map((layer) =>
            [...layer.parameters(), ...layer.parameters(), layer.weight, layer.bias].map((one) =>
              one === null ? "none" : made.indexOf(one),
            ),
          ),
        };
      },
      perGroup * groups,
      out * groups,
      groups,
    );
    expect(found).toEqual({
      shapes: [
        [out * groups, perGroup, 3, 2],
        [out * groups],
        [out * groups, perGroup, 2, 2],
        [1, 1, 1, 1],
        [1],
      ],
      places: [
        [0, 1, 0, 1, 0, 1],
        [2, 2, 2, "none"],
        [3, 4, 3, 4, 3, 4],
      ],
    });
  },
);

// Evenly spread over ±1/√n, n what one output sees; from the generator, the weights first.
hidden(
  "layer.initial",
  {
    title: "Conv2d: where its parameters start",
    points: 3,
    visibility: "visible",
    hint: "The bound is one over the root of how many numbers one output adds up: the channels of its group times the kernel's elements. The bias has the same bound. All of it comes out of the given generator.",
  },
  async ({ submission, inputs }) => {
    const seed = inputs.integer(1, 1e6);
    const layers: readonly InitialLayer[] = [
      { channels: [4, 6], kernelSize: [3, 2], groups: 2 },
      { channels: [1, 5], kernelSize: 4, bias: false },
      { channels: [6, 9], kernelSize: [1, 5], groups: 3 },
      { channels: [1, 1], kernelSize: 1 },
    ];
    const drawn = await submission.evaluate(initialValues, seed, layers);
    const generator = new Generator(seed);
    const expected = layers.flatMap(({ channels, kernelSize, groups = 1, bias = true }) => {
      const [height, width] = typeof kernelSize === "number" ? [kernelSize, kernelSize] : kernelSize;
      const seen = (channels[0] / groups) * height * width;
      const bound = 1 / Math.sqrt(seen);
      const counts = bias ? [channels[1] * seen, channels[1]] : [channels[1] * seen];
      return counts.map((count) =>
        Array.from({ length: count }, () => ({
          value: generator.uniform(-bound, bound),
          error: 2 ** -24 * bound,
        })),
      );
    });
    expect(firstDifference(drawn, expected, "parameter")).toBe(null);
  },
);

// Written once: the same layer on variables learns.
hidden(
  "layer.learns",
  {
    title: "Conv2d on variables: gradients of images, weights and bias",
    points: 2,
    visibility: "visible",
    hint: "Compute with the methods that tensors and variables have in common, on what parameter() gave. A number that is taken out into a plain array has left the tape, and gets no gradient.",
  },
  async ({ submission, inputs }) => {
    const problems = [
      {
        ...layerOn(inputs, {
          channels: [4, 2],
          kernelSize: [2, 3],
          options: { groups: 2, stride: [1, 2], padding: 1 },
        }),
        x: whole(inputs, 2, 4, 3, 4),
      },
      {
        ...layerOn(inputs, { channels: [2, 3], kernelSize: 2, options: { dilation: [2, 1] } }),
        x: whole(inputs, 1, 2, 4, 3),
      },
    ].map((problem) => ({ ...problem, g: whole(inputs, ...expectedConvolution(problem)[0]) }));
    const learned = await submission.evaluate(followLearning, problems);
    const expected = problems.map(({ g, ...problem }) => {
      const { x, weight, bias } = expectedGradients(problem, g.values);
      return [x, weight, bias].map((gradient) => gradient.map((value) => 2 * value));
    });
    expect(firstDifference(learned, expected, "gradient")).toBe(null);
  },
);

// Channels that do not fit and options out of range.
hidden(
  "layer.refuses",
  {
    title: "Conv2d refuses what does not fit",
    points: 1,
    visibility: "after-due",
    hint: "A RangeError that begins with Conv2d: numbers of channels and groups that are not whole numbers >= 1, groups that do not divide both, options out of range, and images with other channels.",
  },
  async ({ submission, inputs }) => {
    const broken = inputs.integer(1, 4) + 0.5;
    const outcomes = await submission.evaluate(refusals, broken);
    const refused = (what: RegExp) => ({ name: "RangeError", message: expect.stringMatching(what) });
    expect(outcomes).toEqual([
      refused(/^Conv2d: .*inChannels.*0/),
      refused(/^Conv2d: .*outChannels.*0/),
      refused(new RegExp(`^Conv2d: .*inChannels.*${broken}`)),
      refused(new RegExp(`^Conv2d: .*outChannels.*${broken}`)),
      refused(/^Conv2d: .*groups.*0/),
      refused(/^Conv2d: .*groups.*2 for 3 and 2/),
      refused(/^Conv2d: .*groups.*2 for 2 and 3/),
      refused(/^Conv2d: .*kernel.*0/),
      refused(new RegExp(`^Conv2d: .*kernel.*${broken}`)),
      refused(/^Conv2d: .*stride.*0/),
      refused(/^Conv2d: .*padding.*-1/),
      refused(/^Conv2d: .*dilation.*1, 0/),
      refused(/^Conv2d: .*\[N, 2, .*\[1, 3, 2, 2\]/),
      refused(/^Conv2d: .*\[N, 4, .*\[1, 2, 2, 2\]/),
      refused(/^Conv2d: .*\[2, 2, 2\]/),
      refused(/^outputSize: .*3.*2/),
      null,
      null,
    ]);
  },
);

const oneSided: readonly NonNullable<Convolution["options"]>[] = [
  { stride: [1, 3] },
  { padding: [2, 0] },
  { padding: [0, 1] },
  { dilation: [2, 1] },
];
