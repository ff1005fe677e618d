import { type Arithmetic, type Tensor, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { apply, Variable } from "../src/index.ts";

/** The gradient of one variable after `backward` of what a function makes of it. */
function gradientOf(
  values: ConstructorParameters<typeof Variable>[0],
  f: (x: Variable) => Variable,
): Variable | null {
  const x = new Variable(values);
  f(x).sum().backward();
  return x.grad;
}

describe("apply", () => {
  test("an operation of your own: 4³ = 64, and its slope 3 · 4² = 48", () => {
    const cube = {
      name: "cube",
      reads: "inputs" as const,
      forward: (x: Tensor) => x.mul(x).mul(x),
      gradient: (g: Tensor, [x]: readonly Tensor[]) => [g.mul(x).mul(x).mul(3)],
    };
    const x = new Variable(4);
    const y = apply(cube, [x]);
    y.backward();
    expect(y).toBeAllClose(64);
    expect(x.grad).toBeAllClose(48);
  });

  test("who gave the list of parents may go on with it: 3² = 9, and its slope is still 2 · 3 = 6", () => {
    const square = {
      name: "square",
      reads: "inputs" as const,
      forward: (x: Tensor) => x.mul(x),
      gradient: (g: Tensor, [x]: readonly Tensor[]) => [g.mul(x).mul(2)],
    };
    const x = new Variable(3);
    const parents = [x];
    const y = apply(square, parents);
    parents[0] = new Variable(100);
    y.backward();
    expect(x.grad).toBeAllClose(6);
  });

  test("of constants comes a constant", () => {
    const constant = new Variable(4, { requiresGrad: false });
    const y = constant.add(1);
    expect(y.requiresGrad).toBe(false);
    expect(y.step).toBe(null);
  });
});

describe("Variable", () => {
  test("y = 2 · 3 + 2: the gradient of 2 is 3 + 1 = 4, that of 3 is 2", () => {
    const [a, b] = [new Variable(2), new Variable(3)];
    a.mul(b).add(a).backward();
    expect(a.grad).toBeAllClose(4);
    expect(b.grad).toBeAllClose(2);
  });

  test("x · x at 3: both factors are x, 3 + 3 = 6", () => {
    expect(gradientOf(3, (x) => x.mul(x))).toBeAllClose(6);
  });

  test("a second backward adds: 6 + 6 = 12, and zeroGrad starts again from null", () => {
    const x = new Variable(3);
    const y = x.mul(x);
    y.backward();
    y.backward();
    expect(x.grad).toBeAllClose(12);
    x.zeroGrad();
    expect(x.grad).toBe(null);
  });

  test("detach: x · (x as a constant) at 3 has the gradient 3", () => {
    expect(gradientOf(3, (x) => x.mul(x.detach()))).toBeAllClose(3);
  });

  test("more than one number needs a gradient to start from", () => {
    const y = new Variable([1, 2]).mul(2);
    expect(() => y.backward()).toThrow("[2]");
  });

  test("add and sub pass on 1 and −1: 5 − x", () => {
    expect(
      gradientOf([1, 2], (x) => new Variable([5, 5], { requiresGrad: false }).sub(x).add(x).sub(x)),
    ).toBeAllClose([-1, -1]);
  });

  test("a bias [2] added to three rows is used three times", () => {
    const rows = tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(gradientOf([0, 0], (bias) => bias.add(rows))).toBeAllClose([3, 3]);
  });

  test("6 / x at 2: −6/2² = −1.5", () => {
    const six = new Variable(6, { requiresGrad: false });
    expect(gradientOf(2, (x) => six.div(x))).toBeAllClose(-1.5);
  });

  test("x³ at 2: 3 · 2² = 12, and 2ˣ at 0: 2⁰ · log 2 = 0.693", () => {
    const two = new Variable(2, { requiresGrad: false });
    expect(gradientOf(2, (x) => x.pow(3))).toBeAllClose(12);
    expect(gradientOf(0, (x) => two.pow(x))).toBeAllClose(Math.LN2, { rtol: 1e-6 });
  });

  test("maximum with 0 passes on what is above, nothing below, and half at 0", () => {
    expect(gradientOf([3, -3, 0], (x) => x.maximum(0))).toBeAllClose([1, 0, 0.5]);
  });

  test("neg, exp, log and sqrt: −1, e⁰ = 1, 1/4, 1/(2 · √4) = 0.25", () => {
    expect(gradientOf(4, (x) => x.neg())).toBeAllClose(-1);
    expect(gradientOf(0, (x) => x.exp())).toBeAllClose(1);
    expect(gradientOf(4, (x) => x.log())).toBeAllClose(0.25);
    expect(gradientOf(4, (x) => x.sqrt())).toBeAllClose(0.25);
  });

  test("the sum of the rows' means, doubled: each of three numbers gets 2/3", () => {
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const share = 2 / 3;
    expect(gradientOf(rows, (x) => x.mean(1).mul(2))).toBeAllClose([
      [share, share, share],
      [share, share, share],
    ]);
  });

  test("max over a row: the largest alone, of two the first", () => {
    const rows = [
      [1, 5, 2],
      [4, 0, 4],
    ];
    expect(gradientOf(rows, (x) => x.max(1))).toBeAllClose([
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });

  test("[1, 2] @ [[3], [4]]: the left gets [3, 4], the right [[1], [2]]", () => {
    const [a, b] = [new Variable([[1, 2]]), new Variable([[3], [4]])];
    a.matmul(b).backward(tensor([[1]]));
    expect(a.grad).toBeAllClose([[3, 4]]);
    expect(b.grad).toBeAllClose([[1], [2]]);
  });

  test("transpose and reshape take the gradient back to its place", () => {
    const weights = tensor([
      [1, 2],
      [3, 4],
    ]);
    const square = [
      [0, 0],
      [0, 0],
    ];
    expect(gradientOf(square, (x) => x.transpose(0, 1).mul(weights))).toBeAllClose([
      [1, 3],
      [2, 4],
    ]);
    expect(gradientOf([0, 0, 0, 0], (x) => x.reshape([2, 2]).mul(weights))).toBeAllClose([1, 2, 3, 4]);
  });

  test("a window of 2 over 3 × 3: a corner is seen once, the middle four times", () => {
    const image = tensor([0, 0, 0, 0, 0, 0, 0, 0, 0], { shape: [1, 1, 3, 3] });
    expect(gradientOf(image, (x) => x.unfold2d(2))).toBeAllClose([
      [
        [
          [1, 2, 1],
          [2, 4, 2],
          [1, 2, 1],
        ],
      ],
    ]);
  });

  test("a layer written for tensors learns: (2 · 3 + 1)² has the slope 2 · 7 · 3 = 42 by the weight", () => {
    function layer<T extends Arithmetic<T>>(x: T, weight: T, bias: T): T {
      return x.mul(weight).add(bias).pow(2);
    }
    const [x, weight, bias] = [3, 2, 1].map((value) => tensor(value));
    const learning = new Variable(weight);
    const y = layer(new Variable(x, { requiresGrad: false }), learning, new Variable(bias));
    y.backward();
    expect(y).toBeAllClose(layer(x, weight, bias));
    expect(learning.grad).toBeAllClose(42);
  });

  test("a change in place between forward and backward is refused", () => {
    const x = new Variable([2]);
    const y = x.mul(x);
    x.data.add_(1);
    expect(() => y.backward()).toThrow("in place");
  });
});
