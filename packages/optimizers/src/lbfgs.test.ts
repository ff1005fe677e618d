import { isGradEnabled, Variable } from "@tinytorch/autograd";
import { scope, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { LBFGS, type LBFGSOptions } from "./lbfgs.ts";

/** The sum of (x₀ − 1)² + 10 (x₁ + 2)² + (x₂ − x₀)⁴ as a closure over two parameters. */
function problem(options: Partial<LBFGSOptions> = {}) {
  const params = [new Variable([5, 4], { dtype: "float64" }), new Variable([[3]], { dtype: "float64" })];
  const optimizer = new LBFGS(params, { lineSearch: "strongWolfe", maxIter: 3, ...options });
  const closure = () => {
    optimizer.zeroGrad();
    const [a, b] = [params[0].select(0, 0), params[0].select(0, 1)];
    const loss = a.sub(1).square().add(b.add(2).square().mul(10)).add(params[1].reshape([]).sub(a).pow(4));
    loss.backward();
    return loss;
  };
  return {
    params,
    optimizer,
    step: () => optimizer.step(closure),
    values: () => params.map(({ data }) => data.toArray()),
  };
}

describe("LBFGS", () => {
  test("finds a minimum in a few steps, and stays there", () => {
    const { step, params } = problem();
    const before = step().item();
    for (let i = 0; i < 15; i++) step();
    expect(before).toBe(16 + 360 + 16);
    expect(step().item()).toBeLessThan(1e-9);
    expect(params[0].data.toArray()).toEqual([expect.closeTo(1, 4), expect.closeTo(-2, 6)]);
  });

  test("steps, save, load and more steps are as many on end, bit for bit", () => {
    for (const options of [{}, { historySize: 2 }, { lineSearch: null, learningRate: 0.05 }] as const) {
      const whole = problem(options);
      for (let i = 0; i < 6; i++) whole.step();
      const first = problem(options);
      for (let i = 0; i < 3; i++) first.step();
      const saved = first.optimizer.stateDict();
      const second = problem(options);
      for (const [i, { data }] of first.params.entries()) second.params[i].data.copy_(data);
      first.step();
      second.optimizer.loadStateDict(saved);
      for (let i = 0; i < 3; i++) second.step();
      expect(second.values()).toEqual(whole.values());
    }
  });

  test("a shorter history may be asked for between steps", () => {
    const { optimizer, step } = problem();
    for (let i = 0; i < 3; i++) step();
    optimizer.paramGroups[0].historySize = 1;
    step();
    expect(Object.keys(optimizer.stateDict().state[0].buffers)).toEqual(["direction", "gradient", "change0", "move0"]);
  });

  test("what cannot be gone on from is refused, and nothing changes", () => {
    const { optimizer, step } = problem();
    step();
    const saved = optimizer.stateDict();
    const [own, other] = [saved.state[0], saved.state[1]];
    const { change0, ...without } = own.buffers;
    expect(() => optimizer.loadStateDict({ ...saved, state: { 0: { ...own, buffers: without }, 1: other } })).toThrow(
      "loadStateDict: LBFGS must have direction, gradient and pairs of change and move, got [direction, gradient, move0",
    );
    expect(() => optimizer.loadStateDict({ ...saved, state: { 0: own } })).toThrow(
      "loadStateDict: LBFGS must have a state of every parameter, got 1 of 2",
    );
    const { direction, gradient } = other.buffers;
    const shorter = { 0: own, 1: { ...other, buffers: { direction, gradient } } };
    expect(() => optimizer.loadStateDict({ ...saved, state: shorter })).toThrow(
      "loadStateDict: histories must have one length, got [1, 0]",
    );
    expect(change0.shape).toEqual([2]);
    expect(() => optimizer.loadStateDict({ ...saved, state: { 0: { ...own, numbers: {} }, 1: other } })).toThrow(
      "LBFGS must have direction and gradient and stepSize and evaluations of every parameter, got none for stepSize and evaluations",
    );
    step();
  });

  test("a step needs a closure that returns the loss", () => {
    const { optimizer } = problem();
    expect(() => optimizer.step()).toThrow("LBFGS: a closure must be a function that computes the loss, got undefined");
    expect(() => optimizer.step(() => undefined)).toThrow("LBFGS: a closure must return the loss, got undefined");
    expect(optimizer.step(() => 3)).toBe(3);
  });

  test("has one group of parameters", () => {
    const [a, b] = [new Variable([1]), new Variable([1])];
    const rule = "LBFGS: there must be one group of parameters, got a second";
    expect(() => new LBFGS([{ params: [a] }, { params: [b] }])).toThrow(new RangeError(rule));
    expect(() => new LBFGS([a]).addParamGroup({ params: [b] })).toThrow(rule);
  });

  test("a parameter without a gradient stays; the closure records, and the step does not", () => {
    const [moved, still] = [new Variable([3]), new Variable([2])];
    const optimizer = new LBFGS([moved, still]);
    optimizer.step(() => {
      expect(isGradEnabled()).toBe(true);
      optimizer.zeroGrad();
      const loss = moved.square().sum();
      loss.backward();
      return loss;
    });
    expect([moved.data.item(), still.data.item()]).toEqual([expect.closeTo(0, 5), 2]);
    expect(moved.isLeaf).toBe(true);
  });

  test("when the closure throws while a line is searched, the parameters are where the search began, and the next step begins anew", () => {
    const { optimizer, step, values } = problem();
    const before = values();
    let calls = 0;
    const failing = () => {
      if (calls++ === 1) throw new Error("no loss today");
      return optimizer.paramGroups[0].params[0].square().sum();
    };
    for (const param of optimizer.paramGroups[0].params)
      param.grad = new Variable(zeros(param.shape, { dtype: "float64" }).add(1), { requiresGrad: false });
    expect(() => optimizer.step(failing)).toThrow("no loss today");
    expect(values()).toEqual(before);
    expect(optimizer.stateDict().state).toEqual({});
    step();
    expect(step().item()).toBeLessThan(392);
  });

  test("steps inside of scopes remember across them, and parameters of two precisions move together", () => {
    const params = [new Variable([3]), new Variable([2], { dtype: "float64" })];
    const optimizer = new LBFGS(params, { maxIter: 1 });
    const loss = () =>
      scope(() =>
        optimizer
          .step(() => {
            optimizer.zeroGrad();
            const value = params[0].square().sum().add(params[1].square().sum().mul(4));
            value.backward();
            return value;
          })
          .item(),
      );
    const losses = Array.from({ length: 12 }, loss);
    expect(losses[0]).toBe(25);
    expect(losses[11]).toBeLessThan(1e-6);
    expect(params.map(({ dtype }) => dtype)).toEqual(["float32", "float64"]);
  });

  test("options that are changed are checked before the loss is asked for", () => {
    const { optimizer } = problem();
    optimizer.paramGroups[0].maxIter = 0;
    expect(() => optimizer.step(() => expect.unreachable())).toThrow(
      "LBFGS: maxIter must be a whole number ≥ 1, got 0",
    );
  });
});
