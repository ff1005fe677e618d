import { inspect } from "node:util";
import { isGradEnabled, Variable } from "@tinytorch/autograd";
import { Generator, randn, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { Adadelta } from "./adadelta.ts";
import { Adafactor } from "./adafactor.ts";
import { Adagrad } from "./adagrad.ts";
import { Adam, AdamW } from "./adam.ts";
import { Adamax } from "./adamax.ts";
import { ASGD } from "./asgd.ts";
import { Lion } from "./lion.ts";
import { NAdam } from "./nadam.ts";
import type { BaseOptions, Optimizer } from "./optimizer.ts";
import { RAdam } from "./radam.ts";
import { RMSprop } from "./rmsprop.ts";
import { Rprop } from "./rprop.ts";
import { SGD } from "./sgd.ts";

const constant = (values: number[]) => new Variable(values, { requiresGrad: false });

function withGradient(values: number[], gradient: number[] | null): Variable {
  const param = new Variable(values);
  param.grad = gradient === null ? null : constant(gradient);
  return param;
}

const rules: Record<string, (params: Variable[]) => Pick<Optimizer<BaseOptions>, "step" | "zeroGrad">> = {
  SGD: (params) => new SGD(params, { learningRate: 0.1 }),
  "SGD with momentum": (params) => new SGD(params, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.1 }),
  Adam: (params) => new Adam(params, { learningRate: 0.1, weightDecay: 0.1 }),
  AMSGrad: (params) => new Adam(params, { learningRate: 0.1, amsgrad: true }),
  AdamW: (params) => new AdamW(params, { learningRate: 0.1, weightDecay: 0.1 }),
  RMSprop: (params) => new RMSprop(params, { learningRate: 0.1, centered: true, momentum: 0.5, weightDecay: 0.1 }),
  Adagrad: (params) => new Adagrad(params, { learningRate: 0.1, weightDecay: 0.1 }),
  Adadelta: (params) => new Adadelta(params, { weightDecay: 0.1 }),
  Adamax: (params) => new Adamax(params, { weightDecay: 0.1 }),
  NAdam: (params) => new NAdam(params, { weightDecay: 0.1 }),
  RAdam: (params) => new RAdam(params, { weightDecay: 0.1, decoupledWeightDecay: true }),
  Lion: (params) => new Lion(params, { weightDecay: 0.1 }),
  Rprop: (params) => new Rprop(params),
  ASGD: (params) => new ASGD(params, { t0: 0, weightDecay: 0.1 }),
  Adafactor: (params) => new Adafactor(params, { weightDecay: 0.1 }),
};

describe.each(Object.entries(rules))("every optimizer: %s", (_, make) => {
  test("a parameter without a gradient stays as it is, even with weight decay", () => {
    const [still, moved] = [withGradient([2], null), withGradient([2], [1])];
    make([still, moved]).step();
    expect(still.data.item()).toBe(2);
    expect(moved.data.item()).toBeLessThan(2);
  });

  test("a gradient that comes late counts from its own first step", () => {
    const [early, late] = [withGradient([1], [0.5]), withGradient([1], null)];
    const optimizer = make([early, late]);
    optimizer.step();
    const afterOne = early.data.item();
    late.grad = constant([0.5]);
    optimizer.step();
    expect(late.data.item()).toBe(afterOne);
  });

  test("gradients are not changed, and nothing is recorded", () => {
    const param = withGradient([1, 2], [3, -4]);
    const optimizer = make([param]);
    optimizer.step();
    optimizer.step();
    expect(param.grad?.data.toArray()).toEqual([3, -4]);
    expect(param.isLeaf).toBe(true);
    expect(param.requiresGrad).toBe(true);
  });

  test("parameters are written in place, so that whoever holds the tensor sees it, and their version counts", () => {
    const param = withGradient([1], [1]);
    const { data } = param;
    make([param]).step();
    expect(param.data).toBe(data);
    expect(data.version).toBeGreaterThan(0);
  });

  test("a step between forward and backward is an error, not a wrong gradient", () => {
    const param = withGradient([1], [1]);
    const loss = param.mul(param);
    make([param]).step();
    expect(() => loss.backward()).toThrow("got an in-place change after it was saved");
  });

  test("zeroGrad sets gradients to null, or zeroes them in place", () => {
    const params = [withGradient([1], [1]), withGradient([1], [2])];
    const optimizer = make(params);
    const [{ grad }] = params;
    optimizer.zeroGrad({ setToNull: false });
    expect(params.map((param) => param.grad?.item())).toEqual([0, 0]);
    expect(params[0].grad).toBe(grad);
    optimizer.zeroGrad();
    expect(params.map((param) => param.grad)).toEqual([null, null]);
  });
});

