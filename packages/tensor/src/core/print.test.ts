import { expect, test } from "vitest";
import { ones, tensor } from "../ops/factories.ts";

test("a tensor is printed by its numbers, to four decimals or significant digits", () => {
  expect(
    String(
      tensor([
        [1, 2],
        [3, 4.5],
      ]),
    ),
  ).toBe("tensor([[1, 2], [3, 4.5]])");
  expect(String(tensor(0.1))).toBe("tensor(0.1)");
  expect(String(tensor([1234.56789, 1.23456789e-7, -0, Number.NaN, -Infinity]))).toBe(
    "tensor([1234.5679, 1.235e-7, -0, NaN, -Infinity])",
  );
  expect(
    String(
      tensor([
        [1, 2],
        [3, 4],
      ]).t(),
    ),
  ).toBe("tensor([[1, 3], [2, 4]])");
});

test("a large tensor is told by its shape", () => {
  expect(String(ones([10, 11]))).toBe("tensor(110 numbers of shape [10, 11])");
});
