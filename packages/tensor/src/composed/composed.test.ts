import { describe, expect, test } from "vitest";
import { arange, tensor, zeros } from "../index.ts";

const grid = () => arange(6).reshape([2, 3]);

describe("products", () => {
  test("over some dimensions or all, of views, and 1 of nothing", () => {
    const x = grid().add(1);
    expect(x.prod().item()).toBe(720);
    expect(x.prod(0).toArray()).toEqual([4, 10, 18]);
    expect(x.t().prod(0, { keepdim: true }).toArray()).toEqual([[6, 120]]);
    expect(x.prod([0, 1], { keepdim: true }).toArray()).toEqual([[720]]);
    expect(zeros([0, 2]).prod(0).toArray()).toEqual([1, 1]);
    expect(zeros([0, 2]).prod(1).shape).toEqual([0]);
    const row = tensor([[2, 3]]);
    row.prod(0).fill_(0);
    expect(row.toArray()).toEqual([[2, 3]]);
  });

  test("whole numbers wrap round, and truth values are counted as them", () => {
    const whole = tensor([123456789, 987654321, 3], { dtype: "int32" });
    expect(whole.prod().item()).toBe(Math.imul(Math.imul(123456789, 987654321), 3));
    const truths = tensor([true, true]);
    expect([truths.prod().dtype, truths.prod().item()]).toEqual(["int32", 1]);
    expect(tensor([true, false, true]).cumprod(0).toArray()).toEqual([1, 0, 0]);
  });

  test("what is too large or too small for a float32 on the way does not spoil a product that is not", () => {
    const [small, large] = [tensor([1e-30, 1e30, 1e30]), tensor([1e30, 1e-30, 1e-30])];
    const rounded = (values: number[]) => values.map((value) => expect.closeTo(value, 5));
    expect([...small.cumprod(0).div(tensor([1e-30, 1, 1e30])).data]).toEqual(rounded([1, 1, 1]));
    expect([...large.cumprod(0).div(tensor([1e30, 1, 1e-30])).data]).toEqual(rounded([1, 1, 1]));
    expect(tensor([1e30, 1e30, 1e-30, 1e-30, 3]).prod().item()).toBeCloseTo(3, 5);
    expect(small.prod().dtype).toBe("float32");
  });

  test("cumprod is a copy even of one element", () => {
    const x = tensor([5]);
    x.cumprod(0).fill_(0);
    expect(x.item()).toBe(5);
    expect(arange(1, 9).cumprod(0).toArray()).toEqual([1, 2, 6, 24, 120, 720, 5040, 40320]);
  });

  test("outer and dot take vectors alone", () => {
    expect(
      tensor([1, 2])
        .outer(tensor([3, 4, 5]))
        .toArray(),
    ).toEqual([
      [3, 4, 5],
      [6, 8, 10],
    ]);
    expect(
      tensor([1, 2])
        .dot(tensor([3, 4]))
        .toArray(),
    ).toBe(11);
    expect(() => tensor([1, 2]).dot(tensor([1]))).toThrow("dot: both must be vectors of one size, got [2] and [1]");
    expect(() => tensor([1, 2]).outer(zeros([1, 1]))).toThrow("outer: both must be vectors, got [2] and [1, 1]");
  });
});

