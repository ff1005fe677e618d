import { grad, Variable } from "@tinytorch/autograd";
import { crossEntropy, elu, leakyRelu, nllLoss } from "@tinytorch/nn";
import { CosineAnnealingWarmRestarts, SGD } from "@tinytorch/optimizers";
import { ones, type Tensor, tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { type RecordedList, readRecorded, recordedList } from "./recorded.ts";

interface Recorded {
  readonly cases: readonly {
    readonly name: string;
    readonly inputs: readonly RecordedList[];
    readonly output: RecordedList;
    readonly grads: readonly RecordedList[];
  }[];
  readonly losses: {
    readonly rows: RecordedList;
    readonly classes: readonly number[];
    readonly values: Readonly<Record<string, RecordedList>>;
  };
  readonly wholes: readonly { name: string; inputs: readonly number[][]; output: RecordedList }[];
  readonly restarts: readonly {
    readonly t0: number;
    readonly tMult: number;
    readonly etaMin: number;
    readonly epochs: readonly (number | null)[];
    readonly rates: readonly number[];
  }[];
}

const recorded = readRecorded<Recorded>("extremes.json");

const operations: Record<string, (...inputs: Variable[]) => Variable> = {
  maximum: (a, b) => a.maximum(b),
  minimum: (a, b) => a.minimum(b),
  "max of all": (x) => x.max(),
  "max of all, tied": (x) => x.max(),
  "min of all": (x) => x.min(),
  "max over 0": (x) => x.max(0),
  "min over 0": (x) => x.min(0),
  "max over several": (x) => x.max([0, 1]),
  relu: (x) => x.relu(),
  clamp: (x) => x.clamp({ min: 0, max: 1 }),
  elu: (x) => elu(x),
  leakyRelu: (x) => leakyRelu(x),
  abs: (x) => x.abs(),
  exp: (x) => x.exp(),
  div: (a, b) => a.div(b),
  pow: (a, b) => a.pow(b),
  "pow 0": (x) => x.pow(0),
  crossEntropy: (x) => crossEntropy(x, [2, 0]),
};

/** To the last digits of float32, and of its smallest numbers. */
function expectClose(actual: Tensor, expected: Tensor, rtol = 4e-7): void {
  expect(actual.shape).toEqual(expected.shape);
  const [a, b] = [actual.contiguous().data, expected.contiguous().data];
  for (let i = 0; i < b.length; i++) {
    const close = a[i] === b[i] || Math.abs(a[i] - b[i]) <= rtol * Math.abs(b[i]) + 3e-45;
    if (!close && !(Number.isNaN(a[i]) && Number.isNaN(b[i]))) expect(`${i}: ${a[i]}`).toBe(`${i}: ${b[i]}`);
  }
}

describe("PyTorch's values where no number is usual", () => {
  test("every case is here, and every one here was recorded", () => {
    expect(recorded.cases.map(({ name }) => name).sort()).toEqual(Object.keys(operations).sort());
  });

  test.each(recorded.cases)("$name", ({ name, inputs, output, grads }) => {
    const leaves = inputs.map((values) => new Variable(recordedList(values)));
    const result = operations[name](...leaves);
    // Cancelling, a softmax and its class leave fewer digits.
    const rtol = name === "crossEntropy" ? 2e-6 : undefined;
    expectClose(result.data, recordedList(output), rtol);
    const arriving = ones(result.shape);
    const recordable = grad(result, leaves, { gradOutputs: arriving, createGraph: true });
    for (const [i, gradient] of recordable.entries()) expectClose(gradient.data, recordedList(grads[i]), rtol);
    result.backward(arriving);
    for (const [i, leaf] of leaves.entries()) {
      if (leaf.grad === null) throw new Error(`input ${i} must have a gradient, got none`);
      expectClose(leaf.grad.data, recordedList(grads[i]), rtol);
    }
  });

  test("rows that are ignored reach neither the loss nor a gradient, whatever stands in them", () => {
    const { rows, classes, values } = recorded.losses;
    const options = { ignoreIndex: -100 };
    const losses: Record<string, (x: Variable) => Variable> = {
      crossEntropy: (x) => crossEntropy(x, classes, options),
      "crossEntropy, none": (x) => crossEntropy(x, classes, { ...options, reduction: "none" }),
      "crossEntropy, smooth": (x) => crossEntropy(x, classes, { ...options, labelSmoothing: 0.1 }),
      nllLoss: (x) => nllLoss(x, classes, options),
    };
    expect(Object.keys(losses)).toEqual(Object.keys(values));
    for (const [name, loss] of Object.entries(losses)) {
      const x = new Variable(recordedList(rows));
      const result = loss(x);
      expectClose(result.data, recordedList(values[name]));
      result.sum().backward();
      expect(x.grad?.data.slice(0, 1).toArray(), name).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ]);
      expect(x.grad?.data.select(0, 0).abs().sum().item(), name).toBeGreaterThan(0.5);
    }
  });

  const wholes: Record<string, (a: Tensor, b: Tensor) => Tensor> = {
    mul: (a, b) => a.mul(b),
    add: (a, b) => a.add(b),
    sub: (a, b) => a.sub(b),
    matmul: (a, b) => a.matmul(b),
    sum: (a) => a.sum(),
  };
  test.each(recorded.wholes)("whole numbers wrap round: $name", ({ name, inputs, output }) => {
    const [a, b] = inputs.map((values) => tensor(values, { dtype: "int32" }));
    expect(wholes[name](a, b).toArray()).toEqual(output);
  });

  test.each(recorded.restarts)("warm restarts by fractions of an epoch, tMult $tMult", (record) => {
    const { epochs, rates, ...options } = record;
    const optimizer = new SGD([new Variable([0])], { learningRate: 0.5 });
    const schedule = new CosineAnnealingWarmRestarts(optimizer, options);
    for (const [i, expected] of rates.entries()) {
      expect(optimizer.paramGroups[0].learningRate).toBeCloseTo(expected, 12);
      if (i === epochs.length) continue;
      const epoch = epochs[i];
      if (epoch === null) schedule.step();
      else schedule.step(epoch);
    }
  });
});
