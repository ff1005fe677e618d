import { describe, expect, test } from "vitest";
import { arange, einsum, ones, scope, tensor, zeros } from "../index.ts";

const a = () => arange(6).reshape([2, 3]);
const square = () => arange(9).reshape([3, 3]);

describe("einsum", () => {
  test("names what is multiplied, and sums what the result does not name", () => {
    expect(einsum("ij,jk->ik", a(), a().t()).toArray()).toEqual([
      [5, 14],
      [14, 50],
    ]);
    expect(einsum("ii", square()).toArray()).toBe(12);
    expect(einsum("ii->i", square()).toArray()).toEqual([0, 4, 8]);
    expect(einsum("ij->ji", a()).toArray()).toEqual(a().t().toArray());
    expect(einsum("i,j->ij", arange(2), arange(3)).toArray()).toEqual([
      [0, 0, 0],
      [0, 1, 2],
    ]);
  });

  test("without an arrow the letters that come once are left, in the order of their codes", () => {
    expect(einsum("ba", a()).shape).toEqual([3, 2]);
    expect(einsum("aB", a()).shape).toEqual([3, 2]);
    expect(einsum("ij,jk", a(), ones([3, 4])).shape).toEqual([2, 4]);
  });

  test("an ellipsis stands for what is left, broadcast from the last dimension on", () => {
    expect(einsum("...ij,...jk->...ik", ones([5, 1, 2, 3]), ones([4, 3, 2])).shape).toEqual([5, 4, 2, 2]);
    expect(einsum("i...->...", ones([2, 3, 4])).toArray()).toEqual(ones([3, 4]).mul(2).toArray());
    expect(einsum("i...->i", ones([2, 3, 4])).toArray()).toEqual([12, 12]);
  });

  test("whole numbers stay whole", () => {
    const whole = a().to("int32");
    expect(einsum("ij,kj->ik", whole, whole).dtype).toBe("int32");
    expect(einsum("i,i->", tensor([2 ** 30], { dtype: "int32" }), tensor([4], { dtype: "int32" })).item()).toBe(0);
  });

  test("two operands that share what is summed never become their product first", () => {
    // As a product of elements this would be 2⁴⁰ of them.
    const wide = zeros([1, 2 ** 20]).expand([2 ** 10, 2 ** 20]);
    const narrow = zeros([2 ** 20, 1]).expand([2 ** 20, 2 ** 10]);
    const sum = scope(() => einsum("ij,jk->", wide.slice(0, 0, 2), narrow.slice(1, 0, 2)).item());
    expect(sum).toBe(0);
    expect(einsum("ij,kj,k->i", zeros([8, 2 ** 18]), zeros([8, 2 ** 18]), zeros([8])).shape).toEqual([8]);
  });

  test.each([
    ["ij->ii", 'einsum: a letter may appear once in the result, "i" does again, got "ij->ii"'],
    ["ij->k", 'einsum: a letter of the result must be in a term, "k" is not, got "ij->k"'],
    ["ij,jk->ik", 'einsum: there must be a term for every operand, got 2 of "ij,jk->ik" for 1'],
    ["i", 'einsum: a term must name every dimension, or have an ellipsis, got "i" for [2, 3]'],
    ["ijk...", 'einsum: a term must name every dimension, or have an ellipsis, got "ijk..." for [2, 3]'],
    ["i1", 'einsum: terms must be letters, with at most one "...", got "i1"'],
    ["...i...", 'einsum: terms must be letters, with at most one "...", got "...i..."'],
    ["ij->j->i", 'einsum: there must be at most one arrow, got "ij->j->i"'],
    ["ii->i", 'einsum: "i" must be of one size, got 2 and 3 in [2, 3]'],
  ])("%s of a matrix [2, 3] is refused", (equation, message) => {
    expect(() => einsum(equation, a())).toThrow(new RangeError(message));
  });

  test("sizes of one letter must be one, or 1", () => {
    expect(() => einsum("ij,jk->ik", a(), ones([4, 2]))).toThrow(
      'einsum: "j" must be of one size, got 3 and 4 in [2, 3] and [4, 2]',
    );
    expect(() => einsum("...,...", ones([2]), ones([3]))).toThrow(
      "einsum: what an ellipsis stands for must be of one size",
    );
    expect(einsum("ij,ij->i", ones([2, 1]), ones([2, 3])).toArray()).toEqual([3, 3]);
    expect(() => einsum("i->", tensor([true]))).toThrow("einsum: elements must be numbers, got bool");
  });
});