describe("norms and deviations", () => {
  test("a deviation is right where a distance, or the sum of all, is no float32", () => {
    const far = tensor([2.5e38, 2.5e38, -2.5e38, -2.5e38]);
    expect(far.std().item() / 2.5e38).toBeCloseTo(Math.sqrt(4 / 3), 5);
    expect(far.std(0, { keepdim: true, correction: 0 }).div(2.5e38).toArray()).toEqual([1]);
  });

  test("p counts, sums, or chooses", () => {
    const x = tensor([3, -4, 0]);
    expect([0, 1, 2, Infinity, -Infinity].map((p) => x.norm(p).item())).toEqual([2, 7, 5, 4, 0]);
    expect(
      tensor([
        [3, 4],
        [0, 0],
      ])
        .norm(2, 1, { keepdim: true })
        .toArray(),
    ).toEqual([[5], [0]]);
  });

  test("what is not a number or a float is refused", () => {
    expect(() => tensor([1]).norm(Number.NaN)).toThrow(
      "norm: p must be a number, Infinity and -Infinity among them, got NaN",
    );
    expect(() => tensor([1], { dtype: "int32" }).norm()).toThrow("norm: elements must be floats, got int32");
    expect(() => zeros([0]).norm(-1)).toThrow("norm: there must be elements for p = -1, got [0]");
    expect(() => zeros([0]).norm(Infinity)).toThrow("norm: there must be elements for p = Infinity, got [0]");
    expect(zeros([0]).norm().item()).toBe(0);
  });

  test("infinity has an infinite norm, and a NaN none", () => {
    for (const p of [0.5, 1, 2, 3, Infinity]) {
      expect(tensor([-Infinity, 1]).norm(p).item(), String(p)).toBe(Infinity);
      expect(tensor([Number.NaN, 1]).norm(p).item(), String(p)).toBeNaN();
    }
  });

  test("std is the root of var, and refused by its own name", () => {
    expect(tensor([1, 3]).var().item()).toBe(2);
    expect(tensor([1, 3]).std(0, { correction: 0 }).item()).toBe(1);
    expect(tensor([1e30, -1e30]).std(0, { correction: 0 }).item()).toBeCloseTo(Math.fround(1e30), -25);
    expect(() => tensor([1]).std()).toThrow("std: there must be more than 1 elements to spread, got 1 of [1]");
    expect(() => tensor([1]).var()).toThrow("var: there must be more than 1 elements to spread, got 1 of [1]");
    expect(() => tensor([1, 2], { dtype: "int32" }).std()).toThrow("std: elements must be floats, got int32");
  });
});

describe("parts and repetitions", () => {
  test("split and chunk look at the same elements", () => {
    const x = arange(7);
    expect(x.split(3).map((part) => part.toArray())).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(x.split([2, 0, 5]).map(({ shape }) => shape[0])).toEqual([2, 0, 5]);
    expect(x.chunk(4).map(({ shape }) => shape[0])).toEqual([2, 2, 2, 1]);
    expect(x.chunk(9)).toHaveLength(7);
    expect(
      zeros([2, 0])
        .chunk(3, 1)
        .map(({ shape }) => shape),
    ).toEqual([
      [2, 0],
      [2, 0],
      [2, 0],
    ]);
    x.split(3)[1].fill_(9);
    expect(x.toArray()).toEqual([0, 1, 2, 9, 9, 9, 6]);
  });

  test("sizes that do not fit are refused", () => {
    expect(() => arange(5).split([2, 2])).toThrow(
      "split: sizes must add up to the 5 positions of dim 0, got [2, 2] for [5]",
    );
    expect(() => arange(5).split(0)).toThrow("split: a size must be at least 1 of 5 positions, got 0");
    expect(() => arange(5).split(-1)).toThrow("split: size must be a whole number ≥ 0, got -1");
    expect(() => arange(5).chunk(0)).toThrow("chunk: chunks must be a whole number ≥ 1, got 0");
    expect(() => tensor(5).chunk(2)).toThrow("chunk: dim must be in");
  });

  test("repeat and tile copy", () => {
    expect(tensor([1, 2]).repeat([2, 2]).toArray()).toEqual([
      [1, 2, 1, 2],
      [1, 2, 1, 2],
    ]);
    expect(grid().tile([2]).toArray()).toEqual([
      [0, 1, 2, 0, 1, 2],
      [3, 4, 5, 3, 4, 5],
    ]);
    expect(() => grid().repeat([2])).toThrow(
      "repeat: there must be a number of times for each dimension, got [2] for [2, 3]",
    );
    expect(() => grid().repeat([2, -1])).toThrow("repeat: a number of times must be a whole number ≥ 0, got -1");
    const x = tensor([1, 2]);
    x.repeat([1]).fill_(0);
    x.tile([]).fill_(0);
    expect(x.toArray()).toEqual([1, 2]);
  });

  test("roll goes round, by whole numbers", () => {
    expect(arange(4).roll(1).toArray()).toEqual([3, 0, 1, 2]);
    expect(arange(4).roll(-5, 0).toArray()).toEqual([1, 2, 3, 0]);
    expect(grid().roll([1, 1], [0, 1]).toArray()).toEqual([
      [5, 3, 4],
      [2, 0, 1],
    ]);
    expect(() => arange(4).roll(1, [0, 0])).toThrow(
      "roll: there must be one shift for each dimension, got 1 along [0, 0]",
    );
    expect(() => arange(4).roll(0.5)).toThrow("roll: a shift must be a whole number, got 0.5");
  });
});

