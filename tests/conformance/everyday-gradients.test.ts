import { einsum, Variable, where } from "@tinytorch/autograd";
import { Generator, type Tensor, tensor } from "@tinytorch/tensor";
import { gradcheck } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { gradcheckAgain } from "./gradcheck-again.ts";
import { libraryAdapter } from "./library-adapter.ts";
import { seededVariable } from "./seeded-variable.ts";

type Case = readonly [name: string, fn: (...inputs: Variable[]) => Variable, inputs: readonly Variable[]];

const generator = new Generator(21);
const normal = (...shape: number[]) => seededVariable(generator, shape);
const float64 = (values: number[] | number[][]) => new Variable(tensor(values, { dtype: "float64" }));
const int32 = (values: number[][]) => tensor(values, { dtype: "int32" });

const withZeros = () =>
  float64([
    [2, 0, 3],
    [0, 0, 5],
    [1, -2, 0.5],
  ]);

const reductions: Case[] = ([undefined, 0, -1, [0, 2]] as const).flatMap((dim) =>
  [false, true].flatMap((keepdim) => {
    const over = `${JSON.stringify(dim) ?? "all"}${keepdim ? ", keepdim" : ""}`;
    return [
      [`prod over ${over}`, (x) => x.prod(dim, { keepdim }), [normal(3, 3, 2)]],
      [`std over ${over}`, (x) => x.std(dim, { keepdim, correction: 0.5 }), [normal(2, 3, 2)]],
      ...[0.5, 1, 1.5, 2, 3, -1, Infinity, -Infinity].map(
        (p): Case => [`norm ${p} over ${over}`, (x) => x.norm(p, dim, { keepdim }), [normal(2, 3, 2)]],
      ),
    ] satisfies Case[];
  }),
);

const others: Case[] = [
  ["prod at zeros", (x) => x.prod(1), [withZeros()]],
  ["prod of all at a zero", (x) => x.prod(), [float64([2, 0, 3, -1, 4])]],
  ["cumprod at zeros", (x) => x.cumprod(1), [withZeros()]],
  ["cumprod", (x) => x.cumprod(0), [normal(5, 2)]],
  ["norm where it is too small to be squared", (x) => x.mul(1e-200).norm().mul(1e200), [normal(3)]],
  ["norm where it is too large to be squared", (x) => x.mul(1e200).norm(3, 0).mul(1e-200), [normal(3, 2)]],
  ["frac", (x) => x.frac().square(), [normal(2, 3)]],
  [
    "floor, ceil, round, trunc and sign",
    (x) => x.add(x.floor().mul(x.ceil()).add(x.round()).mul(x.trunc()).add(x.sign())),
    [normal(5)],
  ],
  ["sort", (x) => x.sort(0).values.mul(x), [normal(4, 3)]],
  ["sort, descending", (x) => x.sort(-1, { descending: true }).values.square(), [normal(4, 3)]],
  ["topk", (x) => x.topk(2, 0, { largest: false }).values.square(), [normal(4, 3)]],
  [
    "split",
    (x) => {
      const [a, b] = x.split([1, 3], 1);
      return a.mul(b);
    },
    [normal(2, 4)],
  ],
  [
    "chunk",
    (x) => {
      const [a, b] = x.chunk(2, -1);
      return a.mul(b);
    },
    [normal(2, 4)],
  ],
  ["repeat", (x) => x.repeat([2, 1, 3]).mul(x.repeat([1, 3])), [normal(2, 3)]],
  ["tile", (x) => x.tile([2]).square(), [normal(2, 3)]],
  ["roll", (x) => x.roll(1).mul(x.roll([1, -1], [0, 1])), [normal(2, 3)]],
  [
    "scatter",
    (x, s) =>
      x
        .scatter(
          1,
          int32([
            [0, 2],
            [1, 0],
          ]),
          s,
        )
        .square(),
    [normal(2, 3), normal(2, 2)],
  ],
  [
    "scatter, several to one place",
    (x, s) =>
      x
        .scatter(
          1,
          int32([
            [0, 0],
            [1, 1],
          ]),
          s,
        )
        .square(),
    [normal(2, 3), normal(2, 2)],
  ],
  ["scatter of a number", (x) => x.scatter(0, int32([[1, 0, 1]]), 3).square(), [normal(2, 3)]],
  [
    "scatterAdd",
    (x, s) =>
      x
        .scatterAdd(
          0,
          int32([
            [1, 1],
            [1, 0],
          ]),
          s,
        )
        .square(),
    [normal(2, 3), normal(3, 2)],
  ],
  ["maskedSelect", (x) => x.maskedSelect(tensor([[true, false, true]])).square(), [normal(2, 3)]],
  ["outer", (x, y) => x.outer(y), [normal(2), normal(3)]],
  ["dot", (x, y) => x.dot(y), [normal(3), normal(3)]],
  ["where with a number", (x) => where(tensor([true, false, true]), x, 2).square(), [normal(3)]],
  ["add with alpha", (x, y) => x.add(y, { alpha: -3 }), [normal(2, 3), normal(3)]],
];

