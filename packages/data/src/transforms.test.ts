import { arange, Generator, ones, type Tensor, tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { MappedDataset, TensorDataset } from "./dataset.ts";
import { digits } from "./digits.ts";
import { randomSplit } from "./random-split.ts";
import { spirals } from "./spirals.ts";
import { Subset } from "./subset.ts";
import { compose, normalize, oneHot, randomHorizontalFlip, randomShift } from "./transforms.ts";

describe("transforms", () => {
  test("normalize takes one mean and deviation for all, or one for each channel", () => {
    expect(normalize(1, 2)(tensor([1, 3, 5])).toArray()).toEqual([0, 1, 2]);
    expect(
      normalize(
        [1, 2],
        [1, 2],
      )(
        tensor([
          [1, 2],
          [2, 4],
        ]),
      ).toArray(),
    ).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(() => normalize([1, 2, 3], [1, 1, 1])(ones([1, 2, 2]))).toThrow(
      "normalize: there must be a mean for each channel, which is the first dimension, got 3 for [1, 2, 2]",
    );
    expect(() => normalize([1], [0])).toThrow("as many deviations > 0 as means, got [1] and [0]");
  });

  test("compose goes from left to right", () => {
    expect(
      compose(
        (x) => x.add(1),
        (x) => x.mul(2),
      )(tensor([1])).toArray(),
    ).toEqual([4]);
    expect(compose()(tensor([1])).toArray()).toEqual([1]);
    expect(() => compose(...[normalize(0, 1), Object(5)])).toThrow("compose: a transform must be a function, got");
  });

  test("flips happen as often as they should", () => {
    const generator = new Generator(1);
    const image = tensor([[1, 2]]);
    const flip = randomHorizontalFlip({ generator, p: 0.3 });
    const flipped = Array.from({ length: 1000 }, () => flip(image).data[0]).filter((first) => first === 2);
    expect(flipped.length / 1000).toBeCloseTo(0.3, 1);
    expect(() => randomHorizontalFlip({ generator, p: 2 })).toThrow("p must be in [0, 1], got 2");
  });

  test("a shift moves all pixels together, at most so far, and leaves zeros behind", () => {
    const shift = randomShift({ by: 1, generator: new Generator(2) });
    const seen = new Set(Array.from({ length: 200 }, () => JSON.stringify(shift(ones([1, 1, 1])).toArray())));
    expect(seen).toEqual(new Set(["[[[0]]]", "[[[1]]]"]));
    expect(shift(ones([2, 5, 4])).shape).toEqual([2, 5, 4]);
    expect(() => shift(ones([3]))).toThrow("randomShift: a sample must be […, height, width], got [3]");
    expect(randomShift({ by: 0, generator: new Generator(2) })(arange(4).reshape([2, 2])).toArray()).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test("one-hot rows have a single one", () => {
    expect(oneHot(tensor([[0, 2]], { dtype: "int32" }), 3).toArray()).toEqual([
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ]);
    expect(() => oneHot(tensor([3]), 3)).toThrow("oneHot: a class must be a whole number in [0, 2], got 3");
  });
});

describe("data sets of data sets", () => {
  const numbers = new TensorDataset(arange(10), arange(10).mul(10));

  test("a mapped one transforms what it reads", () => {
    const mapped = new MappedDataset(numbers, ([x, y]): [Tensor, Tensor] => [x.add(0.5), y]);
    expect(mapped.batch([1, 3]).map((part) => part.toArray())).toEqual([
      [1.5, 3.5],
      [10, 30],
    ]);
    expect(mapped).toHaveLength(10);
  });

  test("a split deals every sample to one part", () => {
    const parts = randomSplit(numbers, [7, 3, 0], { generator: new Generator(1) });
    const dealt = parts.flatMap((part) => Array.from({ length: part.length }, (_, i) => part.at(i)[0].item()));
    expect(parts.map((part) => part.length)).toEqual([7, 3, 0]);
    expect([...dealt].sort((a, b) => a - b)).toEqual([...arange(10).data]);
    expect(() => randomSplit(numbers, [7], { generator: new Generator(1) })).toThrow(
      "sizes must be whole numbers that add up to 10, or fractions that add up to 1, got [7]",
    );
  });

  test("a subset knows only its own", () => {
    const subset = new Subset(numbers, [4, 4, 1]);
    expect(subset.batch([0, 2]).map((part) => part.toArray())).toEqual([
      [4, 1],
      [40, 10],
    ]);
    expect(subset.at(-1)[0].item()).toBe(1);
    expect(() => subset.at(3)).toThrow("Subset: a position must be a whole number below 3, got 3");
    expect(() => new Subset(numbers, [10])).toThrow("Subset: positions must be in [0, 9], got 10");
  });
});

describe("built-in data sets", () => {
  test("digits are the same for the same seed, and hold all ten", () => {
    const make = () => digits({ count: 200, generator: new Generator(7) });
    const [images, labels] = make().tensors;
    expect(images.shape).toEqual([200, 1, 8, 8]);
    expect(labels.dtype).toBe("int32");
    expect(new Set(labels.data)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(make().tensors[0].toArray()).toEqual(images.toArray());
    expect(() => digits({ count: 0, generator: new Generator(1) })).toThrow(
      "digits: count must be a whole number ≥ 1, got 0",
    );
  });

  test("without noise a one is drawn with ten pixels of ink", () => {
    const [images, labels] = digits({ count: 30, noise: 0, generator: new Generator(7) }).tensors;
    const one = labels.data.indexOf(1);
    expect(images.select(0, one).gt(0).sum().item()).toBe(10);
  });

  test("spirals have their arms in turn, ending at distance 1", () => {
    const [points, arms] = spirals({
      perClass: 5,
      classes: 3,
      noise: 0,
      generator: new Generator(1),
    }).tensors;
    expect([...arms.data.slice(0, 4)]).toEqual([0, 1, 2, 0]);
    expect(points.select(0, 14).square().sum().item()).toBeCloseTo(1, 5);
    expect(() => spirals({ classes: 0, generator: new Generator(1) })).toThrow("spirals: classes must be");
  });
});
