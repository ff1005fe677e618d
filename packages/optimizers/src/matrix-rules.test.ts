import { Variable } from "@tinytorch/autograd";
import { Generator, randn, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { Adafactor } from "./adafactor.ts";
import { Muon } from "./muon.ts";
import type { BaseOptions, Optimizer } from "./optimizer.ts";

const gradients = randn([20, 3, 2], { generator: new Generator(3) });

function run(optimizer: { step(): undefined }, param: Variable, from: number, to: number): void {
  for (let step = from; step < to; step++) {
    param.grad = new Variable(gradients.select(0, step).clone(), { requiresGrad: false });
    optimizer.step();
  }
}

describe.each<[string, (params: Variable[]) => Optimizer<BaseOptions>]>([
  ["Adafactor", (params) => new Adafactor(params, { learningRate: 0.1, weightDecay: 0.1 })],
  ["Muon", (params) => new Muon(params, { learningRate: 0.1 })],
])("rules for matrices: %s", (_, make) => {
  test("10 steps, save, load and 10 more are 20 steps, bit for bit", () => {
    const whole = new Variable(zeros([3, 2]).add(1));
    run(make([whole]), whole, 0, 20);
    const first = new Variable(zeros([3, 2]).add(1));
    const before = make([first]);
    run(before, first, 0, 10);
    const saved = before.stateDict();
    const second = new Variable(first.data.clone());
    run(before, first, 10, 12);
    const after = make([second]);
    after.loadStateDict(saved);
    run(after, second, 10, 20);
    expect(second.data.toArray()).toEqual(whole.data.toArray());
  });

  test("a transposed parameter is moved as the one it is", () => {
    const [plain, transposed] = [zeros([3, 2]).add(1), zeros([2, 3]).add(1)];
    const params = [new Variable(plain), new Variable(transposed.t())];
    for (const param of params) param.grad = new Variable(gradients.select(0, 0).clone(), { requiresGrad: false });
    const optimizer = make(params);
    optimizer.step();
    optimizer.step();
    expect(transposed.t().toArray()).toEqual(plain.toArray());
  });
});

describe("Adafactor's memory", () => {
  const stepped = (shape: readonly number[]) => {
    const param = new Variable(zeros(shape));
    param.grad = new Variable(zeros(shape).add(1), { requiresGrad: false });
    const optimizer = new Adafactor([param]);
    optimizer.step();
    return optimizer;
  };

  test("is a number for each row and column, of each matrix in a stack of them", () => {
    const { buffers } = stepped([4, 3, 2]).stateDict().state[0];
    expect(Object.entries(buffers).map(([name, { shape }]) => [name, shape])).toEqual([
      ["rowMeans", [4, 3, 1]],
      ["columnMeans", [4, 1, 2]],
    ]);
  });

  test("is checked when it is loaded, by a matrix's shapes or a vector's", () => {
    const [matrix, vector] = [stepped([3, 2]), stepped([6])];
    const saved = matrix.stateDict();
    const own = saved.state[0];
    const { rowMeans } = own.buffers;
    expect(() => matrix.loadStateDict({ ...saved, state: { 0: { ...own, buffers: { rowMeans } } } })).toThrow(
      "loadStateDict: Adafactor must have rowMeans and columnMeans of every parameter, got none for columnMeans",
    );
    const swapped = { rowMeans: own.buffers.columnMeans, columnMeans: rowMeans };
    expect(() => matrix.loadStateDict({ ...saved, state: { 0: { ...own, buffers: swapped } } })).toThrow(
      "loadStateDict: rowMeans must have shape [3, 1], got [1, 2]",
    );
    expect(() => matrix.loadStateDict({ ...saved, state: vector.stateDict().state })).toThrow(
      "got none for rowMeans and columnMeans",
    );
    expect(() => vector.loadStateDict(saved)).toThrow("must have meanSquare of every parameter");
  });

  test("a step does not overflow where squares would", () => {
    const param = new Variable(zeros([2]).add(1e25));
    param.grad = new Variable(zeros([2]).add(1), { requiresGrad: false });
    new Adafactor([param], { learningRate: 0.5 }).step();
    expect(param.data.div(1e25).toArray()).toEqual([0.5, 0.5]);
  });
});

describe("Muon", () => {
  test("moves along orthogonal rows, whatever the gradient's size", () => {
    for (const size of [1e-4, 1, 1e15]) {
      const param = new Variable(zeros([2, 3]));
      param.grad = new Variable(gradients.select(0, 0).t().mul(size), { requiresGrad: false });
      new Muon([param], { learningRate: 1, nsSteps: 30, nsCoefficients: [1.875, -1.25, 0.375] }).step();
      const products = param.data.matmul(param.data.t()).toArray();
      for (const [i, row] of (products as number[][]).entries())
        for (const [j, product] of row.entries()) expect(product).toBeCloseTo(i === j ? 1 : 0, 4);
    }
  });

  test("is for matrices alone, and says so of a group that comes later too", () => {
    const rule = "Muon: a parameter must be a matrix, got shape [2]; give it to AdamW";
    expect(() => new Muon([new Variable([1, 2])])).toThrow(new RangeError(rule));
    const optimizer = new Muon([new Variable([[1, 2]])]);
    expect(() => optimizer.addParamGroup({ params: [new Variable([1, 2])] })).toThrow(rule);
  });

  test("options out of range are named", () => {
    const params = [new Variable([[1]])];
    expect(() => new Muon(params, { nsSteps: 100 })).toThrow(
      "Muon: nsSteps must be a whole number in [0, 99], got 100",
    );
    const two = JSON.parse('{ "nsCoefficients": [1, 2] }');
    expect(() => new Muon(params, two)).toThrow("Muon: nsCoefficients must be three numbers, got [1, 2]");
  });
});
