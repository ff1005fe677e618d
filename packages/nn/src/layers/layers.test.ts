import { Variable } from "@tinytorch/autograd";
import { arange, Generator, ones, randn, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { MultiheadAttention, scaledDotProductAttention } from "./attention.ts";
import { BatchNorm1d, BatchNorm2d } from "./batch-norm.ts";
import { Conv1d, Conv2d, conv1d, conv2d } from "./convolution.ts";
import { Dropout } from "./dropout.ts";
import { Embedding } from "./embedding.ts";
import { LayerNorm } from "./layer-norm.ts";
import { AvgPool2d, MaxPool2d, maxPool2d } from "./pooling.ts";
import { Flatten } from "./sequential.ts";

const generator = () => new Generator(5);

describe("convolutions", () => {
  test("a kernel with a single one picks an element: correlation, not convolution", () => {
    const image = arange(9).reshape([1, 1, 3, 3]);
    const kernel = tensor([
      [
        [
          [0, 1],
          [0, 0],
        ],
      ],
    ]);
    expect(conv2d(image, kernel).data.toArray()).toEqual([
      [
        [
          [1, 2],
          [4, 5],
        ],
      ],
    ]);
  });

  test("layers start within 1/√n of 0, weights drawn before biases", () => {
    const layer = new Conv2d(4, 6, [3, 2], { groups: 2, generator: generator() });
    expect(layer.weight.shape).toEqual([6, 2, 3, 2]);
    expect(layer.bias?.shape).toEqual([6]);
    const bound = 1 / Math.sqrt(12);
    for (const value of layer.weight.data.data) expect(Math.abs(value)).toBeLessThanOrEqual(bound);
    const rng = generator();
    expect(layer.weight.data.data[0]).toBe(Math.fround(rng.uniform(-bound, bound)));
    expect(layer.forward(zeros([2, 4, 5, 5])).shape).toEqual([2, 6, 3, 4]);
    expect(new Conv2d(1, 1, 1, { bias: false, generator: generator() }).parameters()).toHaveLength(1);
    expect(
      new Conv1d(2, 3, 3, { stride: 2, padding: 1, generator: generator() }).forward(zeros([4, 2, 7])).shape,
    ).toEqual([4, 3, 4]);
  });

  test("a stride that the caller changes later does not reach backward", () => {
    const stride: [number, number] = [2, 2];
    const [x, unfolded] = [new Variable(ones([1, 1, 4, 4])), new Variable(ones([1, 1, 4, 4]))];
    const results = [conv2d(x, ones([1, 1, 2, 2]), null, { stride }), unfolded.unfold2d(2, { stride })];
    stride[0] = 1;
    for (const result of results) result.sum().backward();
    for (const { grad } of [x, unfolded]) expect(grad?.data.eq(1).sum().item()).toBe(16);
  });

  test("lists that the caller changes later do not reach a layer", () => {
    const make = (stride: [number, number], size: [number, number]) => [
      new Conv2d(1, 1, size, { stride, generator: generator() }),
      new MaxPool2d(size),
      new MaxPool2d(2, { stride }),
      new AvgPool2d(size, { stride }),
    ];
    const [stride, size]: [number, number][] = [
      [2, 2],
      [2, 2],
    ];
    const layers = make(stride, size);
    stride[0] = size[0] = 1;
    for (const layer of layers) expect(layer.forward(ones([1, 1, 4, 4])).shape).toEqual([1, 1, 2, 2]);
  });

  test("what does not fit is named", () => {
    expect(() => conv2d(zeros([1, 2, 3, 3]), zeros([1, 1, 2, 2]))).toThrow(
      "conv2d: kernels must be [O, C/groups, …] for an input [N, C, …], with a bias [O], got [1, 1, 2, 2] for [1, 2, 3, 3] in 1 groups",
    );
    expect(() => conv1d(zeros([1, 2, 3]), zeros([1, 2, 3]), zeros([2]))).toThrow("with a bias [2]");
    expect(() => conv2d(zeros([1, 1, 2, 2]), zeros([1, 1, 3, 3]))).toThrow(
      "conv2d: the window must fit in the padded image, got a window of [3, 3] on [1, 1, 2, 2]",
    );
    expect(() => conv2d(zeros([1, 1, 2, 2]), zeros([1, 1, 1, 1]), null, { stride: 0 })).toThrow(
      "conv2d: stride must be whole numbers ≥ 1, one or two, got [0, 0]",
    );
    expect(() => new Conv2d(3, 4, 3, { groups: 2, generator: generator() })).toThrow(
      "Conv2d: groups must divide both numbers of channels, got 2 groups of 3 -> 4",
    );
    expect(() => new Conv1d(3, 4, 0, { generator: generator() })).toThrow(
      "Conv1d: kernelSize must be a whole number ≥ 1, got 0",
    );
  });
});

describe("pooling", () => {
  const image = tensor([
    [
      [
        [1, 2, 5],
        [4, 3, 0],
        [0, 0, 0],
      ],
    ],
  ]);

  test("windows touch unless told otherwise, and what is left over at the end is not seen", () => {
    expect(new MaxPool2d(2).forward(image).data.toArray()).toEqual([[[[4]]]]);
    expect(new AvgPool2d(2).forward(image).data.toArray()).toEqual([[[[2.5]]]]);
    expect(new MaxPool2d(2, { stride: 1 }).forward(image).data.toArray()).toEqual([
      [
        [
          [4, 5],
          [4, 3],
        ],
      ],
    ]);
  });

  test("a tie's gradient goes to the first", () => {
    const x = new Variable(ones([1, 1, 2, 2]));
    maxPool2d(x, 2).backward();
    expect(x.grad?.data.toArray()).toEqual([
      [
        [
          [1, 0],
          [0, 0],
        ],
      ],
    ]);
  });

  test("no images have no gradient, in their shape", () => {
    for (const layer of [new MaxPool2d(2), new AvgPool2d(2)]) {
      const x = new Variable(zeros([0, 3, 4, 4]));
      layer.forward(x).sum().backward();
      expect(x.grad?.shape).toEqual([0, 3, 4, 4]);
    }
  });

  test("the margin of max-pooling never wins, not even against −∞; that of avg-pooling counts as 0", () => {
    const low = tensor([
      [
        [
          [Number.NEGATIVE_INFINITY, -3],
          [-2, -1],
        ],
      ],
    ]);
    expect(new MaxPool2d(2, { padding: 1 }).forward(low).data.toArray()).toEqual([
      [
        [
          [Number.NEGATIVE_INFINITY, -3],
          [-2, -1],
        ],
      ],
    ]);
    expect(new AvgPool2d(2, { padding: 1 }).forward(ones([1, 1, 2, 2])).data.toArray()).toEqual([
      [
        [
          [0.25, 0.25],
          [0.25, 0.25],
        ],
      ],
    ]);
  });

  test("a margin wider than half the window is refused", () => {
    expect(() => maxPool2d(image, 2, { padding: 2 })).toThrow(
      "maxPool2d: padding must be at most half the window, got [2, 2] for [2, 2]",
    );
    expect(() => maxPool2d(zeros([3, 3]), 2)).toThrow("maxPool2d: images must be [N, C, height, width], got [3, 3]");
  });
});

describe("batch normalization", () => {
  test("training uses the batch and moves the estimates, evaluation uses the estimates", () => {
    const layer = new BatchNorm1d(1, { dtype: "float64", eps: 0 });
    const x = tensor([[1], [3]], { dtype: "float64" });
    expect(layer.forward(x).data.toArray()).toEqual([[-1], [1]]);
    expect(layer.runningMean?.item()).toBeCloseTo(0.2, 12);
    // 0.9 · 1 + 0.1 · 2: the unbiased variance of 1 and 3 is 2.
    expect(layer.runningVar?.item()).toBeCloseTo(1.1, 12);
    const [[y]] = layer.eval().forward(x).data.toArray() as number[][];
    expect(y).toBeCloseTo(0.8 / Math.sqrt(1.1), 12);
    expect(layer.numBatchesTracked?.item()).toBe(1);
  });

  test("without momentum the estimates are the mean over all batches; without tracking there are none", () => {
    const layer = new BatchNorm1d(1, { momentum: null });
    for (const values of [
      [[0], [2]],
      [[4], [6]],
    ])
      layer.forward(tensor(values));
    expect(layer.runningMean?.item()).toBe(3);
    const untracked = new BatchNorm2d(2, { trackRunningStats: false, affine: false }).eval();
    expect(untracked.stateDict()).toEqual({});
    expect(
      untracked
        .forward(randn([2, 2, 2, 2], { generator: generator() }))
        .data.mean()
        .item(),
    ).toBeCloseTo(0, 6);
  });

  test("estimates are saved and loaded with the parameters, but are not parameters", () => {
    const layer = new BatchNorm2d(2);
    layer.forward(randn([2, 2, 3, 3], { generator: generator() }));
    const copy = new BatchNorm2d(2);
    copy.loadStateDict(layer.stateDict());
    expect(copy.runningVar?.toArray()).toEqual(layer.runningVar?.toArray());
    expect(copy.numBatchesTracked?.item()).toBe(1);
    expect(layer.namedParameters().map(([name]) => name)).toEqual(["weight", "bias"]);
    expect(layer.namedBuffers().map(([name]) => name)).toEqual(["runningMean", "runningVar", "numBatchesTracked"]);
  });

  test("one value for each channel has no spread to train on", () => {
    expect(() => new BatchNorm1d(2).forward(zeros([1, 2]))).toThrow(
      "BatchNorm1d: training needs more than one value for each channel, got [1, 2]",
    );
    expect(() => new BatchNorm2d(3).forward(zeros([2, 2, 1, 1]))).toThrow(
      "BatchNorm2d(3): the input must have 4 dimensions, with 3 channels second, got [2, 2, 1, 1]",
    );
  });
});

describe("other layers", () => {
  test("layer normalization brings each sample to mean 0 and variance 1", () => {
    const layer = new LayerNorm([2, 3], { dtype: "float64", eps: 0 });
    const y = layer.forward(randn([4, 2, 3], { generator: generator(), dtype: "float64" })).data;
    for (const mean of y.mean([1, 2]).data) expect(mean).toBeCloseTo(0, 12);
    for (const square of y.square().mean([1, 2]).data) expect(square).toBeCloseTo(1, 12);
    expect(new LayerNorm(3, { bias: false }).parameters()).toHaveLength(1);
    expect(() => layer.forward(zeros([3]))).toThrow("layerNorm: the input's last sizes must be [2, 3], got [3]");
  });

  test("dropout scales what it keeps, and rests in evaluation", () => {
    const layer = new Dropout(0.25, { generator: generator() });
    const x = new Variable(ones([4000], { dtype: "float64" }));
    const y = layer.forward(x);
    expect([...new Set(y.data.data)].sort()).toEqual([0, 1 / 0.75]);
    expect(y.data.mean().item()).toBeCloseTo(1, 1);
    y.sum().backward();
    expect(x.grad?.data.toArray()).toEqual(y.data.toArray());
    expect(layer.eval().forward(x)).toBe(x);
    expect(new Dropout(1, { generator: generator() }).forward(x).data.sum().item()).toBe(0);
    expect(() => new Dropout(1.5, { generator: generator() })).toThrow("Dropout: p must be in [0, 1], got 1.5");
  });

  test("what dropout drops is 0, whatever it was, and so is its gradient", () => {
    for (const p of [0.5, 1]) {
      const x = new Variable(tensor(Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? Number.NaN : Infinity))));
      const y = new Dropout(p, { generator: generator() }).forward(x);
      y.backward(ones([64]).mul(Infinity));
      const dropped = [...y.data.data].map((value) => value === 0);
      expect([...(x.grad?.data.data ?? [])].map((value) => value === 0)).toEqual(dropped);
      expect(dropped.filter(Boolean).length > 16).toBe(true);
    }
  });

  test("layer normalization of large numbers is that of small ones, although their squares are no float32", () => {
    const small = tensor([[1, 2, 4, 9]]);
    const [expected, seen] = [1, 1e25].map((size) => new LayerNorm(4).forward(small.mul(size)).data);
    expect(seen.sub(expected).abs().max().item()).toBeLessThan(1e-5);
  });

  test("an embedding adds up the gradients of a row used twice", () => {
    const layer = new Embedding(3, 2, { generator: generator() });
    const y = layer.forward(
      tensor([
        [0, 2],
        [2, 2],
      ]),
    );
    expect(y.shape).toEqual([2, 2, 2]);
    y.sum().backward();
    expect(layer.weight.grad?.data.toArray()).toEqual([
      [1, 1],
      [0, 0],
      [3, 3],
    ]);
    expect(() => layer.forward(tensor([3]))).toThrow("indexSelect: index must be in [-3, 2] along dim 0, got 3");
    expect(() => layer.forward(tensor([-1]))).toThrow("embedding: an index must be a whole number ≥ 0, got -1");
  });

  test("flatten keeps the samples apart", () => {
    expect(new Flatten().forward(zeros([2, 3, 4])).shape).toEqual([2, 12]);
  });
});

