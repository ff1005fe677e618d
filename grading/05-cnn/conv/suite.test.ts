import type { Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import type { Convolution } from "../conv-problem.ts";
import { type Block, different, drawn, offset, rough, swapped, thirds, whole } from "../given.ts";
import { hidden } from "../hidden.ts";
import { expectConvolutions, expectLaidConvolutions } from "./expect-convolutions.ts";
import { refusals } from "./refusals.ts";
import { runConvolutions } from "./run-convolutions.ts";

// One channel, one kernel: the window slides and sums, and is not turned round.
hidden(
  "conv.slides",
  {
    title: "conv2d: a window slides over the image and sums",
    points: 4,
    visibility: "visible",
    hint: "out[i, j] is the sum of x[i + u, j + v] · weight[u, v]: the kernel lies on the image as it is written down, neither turned nor mirrored. Rows go with rows and columns with columns.",
  },
  async ({ inputs }) => {
    await expectConvolutions(
      { x: whole(inputs, 1, 1, 5, 7), weight: whole(inputs, 1, 1, 3, 2) },
      { x: whole(inputs, 1, 1, 6, 4), weight: whole(inputs, 1, 1, 2, 4) },
      { x: whole(inputs, 1, 1, 4, 4), weight: whole(inputs, 1, 1, 3, 3) },
      // One place, and sides of one.
      { x: whole(inputs, 1, 1, 3, 4), weight: whole(inputs, 1, 1, 3, 4) },
      { x: whole(inputs, 1, 1, 1, 6), weight: whole(inputs, 1, 1, 1, 3) },
      { x: whole(inputs, 1, 1, 6, 1), weight: whole(inputs, 1, 1, 3, 1) },
      { x: whole(inputs, 1, 1, 1, 1), weight: whole(inputs, 1, 1, 1, 1) },
      // A kernel that knows one pixel moves the image.
      {
        x: whole(inputs, 1, 1, 3, 5),
        weight: { shape: [1, 1, 2, 2], values: [0, 0, inputs.integer(2, 5), 0] },
      },
    );
  },
);

// What the window sees in all channels is one sum.
hidden(
  "conv.channels",
  {
    title: "conv2d: all input channels add up",
    points: 4,
    visibility: "visible",
    hint: "A kernel has a slice for each input channel. What becomes of the products of channel 0 when channel 1 comes? They are all one sum.",
  },
  async ({ inputs }) => {
    await expectConvolutions(
      { x: whole(inputs, 1, 3, 4, 5), weight: whole(inputs, 1, 3, 2, 3) },
      { x: whole(inputs, 1, 2, 2, 2), weight: whole(inputs, 1, 2, 2, 2) },
      { x: whole(inputs, 1, 5, 3, 1), weight: whole(inputs, 1, 5, 2, 1) },
      // A kernel of 1×1 mixes channels, and sees no neighbours.
      { x: whole(inputs, 1, 3, 3, 2), weight: whole(inputs, 1, 3, 1, 1) },
    );
  },
);

// Each kernel makes a map of its own.
hidden(
  "conv.kernels",
  {
    title: "conv2d: one output channel for each kernel",
    points: 2,
    visibility: "visible",
    hint: "weight is [O, C, kh, kw]: its first index is the output channel. Kernel o looks at the same places as all others, and writes to map o.",
  },
  async ({ inputs }) => {
    await expectConvolutions(
      { x: whole(inputs, 1, 1, 4, 3), weight: whole(inputs, 3, 1, 2, 2) },
      { x: whole(inputs, 1, 2, 3, 4), weight: whole(inputs, 4, 2, 1, 3) },
      { x: whole(inputs, 1, 3, 3, 3), weight: whole(inputs, 3, 3, 3, 3) },
    );
  },
);

// Images do not see each other.
hidden(
  "conv.batch",
  {
    title: "conv2d: every image of a batch",
    points: 2,
    visibility: "visible",
    hint: "The outermost loop goes over the images: image n of the output comes of image n alone. A batch may be of one, or empty.",
  },
  async ({ inputs }) => {
    await expectConvolutions(
      { x: whole(inputs, 3, 2, 4, 3), weight: whole(inputs, 2, 2, 2, 2) },
      { x: whole(inputs, 4, 1, 2, 3), weight: whole(inputs, 1, 1, 2, 2) },
      { x: whole(inputs, 2, 2, 2, 2), weight: whole(inputs, 2, 2, 2, 2) },
      { x: whole(inputs, 0, 2, 4, 3), weight: whole(inputs, 3, 2, 2, 2) },
    );
  },
);

// The window moves by its stride, along either side by its own.
hidden(
  "conv.stride",
  {
    title: "conv2d with a stride",
    points: 3,
    visibility: "visible",
    hint: "Place (i, j) of the output begins at row i · stride and column j · stride of the image. A stride of [2, 3] moves 2 down and 3 to the right.",
  },
  async ({ inputs }) => {
    const on = (options: Convolution["options"]): Convolution => ({
      x: whole(inputs, 1, 2, 7, 8),
      weight: whole(inputs, 1, 2, 2, 3),
      ...(options && { options }),
    });
    await expectConvolutions(
      on({ stride: 2 }),
      on({ stride: [1, 3] }),
      on({ stride: [3, 1] }),
      on({ stride: [2, 4] }),
      on({ stride: 5 }),
    );
  },
);

// The margin is zeros, on all four sides.
hidden(
  "conv.padding",
  {
    title: "conv2d with a margin",
    points: 4,
    visibility: "visible",
    hint: "With padding p the first window begins p rows above the image and p columns to the left of it, where everything is 0; and the last ends p beyond the other two sides. So subtract p from row and column, and leave out what is not in the image.",
  },
  async ({ inputs }) => {
    const on = (options: Convolution["options"], height = 3, width = 4): Convolution => ({
      x: whole(inputs, 2, 2, height, width),
      weight: whole(inputs, 1, 2, 3, 3),
      ...(options && { options }),
    });
    await expectConvolutions(
      on({ padding: 1 }),
      on({ padding: [2, 0] }),
      on({ padding: [0, 2] }),
      on({ padding: [1, 2] }, 4, 4),
      // Wider than the kernel: some windows see nothing but the margin.
      on({ padding: 4 }, 2, 1),
      on({ padding: [1, 3], stride: [2, 1] }, 1, 2),
    );
  },
);

// Elements of the window may lie apart.
hidden(
  "conv.dilation",
  {
    title: "conv2d with a dilated kernel",
    points: 2,
    visibility: "visible",
    hint: "Element (u, v) of the kernel meets row i · stride + u · dilation: the dilation spreads the kernel, the stride moves it.",
  },
  async ({ inputs }) => {
    const on = (options: Convolution["options"]): Convolution => ({
      x: whole(inputs, 1, 2, 7, 8),
      weight: whole(inputs, 2, 2, 3, 2),
      ...(options && { options }),
    });
    await expectConvolutions(
      on({ dilation: 2 }),
      on({ dilation: [3, 1] }),
      on({ dilation: [1, 4] }),
      on({ dilation: [2, 3], stride: [1, 2], padding: [2, 1] }),
    );
  },
);

// A group of output channels sees its own input channels.
hidden(
  "conv.groups",
  {
    title: "conv2d in groups",
    points: 3,
    visibility: "visible",
    hint: "In 2 groups the first half of the kernels sees the first half of the channels, and the second half the second. To which group does output channel o belong, and with which input channel does that group begin?",
  },
  async ({ inputs }) => {
    const on = (channels: number, out: number, groups: number): Convolution => ({
      x: whole(inputs, 2, channels, 3, 4),
      weight: whole(inputs, out, channels / groups, 2, 3),
      options: { groups },
    });
    await expectConvolutions(
      on(4, 6, 2),
      on(6, 3, 3),
      // Every channel by itself, with one kernel and with two.
      on(3, 3, 3),
      on(2, 4, 2),
      on(6, 4, 2),
    );
  },
);

// One number a channel, at every place, once.
hidden(
  "conv.bias",
  {
    title: "conv2d: one bias for each output channel",
    points: 3,
    visibility: "visible",
    hint: "The bias belongs to the output channel and is added to each of its numbers once: after the sum over the window, or before it, and not inside.",
  },
  async ({ inputs }) => {
    await expectConvolutions(
      { x: whole(inputs, 2, 2, 3, 4), weight: whole(inputs, 3, 2, 2, 2), bias: different(inputs, 3) },
      // As many channels as rows and columns: a bias along the wrong side would go unnoticed by shapes.
      { x: whole(inputs, 2, 1, 3, 3), weight: whole(inputs, 2, 1, 2, 2), bias: different(inputs, 2) },
      {
        x: whole(inputs, 1, 2, 2, 2),
        weight: whole(inputs, 2, 1, 1, 1),
        bias: different(inputs, 2),
        options: { groups: 2, padding: 1 },
      },
      {
        x: whole(inputs, 1, 1, 2, 3),
        weight: whole(inputs, 2, 1, 2, 2),
        bias: { shape: [2], values: [0, -3] },
      },
    );
  },
);

// All options at once, each along its own side.
hidden(
  "conv.together",
  {
    title: "conv2d: stride, margin, dilation, groups and bias at once",
    points: 2,
    visibility: "visible",
    hint: "row = i · stride + u · dilation − padding, with the stride, dilation and padding along the height; and the same for columns along the width. Right alone and wrong together: which product or sum has a wrong factor?",
  },
  async ({ inputs }) => {
    const [a, b] = [inputs.integer(2, 3), inputs.integer(1, 2)];
    // Both of 2 and 3, in either order.
    const both = [a, 5 - a];
    const on = (x: Block, weight: Block, options: Convolution["options"]): Convolution => ({
      x,
      weight,
      bias: different(inputs, weight.shape[0]),
      ...(options && { options }),
    });
    await expectConvolutions(
      on(whole(inputs, 2, 4, 7, 6), whole(inputs, 4, 2, 3, 2), {
        stride: [a, b],
        padding: [b, a],
        dilation: [1, 2],
        groups: 2,
      }),
      ...both.map((stride) =>
        on(whole(inputs, 3, 2, 5, 11), whole(inputs, 4, 1, 2, 3), {
          stride: [1, stride],
          padding: [2, 1],
          dilation: [2, 3],
          groups: 2,
        }),
      ),
      ...both.map((each) =>
        on(whole(inputs, 1, 1, 6, 6), whole(inputs, 1, 1, 2, 2), {
          stride: each,
          padding: each,
          dilation: each,
        }),
      ),
      on(whole(inputs, 1, 2, 4, 4), whole(inputs, 2, 2, 2, 2), {
        stride: 1,
        padding: 0,
        dilation: 1,
        groups: 1,
      }),
    );
  },
);

// A view is read through its strides.
hidden(
  "conv.views",
  {
    title: "conv2d of transposed and offset views",
    points: 1,
    visibility: "after-due",
    hint: "A transposed tensor's storage is in another order, and a slice's begins later. contiguous() gives one whose data is row-major.",
  },
  async ({ inputs }) => {
    const problem = (channels: number, out: number): Convolution => ({
      x: whole(inputs, 2, channels, 4, 4),
      weight: whole(inputs, out, channels, 2, 2),
      bias: different(inputs, out),
    });
    const [first, second, third] = [problem(2, 2), problem(3, 3), problem(2, 3)];
    const bias = first.bias ?? different(inputs, 2);
    await expectLaidConvolutions(
      [first, { x: swapped(first.x, 2, 3), weight: swapped(first.weight, 2, 3) }],
      [first, { x: offset(first.x), weight: offset(first.weight), bias: offset(bias) }],
      [second, { x: swapped(second.x, 1, 3), weight: swapped(second.weight, 0, 1) }],
      [third, { x: swapped(third.x, 0, 2), weight: swapped(third.weight, 1, 2) }],
    );
  },
);

// Large and small numbers, and what is no number, stay where they are seen; sums are rounded once, to the images' type.
hidden(
  "conv.numbers",
  {
    title: "conv2d: tiny and huge numbers, NaN and infinity, and sums that are rounded once",
    points: 2,
    visibility: "after-due",
    hint: "A NaN or an infinity in the image is seen by the windows that lie over it and by no others, also where the weight is 0. Nothing is cut off or left out because it is small, large or zero. A sum is a plain number until it is complete: it is rounded once, to the dtype of the images.",
  },
  async ({ inputs }) => {
    const x = rough(inputs, 1e-6, 1e4, 2, 2, 4, 5);
    const [height, width] = [4, 5];
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    const places = odd.map((_, index) => inputs.integer(index * 20, index * 20 + 19));
    const spoilt = drawn([2, 2, height * width, 1], (index) => {
      const at = places.indexOf(index);
      return at === -1 ? x.values[index] : odd[at];
    });
    await expectConvolutions(
      {
        x,
        weight: rough(inputs, 1e-6, 1e4, 2, 2, 3, 2),
        bias: rough(inputs, 1e-6, 1e4, 2),
        dtype: "float32",
      },
      { x: rough(inputs, 1e-6, 1e-5, 1, 1, 4, 3), weight: rough(inputs, 1e-6, 1e-5, 1, 1, 2, 2) },
      { x: rough(inputs, 1e3, 1e4, 1, 1, 4, 3), weight: rough(inputs, 1e3, 1e4, 1, 1, 2, 2) },
      { x: { shape: [2, 2, height, width], values: spoilt.values }, weight: whole(inputs, 2, 2, 2, 2) },
      // 0 times any of them is NaN, be the 0 in the kernel or in the image.
      {
        x: { shape: [2, 2, height, width], values: spoilt.values },
        weight: drawn([2, 2, 2, 2], (index) => (index % 2 === 0 ? 0 : inputs.integer(1, 9))),
      },
      {
        x: drawn([1, 1, 3, 4], (index) => (index % 2 === 0 ? 0 : inputs.integer(1, 9))),
        weight: { shape: [3, 1, 1, 2], values: [Number.NaN, 1, 2, Infinity, -Infinity, 3] },
      },
      // What is left when large numbers cancel is lost, or no number, once a sum on its way is rounded to float32.
      ...cancelling(inputs),
      // In float64 all digits stay.
      {
        x: thirds(rough(inputs, 1e-6, 1e4, 2, 2, 3, 4)),
        weight: thirds(rough(inputs, 1e-6, 1e4, 3, 2, 2, 2)),
        bias: thirds(rough(inputs, 1e-6, 1e4, 3)),
        dtype: "float64",
      },
      // Sums of exactly 0, and images and kernels with zeros in them.
      {
        x: { shape: [1, 1, 2, 3], values: [3, 3, 3, 0, 0, 0] },
        weight: { shape: [1, 1, 1, 2], values: [-2, 2] },
        bias: { shape: [1], values: [inputs.integer(1, 5)] },
      },
    );
  },
);

// What is given stays as it was, and a second call starts afresh.
hidden(
  "conv.given-stays",
  {
    title: "conv2d: what it is given stays as it was",
    points: 1,
    visibility: "after-due",
    hint: "Images, kernels and bias are read and never written. The result is a tensor of its own, made anew by each call.",
  },
  async ({ submission, inputs }) => {
    const problem: Convolution = {
      x: whole(inputs, 1, 1, 3, 3),
      weight: whole(inputs, 1, 1, 1, 1),
      bias: different(inputs, 1),
      options: { padding: 1 },
    };
    const [first] = await submission.evaluate(runConvolutions, [[problem, {}]]);
    expect(first.kept).toEqual([problem.x.values, problem.weight.values, problem.bias?.values]);
    const apart = await submission.evaluate(
      ({ conv2d, tensor }, values, factor) => {
        const x = tensor([...values], { shape: [1, 1, 3, 3] });
        const kernel = tensor([factor], { shape: [1, 1, 1, 1] });
        const [one, other] = [conv2d(x, kernel), conv2d(x, kernel)];
        one.fill_(0);
        return [other.sum().item(), x.sum().item()];
      },
      problem.x.values,
      2,
    );
    const total = problem.x.values.reduce((sum, value) => sum + value, 0);
    expect(apart).toEqual([2 * total, total]);
  },
);

// Shapes that do not fit and options out of range are refused by name; their neighbours are not.
hidden(
  "conv.refuses",
  {
    title: "conv2d refuses what does not fit",
    points: 1,
    visibility: "after-due",
    hint: "A RangeError that begins with conv2d and tells what it got: for images and kernels that are not four-dimensional, channels that do not fit, groups that do not divide, a bias of another length, and options that are not whole numbers in range.",
  },
  async ({ submission, inputs }) => {
    const broken = inputs.integer(1, 4) + 0.5;
    const outcomes = await submission.evaluate(refusals, broken);
    const refused = (what: RegExp) => ({ name: "RangeError", message: expect.stringMatching(what) });
    expect(outcomes).toEqual([
      refused(/^conv2d: .*\[2, 3, 3\]/),
      refused(/^conv2d: .*\[3, 2, 2\]/),
      refused(/^conv2d: .*3 for 2 in 1/),
      refused(/^conv2d: .*2 for 2 in 2/),
      refused(/^conv2d: .*2 for 3 in 1/),
      refused(/^conv2d: groups must divide .*4$/),
      refused(/^conv2d: groups must divide .*0$/),
      refused(new RegExp(`^conv2d: groups must divide .*${broken}$`)),
      refused(/^conv2d: groups must divide .*1\.5$/),
      refused(/^conv2d: groups must divide .*-1$/),
      refused(/^conv2d: .*bias.*\[2\]/),
      refused(/^conv2d: .*bias.*\[3, 1\]/),
      refused(/^conv2d: .*stride.*0/),
      refused(new RegExp(`^conv2d: .*stride.*${broken}`)),
      refused(/^conv2d: .*stride.*1, 0/),
      refused(/^conv2d: .*padding.*-1/),
      refused(/^conv2d: .*padding.*0, -1/),
      refused(new RegExp(`^conv2d: .*padding.*${broken}`)),
      refused(/^conv2d: .*dilation.*0/),
      refused(/^conv2d: .*stride.*1, 1, 1/),
      refused(/^outputSize: .*4.*3/),
      ...[null, null, null],
    ]);
  },
);

/** Windows whose large numbers cancel, in one channel and over two: whole numbers, so that what is left is exact. */
function cancelling(inputs: Inputs): Convolution[] {
  const large = 2 ** 25 * inputs.integer(1, 9);
  const odd = [3, 5, 7].map((least) => least + 2 * inputs.integer(0, 9));
  const huge = 2 ** (100 + inputs.integer(0, 9));
  return [
    {
      x: { shape: [1, 1, 3, 3], values: odd.flatMap((value) => [large, value, large]) },
      weight: { shape: [1, 1, 1, 3], values: [1, 1, -1] },
    },
    {
      x: { shape: [1, 3, 1, 3], values: [...odd.map(() => large), ...odd, ...odd.map(() => -large)] },
      weight: { shape: [1, 3, 1, 1], values: [1, 1, 1] },
    },
    // Beyond what float32 holds at all.
    {
      x: { shape: [1, 1, 3, 3], values: odd.flatMap((value) => [huge, value, huge]) },
      weight: { shape: [1, 1, 1, 3], values: [huge, 0, -huge] },
    },
  ];
}
