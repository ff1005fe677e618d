import { full, Generator, ones, scope, tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { grad } from "./grad.ts";
import { isGradEnabled, noGrad } from "./mode.ts";
import { type Operation, unary } from "./operation.ts";
import type { Algebra } from "./recorded.ts";
import { apply, Variable } from "./variable.ts";

const leaf = (...values: number[]) => new Variable(values, { dtype: "float64" });
const constant = (...values: number[]) => new Variable(values, { dtype: "float64", requiresGrad: false });
const valuesOf = (variables: readonly (Variable | null)[]) => variables.map((variable) => variable?.data.toArray());

describe("grad", () => {
  test("differentiates x⁴ until nothing is left", () => {
    const x = leaf(3);
    let derivative = x.pow(4);
    for (const expected of [108, 108, 72, 24, 0]) {
      [derivative] = grad(derivative, x, { createGraph: true });
      expect(derivative.item()).toBe(expected);
    }
  });

  test("hands gradients over and leaves every grad as it was", () => {
    const [x, w] = [leaf(2), leaf(3)];
    const y = x.mul(w);
    expect(valuesOf(grad(y.square(), [w, y, x]))).toEqual([[24], [12], [36]]);
    expect([x.grad, w.grad]).toEqual([null, null]);
    expect(grad(x.mul(2), x)[0].requiresGrad).toBe(false);
  });

  test("adds up over several outputs, each with what arrives at it", () => {
    const x = leaf(2);
    const y = x.square();
    const z = y.square();
    expect(valuesOf(grad([y, z], x, { retainGraph: true }))).toEqual([[36]]);
    expect(valuesOf(grad([y, z], x, { gradOutputs: [tensor([10]), null] }))).toEqual([[72]]);
  });

  test("stops at a result whose own tape has been used up, where nothing behind it is wanted", () => {
    const x = leaf(2);
    const y = x.square();
    y.backward();
    expect(valuesOf(grad(y.pow(3), y))).toEqual([[48]]);
    expect(() => grad(y.pow(3), [y, x])).toThrow("backward: a tape can be run once");
    expect(() => grad(y.pow(3), x)).toThrow("backward: a tape can be run once");
  });

  test("of an output by itself is what arrives", () => {
    const x = leaf(2);
    expect(valuesOf(grad(x, [x, x], { gradOutputs: constant(5) }))).toEqual([[5], [5]]);
  });

  test("answers null for what no output depends on, when that is allowed", () => {
    const [x, other] = [leaf(2), leaf(1, 2)];
    const y = x.mul(2);
    expect(() => grad(y, [x, other])).toThrow(
      "grad: an output must depend on every input, got input 1 of shape [2], which none does; pass { allowUnused: true }",
    );
    expect(valuesOf(grad(x.mul(2), [x, other], { allowUnused: true }))).toEqual([[2], undefined]);
  });

  test("refuses outputs and inputs without a gradient, and what is missing or does not fit", () => {
    const x = leaf(1, 2);
    expect(() => grad(constant(1), x)).toThrow("grad: the variable must depend on one that requires a gradient");
    expect(() => grad(x.sum(), constant(1))).toThrow("grad: an input must require a gradient, got one that does not");
    expect(() => grad(x.mul(2), x)).toThrow("grad: only a single element can go without a gradient, got shape [2]");
    expect(() => grad(x.mul(2), x, { gradOutputs: ones([3]) })).toThrow(
      "grad: the gradient must have shape [2], got [3]",
    );
    expect(() => grad([x.sum(), x.sum()], x, { gradOutputs: [null] })).toThrow(
      "grad: there must be one of gradOutputs for each output, got 1 for 2",
    );
    expect(() => grad([], x)).toThrow("grad: there must be outputs, got none");
  });

  test("finds what backward finds, on tapes of any form, recorded or not", () => {
    const generator = new Generator(3);
    for (let tape = 0; tape < 60; tape++) {
      const leaves = [leaf(0.3, 0.7), leaf(-0.5, 0.2), leaf(1.1, -0.4)];
      const results: Variable[] = [];
      for (let step = 0; step < 10; step++) {
        const known = [...leaves, ...results];
        const [a, b] = [0, 1].map(() => known[generator.integer(known.length)]);
        results.push([() => a.mul(b), () => a.add(b.sin()), () => a.sub(b).tanh()][generator.integer(3)]());
      }
      const wanted = [leaves[0], results[4], leaves[2], results[2]];
      const outputs = [results[9].sum(), results[6].square().sum()];
      for (const result of results) result.retainGrad();
      const found = grad(outputs, wanted, { retainGraph: true, allowUnused: true });
      const recorded = grad(outputs, wanted, { createGraph: true, allowUnused: true });
      // retainGrad keeps what passes of grad bring by as well.
      for (const result of results) result.grad = null;
      outputs[0].add(outputs[1]).backward(undefined, { retainGraph: true });
      const expected = wanted.map((variable) => variable.grad?.data.toArray());
      const rounded = (lists: unknown) =>
        JSON.parse(JSON.stringify(lists ?? null), (_, x) => (typeof x === "number" ? x.toFixed(12) : x));
      expect(valuesOf(found).map(rounded)).toEqual(expected.map(rounded));
      expect(valuesOf(recorded).map(rounded)).toEqual(expected.map(rounded));
    }
  });

  test("uses the tape up, unless it is kept or recorded", () => {
    const x = leaf(2);
    const y = x.square();
    grad(y, x, { retainGraph: true });
    grad(y, x, { createGraph: true });
    grad(y, x);
    expect(() => grad(y, x)).toThrow("backward: a tape can be run once, got a second backward through square");
  });

  test("computes only what lies between", () => {
    const computed: string[] = [];
    const noted = (name: string) =>
      unary(name, {
        forward: (x) => x.mul(1),
        gradient(g) {
          computed.push(name);
          return g;
        },
      });
    const [x, w] = [leaf(2), leaf(3)];
    const [left, right] = [apply(noted("left"), [x]), apply(noted("right"), [w])];
    grad(left.mul(right), x);
    expect(computed).toEqual(["left"]);
  });

  test("gives each gradient a tensor of its own", () => {
    const [a, b] = [leaf(1, 1), leaf(2, 2)];
    const arriving = ones([2], { dtype: "float64" });
    const [ofA, ofB] = grad(a.add(b), [a, b], { gradOutputs: arriving });
    ofA.data.zero_();
    expect([ofB.data.toArray(), arriving.toArray()]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const [ofSum] = grad(a.sum(), a);
    ofSum.data.add_(tensor([1, 2]));
    expect(ofSum.data.toArray()).toEqual([2, 3]);
  });

  test("keeps the element type of what is differentiated", () => {
    const x = new Variable([2]);
    const [slope] = grad(x.mul(constant(3)).square(), x, { createGraph: true });
    expect([slope.dtype, slope.item()]).toEqual(["float32", 36]);
    expect(grad(slope, x)[0].item()).toBe(18);
  });

  test("goes through a chain of any length", () => {
    const x = leaf(1);
    let y: Variable = x;
    for (let i = 0; i < 50_000; i++) y = y.add(1);
    expect(grad(y, x)[0].item()).toBe(1);
  });

  test("records inside of noGrad, and its results outlive a scope that returns them", () => {
    const x = leaf(2);
    const second = scope(() => {
      const y = x.pow(3);
      const [slope] = noGrad(() => grad(y, x, { createGraph: true }));
      return grad(slope, x)[0];
    });
    expect(second.item()).toBe(12);
  });
});

describe("a gradient that is recorded", () => {
  test("is the tape's own in grad, and adds up there", () => {
    const x = leaf(2);
    x.pow(3).backward(undefined, { createGraph: true });
    const first = x.grad;
    x.pow(2).backward(undefined, { createGraph: true });
    expect([first?.item(), x.grad?.item(), x.grad?.requiresGrad]).toEqual([12, 16, true]);
    const slope = x.grad;
    x.grad = null;
    slope?.backward();
    expect(valuesOf([x.grad])).toEqual([[14]]);
  });

  test("is of its variable's element type, also where it adds up", () => {
    const x = new Variable([2]);
    for (let pass = 0; pass < 2; pass++) x.mul(constant(3)).backward(undefined, { createGraph: true });
    expect([x.grad?.dtype, x.grad?.item()]).toEqual(["float32", 6]);
  });

  test("is not shared by two leaves", () => {
    const [a, b] = [leaf(1), leaf(2)];
    a.add(b).backward(undefined, { createGraph: true });
    a.grad?.data.zero_();
    expect(b.grad?.item()).toBe(1);
  });

  test("knows a value from the same value cut off", () => {
    const x = leaf(3);
    const [slope] = grad(x.mul(x.detach()), x, { createGraph: true });
    expect([slope.item(), slope.requiresGrad]).toEqual([3, false]);
    const [other] = grad(x.detach().mul(x).mul(x), x, { createGraph: true });
    expect(grad(other, x)[0].item()).toBe(6);
  });

  test("flows to what arrives as well", () => {
    const [x, arriving] = [leaf(3), leaf(5)];
    const [slope] = grad(x.square(), x, { gradOutputs: arriving, createGraph: true });
    expect(valuesOf(grad(slope, [x, arriving]))).toEqual([[10], [6]]);
  });

  test("is refused in words where an operation has none", () => {
    const opaque = unary("opaque", { forward: (x) => x.mul(2), gradient: (g) => g.mul(2) });
    const x = leaf(1);
    const y = apply(opaque, [x]);
    expect(() => grad(y, x, { createGraph: true })).toThrow(
      "createGraph: every operation must have a gradient that can be recorded, got opaque, whose second derivative is not there",
    );
    expect(isGradEnabled()).toBe(true);
    // Before any gradient has moved.
    const beside = y.add(x);
    expect(() => beside.backward(undefined, { createGraph: true })).toThrow("got opaque");
    expect(x.grad).toBeNull();
    expect(grad(y, x)[0].item()).toBe(2);
  });

  test("is there for an operation of one's own whose gradient is written for both", () => {
    const rule = <T extends Algebra<T>>(g: T, x: T): T => g.mul(x.square()).mul(3);
    const cube = unary("cube", {
      forward: (x) => x.mul(x).mul(x),
      keeps: "input",
      gradient: rule,
      differentiable: rule,
    });
    const x = leaf(2);
    const [slope] = grad(apply(cube, [x]), x, { createGraph: true });
    expect([slope.item(), grad(slope, x)[0].item()]).toEqual([12, 12]);
  });

  test("is refused when an input has been given other values since", () => {
    const x = leaf(2);
    const y = x.square();
    x.data = tensor([5], { dtype: "float64" });
    expect(() => grad(y, x, { createGraph: true })).toThrow(
      "createGraph: what square was computed from must not change before its gradient is",
    );
    expect(grad(y, x)[0].item()).toBe(4);
    const z = x.square();
    x.data.add_(1);
    expect(() => grad(z, x, { createGraph: true })).toThrow(
      "backward: a tensor that square keeps for its gradient must not change",
    );
  });

  test("knows of a change in inputs that nothing but its own formula reads", () => {
    const squared = (readsInputs: boolean): Operation => ({
      name: "squared",
      ...(readsInputs && { readsInputs }),
      forward: ([x]) => x.square(),
      save: ([x]) => [x.mul(2)],
      backward: (g, { saved: [slope] }) => [g.mul(slope)],
      differentiable: (g, { inputs: [x] }) => [g.mul(x).mul(2)],
    });
    const x = leaf(2);
    const y = apply(squared(true), [x]);
    expect(grad(y, x, { createGraph: true })[0].item()).toBe(4);
    x.data.add_(1);
    expect(grad(y, x, { retainGraph: true })[0].item()).toBe(4);
    expect(() => grad(y, x, { createGraph: true })).toThrow(
      "createGraph: what squared was computed from must not change",
    );
    expect(() => grad(apply(squared(false), [x]), x, { createGraph: true })).toThrow(
      "differentiable: an operation that reads its inputs must say readsInputs, got squared, which does not",
    );
  });

  test("of a power is finite where the power is constant, and the same in either order", () => {
    const [a, b] = [leaf(2, 0, 0), leaf(0, 0, 1)];
    const [ofA, ofB] = grad(a.pow(b).sum(), [a, b], { createGraph: true });
    expect(valuesOf(grad(ofA.sum(), [b], { retainGraph: true }))).toEqual([[0.5, 0, 0]]);
    expect(valuesOf(grad(ofB.sum(), [a]))).toEqual([[0.5, 0, 0]]);
  });

  test("reaches a result that retains its own", () => {
    const x = leaf(2);
    const y = x.square();
    y.retainGrad();
    y.square().backward(undefined, { createGraph: true });
    expect(y.grad?.item()).toBe(8);
    expect(y.grad?.requiresGrad).toBe(true);
  });
});

describe("a hook", () => {
  test("needs a gradient to see, and must be a function", () => {
    expect(() => constant(1).registerHook(() => undefined)).toThrow(
      "registerHook: the variable must require a gradient, got one that does not",
    );
    // @ts-expect-error: not a function
    expect(() => leaf(1).registerHook(3)).toThrow("registerHook: a hook must be a function, got 3");
  });

  test("answers with a variable of the gradient's shape, or with nothing", () => {
    const x = leaf(1, 2);
    const handle = x.registerHook((gradient) => gradient.sum());
    expect(() => x.sum().backward()).toThrow("registerHook: a hook must keep the gradient's shape [2], got []");
    handle.remove();
    // @ts-expect-error: no variable
    x.registerHook((gradient) => gradient.size);
    expect(() => x.sum().backward()).toThrow("registerHook: a hook must return a Variable or nothing, got number");
  });

  test("that only looks changes nothing", () => {
    const run = (hooked: boolean) => {
      const [x, w] = [leaf(0.1, 0.2, 0.3), leaf(1.1, 1.2, 1.3)];
      if (hooked) w.registerHook(() => undefined);
      const y = x.mul(w).add(w.sin());
      if (hooked) y.registerHook(() => undefined);
      y.square().sum().backward();
      return valuesOf([x.grad, w.grad]);
    };
    expect(run(true)).toEqual(run(false));
  });

  test("sees the gradient of one pass, not what was there before", () => {
    const x = leaf(2);
    const seen: number[] = [];
    x.registerHook((gradient) => {
      seen.push(gradient.item());
      return undefined;
    });
    x.mul(3).backward();
    x.mul(4).backward();
    expect([seen, x.grad?.item()]).toEqual([[3, 4], 7]);
  });

  test("sees what grad is asked for, also at a leaf, as PyTorch 2 has it", () => {
    const x = leaf(2);
    x.registerHook((gradient) => gradient.mul(10));
    expect(grad(x.square(), x)[0].item()).toBe(40);
    const y = x.square();
    y.registerHook((gradient) => gradient.mul(5));
    expect(valuesOf(grad(y.mul(3), [y]))).toEqual([[15]]);
  });

  test("may be registered twice and is taken away once at a time", () => {
    const x = leaf(1);
    const double = (gradient: Variable) => gradient.mul(2);
    const first = x.registerHook(double);
    x.registerHook(double);
    expect(grad(x.mul(1), x)[0].item()).toBe(4);
    first.remove();
    first.remove();
    expect(grad(x.mul(1), x)[0].item()).toBe(2);
  });

  test("is with its step, whichever variable asks", () => {
    const x = leaf(1);
    const y = x.mul(full([1], 3, { dtype: "float64" }));
    y.registerHook((gradient) => gradient.mul(2));
    y.backward();
    expect(x.grad?.item()).toBe(6);
  });
});
