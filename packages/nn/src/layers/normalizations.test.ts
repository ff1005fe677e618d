import { Variable } from "@tinytorch/autograd";
import { Generator, ones, randn, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { GroupNorm, groupNorm } from "./group-norm.ts";
import { InstanceNorm1d, InstanceNorm2d } from "./instance-norm.ts";
import { RMSNorm, rmsNorm } from "./rms-norm.ts";

const generator = () => new Generator(6);

describe("normalizations", () => {
  test("groups of channels come to mean 0 and variance 1", () => {
    const y = new GroupNorm(2, 4, { dtype: "float64", eps: 0 }).forward(
      randn([3, 4, 5], { generator: generator(), dtype: "float64" }),
    ).data;
    const groups = y.reshape([3, 2, 10]);
    for (const mean of groups.mean(2).data) expect(mean).toBeCloseTo(0, 12);
    for (const square of groups.square().mean(2).data) expect(square).toBeCloseTo(1, 12);
  });

  test("weights start as 1 and biases as 0, where there are any", () => {
    const layer = new GroupNorm(1, 3);
    expect([layer.weight?.data.toArray(), layer.bias?.data.toArray()]).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ]);
    expect(new GroupNorm(1, 3, { affine: false }).parameters()).toEqual([]);
    expect(new InstanceNorm1d(3).parameters()).toEqual([]);
    expect(new InstanceNorm1d(3, { affine: true }).weight?.data.toArray()).toEqual([1, 1, 1]);
    expect(new RMSNorm([2, 2]).weight?.data.toArray()).toEqual(ones([2, 2]).toArray());
    expect(new RMSNorm(2, { elementwiseAffine: false }).parameters()).toEqual([]);
  });

  test("the mean of squares of large numbers is that of small ones, although their squares are no float32", () => {
    const small = tensor([
      [1, 2, -4, 9],
      [1, 1, 1, 1],
    ]);
    const scales = tensor([[1e25], [1]]);
    const [expected, seen] = [small, small.mul(scales)].map((values) => {
      const x = new Variable(values);
      const y = rmsNorm(x, [4], { eps: 0 });
      y.backward(
        tensor([
          [1, 0, 2, 0],
          [3, 0, 0, 0],
        ]),
      );
      return [y.data, x.grad?.data ?? zeros([1])] as const;
    });
    expect(seen[0].sub(expected[0]).abs().max().item()).toBeLessThan(1e-6);
    expect(seen[1].mul(scales).sub(expected[1]).abs().max().item()).toBeLessThan(1e-6);
  });

  test("one sample's statistics are not another's, and none move while nothing is tracked", () => {
    const layer = new InstanceNorm2d(1);
    const x = randn([2, 1, 3, 3], { generator: generator() });
    const alone = layer.forward(x.slice(0, 0, 1)).data.toArray();
    expect(layer.forward(x).data.slice(0, 0, 1).toArray()).toEqual(alone);
    expect(layer.eval().forward(x).data.slice(0, 0, 1).toArray()).toEqual(alone);
    expect(layer.namedBuffers()).toEqual([]);
  });

  test.each<[string, () => unknown, string]>([
    ["groups that do not divide", () => new GroupNorm(2, 3), "GroupNorm: groups must divide the channels, got 2 and 3"],
    [
      "other channels",
      () => new GroupNorm(1, 3).forward(zeros([1, 4])),
      "GroupNorm(1, 3): the input must have 3 channels second, got [1, 4]",
    ],
    [
      "an input without channels",
      () => groupNorm(zeros([4]), 1),
      "groupNorm: the input must be [N, C, …] with channels that 1 groups divide, got [4]",
    ],
    [
      "a weight for each element",
      () => groupNorm(zeros([1, 2, 2]), 1, { weight: ones([2, 2]) }),
      "groupNorm: weight and bias must be [2], got [2, 2]",
    ],
    ["a negative ε", () => groupNorm(zeros([1, 2]), 1, { eps: -1 }), "groupNorm: eps must be a number ≥ 0, got -1"],
    [
      "one value to train on",
      () => new InstanceNorm1d(2).forward(zeros([3, 2, 1])),
      "InstanceNorm1d: training needs more than one value for each channel, got [3, 2, 1]",
    ],
    [
      "images as sequences",
      () => new InstanceNorm1d(2).forward(zeros([3, 2, 2, 2])),
      "InstanceNorm1d(2): the input must have 3 dimensions, with 2 channels second",
    ],
    ["another shape", () => rmsNorm(zeros([2, 3]), [2]), "rmsNorm: the input's last sizes must be [2], got [2, 3]"],
    [
      "another weight",
      () => rmsNorm(zeros([2, 3]), [3], { weight: ones([2]) }),
      "rmsNorm: weight must have the shape [3], got [2]",
    ],
    ["no size", () => new RMSNorm([]), "RMSNorm: normalizedShape must have at least one size, got []"],
  ])("%s is refused", (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