describe("elements by place", () => {
  const index = (values: number[][]) => tensor(values, { dtype: "int32" });

  test("scatter puts, scatterAdd adds, and neither writes into the tensor", () => {
    const x = zeros([2, 3]);
    const source = tensor([[1, 2, 3]]);
    expect(x.scatter(0, index([[1, 0, 1]]), source).toArray()).toEqual([
      [0, 2, 0],
      [1, 0, 3],
    ]);
    expect(x.scatter(1, index([[0, 0, 1]]), source).toArray()).toEqual([
      [2, 3, 0],
      [0, 0, 0],
    ]);
    expect(x.scatterAdd(1, index([[0, 0, 1]]), source).toArray()).toEqual([
      [3, 3, 0],
      [0, 0, 0],
    ]);
    expect(x.scatter(1, index([[2], [0]]), 9).toArray()).toEqual([
      [0, 0, 9],
      [9, 0, 0],
    ]);
    expect(x.scatter(1, zeros([2, 0], { dtype: "int32" }), zeros([2, 0])).toArray()).toEqual(x.toArray());
    expect(x.any().item()).toBe(0);
  });

  test("what stays is kept whole: NaN, infinities and the sign of 0", () => {
    const x = tensor([[Number.NaN, -0, Infinity]]);
    expect(x.scatter(1, index([[2]]), tensor([[-Infinity]])).toArray()).toEqual([[Number.NaN, -0, -Infinity]]);
  });

  test("an index or a source that does not fit is refused", () => {
    const x = zeros([2, 3]);
    expect(() => x.scatter(1, index([[3]]), 1)).toThrow("scatter: index must be in [0, 2] along dim 1, got 3");
    expect(() => x.scatter(1, tensor([[0]]), 1)).toThrow("scatter: the index must be int32, got float32");
    expect(() => x.scatter(1, index([[0, 1]]), tensor([[1]]))).toThrow(
      "scatter: the source must have an element for every index, got [1, 1] for [1, 2]",
    );
    expect(() => x.scatterAdd(1, index([[0]]), tensor([[1]], { dtype: "float64" }))).toThrow(
      "scatterAdd: the source must be float32 as the tensor is, got float64",
    );
    expect(() => x.to("int32").scatter(1, index([[0]]), 0.5)).toThrow(
      "maskedFill: a value must be one that int32 holds",
    );
  });

  test("masks choose, and coordinates say what is not 0", () => {
    const x = grid();
    expect(x.maskedSelect(x.gt(2)).toArray()).toEqual([3, 4, 5]);
    expect(x.maskedSelect(tensor([true, false, true])).toArray()).toEqual([0, 2, 3, 5]);
    expect(tensor([7]).maskedSelect(x.gt(2)).toArray()).toEqual([7, 7, 7]);
    expect(x.maskedFill(x.gt(2), -1).toArray()).toEqual([
      [0, 1, 2],
      [-1, -1, -1],
    ]);
    expect(x.nonzero().toArray()).toEqual([
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(x.t().nonzero().slice(0, 0, 2).toArray()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect([tensor(0), tensor(2)].map((scalar) => scalar.nonzero().shape)).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(() => x.maskedSelect(tensor([true, false]))).toThrow("maskedSelect: shapes must be broadcastable");
  });
});
