import { inspect } from "node:util";
import { asVariable, noGrad, Variable } from "@tinytorch/autograd";
import { Generator, Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { ReLU, Sigmoid, Tanh } from "./activations.ts";
import { BatchNorm1d } from "./layers/batch-norm.ts";
import { Linear } from "./layers/linear.ts";
import { Sequential } from "./layers/sequential.ts";
import { type Input, Module } from "./module.ts";

const generator = new Generator(5);

class Tied extends Module {
  readonly scale = new Variable([2]);
  readonly seen = zeros([1]);
  readonly first: Linear;
  readonly rest: Linear[];

  constructor() {
    super();
    this.first = new Linear(1, 1, { generator });
    this.rest = [this.first, new Linear(1, 1, { bias: false, generator })];
  }

  override forward(input: Input): Variable {
    return this.first.forward(input).mul(this.scale);
  }
}

describe("Module", () => {
  test("parameters are found in properties, children and arrays, each once, in order", () => {
    const model = new Tied();
    expect(model.namedParameters().map(([name]) => name)).toEqual([
      "scale",
      "first.weight",
      "first.bias",
      "rest.1.weight",
    ]);
    expect(model.parameters()).toHaveLength(4);
  });

  test("a state dict holds parameters and buffers by name, as a snapshot", () => {
    const model = new Tied();
    const state = model.stateDict();
    expect(Object.keys(state)).toEqual([
      "scale",
      "seen",
      "first.weight",
      "first.bias",
      "rest.0.weight",
      "rest.0.bias",
      "rest.1.weight",
    ]);
    model.scale.data.fill_(9);
    model.loadStateDict(state);
    expect(model.scale.data.toArray()).toEqual([2]);
    state.scale.fill_(5);
    expect(model.scale.data.toArray()).toEqual([2]);
  });

  test("names and shapes that do not match are an error, and nothing is loaded", () => {
    const model = new Linear(1, 1, { generator });
    const before = model.weight.item();
    expect(() => model.loadStateDict({ weight: zeros([1, 1]), extra: zeros([1]) })).toThrow(
      "loadStateDict: names must match, got 1 missing [bias] and 1 unknown [extra]",
    );
    expect(() => model.loadStateDict({ weight: zeros([1, 1]), bias: zeros([2]) })).toThrow(
      "loadStateDict: bias must have shape [1], got [2]",
    );
    expect(model.weight.item()).toBe(before);
  });

  test("a number that a buffer cannot hold is an error, and nothing is loaded", () => {
    const layer = new BatchNorm1d(2);
    const before = layer.stateDict();
    const state = { ...before, weight: tensor([5, 5]), numBatchesTracked: tensor(Number.NaN) };
    expect(() => layer.loadStateDict(state)).toThrow("a number must fit in 32 bits");
    expect(JSON.stringify(layer.stateDict())).toBe(JSON.stringify(before));
  });

  test("train and eval reach every module", () => {
    const model = new Sequential(new Sequential(new ReLU()), new Tied());
    expect(model.eval()).toBe(model);
    const inner = model.layers[0].namedChildren()[0][1];
    expect([model.training, inner.training, model.layers[1].training]).toEqual([false, false, false]);
    model.train();
    expect(inner.training).toBe(true);
  });

  test("zeroGrad forgets the gradients of all parameters", () => {
    const model = new Linear(1, 1, { generator });
    model.forward(tensor([[1]])).backward();
    expect(model.weight.grad).not.toBeNull();
    model.zeroGrad();
    expect(model.parameters().map(({ grad }) => grad)).toEqual([null, null]);
  });
});

describe("Linear", () => {
  test("y = x Wᵀ + b, for inputs of any rank", () => {
    const layer = new Linear(2, 3, { generator });
    layer.weight.data = tensor([
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    layer.bias?.data.copy_(tensor([10, 20, 30]));
    expect(layer.forward(tensor([[1, 2]])).data.toArray()).toEqual([[11, 22, 33]]);
    expect(layer.forward(tensor([1, 2])).data.toArray()).toEqual([11, 22, 33]);
    expect(layer.forward(zeros([4, 5, 2])).shape).toEqual([4, 5, 3]);
  });

  test("weights start evenly spread within 1/√in, from the generator it is given", () => {
    const make = () => new Linear(16, 400, { generator: new Generator(1) });
    const weights = Array.from(make().weight.data.data);
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(0.25);
    expect(Math.max(...weights)).toBeGreaterThan(0.24);
    const variance = weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length;
    expect(variance).toBeCloseTo(0.25 ** 2 / 3, 3);
    expect(Array.from(make().weight.data.data)).toEqual(weights);
  });

  test("a generator must be given: layers with one of their own each would start alike", () => {
    expect(() => new Linear(4, 4, JSON.parse("{}"))).toThrow(
      "Linear: generator must be a Generator, such as new Generator(seed), got undefined",
    );
  });

  test("sizes that do not fit are named", () => {
    expect(() => new Linear(0, 1, { generator })).toThrow("Linear: inFeatures must be a whole number ≥ 1, got 0");
    expect(() => new Linear(2, 1, { generator }).forward(zeros([1, 3]))).toThrow(
      "Linear(2, 1): the input's last size must be 2, got shape [1, 3]",
    );
  });
});

describe("Sequential", () => {
  test("layers run in order, and tensors go in as constants", () => {
    const model = new Sequential(new ReLU(), new Tanh(), new Sigmoid());
    const output = model.forward(tensor([-1]));
    expect(output.item()).toBe(0.5);
    expect(output.requiresGrad).toBe(false);
  });

  test("parameters are named by the layer's position", () => {
    const model = new Sequential(new Linear(2, 2, { generator }), new ReLU(), new Linear(2, 1, { generator }));
    expect(Object.keys(model.stateDict())).toEqual(["0.weight", "0.bias", "2.weight", "2.bias"]);
    expect(model.stateDict()["2.bias"]).toBeInstanceOf(Tensor);
  });
});

describe("what a module holds besides its parts", () => {
  class Remembering extends Module {
    readonly weight = new Variable([2]);
    readonly frozen = new Variable([3], { requiresGrad: false });
    last: Variable | null = null;
    quiet: Variable | null = null;

    override forward(input: Input): Variable {
      this.last = this.weight.mul(input);
      this.quiet = noGrad(() => this.weight.mul(2));
      return this.last;
    }
  }

  test("a result that it puts by is no parameter, recorded or not; what is frozen stays one", () => {
    const model = new Remembering();
    model.forward(tensor([1]));
    expect(model.namedParameters().map(([name]) => name)).toEqual(["weight", "frozen"]);
    expect(Object.keys(model.stateDict())).toEqual(["weight", "frozen"]);
    new Remembering().loadStateDict(model.stateDict());
  });

  test("what is cut from the tape, or stands for a tensor, is a frozen parameter; what is cut from a result is put by", () => {
    class Anchored extends Module {
      readonly weight = new Variable([2]);
      readonly anchor = this.weight.detach();
      readonly table = asVariable(tensor([1]));
      last: Variable | null = null;

      override forward(input: Input): Variable {
        const result = this.weight.mul(input);
        this.last = result.detach();
        return result;
      }
    }
    const model = new Anchored();
    model.forward(tensor([1]));
    expect(Object.keys(model.stateDict())).toEqual(["weight", "anchor", "table"]);
  });

  test("a parameter that is the result of an operation is told at the first use", () => {
    class Halved extends Module {
      readonly weight = new Variable([1, 2]).mul(0.5);

      override forward(input: Input): Variable {
        return this.weight.mul(input);
      }
    }
    const model = new Halved();
    const message = `Halved: a parameter must not be the result of an operation, got weight, which ${model.weight.node?.name} made; make it of the values, new Variable(weight.data)`;
    for (let use = 0; use < 2; use++) expect(() => model.forward(tensor([1]))).toThrow(new TypeError(message));
  });

  test("a layer that the child hides may be listed by a module around it", () => {
    class Borrowing extends Module {
      readonly #inner: Linear;

      constructor(inner: Linear) {
        super();
        this.#inner = inner;
      }

      override forward(input: Input): Variable {
        return this.#inner.forward(input);
      }
    }
    class Lending extends Module {
      readonly lent = new Linear(1, 1, { generator });
      readonly borrowing = new Borrowing(this.lent);

      override forward(input: Input): Variable {
        return this.borrowing.forward(input);
      }
    }
    const model = new Lending();
    expect(model.forward(zeros([1, 1])).shape).toEqual([1, 1]);
    expect(() => model.borrowing.forward(zeros([1, 1]))).toThrow("Borrowing: every layer that forward uses must be");
  });

  test("a layer that was frozen at its first use is told once it is to be trained", () => {
    class Thawing extends Module {
      readonly #inner = new Linear(1, 1, { generator });

      freeze(isFrozen: boolean): void {
        for (const parameter of this.#inner.parameters()) parameter.requiresGrad = !isFrozen;
      }

      override forward(input: Input): Variable {
        return this.#inner.forward(input);
      }
    }
    const model = new Thawing();
    model.freeze(true);
    model.forward(zeros([1, 1]));
    model.freeze(false);
    expect(() => model.forward(zeros([1, 1]))).toThrow("Thawing: every layer that forward uses must be");
  });

  class Hiding extends Module {
    readonly #inner = new Linear(1, 1, { generator });

    override forward(input: Input): Variable {
      return this.#inner.forward(input);
    }
  }

  class Keyed extends Module {
    readonly layers = { first: new Linear(1, 1, { generator }) };

    override forward(input: Input): Variable {
      return this.layers.first.forward(input);
    }
  }

  test.each([
    ["in a private field", Hiding],
    ["in an object", Keyed],
  ])("a layer %s, where it is not found, is told at its first use", (_, Hidden) => {
    const model = new Sequential(new Hidden());
    expect(() => model.forward(zeros([1, 1]))).toThrow(
      new TypeError(
        `${Hidden.name}: every layer that forward uses must be one of the module's properties, or in a list of them, got a ` +
          "Linear that parameters() does not see; a #private field hides it",
      ),
    );
    expect(noGrad(() => model.forward(zeros([1, 1]))).shape).toEqual([1, 1]);
  });

  test("a layer without parameters may be anywhere, and one that is listed below is found", () => {
    class Wrapped extends Module {
      readonly #relu = new ReLU();
      readonly parts = [new Sequential(new Linear(1, 1, { generator }))];

      override forward(input: Input): Variable {
        return this.#relu.forward(this.parts[0].layers[0].forward(input));
      }
    }
    expect(new Wrapped().forward(zeros([1, 1])).shape).toEqual([1, 1]);
  });
});

test("a module is printed by its name, its parts and the shapes of what it holds", () => {
  const model = new Sequential(new Linear(2, 3, { generator }), new Sequential(new ReLU()));
  expect(String(model)).toBe(
    ["Sequential(", "  (0): Linear(weight=[3, 2], bias=[3])", "  (1): Sequential(", "    (0): ReLU()", "  )", ")"].join(
      "\n",
    ),
  );
  expect(inspect(new Tanh())).toBe("Tanh()");
});

describe("buffers", () => {
  class Counting extends Module {
    readonly weight = new Variable([1]);
    readonly seen: Tensor;
    mask: Tensor;
    readonly none: Tensor | null;

    constructor() {
      super();
      this.seen = this.registerBuffer("seen", zeros([2]));
      this.mask = this.registerBuffer("mask", tensor([1, 2]), { persistent: false });
      this.none = this.registerBuffer("none", null);
    }

    override forward(input: Input): Variable {
      return this.weight.mul(input).add(this.mask);
    }
  }

  test("are found but not trained, and saved unless it is said that they need not be", () => {
    const model = new Sequential(new Counting());
    expect(model.parameters()).toHaveLength(1);
    expect(model.namedBuffers().map(([name]) => name)).toEqual(["0.seen", "0.mask"]);
    expect(Object.keys(model.stateDict())).toEqual(["0.weight", "0.seen"]);
    const counting = new Counting();
    counting.mask = zeros([2]);
    expect(Object.keys(counting.stateDict())).toEqual(["weight", "seen"]);
    counting.registerBuffer("mask", zeros([2]));
    expect(Object.keys(counting.stateDict())).toEqual(["weight", "seen", "mask"]);
    expect(String(counting)).toBe("Counting(weight=[1], seen=[2], mask=[2])");
  });

  test("are loaded in place", () => {
    const [model, other] = [new Counting(), new Counting()];
    const { seen } = other;
    model.seen.fill_(4);
    other.loadStateDict(model.stateDict());
    expect(other.seen).toBe(seen);
    expect(seen.toArray()).toEqual([4, 4]);
  });

  test.each<[string, unknown, string]>([
    ["", zeros([1]), "registerBuffer: name must be a word without dots, got none"],
    ["a.b", zeros([1]), "registerBuffer: name must be a word without dots, got a.b"],
    ["training", zeros([1]), "registerBuffer: name must not be that of another property, got training"],
    ["forward", zeros([1]), "registerBuffer: name must not be that of another property, got forward"],
    ["weight", zeros([1]), "registerBuffer: name must not be that of another property, got weight"],
    ["__proto__", zeros([1]), "registerBuffer: name must not be that of another property, got __proto__"],
    ["mask", new Variable([1]), "registerBuffer: a buffer must be a Tensor or null, got a Variable"],
  ])("one called %j is refused when it cannot be", (name, value, message) => {
    expect(() => new Counting().registerBuffer(name, Object(value))).toThrow(message);
  });
});

describe("a state that does not have every name", () => {
  test("is loaded as far as it goes when that is asked for, and what differs is told", () => {
    const model = new Linear(1, 2, { generator });
    const bias = model.bias?.data.toArray();
    const result = model.loadStateDict({ weight: tensor([[3], [4]]), extra: zeros([1]) }, { strict: false });
    expect(result).toEqual({ missingKeys: ["bias"], unexpectedKeys: ["extra"] });
    expect(model.weight.data.toArray()).toEqual([[3], [4]]);
    expect(model.bias?.data.toArray()).toEqual(bias);
    expect(model.loadStateDict(model.stateDict())).toEqual({ missingKeys: [], unexpectedKeys: [] });
  });

  test("must fit all the same, and nothing is loaded when it does not", () => {
    const model = new Linear(1, 2, { generator });
    const before = model.weight.data.toArray();
    const state = { weight: zeros([2, 1]), bias: zeros([3]) };
    expect(() => model.loadStateDict(state, { strict: false })).toThrow(
      "loadStateDict: bias must have shape [2], got [3]",
    );
    expect(model.weight.data.toArray()).toEqual(before);
    expect(() => model.loadStateDict({}, Object({ strict: 1 }))).toThrow(
      "loadStateDict: strict must be true or false, got 1",
    );
  });

  test("has no names of an object's own kind", () => {
    class Odd extends Module {
      constructor() {
        super();
        Reflect.set(this, "toLocaleString", new Variable([1]));
      }
      override forward(input: Input): Variable {
        return asVariable(input);
      }
    }
    expect(new Odd().loadStateDict({}, { strict: false }).missingKeys).toEqual(["toLocaleString"]);
  });
});
