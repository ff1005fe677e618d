import { asVariable, Variable } from "@tinytorch/autograd";
import { Generator, ones, randn, scope, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { mseLoss } from "../losses/distance-losses.ts";
import { Linear } from "./linear.ts";
import { GRU, LSTM, RNN } from "./recurrent.ts";
import { GRUCell, LSTMCell, RNNCell } from "./recurrent-cells.ts";

const generator = () => new Generator(3);
const untyped = (options: object) => Object({ generator: generator(), ...options });

describe.each([
  ["RNN", RNN, 1],
  ["GRU", GRU, 3],
  ["LSTM", LSTM, 4],
] as const)("%s", (name, Layer, gates) => {
  test("parameters start evenly spread within 1/√H, drawn in the order of their names", () => {
    const layer = new Layer(3, 100, { generator: generator(), numLayers: 2 });
    const drawn = generator();
    for (const [parameter, { data }] of layer.namedParameters()) {
      const values = Array.from(data.data);
      expect(Math.max(...values.map(Math.abs)), parameter).toBeLessThanOrEqual(0.1);
      expect(Math.max(...values), parameter).toBeGreaterThan(0.09);
      expect(Math.min(...values), parameter).toBeLessThan(-0.09);
      expect(data.contiguous().data[0]).toBeCloseTo(drawn.uniform(-0.1, 0.1), 6);
      for (let i = 1; i < data.size; i++) drawn.uniform();
    }
    expect(layer.weightHhL1.shape).toEqual([gates * 100, 100]);
    expect(layer.biasIhL0?.shape).toEqual([gates * 100]);
    expect(new Layer(3, 2, { generator: generator(), bias: false }).biasIhL0).toBeUndefined();
  });

  test("dropout stands between the layers while training, and nowhere else", () => {
    const make = (dropout: number) => new Layer(2, 8, { generator: generator(), numLayers: 2, dropout });
    const [dry, wet] = [make(0), make(0.5)];
    const x = randn([5, 3, 2], { generator: new Generator(9) });
    const expected = dry.forward(x)[0].data.toArray();
    expect(wet.eval().forward(x)[0].data.toArray()).toEqual(expected);
    wet.train();
    const [first, second] = [wet.forward(x)[0].data, wet.forward(x)[0].data];
    expect(first.toArray()).not.toEqual(expected);
    expect(second.toArray()).not.toEqual(first.toArray());
    const all = make(1);
    const nothing = new Layer(8, 8, { generator: generator() });
    for (const suffix of ["weightIh", "weightHh", "biasIh", "biasHh"] as const)
      nothing[`${suffix}L0`]?.data.copy_((all[`${suffix}L1`] ?? new Variable(0)).data);
    expect(all.forward(x)[0].data.toArray()).toEqual(nothing.forward(zeros([5, 3, 8]))[0].data.toArray());
  });

  test("what is put in a parameter's place is used", () => {
    const layer = new Layer(2, 2, { generator: generator() });
    Reflect.set(layer, "weightIhL0", new Variable(zeros(layer.weightIhL0.shape)));
    const seen = [1, 5].map((value) => layer.forward(ones([1, 1, 2]).mul(value))[0].data.toArray());
    expect(seen[0]).toEqual(seen[1]);
    expect(layer.parameters()).toContain(layer.weightIhL0);
    Reflect.set(layer, "weightIhL0", 3);
    expect(() => layer.forward(ones([1, 1, 2]))).toThrow(`${name}: weightIhL0 must be a Variable, got 3`);
  });

  test.each<[string, () => unknown, string]>([
    ["no hidden size", () => new Layer(2, 0, untyped({})), "hiddenSize must be a whole number ≥ 1, got 0"],
    ["no layer", () => new Layer(2, 2, untyped({ numLayers: 0 })), "numLayers must be a whole number ≥ 1, got 0"],
    ["dropout of all and more", () => new Layer(2, 2, untyped({ dropout: 2 })), "dropout must be in [0, 1], got 2"],
    [
      "dropout in one layer",
      () => new Layer(2, 2, untyped({ dropout: 0.5 })),
      "dropout must have layers to stand between, got 0.5 for one layer",
    ],
    [
      "PyTorch's name",
      () => new Layer(2, 2, untyped({ num_layers: 2 })),
      "unknown option num_layers; did you mean numLayers?",
    ],
    [
      "an input of another size",
      () => new Layer(2, 3, untyped({})).forward(zeros([4, 1, 3])),
      "the input must be [L, N, 2] or [L, 2], got [4, 1, 3]",
    ],
    [
      "an input of another size, batch first",
      () => new Layer(2, 3, untyped({ batchFirst: true })).forward(zeros([2])),
      "the input must be [N, L, 2] or [L, 2], got [2]",
    ],
    [
      "no step",
      () => new Layer(2, 3, untyped({})).forward(zeros([0, 4, 2])),
      "a sequence must have at least one step, got [0, 4, 2]",
    ],
  ])("%s is refused", (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});

test("a state must fit", () => {
  const x = zeros([4, 2, 3]);
  const rnn = new RNN(3, 5, { generator: generator(), bidirectional: true });
  expect(() => rnn.forward(x, zeros([1, 2, 5]))).toThrow(
    "RNN: a state must be [2, 2, 5] for an input [4, 2, 3], got [1, 2, 5]",
  );
  expect(() => rnn.forward(zeros([4, 3]), zeros([2, 1, 5]))).toThrow("RNN: a state must be [2, 5] for an input [4, 3]");
  const lstm = new LSTM(3, 5, { generator: generator() });
  expect(() => lstm.forward(x, Object([zeros([1, 2, 5])]))).toThrow("LSTM: a state must be a hidden vector and a cell");
  expect(() => lstm.forward(x, Object(zeros([1, 2, 5])))).toThrow(
    new TypeError("LSTM: a state must be a hidden vector and a cell, got a Tensor"),
  );
  expect(() => new RNN(2, 2, untyped({ nonlinearity: "sigmoid" }))).toThrow(
    "RNN: nonlinearity must be one of tanh, relu, got sigmoid",
  );
});

test("a long sequence goes back to its beginning", () => {
  const x = new Variable(randn([300, 1, 2], { generator: generator() }));
  new RNN(2, 3, { generator: generator() }).forward(x)[0].sum().backward();
  expect(x.grad?.data.select(0, 0).abs().sum().item()).toBeGreaterThan(0);
});

describe("cells", () => {
  test("a cell's steps are a layer's", () => {
    const pairs = [
      [new RNN(3, 4, { generator: generator() }), new RNNCell(3, 4, { generator: generator() })],
      [new GRU(3, 4, { generator: generator() }), new GRUCell(3, 4, { generator: generator() })],
    ] as const;
    const x = randn([3, 2, 3], { generator: generator() });
    for (const [layer, cell] of pairs) {
      let state: Variable | undefined;
      for (let t = 0; t < 3; t++) state = cell.forward(x.select(0, t), state);
      expect(
        layer
          .forward(x)[1]
          .data.sub(state?.data ?? 0)
          .abs()
          .max()
          .item(),
      ).toBeLessThan(1e-6);
    }
    const lstm = new LSTMCell(3, 4, { generator: generator() });
    let pair: readonly [Variable, Variable] = [asVariable(zeros([2, 4])), asVariable(zeros([2, 4]))];
    for (let t = 0; t < 3; t++) pair = lstm.forward(x.select(0, t), pair);
    const [, [hidden, cell]] = new LSTM(3, 4, { generator: generator() }).forward(x);
    expect(hidden.data.sub(pair[0].data).abs().max().item()).toBeLessThan(1e-6);
    expect(cell.data.sub(pair[1].data).abs().max().item()).toBeLessThan(1e-6);
  });

  test("parameters start as a layer's, and shapes must fit", () => {
    const cell = new LSTMCell(2, 100, { generator: generator() });
    for (const [name, { data }] of cell.namedParameters()) {
      expect(data.abs().max().item(), name).toBeLessThanOrEqual(0.1);
      expect(data.abs().max().item(), name).toBeGreaterThan(0.09);
    }
    expect(() => cell.forward(zeros([1, 3]))).toThrow("LSTMCell(2, 100): the input must be [N, 2] or [2], got [1, 3]");
    expect(() => new GRUCell(2, 3, { generator: generator() }).forward(zeros([4, 2]), zeros([3]))).toThrow(
      "GRUCell: a state must be [4, 3] for an input [4, 2], got [3]",
    );
    expect(() => cell.forward(zeros([2]), Object([tensor([1])]))).toThrow("LSTMCell: a state must be a hidden vector");
  });
});

test("a network of units learns to say what it saw first", () => {
  const drawn = { generator: generator() };
  const [lstm, last] = [new LSTM(1, 8, drawn), new Linear(8, 1, drawn)];
  const parameters = [...lstm.parameters(), ...last.parameters()];
  const x = randn([6, 32, 1], drawn);
  const loss = () => mseLoss(last.forward(lstm.forward(x)[1][0].squeeze(0)), x.select(0, 0)).item();
  const before = loss();
  for (let step = 0; step < 300; step++) {
    scope(() => {
      for (const parameter of parameters) parameter.zeroGrad();
      mseLoss(last.forward(lstm.forward(x)[1][0].squeeze(0)), x.select(0, 0)).backward();
      for (const { data, grad } of parameters) data.add_(grad?.data ?? 0, { alpha: -0.5 });
    });
  }
  expect(loss()).toBeLessThan(before / 4);
});