describe("step", () => {
  test("with a closure it computes the loss first, with recording on, and returns it", () => {
    const param = new Variable([3]);
    const optimizer = new SGD([param], { learningRate: 0.1 });
    const loss = optimizer.step(() => {
      expect(isGradEnabled()).toBe(true);
      const value = param.mul(param);
      value.backward();
      return value.item();
    });
    expect(loss).toBe(9);
    expect(param.data.item()).toBeCloseTo(2.4, 6);
    expect(optimizer.step()).toBeUndefined();
  });

  test("the rate is read at each step", () => {
    const param = withGradient([1], [1]);
    const optimizer = new SGD([param], { learningRate: 0.5 });
    optimizer.step();
    optimizer.paramGroups[0].learningRate = 0.25;
    optimizer.step();
    expect(param.data.item()).toBe(0.25);
  });
});

describe("parameter groups", () => {
  test("options left out of a group are the optimizer's", () => {
    const [a, b] = [withGradient([1], [1]), withGradient([1], [1])];
    const optimizer = new SGD([{ params: [a] }, { params: [b], learningRate: 0.25 }], { learningRate: 0.5 });
    optimizer.step();
    expect([a.data.item(), b.data.item()]).toEqual([0.5, 0.75]);
  });

  test("a group can be added later", () => {
    const [a, b] = [withGradient([1], [1]), withGradient([1], [1])];
    const optimizer = new Adam([a]);
    optimizer.addParamGroup({ params: [b], learningRate: 0.5 });
    optimizer.step();
    expect(b.data.item()).toBeCloseTo(0.5, 6);
  });

  test("a parameter twice in a group is updated once, with a warning; in two groups it is an error", () => {
    const a = withGradient([1], [1]);
    const optimizer = new SGD([a, a], { learningRate: 0.5 });
    optimizer.step();
    expect(a.data.item()).toBe(0.5);
    expect(optimizer.warnings).toEqual([
      "SGD: a parameter should appear once in a group, got one twice; it is updated once",
    ]);
    expect(() => optimizer.addParamGroup({ params: [a] })).toThrow(
      "SGD: a parameter may be in one group, got one that is in two",
    );
  });

  test("lists that are empty and parameters that are none are refused", () => {
    expect(() => new SGD([])).toThrow("SGD: there must be parameters to optimize, got an empty list");
    expect(() => new Adam([{ params: [] }])).toThrow("Adam: there must be parameters to optimize, got an empty list");
    expect(() => new SGD([new Variable([1]).mul(2)])).toThrow(
      "SGD: parameters must be leaves, got the result of an operation",
    );
  });
});

