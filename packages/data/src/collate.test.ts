import { Generator, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { defaultCollate } from "./collate.ts";
import { DataLoader } from "./data-loader.ts";
import { MappedDataset, TensorDataset } from "./dataset.ts";
import { randomSplit } from "./random-split.ts";

describe("defaultCollate", () => {
  test("records become a record of batches, part by part", () => {
    const batch = defaultCollate([
      { image: tensor([1, 2]), label: 3, name: "a", seen: true, box: { corner: [0, 1] } },
      { image: tensor([3, 4]), label: 5, name: "b", seen: false, box: { corner: [2, 3] } },
    ]);
    expect(batch.image.toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect([batch.label.dtype, batch.label.toArray()]).toEqual(["float32", [3, 5]]);
    expect(batch.name).toEqual(["a", "b"]);
    expect([batch.seen.dtype, batch.seen.toArray()]).toEqual(["bool", [1, 0]]);
    expect(batch.box.corner.map((part) => part.toArray())).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  test("tuples become a tuple, and single values a tensor", () => {
    const samples: [typeof x, number][] = [];
    const x = tensor([7], { dtype: "int32" });
    samples.push([x, 1], [x, 2]);
    const [first, second] = defaultCollate(samples);
    expect([first.dtype, first.shape, second.toArray()]).toEqual(["int32", [2, 1], [1, 2]]);
    expect(defaultCollate([4, 5]).toArray()).toEqual([4, 5]);
  });

  const loop: Record<string, unknown> = {};
  loop.again = loop;
  test.each<[string, readonly unknown[], string]>([
    ["none", [], "there must be at least one sample, got none"],
    ["of two kinds", [{ x: [tensor(1), 2] }, { x: [tensor(1), "b"] }], "samples must be alike, got 2 and b at x.1"],
    ["a tensor beside a number", [tensor(1), 2], "samples must be alike, got a Tensor and 2"],
    ["lists of two lengths", [{ a: [1] }, { a: [1, 2] }], "lists must have one length, got 1 and 2 at a"],
    ["records of two kinds", [{ a: 1 }, { b: 1 }], "records must have the same names, got [a] and [b]"],
    ["one name fewer", [{ a: 1, b: 1 }, { a: 1 }], "records must have the same names, got [a, b] and [a]"],
    [
      "a map",
      [{ a: new Map() }],
      "samples must be tensors, numbers, truth values, texts, or lists and records of them, got a Map at a",
    ],
    ["nothing", [{ a: 1 }, null], "lists and records of them, got null"],
    ["tensors of two shapes", [zeros([1]), zeros([2])], "stack: tensors must have one shape, got [1] and [2]"],
    ["what holds itself", [loop], "samples must be at most 50 deep, got more at again.again"],
  ])("%s is refused", (_, samples, message) => {
    expect(() => defaultCollate(samples)).toThrow(message);
  });

  test("a name from outside stays a name", () => {
    const samples: Record<string, number>[] = [JSON.parse('{ "__proto__": 1 }'), JSON.parse('{ "__proto__": 2 }')];
    expect(Object.keys(defaultCollate(samples))).toEqual(["__proto__"]);
  });
});

describe("data sets with only length and at", () => {
  const squares = { length: 5, at: (index: number) => ({ x: tensor([index]), y: index ** 2, name: `n${index}` }) };

  test("are loaded, mapped and split, in records", () => {
    const loader = new DataLoader(squares, { batchSize: 2, shuffle: true, generator: new Generator(1) });
    const seen = [...loader].flatMap(({ x, y, name }) => name.map((word, i) => [word, x.data[i], y.data[i]]));
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4].map((i) => [`n${i}`, i, i ** 2]));
    const mapped = new MappedDataset(squares, ({ x, name }) => ({ x: x.mul(10), name }));
    const [part] = randomSplit(mapped, [1], { generator: new Generator(1) });
    const { x, name } = part.batch([0, 1]);
    expect(x.div(10).flatten().toArray()).toEqual(name.map((word) => Number(word.slice(1))));
  });

  test("an array is one", () => {
    const samples = [{ x: 1 }, { x: 2 }, { x: 3 }];
    const batches = [...new DataLoader(samples, { batchSize: 2 })];
    expect(batches.map(({ x }) => x.toArray())).toEqual([[1, 2], [3]]);
    expect(new DataLoader(samples, { batchSize: 2 })).toHaveLength(2);
  });

  test("one's own collate says what a batch is", () => {
    const longest = (samples: readonly { name: string }[]) => Math.max(...samples.map(({ name }) => name.length));
    expect([...new DataLoader(squares, { batchSize: 3, collate: longest })]).toEqual([2, 2]);
    const own = JSON.parse('{ "collate": 3 }');
    expect(() => new DataLoader(squares, own)).toThrow("DataLoader: collate must be a function, got 3");
  });

  test("one's own batch is asked first", () => {
    const dataset = new TensorDataset(zeros([3]));
    const counted = {
      length: 3,
      at: (): [Tensor] => expect.unreachable(),
      batch: (indices: readonly number[]) => dataset.batch(indices),
    };
    expect([...new DataLoader(counted, { batchSize: 2 })].map(([x]) => x.shape)).toEqual([[2], [1]]);
  });

  test("what is no data set is told", () => {
    const lengthOnly: never = JSON.parse('{ "length": 3 }') as never;
    expect(() => new DataLoader(lengthOnly)).toThrow(
      new TypeError("DataLoader: a data set must have length and at, or be an iterable, got an object"),
    );
    expect(() => new MappedDataset(lengthOnly, () => 1)).toThrow("MappedDataset: a data set must have length and at");
  });
});