const sums: Case[] = (
  [
    ["ij,jk->ik", [2, 3], [3, 2]],
    ["...ij,...jk->...ik", [2, 1, 2, 3], [2, 3, 2]],
    ["ii->", [3, 3]],
    ["iji->j", [2, 3, 2]],
    ["bi,bj,bk->bijk", [2, 2], [2, 3], [2, 2]],
    ["bn,anm,bm->ba", [2, 3], [2, 3, 2], [2, 2]],
    ["ij,ij->i", [2, 1], [2, 3]],
    ["i,j->", [2], [3]],
  ] as const
).map(([equation, ...shapes]) => [
  `einsum ${equation}`,
  (...operands) => einsum(equation, ...operands),
  shapes.map((shape) => normal(...shape)),
]);

describe("gradients agree with central differences at every index", () => {
  for (const [name, fn, inputs] of [...reductions, ...others, ...sums]) {
    test(name, () => gradcheck(fn, inputs, libraryAdapter));
    test(`${name}, and of gradients`, () => gradcheckAgain(fn, inputs));
  }
});

function gradientOf(fn: (x: Variable) => Variable, values: number[] | number[][]): unknown {
  const x = new Variable(values);
  fn(x).sum().backward();
  return x.grad?.data.toArray();
}

describe("gradients where the derivative is a convention", () => {
  test("norms and deviations are flat at 0", () => {
    for (const p of [0, 0.5, 1, 2, 3, Infinity])
      expect(
        gradientOf((x) => x.norm(p), [0, 0]),
        String(p),
      ).toEqual([0, 0]);
    expect(gradientOf((x) => x.std(), [3, 3, 3])).toEqual([0, 0, 0]);
  });

  test("the largest of equal sizes share the gradient of their norm", () => {
    expect(gradientOf((x) => x.norm(Infinity), [2, -2, 1])).toEqual([0.5, -0.5, 0]);
    expect(gradientOf((x) => x.norm(-Infinity), [2, -1, 1])).toEqual([0, -0.5, 0.5]);
    expect(gradientOf((x) => x.sum().norm(Infinity), [-3])).toEqual([-1]);
  });

  test("steps have no slope, even where what arrives is infinite", () => {
    for (const step of ["floor", "ceil", "round", "trunc", "sign"] as const)
      expect(
        gradientOf((x) => x[step]().mul(Infinity), [1.5, -2]),
        step,
      ).toEqual([0, 0]);
  });

  test("of several elements for one place the one that stays has the gradient", () => {
    const source = new Variable([[1, 2, 3]]);
    new Variable([[0, 0]])
      .scatter(1, int32([[1, 0, 1]]), source)
      .sum()
      .backward();
    expect(source.grad?.data.toArray()).toEqual([[0, 1, 1]]);
  });

  test("equal elements are told apart by their order", () => {
    expect(gradientOf((x) => x.topk(1).values, [5, 5, 1])).toEqual([1, 0, 0]);
    expect(gradientOf((x) => x.sort().values.slice(0, 0, 2), [5, 1, 5])).toEqual([1, 1, 0]);
  });
});

test("what float32 holds has a norm, however large or small its square", () => {
  const norms: readonly (readonly [values: number[], p: number, norm: number, gradient: number[]])[] = [
    [[3e30, -4e30], 2, 5e30, [0.6, -0.8]],
    [[3e-30, -4e-30], 2, 5e-30, [0.6, -0.8]],
    [[1e20, 1e20], 3, 2 ** (1 / 3) * 1e20, [4 ** (-1 / 3), 4 ** (-1 / 3)]],
    [[1e-37, 0], 2, 1e-37, [1, 0]],
    [[1e30, 2e30], -3, 1e30 * (9 / 8) ** (-1 / 3), [(9 / 8) ** (-4 / 3), (9 / 8) ** (-4 / 3) / 16]],
  ];
  for (const [values, p, norm, gradient] of norms) {
    const x = new Variable(values);
    const y = x.norm(p);
    y.backward();
    const relative = (a: Tensor, b: number[]) => Array.from(a.data, (value, i) => value / Math.fround(b[i] || 1));
    for (const ratio of relative(y.data.reshape([1]), [norm])) expect(ratio).toBeCloseTo(1, 5);
    for (const [i, value] of Array.from(x.grad?.data.data ?? []).entries()) expect(value).toBeCloseTo(gradient[i], 5);
  }
});