describe("options out of range are named with their value", () => {
  const param = new Variable([1]);
  test.each([
    [() => new SGD([param], { learningRate: -1 }), "SGD: learningRate must be a number ≥ 0, got -1"],
    [() => new SGD([param], { learningRate: Number.NaN }), "SGD: learningRate must be a number ≥ 0, got NaN"],
    [() => new SGD([param], { momentum: -0.1 }), "SGD: momentum must be a number ≥ 0, got -0.1"],
    [() => new SGD([param], { weightDecay: -1 }), "SGD: weightDecay must be a number ≥ 0, got -1"],
    [
      () => new SGD([param], { nesterov: true }),
      "SGD: nesterov needs a momentum > 0 and a dampening of 0, got momentum 0",
    ],
    [() => new SGD([param], { nesterov: true, momentum: 0.9, dampening: 0.1 }), "and dampening 0.1"],
    [() => new Adam([param], { beta1: 1 }), "Adam: beta1 must be in [0, 1), got 1"],
    [() => new Adam([param], { beta2: -0.1 }), "Adam: beta2 must be in [0, 1), got -0.1"],
    [() => new Adam([param], { eps: -1 }), "Adam: eps must be a number ≥ 0, got -1"],
    [() => new RMSprop([param], { alpha: 1 }), "RMSprop: alpha must be in [0, 1), got 1"],
    [() => new RMSprop([param], { momentum: -1 }), "RMSprop: momentum must be a number ≥ 0, got -1"],
    [() => new Adagrad([param], { learningRateDecay: -1 }), "Adagrad: learningRateDecay must be a number ≥ 0, got -1"],
    [() => new Adadelta([param], { rho: 2 }), "Adadelta: rho must be in [0, 1), got 2"],
    [() => new Adamax([param], { eps: Number.NaN }), "Adamax: eps must be a number ≥ 0, got NaN"],
    [() => new NAdam([param], { momentumDecay: -1 }), "NAdam: momentumDecay must be a number ≥ 0, got -1"],
    [() => new RAdam([param], { beta1: 1 }), "RAdam: beta1 must be in [0, 1), got 1"],
    [() => new Lion([param], { learningRate: -1 }), "Lion: learningRate must be a number ≥ 0, got -1"],
    [() => new Rprop([param], { etaMinus: 0 }), "Rprop: etaMinus must be in (0, 1), got 0"],
    [() => new Rprop([param], { etaPlus: 1 }), "Rprop: etaPlus must be a number > 1, got 1"],
    [
      () => new Rprop([param], { stepSizeMin: 1, stepSizeMax: 0.5 }),
      "Rprop: stepSizeMin must be at most stepSizeMax, got 1 and 0.5",
    ],
    [() => new ASGD([param], { t0: -1 }), "ASGD: t0 must be a number ≥ 0, got -1"],
    [() => new Adafactor([param], { beta2Decay: 0.8 }), "Adafactor: beta2Decay must be a number ≤ 0, got 0.8"],
    [() => new Adafactor([param], { d: 0.5 }), "Adafactor: d must be a number ≥ 1, got 0.5"],
    [() => new Adafactor([param], { eps1: -1 }), "Adafactor: eps1 must be a number ≥ 0, or null, got -1"],
    [() => new AdamW([{ params: [param], weightDecay: -1 }]), "AdamW: weightDecay must be a number ≥ 0, got -1"],
  ])("%s", (make, message) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});

describe("state", () => {
  const gradients = randn([20, 3], { generator: new Generator(9) });

  function run(optimizer: { step(): undefined }, param: Variable, from: number, to: number): void {
    for (let step = from; step < to; step++) {
      param.grad = new Variable(gradients.select(0, step).clone(), { requiresGrad: false });
      optimizer.step();
    }
  }

  /** Ten steps, save, load and ten more, beside twenty steps on end. */
  function resumed<Options extends BaseOptions>(make: (params: Variable[]) => Optimizer<Options>): unknown[] {
    const whole = new Variable([1, 2, 3]);
    run(make([whole]), whole, 0, 20);

    const first = new Variable([1, 2, 3]);
    const before = make([first]);
    run(before, first, 0, 10);
    const saved = before.stateDict();
    const second = new Variable(first.data.clone());
    run(before, first, 10, 12);

    const after = make([second]);
    for (const group of after.paramGroups) group.learningRate = 7;
    after.loadStateDict(saved);
    run(after, second, 10, 20);
    return [second.data.toArray(), whole.data.toArray()];
  }

  test("10 steps, save, load and 10 more are 20 steps, bit for bit", () => {
    for (const [received, expected] of [
      resumed((params) => new SGD(params, { learningRate: 0.1, momentum: 0.9, nesterov: true })),
      resumed((params) => new Adam(params, { learningRate: 0.1, amsgrad: true })),
      resumed((params) => new AdamW(params, { learningRate: 0.1 })),
      resumed((params) => new RMSprop(params, { learningRate: 0.1, centered: true, momentum: 0.5 })),
      resumed((params) => new Adagrad(params, { learningRate: 0.1, learningRateDecay: 0.1 })),
      resumed((params) => new Adadelta(params)),
      resumed((params) => new Adamax(params)),
      resumed((params) => new NAdam(params, { momentumDecay: 0.1 })),
      resumed((params) => new RAdam(params)),
      resumed((params) => new Lion(params, { weightDecay: 0.1 })),
      resumed((params) => new Rprop(params)),
      resumed((params) => new ASGD(params, { learningRate: 0.1, lambd: 0.1, t0: 3 })),
      resumed((params) => new Adafactor(params, { learningRate: 0.1 })),
    ]) {
      expect(received).toEqual(expected);
    }
  });

  test("no momentum keeps no state", () => {
    const param = withGradient([1], [1]);
    const optimizer = new SGD([param]);
    optimizer.step();
    expect(optimizer.stateDict().state).toEqual({});
  });

  test("parameters are numbered through the groups, and rates are part of what is saved", () => {
    const params = [withGradient([1], [1]), withGradient([1], null), withGradient([1], [1])];
    const optimizer = new Adam([{ params: params.slice(0, 2) }, { params: params.slice(2), learningRate: 0.5 }]);
    optimizer.step();
    const saved = optimizer.stateDict();
    expect(saved.paramGroups.map((group) => [group.params, group.learningRate])).toEqual([
      [[0, 1], 0.001],
      [[2], 0.5],
    ]);
    expect(Object.keys(saved.state)).toEqual(["0", "2"]);
  });

  test("a state that lacks what the rule remembers is refused", () => {
    const optimizer = new Adam([withGradient([1], [1])]);
    optimizer.step();
    const { state, paramGroups } = optimizer.stateDict();
    const { mean } = state[0].buffers;
    expect(() => optimizer.loadStateDict({ paramGroups, state: { 0: { ...state[0], buffers: { mean } } } })).toThrow(
      new RangeError("loadStateDict: Adam must have mean and meanSquare of every parameter, got none for meanSquare"),
    );
    const ahead = new NAdam([withGradient([1], [1])]);
    ahead.step();
    const saved = ahead.stateDict();
    const without = { ...saved.state[0], numbers: {} };
    expect(() => ahead.loadStateDict({ ...saved, state: { 0: without } })).toThrow("got none for momentumProduct");
    const wrong = { ...without, numbers: { momentumProduct: Number.NaN } };
    expect(() => ahead.loadStateDict({ ...saved, state: { 0: wrong } })).toThrow(
      "loadStateDict: momentumProduct must be a number, got NaN",
    );
  });

  test("a state of another size is refused, and nothing changes", () => {
    const optimizer = new Adam([withGradient([1], [1])]);
    optimizer.step();
    const saved = optimizer.stateDict();
    const rule = "loadStateDict:";
    expect(() =>
      new Adam([{ params: [new Variable([1])] }, { params: [new Variable([1])] }]).loadStateDict(saved),
    ).toThrow(`${rule} there must be 2 parameter groups, got 1`);
    expect(() => new Adam([new Variable([1]), new Variable([1])]).loadStateDict(saved)).toThrow(
      `${rule} group 0 must have 2 parameters, got 1`,
    );
    const other = new Adam([new Variable([1, 2])], { learningRate: 0.5 });
    expect(() => other.loadStateDict(saved)).toThrow(`${rule} mean must have the shape of its parameter, [2], got [1]`);
    expect(other.paramGroups[0].learningRate).toBe(0.5);
  });

  test("state belongs to the parameter, not to its place or shape", () => {
    const [a, b] = [withGradient([1], [1]), withGradient([1], [1])];
    const optimizer = new SGD([a, b], { learningRate: 1, momentum: 1 });
    optimizer.step();
    optimizer.paramGroups[0].params.reverse();
    a.grad = null;
    optimizer.step();
    expect([a.data.item(), b.data.item()]).toEqual([0, -2]);
  });
});

describe("Lion", () => {
  test("every weight moves by the rate, and one whose mean and gradient are 0 does not", () => {
    const param = withGradient([1, 1, 1], [5, -0.001, 0]);
    const optimizer = new Lion([param], { learningRate: 0.25 });
    optimizer.step();
    expect(param.data.toArray()).toEqual([0.75, 1.25, 1]);
    // The mean is now a hundredth of the gradient: nine tenths of it outweigh a tenth of a small gradient back.
    param.grad = constant([-0.1, 0.01, 0]);
    optimizer.step();
    expect(param.data.toArray()).toEqual([0.5, 1, 1]);
  });

  test("the decay acts on the weights themselves", () => {
    const param = withGradient([2], [0]);
    new Lion([param], { learningRate: 0.5, weightDecay: 0.5 }).step();
    expect(param.data.item()).toBe(1.5);
  });
});

describe("parameters and gradients of other layouts and element types", () => {
  test.each(Object.entries(rules))("%s writes through a transposed parameter", (_, make) => {
    const [plain, transposed] = [zeros([2, 3]).add(1), zeros([3, 2]).add(1)];
    const gradient = randn([2, 3], { generator: new Generator(6) });
    const params = [new Variable(plain), new Variable(transposed.t())];
    for (const param of params) param.grad = new Variable(gradient, { requiresGrad: false });
    const optimizer = make(params);
    optimizer.step();
    optimizer.step();
    expect(transposed.t().toArray()).toEqual(plain.toArray());
  });

  test.each(Object.entries(rules))("%s takes a float64 gradient as the parameter's own type", (_, make) => {
    const [single, double] = [withGradient([1], [0.1]), withGradient([1], null)];
    double.grad = new Variable(tensor([0.1], { dtype: "float64" }), { requiresGrad: false });
    make([single, double]).step();
    expect(double.dtype).toBe("float32");
    expect(double.data.item()).toBe(single.data.item());
  });
});

describe("options that are changed between steps", () => {
  test("are checked before anything moves", () => {
    const [first, second] = [withGradient([1], [1]), withGradient([1], [1])];
    const optimizer = new SGD([{ params: [first] }, { params: [second] }], { learningRate: 0.1, momentum: 0.9 });
    const [, group] = optimizer.paramGroups;
    group.weightDecay = -1;
    expect(() => optimizer.step()).toThrow("SGD: weightDecay must be a number ≥ 0, got -1");
    group.weightDecay = 0;
    group.learningRate = Number.NaN;
    expect(() => optimizer.step()).toThrow("SGD: learningRate must be a number ≥ 0, got NaN");
    group.learningRate = 0.1;
    group.momentum = 0;
    group.nesterov = true;
    expect(() => optimizer.step()).toThrow("SGD: nesterov needs a momentum > 0");
    expect(first.data.item()).toBe(1);
    group.momentum = 0.5;
    optimizer.step();
    expect(first.data.item()).toBeCloseTo(0.9, 6);
  });
});

describe("large numbers", () => {
  test("Adam's step stays near the rate however large or small the gradient", () => {
    for (const size of [1e-4, 1, 1e15]) {
      const param = withGradient([1], [size]);
      new Adam([param], { learningRate: 0.1 }).step();
      expect(param.data.item()).toBeCloseTo(0.9, 3);
    }
  });

  test("a parameter of any shape is updated", () => {
    const param = new Variable(zeros([2, 2]));
    param.grad = new Variable(
      tensor([
        [1, 2],
        [3, 4],
      ]).t(),
      { requiresGrad: false },
    );
    new SGD([param], { learningRate: 1, momentum: 0.5 }).step();
    expect(param.data.toArray()).toEqual([
      [-1, -3],
      [-2, -4],
    ]);
  });
});

test("an optimizer is printed by its groups and their options", () => {
  const optimizer = new SGD([
    { params: [new Variable([1])] },
    { params: [new Variable([1]), new Variable([2])], momentum: 0.9 },
  ]);
  const rest = "dampening=0, weightDecay=0, nesterov=false, maximize=false";
  expect(inspect(optimizer)).toBe(
    [
      "SGD(",
      `  group 0: 1 parameter, learningRate=0.001, momentum=0, ${rest}`,
      `  group 1: 2 parameters, learningRate=0.001, momentum=0.9, ${rest}`,
      ")",
    ].join("\n"),
  );
});
