import { Variable } from "@tinytorch/autograd";
import { Generator, type Tensor, tensor } from "@tinytorch/tensor";
import { refusal, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Conv2d, type ConvLayerOptions, conv2d } from "../src/index.ts";

const x = tensor([
  [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ],
]);

/** Options of a layer on tensors whose numbers come from a seed. */
function seeded(seed: number): ConvLayerOptions<Tensor> {
  return { generator: new Generator(seed), parameter: (initial) => initial };
}

describe("Conv2d", () => {
  test("weights 1, 10 and bias 100: 1 + 20 + 100 = 121, 132; below 154, 165", () => {
    const layer = new Conv2d<Tensor>(1, 1, [1, 2], {
      generator: new Generator(1),
      parameter: (initial) => (initial.ndim === 1 ? tensor([100]) : tensor([[[[1, 10]]]])),
    });
    expect(layer.forward(x)).toBeAllClose([
      [
        [
          [121, 132],
          [154, 165],
        ],
      ],
    ]);
  });

  test("it gives the numbers of conv2d, with any options", () => {
    const options = { stride: [2, 1], padding: 1, dilation: [1, 2], groups: 2 } as const;
    const layer = new Conv2d(4, 6, 2, { ...options, ...seeded(3) });
    const images = tensor(
      Array.from({ length: 2 * 4 * 5 * 6 }, (_, index) => Math.sin(index)),
      { shape: [2, 4, 5, 6] },
    );
    const bias = layer.bias ?? tensor([0]);
    expect(layer.forward(images)).toBeAllClose(conv2d(images, layer.weight, { ...options, bias }), {
      atol: 1e-6,
    });
  });

  test("3 to 8 channels with a window of 5: 8 · 3 · 5 · 5 weights and 8 biases", () => {
    const layer = new Conv2d(3, 8, 5, seeded(1));
    expect(layer.parameters().map(({ shape }) => shape)).toEqual([[8, 3, 5, 5], [8]]);
    expect(new Conv2d(3, 8, 5, { ...seeded(1), bias: false }).parameters()).toHaveLength(1);
  });

  test("one output sees 4 · 2 · 2 = 16 numbers, so everything starts within ±1/√16 = ±0.25", () => {
    const layer = new Conv2d(4, 50, 2, seeded(7));
    const values = layer.parameters().flatMap((one) => valuesOf(one));
    expect(Math.max(...values)).toBeLessThanOrEqual(0.25);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.25);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.45);
  });

  test("made of variables it learns: the gradient of a weight of a sum is the sum of what it saw", () => {
    const layer = new Conv2d<Variable>(1, 1, [1, 2], {
      generator: new Generator(1),
      parameter: (initial) => new Variable(initial),
    });
    layer.forward(new Variable(x)).sum().backward();
    // The left weight saw 1, 2, 4 and 5, the right one 2, 3, 5 and 6; the bias was added four times.
    expect(layer.weight.grad).toBeAllClose([[[[12, 16]]]]);
    expect(layer.bias?.grad).toBeAllClose([4]);
  });

  test("images with other channels are refused: Conv2d: images must be [N, 2, H, W], got [1, 1, 2, 3]", () => {
    const layer = new Conv2d(2, 1, 1, seeded(1));
    expect(refusal(() => layer.forward(x))).toBe("Conv2d: images must be [N, 2, H, W], got [1, 1, 2, 3]");
  });
});
