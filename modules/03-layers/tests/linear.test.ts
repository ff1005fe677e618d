import { Variable } from "@tinytorch/autograd";
import { Generator, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { gradientOf, refusal, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Linear } from "../src/index.ts";

/** W with three inputs and two outputs, and b, in place of what the layer draws. */
const parameter = (initial: Tensor) =>
  initial.ndim === 1
    ? tensor([10, 20])
    : tensor([
        [1, 0, 2],
        [0, 3, 1],
      ]);

const layer = (bias = true) => new Linear(3, 2, { generator: new Generator(1), parameter, bias });

describe("Linear", () => {
  test("x = [1, 1, 1]: 1 + 0 + 2 + 10 = 13 and 0 + 3 + 1 + 20 = 24", () => {
    expect(
      layer()
        .forward(tensor([1, 1, 1]))
        .toArray(),
    ).toEqual([13, 24]);
  });

  test("a batch of two: each row by itself", () => {
    const x = tensor([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(layer().forward(x).toArray()).toEqual([
      [11, 20],
      [10, 23],
    ]);
  });

  test("a batch of sequences [4, 5, 3] gives [4, 5, 2]", () => {
    expect(layer().forward(zeros([4, 5, 3])).shape).toEqual([4, 5, 2]);
  });

  test("without bias: 1 + 0 + 2 = 3 and 0 + 3 + 1 = 4, and W alone is a parameter", () => {
    const plain = layer(false);
    expect(plain.forward(tensor([1, 1, 1])).toArray()).toEqual([3, 4]);
    expect(plain.bias).toBe(null);
    expect(plain.parameters()).toEqual([plain.weight]);
  });

  test("parameters() lists W and b themselves, [2, 3] and [2]", () => {
    const drawn = new Linear(3, 2, { generator: new Generator(1), parameter: (initial) => initial });
    expect(drawn.parameters().map(({ shape }) => shape)).toEqual([[2, 3], [2]]);
    expect(drawn.parameters()[0]).toBe(drawn.weight);
    expect(drawn.parameters()[1]).toBe(drawn.bias);
  });

  test("W and b start between −1/√in and 1/√in: with 25 inputs, −0.2 and 0.2", () => {
    const drawn = new Linear(25, 40, { generator: new Generator(2), parameter: (initial) => initial });
    for (const values of drawn.parameters().map(valuesOf)) {
      expect(Math.max(...values)).toBeLessThanOrEqual(0.2000001);
      expect(Math.max(...values)).toBeGreaterThan(0.15);
      expect(Math.min(...values)).toBeLessThan(-0.15);
    }
  });

  test("on variables the same layer learns: of y₁ + y₂ the gradient by W is x, twice, and by b it is 1", () => {
    const learning = new Linear(3, 2, {
      generator: new Generator(1),
      parameter: (initial) => new Variable(initial),
    });
    learning
      .forward(new Variable([5, 6, 7]))
      .sum()
      .backward();
    expect(learning.parameters().map(gradientOf)).toEqual([
      [5, 6, 7, 5, 6, 7],
      [1, 1],
    ]);
  });

  test("[4, 2] is refused by a layer of three inputs", () => {
    const message = refusal(() => layer().forward(zeros([4, 2])));
    expect(message).toBe("Linear: the input's last size must be 3, got [4, 2]");
  });
});
