import { Generator, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { compose, fitNormalizer, normalize, randomHorizontalFlip, TensorDataset } from "../src/index.ts";

describe("compose", () => {
  test("double, then one more: 3 becomes 7; the other way round it becomes 8", () => {
    const double = (x: ReturnType<typeof tensor>) => x.mul(2);
    const oneMore = (x: ReturnType<typeof tensor>) => x.add(1);
    expect(compose(double, oneMore)(tensor([3]))).toBeAllClose([7]);
    expect(compose(oneMore, double)(tensor([3]))).toBeAllClose([8]);
  });
});

describe("randomHorizontalFlip", () => {
  const image = [
    [1, 2, 3],
    [4, 5, 6],
  ];

  test("with p = 1 the rows [1, 2, 3] and [4, 5, 6] are read backwards", () => {
    const flip = randomHorizontalFlip(1, { generator: new Generator(1) });
    expect(flip(tensor(image))).toBeAllClose([
      [3, 2, 1],
      [6, 5, 4],
    ]);
  });

  test("with p = 0 nothing happens", () => {
    const flip = randomHorizontalFlip(0, { generator: new Generator(1) });
    expect(flip(tensor(image))).toBeAllClose(image);
  });

  test("with p = 0.5 each image has a chance of its own: about 500 of 1000 are mirrored", () => {
    const flip = randomHorizontalFlip(0.5, { generator: new Generator(1) });
    const x = tensor([0, 1]);
    let mirrored = 0;
    for (let call = 0; call < 1000; call += 1) mirrored += flip(x).data[0];
    expect(Math.abs(mirrored - 500)).toBeLessThan(100);
  });
});

describe("fitNormalizer", () => {
  test("feature 0 is 1, 3, 5, 7: mean 4, deviation √((9 + 1 + 1 + 9) / 4) = √5; feature 1 is always 2: deviation 1", () => {
    const { mean, deviation } = fitNormalizer(
      new TensorDataset(
        tensor([
          [1, 2],
          [3, 2],
          [5, 2],
          [7, 2],
        ]),
      ),
    );
    expect(mean).toBeAllClose([4, 2]);
    expect(deviation).toBeAllClose([Math.sqrt(5), 1]);
  });

  test("an image's channel has one mean for all its pixels: 1, 2, 3, 6 have mean 3", () => {
    const { mean } = fitNormalizer(new TensorDataset(tensor([[[[1, 2]]], [[[3, 6]]]])));
    expect(mean).toBeAllClose([3]);
  });
});

describe("normalize", () => {
  test("mean 4 and deviation 2: 8 becomes (8 − 4) / 2 = 2", () => {
    const x = tensor([8, 10]);
    expect(normalize({ mean: [4, 10], deviation: [2, 5] })(x)).toBeAllClose([2, 0]);
    expect(x).toBeAllClose([8, 10]);
  });

  test("of an image channel 0 has mean 1, channel 1 mean 10", () => {
    const image = tensor([[[1, 2]], [[10, 12]]]);
    expect(normalize({ mean: [1, 10], deviation: [1, 2] })(image)).toBeAllClose([[[0, 1]], [[0, 1]]]);
  });
});