describe("attention", () => {
  const draw = (...shape: number[]): Tensor => randn(shape, { generator: generator(), dtype: "float64" });

  test("a causal query does not depend on later keys", () => {
    const [q, k, v] = [draw(3, 2), draw(3, 2), draw(3, 2)];
    const before = scaledDotProductAttention(q, k, v, { causal: true }).data.slice(0, 0, 2).toArray();
    const later = v.clone();
    later.select(0, 2).fill_(100);
    expect(scaledDotProductAttention(q, k, later, { causal: true }).data.slice(0, 0, 2).toArray()).toEqual(before);
  });

  test("a masked key is not seen", () => {
    const seen = scaledDotProductAttention(draw(1, 2), draw(2, 2), tensor([[1], [5]]), {
      mask: tensor([false, true]),
    });
    expect(seen.data.toArray()).toEqual([[5]]);
  });

  test("a mask of floats is added to the scores, one of whole numbers refused", () => {
    const [q, k, v] = [draw(3, 2), draw(4, 2), draw(4, 2)];
    const seen = tensor([true, false, true, true]);
    const added = tensor([0, -Infinity, 0, 0], { dtype: "float64" });
    const attend = (mask: Tensor | Variable) => scaledDotProductAttention(q, k, v, { mask });
    expect(attend(added).data.toArray()).toEqual(attend(seen).data.toArray());
    expect(attend(tensor([0, 0, 0, 0])).data.toArray()).toEqual(scaledDotProductAttention(q, k, v).data.toArray());
    const bias = new Variable([[1], [2], [3]]);
    attend(bias.mul(tensor([1, 2, 0, 1])))
      .sum()
      .backward();
    expect(bias.grad?.shape).toEqual([3, 1]);
    expect(() => attend(seen.to("int32"))).toThrow("a mask must be truth values, or floats that are added, got int32");
    expect(() => attend(ones([2, 3, 4]))).toThrow("a mask must broadcast to the scores, got [2, 3, 4] for [3, 4]");
  });

  test("the projections start as PyTorch's, whose first three are one matrix", () => {
    const { query, key, value, output } = new MultiheadAttention(64, 2, { generator: generator() });
    for (const [{ weight, bias }, bound] of [
      ...[query, key, value].map((linear) => [linear, Math.sqrt(6 / 256)] as const),
      [output, 1 / 8] as const,
    ]) {
      const largest = weight.data.abs().max().item();
      expect(largest).toBeLessThanOrEqual(bound);
      expect(largest).toBeGreaterThan(0.99 * bound);
      expect(bias?.data.abs().max().item()).toBe(0);
    }
  });

  test("several heads take queries of one length to values of another", () => {
    const layer = new MultiheadAttention(6, 3, { generator: generator(), dtype: "float64" });
    expect(layer.forward(draw(2, 4, 6), draw(2, 5, 6)).shape).toEqual([2, 4, 6]);
    expect(layer.namedParameters().map(([name]) => name)).toContain("query.weight");
    expect(() => new MultiheadAttention(5, 2, { generator: generator() })).toThrow(
      "MultiheadAttention: embedDim must be a multiple of numHeads, got 5 and 2",
    );
    expect(() => layer.forward(zeros([4, 6]))).toThrow("inputs must be [N, length, embedDim], got [4, 6]");
  });
});
