import { refusal } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { tensor } from "../src/index.ts";

const table = () =>
  tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

describe("Tensor: matmul", () => {
  test("[[1, 2], [3, 4]] @ [[5, 6], [7, 8]]: the first element is 1 · 5 + 2 · 7 = 19", () => {
    const product = tensor([
      [1, 2],
      [3, 4],
    ]).matmul(
      tensor([
        [5, 6],
        [7, 8],
      ]),
    );
    expect(product.toArray()).toEqual([
      [19, 22],
      [43, 50],
    ]);
  });

  test("[2, 3] @ [3, 1] has the shape [2, 1]: [[1 + 4 + 9], [4 + 10 + 18]]", () => {
    expect(
      table()
        .matmul(tensor([[1], [2], [3]]))
        .toArray(),
    ).toEqual([[14], [32]]);
  });

  test("two lists: 1 · 3 + 2 · 4 = 11, without a dimension", () => {
    const product = tensor([1, 2]).matmul(tensor([3, 4]));
    expect([product.toArray(), product.shape]).toEqual([11, []]);
  });

  test("a list on the left is a row, on the right a column", () => {
    expect(tensor([1, 10]).matmul(table()).toArray()).toEqual([41, 52, 63]);
    expect(
      table()
        .matmul(tensor([1, 0, 1]))
        .toArray(),
    ).toEqual([4, 10]);
  });

  test("two matrices times one: each by itself", () => {
    const two = tensor([[[1, 0]], [[0, 1]]]);
    expect(
      two
        .matmul(
          tensor([
            [1, 2],
            [3, 4],
          ]),
        )
        .toArray(),
    ).toEqual([[[1, 2]], [[3, 4]]]);
  });

  test("x @ xᵀ, where both read one storage: [[14, 32], [32, 77]]", () => {
    expect(table().matmul(table().t()).toArray()).toEqual([
      [14, 32],
      [32, 77],
    ]);
  });

  test("[2, 3] @ [2, 3]: 3 meets 2, which is refused", () => {
    expect(refusal(() => table().matmul(table()))).toBe(
      "matmul: inner lengths must be equal, got [2, 3] @ [2, 3]",
    );
  });
});
