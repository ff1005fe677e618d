import { Variable } from "@tinytorch/autograd";
import { Generator, ones, randn, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { ConvTranspose1d, ConvTranspose2d, convTranspose1d, convTranspose2d } from "./conv-transpose.ts";
import { conv2d } from "./convolution.ts";

const generator = () => new Generator(4);
const drawn = () => ({ generator: generator() });
const untyped = (options: object) => Object({ ...drawn(), ...options });

describe("transposed convolutions", () => {
  test("kernels are put down side by side, and add up where they overlap", () => {
    const x = tensor([[[[1, 2]]]]);
    const kernel = tensor([[[[1, 10]]]]);
    expect(convTranspose2d(x, kernel, null, { stride: [1, 2] }).data.toArray()).toEqual([[[[1, 10, 2, 20]]]]);
    expect(convTranspose2d(x, kernel).data.toArray()).toEqual([[[[1, 12, 20]]]]);
  });

  test("they are what a convolution does to gradients", () => {
    const [x, kernels] = [new Variable(randn([2, 4, 5, 6], drawn())), randn([6, 2, 3, 2], drawn())];
    const options = { stride: [2, 1], padding: [1, 0], dilation: [1, 2], groups: 2 } as const;
    const y = conv2d(x, kernels, null, options);
    const g = randn(y.shape, drawn());
    y.backward(g);
    const back = convTranspose2d(g, kernels, null, options);
    expect(
      back.data
        .sub(x.grad?.data ?? 0)
        .abs()
        .max()
        .item(),
    ).toBeLessThan(1e-5);
  });

  test("parameters start as U(−1/√n, 1/√n) with n elements in a kernel of an input channel, the weights drawn first", () => {
    const layer = new ConvTranspose2d(16, 8, [3, 2], { ...drawn(), groups: 2 });
    expect(layer.weight.shape).toEqual([16, 4, 3, 2]);
    const bound = 1 / Math.sqrt(4 * 3 * 2);
    const largest = layer.weight.data.abs().max().item();
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.95 * bound);
    expect(layer.bias?.data.abs().max().item()).toBeLessThanOrEqual(bound);
    expect(layer.weight.data.data[0]).toBeCloseTo(generator().uniform(-bound, bound), 6);
    const line = new ConvTranspose1d(2, 3, 4, { ...drawn(), bias: false });
    expect([line.weight.shape, line.bias]).toEqual([[2, 3, 4], null]);
    expect(line.weight.data.abs().max().item()).toBeLessThanOrEqual(1 / Math.sqrt(12));
  });

  test("options are the layer's own, whatever becomes of the caller's", () => {
    const stride: [number, number] = [2, 2];
    const layer = new ConvTranspose2d(1, 1, 2, { ...drawn(), stride });
    stride[0] = 1;
    expect(layer.forward(zeros([1, 1, 2, 2])).shape).toEqual([1, 1, 4, 4]);
  });

  const [images, kernels] = [zeros([1, 4, 3, 3]), zeros([4, 2, 2, 2])];
  test.each<[string, () => unknown, string]>([
    [
      "sequences",
      () => convTranspose2d(zeros([1, 4, 3]), kernels),
      "convTranspose2d: images must be [N, C, height, width]",
    ],
    [
      "other channels",
      () => convTranspose2d(zeros([1, 3, 3, 3]), kernels),
      "convTranspose2d: kernels must be [C, O/groups, …] for an input [N, C, …], with a bias [O], got [4, 2, 2, 2] for [1, 3, 3, 3]",
    ],
    ["groups that do not divide", () => convTranspose2d(images, kernels, null, { groups: 3 }), "in 3 groups"],
    [
      "half a group",
      () => convTranspose2d(images, kernels, null, { groups: 0.5 }),
      "groups must be a whole number ≥ 1, got 0.5",
    ],
    ["another bias", () => convTranspose2d(images, kernels, zeros([3])), "with a bias [3]"],
    [
      "a large output padding",
      () => convTranspose2d(images, kernels, null, { stride: 2, outputPadding: [1, 2] }),
      "outputPadding must be smaller than the stride or the dilation, got [1, 2] for [2, 2] and [1, 1]",
    ],
    [
      "nothing left",
      () => convTranspose2d(ones([1, 4, 1, 1]), kernels, null, { padding: 1 }),
      "something must be left of the output, got [0, 0] from [1, 4, 1, 1]",
    ],
    [
      "a stride of 0",
      () => convTranspose2d(images, kernels, null, { stride: 0 }),
      "stride must be a whole number ≥ 1, one or two, got [0, 0]",
    ],
    [
      "a stride of two numbers",
      () => convTranspose1d(zeros([1, 4, 3]), zeros([4, 2, 2]), null, Object({ stride: [1, 2] })),
      "convTranspose1d: stride must be a whole number ≥ 1, got [1, 2]",
    ],
    [
      "a layer without channels",
      () => new ConvTranspose2d(0, 1, 2, drawn()),
      "ConvTranspose2d: inChannels must be a whole number ≥ 1, got 0",
    ],
    [
      "a layer of such groups",
      () => new ConvTranspose2d(4, 3, 2, untyped({ groups: 2 })),
      "groups must divide both numbers of channels, got 2 groups of 4 -> 3",
    ],
    [
      "a layer with such padding",
      () => new ConvTranspose2d(4, 3, 2, untyped({ outputPadding: 1 })),
      "ConvTranspose2d: outputPadding must be smaller",
    ],
    [
      "a layer with a negative padding",
      () => new ConvTranspose1d(4, 3, 2, untyped({ padding: -1 })),
      "ConvTranspose1d: padding must be a whole number ≥ 0",
    ],
  ])("%s is refused", (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
