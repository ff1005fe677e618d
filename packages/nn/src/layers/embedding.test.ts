import { Variable } from "@tinytorch/autograd";
import { Generator, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { Embedding, embedding } from "./embedding.ts";

const generator = () => new Generator(6);

describe("an embedding's padding", () => {
  const indices = tensor([1, 2, 1], { dtype: "int32" });

  test("starts as 0 and is not learned, the others are", () => {
    const [plain, padded] = [{}, { paddingIdx: -2 }].map(
      (options) => new Embedding(3, 2, { generator: generator(), ...options }),
    );
    expect(padded.weight.data.select(0, 1).toArray()).toEqual([0, 0]);
    for (const row of [0, 2])
      expect(padded.weight.data.select(0, row).toArray()).toEqual(plain.weight.data.select(0, row).toArray());
    padded.forward(indices).sum().backward();
    expect(padded.weight.grad?.data.toArray()).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  test("is looked up as it is", () => {
    const table = new Variable([[1], [2], [3]]);
    const y = embedding(indices, table, { paddingIdx: 1 });
    expect(y.data.toArray()).toEqual([[2], [3], [2]]);
    y.sum().backward();
    expect(table.grad?.data.toArray()).toEqual([[0], [0], [1]]);
  });

  test.each([3, -4, 0.5])("%d of three rows is refused", (paddingIdx) => {
    const message = `paddingIdx must be a whole number in [-3, 2], got ${paddingIdx}`;
    expect(() => new Embedding(3, 1, { generator: generator(), paddingIdx })).toThrow(`Embedding: ${message}`);
    expect(() => embedding(indices, zeros([3, 1]), { paddingIdx })).toThrow(`embedding: ${message}`);
  });
});
