import { Variable } from "@tinytorch/autograd";
import { TensorDataset } from "@tinytorch/data";
import * as nn from "@tinytorch/nn";
import { Generator, Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";

const drawn = { generator: new Generator(1) };
const evaluated = <Layer extends nn.Module>(layer: Layer): Layer => layer.eval();

/** A layer, the shape of a batch of nothing, and the shape that PyTorch makes of it. */
const layers: readonly (readonly [
  name: string,
  layer: nn.Module,
  input: readonly number[],
  output: readonly number[],
])[] = [
  ["Linear", new nn.Linear(3, 2, drawn), [0, 3], [0, 2]],
  ["Linear on sequences", new nn.Linear(3, 2, drawn), [0, 4, 3], [0, 4, 2]],
  ["Linear without a bias", new nn.Linear(3, 2, { ...drawn, bias: false }), [5, 0, 3], [5, 0, 2]],
  ["Conv2d", new nn.Conv2d(2, 4, 3, { ...drawn, padding: 1 }), [0, 2, 5, 5], [0, 4, 5, 5]],
  ["Conv2d in groups", new nn.Conv2d(2, 4, 3, { ...drawn, groups: 2, stride: 2 }), [0, 2, 5, 5], [0, 4, 2, 2]],
  ["Conv1d", new nn.Conv1d(2, 3, 2, drawn), [0, 2, 5], [0, 3, 4]],
  ["MaxPool2d", new nn.MaxPool2d(2), [0, 2, 4, 4], [0, 2, 2, 2]],
  ["AvgPool2d", new nn.AvgPool2d(2), [0, 2, 4, 4], [0, 2, 2, 2]],
  ["MaxPool2d, hanging over", new nn.MaxPool2d(3, { ceilMode: true }), [0, 2, 4, 4], [0, 2, 2, 2]],
  ["AvgPool2d, hanging over", new nn.AvgPool2d(3, { ceilMode: true }), [0, 2, 4, 4], [0, 2, 2, 2]],
  ["MaxPool1d", new nn.MaxPool1d(2), [0, 2, 4], [0, 2, 2]],
  ["AvgPool1d", new nn.AvgPool1d(2, { padding: 1, countIncludePad: false }), [0, 2, 4], [0, 2, 3]],
  ["AdaptiveAvgPool1d", new nn.AdaptiveAvgPool1d(3), [0, 2, 4], [0, 2, 3]],
  ["AdaptiveAvgPool2d", new nn.AdaptiveAvgPool2d(3), [0, 2, 4, 6], [0, 2, 3, 3]],
  ["AdaptiveMaxPool2d", new nn.AdaptiveMaxPool2d([2, 4]), [0, 2, 4, 6], [0, 2, 2, 4]],
  ["ConvTranspose2d", new nn.ConvTranspose2d(2, 4, 3, { ...drawn, stride: 2 }), [0, 2, 5, 5], [0, 4, 11, 11]],
  ["ConvTranspose2d in groups", new nn.ConvTranspose2d(2, 4, 3, { ...drawn, groups: 2 }), [0, 2, 5, 5], [0, 4, 7, 7]],
  ["ConvTranspose1d", new nn.ConvTranspose1d(2, 3, 2, drawn), [0, 2, 5], [0, 3, 6]],
  ["GroupNorm", new nn.GroupNorm(2, 4), [0, 4, 3], [0, 4, 3]],
  ["InstanceNorm1d", new nn.InstanceNorm1d(3, { affine: true, trackRunningStats: true }), [0, 3, 4], [0, 3, 4]],
  ["InstanceNorm2d", new nn.InstanceNorm2d(3), [0, 3, 2, 2], [0, 3, 2, 2]],
  ["RMSNorm", new nn.RMSNorm(3), [0, 3], [0, 3]],
  ["Identity", new nn.Identity(), [0, 3], [0, 3]],
  ["RNNCell", new nn.RNNCell(3, 2, drawn), [0, 3], [0, 2]],
  ["GRUCell", new nn.GRUCell(3, 2, drawn), [0, 3], [0, 2]],
  ["BatchNorm1d in evaluation", evaluated(new nn.BatchNorm1d(3)), [0, 3], [0, 3]],
  ["BatchNorm2d in evaluation", evaluated(new nn.BatchNorm2d(3)), [0, 3, 2, 2], [0, 3, 2, 2]],
  ["LayerNorm", new nn.LayerNorm(3), [0, 3], [0, 3]],
  ["LayerNorm over two dimensions", new nn.LayerNorm([2, 3]), [0, 2, 3], [0, 2, 3]],
  ["Dropout", new nn.Dropout(0.5, drawn), [0, 3], [0, 3]],
  ["MultiheadAttention", new nn.MultiheadAttention(4, 2, drawn), [0, 3, 4], [0, 3, 4]],
  ["Flatten", new nn.Flatten(), [0, 2, 3], [0, 6]],
  ["ReLU", new nn.ReLU(), [0, 3], [0, 3]],
  ["ELU", new nn.ELU(), [0, 3], [0, 3]],
  ["GELU", new nn.GELU(), [0, 3], [0, 3]],
  ["SiLU", new nn.SiLU(), [0, 3], [0, 3]],
  ["Tanh", new nn.Tanh(), [0, 3], [0, 3]],
  ["Sigmoid", new nn.Sigmoid(), [0, 3], [0, 3]],
  ["LeakyReLU", new nn.LeakyReLU(), [0, 3], [0, 3]],
  ["Softplus", new nn.Softplus(), [0, 3], [0, 3]],
  ["Softmax", new nn.Softmax(1), [0, 3], [0, 3]],
  ["Softmax over the batch", new nn.Softmax(0), [0, 3], [0, 3]],
  ["LogSoftmax", new nn.LogSoftmax(-1), [0, 3], [0, 3]],
];

describe("a batch of nothing goes through every layer, and back", () => {
  test.each(layers)("%s", (_, layer, input, output) => {
    const x = new Variable(zeros(input));
    layer.zeroGrad();
    const y = layer.forward(x);
    expect(y.shape).toEqual(output);
    y.sum().backward();
    expect(x.grad?.shape).toEqual(input);
    for (const parameter of layer.parameters()) {
      expect(parameter.grad?.shape).toEqual(parameter.shape);
      expect([...(parameter.grad?.data.data ?? [])].every((slope) => slope === 0)).toBe(true);
    }
  });

  test("Embedding", () => {
    const layer = new nn.Embedding(4, 2, drawn);
    const y = layer.forward(zeros([0, 3], { dtype: "int32" }));
    expect(y.shape).toEqual([0, 3, 2]);
    y.sum().backward();
    expect(layer.weight.grad?.data.toArray()).toEqual(zeros([4, 2]).toArray());
  });

  test.each([
    ["RNN", new nn.RNN(3, 2, drawn)],
    ["GRU", new nn.GRU(3, 2, { ...drawn, numLayers: 2, bidirectional: true })],
  ])("%s", (_, layer) => {
    const x = new Variable(zeros([4, 0, 3]));
    const [output, state] = layer.forward(x);
    const directions = layer.weightIhL0Reverse === undefined ? 1 : 2;
    expect(output.shape).toEqual([4, 0, 2 * directions]);
    expect(state.shape).toEqual([directions ** 2, 0, 2]);
    output.sum().add(state.sum()).backward();
    expect(x.grad?.shape).toEqual([4, 0, 3]);
  });

  test("LSTM and its cell", () => {
    const x = new Variable(zeros([0, 4, 3]));
    const [output, [hidden, cell]] = new nn.LSTM(3, 2, { ...drawn, batchFirst: true }).forward(x);
    expect([output.shape, hidden.shape, cell.shape]).toEqual([
      [0, 4, 2],
      [1, 0, 2],
      [1, 0, 2],
    ]);
    output.sum().backward();
    expect(x.grad?.shape).toEqual([0, 4, 3]);
    const [next] = new nn.LSTMCell(3, 2, drawn).forward(zeros([0, 3]));
    expect(next.shape).toEqual([0, 2]);
  });

  test("attention over no keys is 0, as in PyTorch: a sum of nothing", () => {
    const [query, none] = [new Variable(zeros([1, 2, 4])), new Variable(zeros([1, 0, 4]))];
    const y = nn.scaledDotProductAttention(query, none, none);
    expect(y.data.toArray()).toEqual(zeros([1, 2, 4]).toArray());
    y.sum().backward();
    expect([query.grad?.shape, none.grad?.shape]).toEqual([
      [1, 2, 4],
      [1, 0, 4],
    ]);
  });

  test("a batch normalization that trains needs values, and says so", () => {
    expect(() => new nn.BatchNorm1d(3).forward(zeros([0, 3]))).toThrow(
      "BatchNorm1d: training needs more than one value for each channel, got [0, 3]",
    );
  });
});

describe("operations on nothing", () => {
  test.each<[string, (x: Variable) => Variable, readonly number[], readonly number[]]>([
    ["sum over the empty dimension", (x) => x.sum(0), [0, 3], [3]],
    ["sum over the other", (x) => x.sum(1), [0, 3], [0]],
    ["max over the other", (x) => x.max(1), [0, 3], [0]],
    ["logSumExp over the other", (x) => x.logSumExp(1), [0, 3], [0]],
    ["matmul", (x) => x.matmul(zeros([3, 2])), [0, 3], [0, 2]],
    ["matmul over nothing", (x) => x.matmul(zeros([0, 2])), [3, 0], [3, 2]],
    ["cumsum", (x) => x.cumsum(0), [0, 3], [0, 3]],
    ["flip", (x) => x.flip(0), [0, 3], [0, 3]],
    ["transpose", (x) => x.transpose(0, 1), [0, 3], [3, 0]],
    ["indexSelect of nothing", (x) => x.indexSelect(0, []), [4, 3], [0, 3]],
    ["gather of nothing", (x) => x.gather(0, zeros([0, 3], { dtype: "int32" })), [4, 3], [0, 3]],
    ["slice of nothing", (x) => x.slice(0, 2, 2), [4, 3], [0, 3]],
    ["pad", (x) => x.pad([0, 0, 1, 1]), [0, 3], [2, 3]],
    ["tril", (x) => x.tril(), [0, 3], [0, 3]],
    ["a quotient", (x) => x.div(x), [0, 3], [0, 3]],
    ["broadcasting", (x) => x.add(zeros([1, 3])), [0, 3], [0, 3]],
    ["unfold2d", (x) => x.unfold2d(2), [0, 1, 3, 3], [0, 1, 4, 4]],
  ])("%s", (_, run, input, output) => {
    const x = new Variable(zeros(input));
    const y = run(x);
    expect(y.shape).toEqual(output);
    y.sum().backward();
    expect(x.grad?.shape).toEqual(input);
  });

  test("losses of nothing: a sum is 0, single ones are none, and the mean is refused", () => {
    const x = new Variable(zeros([0, 3]));
    expect(nn.mseLoss(x, zeros([0, 3]), { reduction: "sum" }).item()).toBe(0);
    expect(nn.crossEntropy(x, [], { reduction: "sum" }).item()).toBe(0);
    expect(nn.crossEntropy(x, tensor([], { dtype: "int32" }), { reduction: "none" }).shape).toEqual([0]);
    expect(nn.crossEntropy(x, zeros([0, 3]), { reduction: "none" }).shape).toEqual([0]);
    const places = zeros([0, 4], { dtype: "int32" });
    expect(nn.crossEntropy(zeros([0, 3, 4]), places, { reduction: "none" }).shape).toEqual([0, 4]);
    expect(() => nn.crossEntropy(zeros([0, 3, 4]), places)).toThrow(
      "there must be elements to take the mean of, got none",
    );
    expect(nn.binaryCrossEntropyWithLogits(x, zeros([0, 3]), { reduction: "none" }).shape).toEqual([0, 3]);
    const loss = nn.crossEntropy(x, [], { reduction: "sum" });
    loss.backward();
    expect(x.grad?.shape).toEqual([0, 3]);
  });

  test("a data set of nothing has batches of none", () => {
    expect(new TensorDataset(zeros([0, 2])).batch([])[0].shape).toEqual([0, 2]);
    expect(new TensorDataset(zeros([3, 2])).batch([])[0]).toBeInstanceOf(Tensor);
  });
});
