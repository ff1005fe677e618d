import { describe, expect, test } from "vitest";
import { type DType, Generator, randint, randn, type Tensor, tensor, zeros } from "../index.ts";

describe("sort, argsort and topk", () => {
  test("values come with where they stood, along any dimension of any view", () => {
    const x = tensor([
      [3, 1, 2],
      [0, 5, 4],
    ]);
    const { values, indices } = x.sort();
    expect(values.toArray()).toEqual([
      [1, 2, 3],
      [0, 4, 5],
    ]);
    expect(indices.toArray()).toEqual([
      [1, 2, 0],
      [0, 2, 1],
    ]);
    expect(indices.dtype).toBe("int32");
    expect(x.t().sort(1, { descending: true }).values.toArray()).toEqual([
      [3, 0],
      [5, 1],
      [4, 2],
    ]);
    expect(x.slice(1, 0, 3, 2).argsort(0).toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test("a NaN is the largest: last, or first of descending ones", () => {
    const x = tensor([Number.NaN, 1, Infinity, Number.NaN, -Infinity]);
    expect(x.argsort().toArray()).toEqual([4, 1, 2, 0, 3]);
    expect(x.argsort(0, { descending: true }).toArray()).toEqual([0, 3, 2, 1, 4]);
    expect(x.topk(3).indices.toArray()).toEqual([0, 3, 2]);
    expect(x.topk(3, 0, { largest: false }).values.toArray()).toEqual([-Infinity, 1, Infinity]);
    expect(tensor([Number.NaN, Number.NaN]).argsort().toArray()).toEqual([0, 1]);
  });

  test("whole numbers and truth values are sorted, to the ends of their range", () => {
    const whole = tensor([2 ** 31 - 1, -(2 ** 31), 0], { dtype: "int32" });
    expect(whole.sort(0, { descending: true }).values.toArray()).toEqual([2 ** 31 - 1, 0, -(2 ** 31)]);
    expect(whole.argmin().item()).toBe(1);
    const truths = tensor([true, false, true]).sort();
    expect([truths.values.dtype, truths.values.toArray(), truths.indices.toArray()]).toEqual([
      "bool",
      [0, 1, 1],
      [1, 0, 2],
    ]);
  });

  test("a scalar is its only element, and nothing stays nothing", () => {
    expect(tensor(3).sort().values.toArray()).toBe(3);
    expect(tensor(3).argsort(0).toArray()).toBe(0);
    expect(tensor(3).topk(1).indices.shape).toEqual([]);
    const scalar = tensor(3);
    scalar.sort().values.fill_(0);
    expect(scalar.item()).toBe(3);
    expect(zeros([2, 0]).sort().indices.shape).toEqual([2, 0]);
    expect(zeros([0, 2]).topk(0, 0).values.shape).toEqual([0, 2]);
  });

  test("long rows with many ties are sorted as JavaScript sorts them, which keeps the order of equals", () => {
    const generator = new Generator(3);
    const rows: Tensor[] = [randn([3, 1000], { generator }), randint(0, 20, [3, 1001], { generator, dtype: "int32" })];
    for (const x of rows) {
      for (const descending of [false, true]) {
        const expected = Array.from({ length: 3 }, (_, row) => {
          const { data } = x.select(0, row);
          const places = Array.from(data.keys());
          return places.sort((a, b) => (descending ? data[b] - data[a] : data[a] - data[b]));
        });
        expect(x.argsort(-1, { descending }).toArray()).toEqual(expected);
        expect(x.t().argsort(0, { descending }).t().toArray()).toEqual(expected);
      }
    }
  });

  test("what cannot be is refused in words", () => {
    expect(() => zeros([3]).topk(4)).toThrow("topk: k must be at most the 3 elements along dim 0, got 4 of [3]");
    expect(() => zeros([3]).topk(-1)).toThrow("topk: k must be a whole number ≥ 0, got -1");
    expect(() => zeros([3]).sort(1)).toThrow("sort: dim must be in [-1, 0] for 1 dimensions, got 1");
    expect(() => zeros([3]).argsort(-2)).toThrow("argsort: dim must be in [-1, 0] for 1 dimensions, got -2");
  });
});

test("argmin is the first smallest, where a NaN wins", () => {
  expect(tensor([3, 1, 1]).argmin().item()).toBe(1);
  expect(tensor([3, Number.NaN, 1]).argmin().item()).toBe(1);
  expect(tensor([false, true]).argmin().item()).toBe(0);
  expect(() => zeros([0]).argmin()).toThrow("argmin: there must be elements to compare, got [0]");
});

describe("rounding", () => {
  const values = [-2.5, -1.5, -0.5, -0.2, 0.5, 1.5, 2.5, 2.6, Number.NaN, Infinity];

  test.each<[string, DType]>([
    ["halves go to the even neighbour, with their sign", "float32"],
    ["in float64 too", "float64"],
  ])("%s", (_, dtype) => {
    const x = tensor(values, { dtype });
    expect(x.round().toArray()).toEqual([-2, -2, -0, -0, 0, 2, 2, 3, Number.NaN, Infinity]);
    expect(x.floor().toArray()).toEqual([-3, -2, -1, -1, 0, 1, 2, 2, Number.NaN, Infinity]);
    expect(x.ceil().toArray()).toEqual([-2, -1, -0, -0, 1, 2, 3, 3, Number.NaN, Infinity]);
    expect(x.trunc().toArray()).toEqual([-2, -1, -0, -0, 0, 1, 2, 2, Number.NaN, Infinity]);
    expect(x.frac().slice(0, 0, 3).toArray()).toEqual([-0.5, -0.5, -0.5]);
  });

  test("by decimals, also before the point", () => {
    expect(tensor([1.25, 1.375], { dtype: "float64" }).round({ decimals: 1 }).toArray()).toEqual([1.2, 1.4]);
    expect(tensor([149, 151]).round({ decimals: -2 }).toArray()).toEqual([100, 200]);
    expect(() => tensor([1]).round({ decimals: 0.5 })).toThrow("round: decimals must be a whole number, got 0.5");
  });

  test("whole numbers are whole already, and truth values no numbers", () => {
    const whole = tensor([3, -4], { dtype: "int32" });
    for (const round of ["floor", "ceil", "round", "trunc"] as const) {
      expect(whole[round]().dtype).toBe("int32");
      expect(whole[round]().toArray()).toEqual([3, -4]);
      expect(() => tensor([true])[round]()).toThrow(`${round}: elements must be numbers, got bool`);
    }
    expect(() => whole.frac()).toThrow("frac: elements must be floats, got int32");
  });
});
