import { Generator, tensor, zeros } from "@tinytorch/tensor";
import { refusal } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { MappedDataset, Subset, TensorDataset } from "../src/index.ts";

/** Three samples: [1, 2] with target 10, [3, 4] with 20, [5, 6] with 30. */
function threePairs() {
  const inputs = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];
  return new TensorDataset(tensor(inputs), tensor([10, 20, 30]));
}

describe("TensorDataset", () => {
  test("inputs [3, 2] and targets [3] are 3 samples", () => {
    expect(threePairs().length).toBe(3);
  });

  test("sample 1 is row 1 of both: [3, 4] and 20", () => {
    const [x, y] = threePairs().at(1);
    expect(x).toBeAllClose([3, 4]);
    expect(y).toBeAllClose(20);
  });

  test("a sample of images [4, 1, 8, 8] has shape [1, 8, 8]: the first dimension is gone", () => {
    const [x] = new TensorDataset(zeros([4, 1, 8, 8])).at(3);
    expect(x.shape).toEqual([1, 8, 8]);
  });

  test("position 3 of 3 is refused: TensorDataset.at: index must be a whole number from 0 to 2, got 3", () => {
    const message = refusal(() => threePairs().at(3));
    expect(message).toBe("TensorDataset.at: index must be a whole number from 0 to 2, got 3");
  });
});

describe("Subset", () => {
  test("positions [2, 0] are two samples, 30 first and then 10", () => {
    const part = new Subset(threePairs(), [2, 0]);
    expect(part.length).toBe(2);
    expect([part.at(0)[1].item(), part.at(1)[1].item()]).toEqual([30, 10]);
  });
});

describe("MappedDataset", () => {
  test("inputs times 10: sample 0 is [10, 20], its target stays 10, and the data set still says [1, 2]", () => {
    const dataset = threePairs();
    const mapped = new MappedDataset(dataset, ([x, y]) => [x.mul(10), y] as const);
    const [x, y] = mapped.at(0);
    expect(mapped.length).toBe(3);
    expect(x).toBeAllClose([10, 20]);
    expect(y).toBeAllClose(10);
    expect(dataset.tensors[0]).toBeAllClose([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test("the transform runs at each read: what is drawn by chance is drawn anew", () => {
    const generator = new Generator(1);
    const noisy = new MappedDataset(threePairs(), ([x]) => [x.add(generator.uniform())]);
    expect(noisy.at(0)[0].toArray()).not.toEqual(noisy.at(0)[0].toArray());
  });
});
