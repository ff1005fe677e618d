import { refusal } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { matmul, multiplications } from "../src/index.ts";

describe("matmul", () => {
  test("a row times a column: [1, 2] · [3, 4] = 1 · 3 + 2 · 4 = 11", () => {
    expect(matmul([[1, 2]], [[3], [4]])).toEqual([[11]]);
  });

  test("a column times a row is a table: 1 · 3, 1 · 4 and 2 · 3, 2 · 4", () => {
    expect(matmul([[1], [2]], [[3, 4]])).toEqual([
      [3, 4],
      [6, 8],
    ]);
  });

  test("[2, 3] @ [3, 2]: the first number is 1 · 7 + 2 · 9 + 3 · 11 = 58", () => {
    const a = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const b = [
      [7, 8],
      [9, 10],
      [11, 12],
    ];
    expect(matmul(a, b)).toEqual([
      [58, 64],
      [139, 154],
    ]);
  });

  test("the order counts: a turn after a stretch is not a stretch after a turn", () => {
    const stretch = [
      [2, 0],
      [0, 1],
    ];
    const turn = [
      [0, 1],
      [-1, 0],
    ];
    expect(matmul(stretch, turn)).toEqual([
      [0, 2],
      [-1, 0],
    ]);
    expect(matmul(turn, stretch)).toEqual([
      [0, 1],
      [-2, 0],
    ]);
  });

  test("[2, 3] @ [4, 5] is refused, for a row of 3 and a column of 4 have no sum of products", () => {
    const filled = (rows: number, columns: number) =>
      Array.from({ length: rows }, () => Array(columns).fill(1));
    const message = refusal(() => matmul(filled(2, 3), filled(4, 5)));
    expect(message).toBe("matmul: inner sizes must match, got [2, 3] @ [4, 5]");
  });
});

describe("multiplications", () => {
  test("[2, 3] @ [3, 2]: four numbers, three products each, 12", () => {
    expect(multiplications(2, 3, 2)).toBe(12);
  });

  test("twice the size, eight times the work: 100³ = 1 000 000, 200³ = 8 000 000", () => {
    expect(multiplications(100, 100, 100)).toBe(1_000_000);
    expect(multiplications(200, 200, 200)).toBe(8_000_000);
  });
});
