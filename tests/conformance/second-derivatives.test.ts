import { grad, hessian, jacobian, jvp, linear, stack, Variable, vjp } from "@tinytorch/autograd";
import {
  avgPool2d,
  binaryCrossEntropyWithLogits,
  conv2d,
  elu,
  gelu,
  layerNorm,
  leakyRelu,
  maxPool2d,
  softplus,
} from "@tinytorch/nn";
import { linspace, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { FLOAT64, type RecordedTensor, readRecorded, recordedTensor } from "./recorded.ts";

interface Recorded {
  readonly penalties: readonly {
    readonly name: string;
    readonly x: RecordedTensor;
    readonly parameters: readonly RecordedTensor[];
    readonly loss: number;
    readonly grads: readonly RecordedTensor[];
  }[];
  readonly edges: readonly {
    readonly name: string;
    readonly inputs: readonly RecordedTensor[];
    readonly slopes: readonly RecordedTensor[];
    readonly grads: readonly RecordedTensor[];
  }[];
  readonly functional: {
    readonly point: RecordedTensor;
    readonly hessian: RecordedTensor;
    readonly places: readonly RecordedTensor[];
    readonly along: readonly RecordedTensor[];
    readonly back: RecordedTensor;
    readonly jacobian: readonly RecordedTensor[];
    readonly jvp: RecordedTensor;
    readonly vjp: readonly RecordedTensor[];
  };
  readonly hooks: readonly {
    readonly name: string;
    readonly log: readonly (readonly [name: string, gradient: readonly number[]])[];
    readonly grads: readonly (readonly number[])[];
  }[];
}

const recorded = readRecorded<Recorded>("second-derivatives.json");

const critics: Record<string, (x: Variable, ...parameters: Variable[]) => Variable> = {
  mlp: (x, w1, b1, w2, b2) => linear(linear(x, w1, b1).tanh(), w2, b2),
  normalized: (x, w1, b1, weight, bias, w2, b2) =>
    linear(gelu(layerNorm(linear(x, w1, b1), [5], { weight, bias })), w2, b2),
  cnn(x, k1, b1, k2, b2, w, b) {
    const seen = maxPool2d(leakyRelu(conv2d(x, k1, b1, { padding: 1 }), 0.2), 2);
    const hidden = avgPool2d(elu(conv2d(seen, k2, b2, { padding: 1 })), 2, { stride: 1 });
    return linear(hidden.flatten(1), w, b);
  },
};

describe("a critic whose slopes are held to 1 learns as PyTorch's does", () => {
  test("every critic is here", () => {
    expect(recorded.penalties.map(({ name }) => name)).toEqual(Object.keys(critics));
  });

  test.each(recorded.penalties)("$name", ({ name, loss: expected, grads, ...given }) => {
    const x = new Variable(recordedTensor(given.x));
    const parameters = given.parameters.map((values) => new Variable(recordedTensor(values)));
    const scores = critics[name](x, ...parameters);
    const [slopes] = grad(scores.sum(), x, { createGraph: true });
    const norms = slopes.flatten(1).square().sum(1).sqrt();
    const loss = scores.mean().add(norms.sub(1).square().mean().mul(10));
    expect(loss.item()).toBeCloseTo(expected, 10);
    loss.backward();
    for (const [i, parameter] of parameters.entries()) {
      expect(parameter.grad).toBeAllClose(recordedTensor(grads[i]), FLOAT64);
    }
    expect(x.grad?.shape).toEqual(x.shape);
  });
});

const atEdges: Record<string, (...inputs: Variable[]) => Variable> = {
  relu: (x) => x.relu(),
  abs: (x) => x.abs(),
  clamp: (x) => x.clamp({ min: 0, max: 1 }),
  "pow 3": (x) => x.pow(3),
  "pow 2": (x) => x.pow(2),
  "pow 1": (x) => x.pow(1),
  pow: (x, y) => x.pow(y),
  maximum: (x, y) => x.maximum(y),
  minimum: (x, y) => x.minimum(y),
  "max of all": (x) => x.max(),
  "max over 0": (x) => x.max(0),
  sigmoid: (x) => x.sigmoid(),
  tanh: (x) => x.tanh(),
  softmax: (x) => x.softmax(0),
  logSoftmax: (x) => x.logSoftmax(0),
  logSumExp: (x) => x.logSumExp(0),
  elu: (x) => elu(x),
  softplus: (x) => softplus(x),
  leakyRelu: (x) => leakyRelu(x, 0.2),
  binaryCrossEntropyWithLogits: (x, y) => binaryCrossEntropyWithLogits(x, y),
};

describe("PyTorch's second derivatives at kinks, ties and ends", () => {
  test("every case is here", () => {
    expect(recorded.edges.map(({ name }) => name)).toEqual(Object.keys(atEdges));
  });

  test.each(recorded.edges)("$name", ({ name, inputs, slopes, grads }) => {
    const values = inputs.map((input) => new Variable(recordedTensor(input)));
    const output = atEdges[name](...values);
    const spaced = (from: number, to: number, like: Variable) =>
      linspace(from, to, like.size, { dtype: "float64" }).reshape(like.shape);
    const arriving = new Variable(spaced(1, 2, output));
    const found = grad(output, values, { gradOutputs: arriving, createGraph: true });
    for (const [i, slope] of found.entries()) expect(slope).toBeAllClose(recordedTensor(slopes[i]), FLOAT64);
    const total = stack(found.map((slope) => slope.mul(spaced(-1, 1.5, slope)).sum())).sum();
    const second = grad(total, [...values, arriving], { allowUnused: true });
    for (const [i, gradient] of second.entries()) {
      const expected = recordedTensor(grads[i]);
      expect(gradient?.data ?? expected.mul(0)).toBeAllClose(expected, FLOAT64);
      if (gradient === null) expect(expected.any().item()).toBe(0);
    }
  });
});

/** 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², summed: a valley that bends (Rosenbrock, 1960). */
function rosenbrock(x: Variable): Variable {
  const [before, after] = [x.slice(0, 0, -1), x.slice(0, 1)];
  return after.sub(before.square()).square().mul(100).add(before.sub(1).square()).sum();
}

function curve(x: Variable, y: Variable): Variable {
  return stack([x.select(0, 0).mul(y.sum()), x.square().sum().exp(), y.select(0, 0).sin().mul(x.select(0, 1))]);
}

describe("derivatives of functions are PyTorch's", () => {
  const { functional } = recorded;
  const places = functional.places.map(recordedTensor);

  test("the Hessian of Rosenbrock's valley", () => {
    expect(hessian(rosenbrock, recordedTensor(functional.point))).toBeAllClose(
      recordedTensor(functional.hessian),
      FLOAT64,
    );
  });

  test("the Jacobian of a function of two", () => {
    const found = jacobian(curve, places);
    for (const [i, block] of found.entries())
      expect(block).toBeAllClose(recordedTensor(functional.jacobian[i]), FLOAT64);
  });

  test("products with a vector, from either side", () => {
    const [, moved] = jvp(curve, places, functional.along.map(recordedTensor));
    expect(moved).toBeAllClose(recordedTensor(functional.jvp), FLOAT64);
    const [output, pulled] = vjp(curve, places, recordedTensor(functional.back));
    expect(output.shape).toEqual([3]);
    for (const [i, product] of pulled.entries())
      expect(product).toBeAllClose(recordedTensor(functional.vjp[i]), FLOAT64);
  });
});

/** Notes what hooks see, by name. */
class Listening {
  readonly log: [string, number[]][] = [];

  to(name: string, variable: Variable, answer: (gradient: Variable) => Variable | undefined = () => undefined) {
    return variable.registerHook((gradient) => {
      this.log.push([name, [...gradient.data.contiguous().data]]);
      return answer(gradient);
    });
  }
}

const leaf = (...values: number[]) => new Variable(tensor(values, { dtype: "float64" }));

const scenarios: Record<string, (on: Listening) => (Variable | null)[]> = {
  order(on) {
    const [a, b] = [leaf(2), leaf(3)];
    on.to("a", a);
    on.to("b", b);
    on.to("a again", a);
    const y = a.mul(b);
    on.to("y", y);
    y.sum().backward();
    return [a.grad, b.grad];
  },
  "several uses"(on) {
    const [a, b] = [leaf(2), leaf(3)];
    on.to("a", a);
    const y = a.mul(b).add(b.mul(a).mul(a));
    on.to("y", y);
    y.sum().backward();
    return [a.grad, b.grad];
  },
  branches(on) {
    const x = leaf(2);
    const [u, v] = [x.mul(2), x.mul(3)];
    on.to("u", u);
    on.to("v", v);
    on.to("x", x);
    v.add(u).sum().backward();
    return [x.grad];
  },
  replaced(on) {
    const x = leaf(2);
    on.to("x", x, (g) => g.mul(2));
    on.to("x again", x, (g) => g.add(1));
    x.mul(3).sum().backward();
    x.mul(3).sum().backward();
    return [x.grad];
  },
  "replaced result"(on) {
    const x = leaf(2);
    const y = x.mul(x);
    on.to("y", y, (g) => g.mul(10));
    y.retainGrad();
    y.mul(3).sum().backward();
    return [x.grad, y.grad];
  },
  removed(on) {
    const x = leaf(2);
    const handle = on.to("x", x);
    x.mul(3).sum().backward();
    handle.remove();
    x.mul(3).sum().backward();
    return [x.grad];
  },
  "removes itself"(on) {
    const x = leaf(2);
    const handle = on.to("x", x, () => {
      handle.remove();
      return undefined;
    });
    on.to("x again", x);
    x.mul(3).sum().backward();
    x.mul(3).sum().backward();
    return [x.grad];
  },
  "through grad"(on) {
    const [x, w] = [leaf(2), leaf(3)];
    const y = x.mul(w);
    on.to("y", y, (g) => g.mul(5));
    return grad(y.mul(y).sum(), [x, w]);
  },
  "twice differentiated"(on) {
    const x = leaf(2);
    const y = x.mul(x).mul(x);
    on.to("y", y, (g) => g.mul(x));
    const [slope] = grad(y.sum(), x, { createGraph: true });
    return [slope, ...grad(slope.sum(), x)];
  },
  accumulated(on) {
    const x = leaf(2);
    on.to("x", x);
    x.mul(x).mul(x).sum().backward(undefined, { createGraph: true });
    x.mul(x).sum().backward(undefined, { createGraph: true });
    const slope = x.grad;
    x.grad = null;
    slope?.sum().backward();
    return [slope, x.grad];
  },
};

describe("hooks see what PyTorch's see", () => {
  test("every scenario is here", () => {
    expect(recorded.hooks.map(({ name }) => name)).toEqual(Object.keys(scenarios));
  });

  test.each(recorded.hooks)("$name", ({ name, log, grads }) => {
    const listening = new Listening();
    const found = scenarios[name](listening);
    expect(listening.log).toEqual(log);
    expect(found.map((gradient) => gradient?.data.toArray())).toEqual(grads);
  });
});
