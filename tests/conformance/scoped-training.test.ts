import { Variable } from "@tinytorch/autograd";
import { BatchNorm1d, Dropout, Linear, type Module, mseLoss, ReLU, Sequential } from "@tinytorch/nn";
import { Adam, AdamW, RMSprop, SGD } from "@tinytorch/optimizers";
import { Generator, keep, randn, scope } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";

const FREED = "tensor: elements must be kept to outlive their scope";

type AnyOptimizer = Adam | AdamW | RMSprop | SGD;

/** A small training, whose steps run in whatever `around` puts around them. */
function training<Rule extends AnyOptimizer>(
  optimizerOf: (params: Variable[]) => Rule,
  around: <T>(step: () => T) => T,
) {
  const generator = new Generator(11);
  const model = new Sequential(
    new Linear(2, 4, { generator }),
    new BatchNorm1d(4),
    new ReLU(),
    new Dropout(0.1, { generator }),
    new Linear(4, 1, { generator }),
  );
  const optimizer = optimizerOf(model.parameters());
  const [x, y] = [randn([8, 2], { generator }), randn([8, 1], { generator })];
  const step = (): number => {
    optimizer.zeroGrad();
    const loss = mseLoss(model.forward(x), y);
    loss.backward();
    optimizer.step();
    return loss.item();
  };
  return {
    model,
    optimizer,
    run(count: number): number {
      let loss = Number.NaN;
      for (let i = 0; i < count; i++) loss = around(step);
      return loss;
    },
  };
}

const optimizers: Record<string, (params: Variable[]) => AnyOptimizer> = {
  "SGD with momentum": (params) => new SGD(params, { learningRate: 0.01, momentum: 0.9 }),
  AMSGrad: (params) => new Adam(params, { amsgrad: true }),
  AdamW: (params) => new AdamW(params),
  RMSprop: (params) => new RMSprop(params, { centered: true, momentum: 0.5 }),
};

const values = (model: Module) => Object.entries(model.stateDict()).map(([name, value]) => [name, value.toArray()]);

const buffers = (optimizer: AnyOptimizer) =>
  Object.values(optimizer.stateDict().state).map((own) =>
    Object.entries(own.buffers).map(([name, buffer]) => [name, buffer.toArray()]),
  );

describe("a training whose steps each run in a scope", () => {
  test.each(Object.entries(optimizers))("is the training without scopes, bit for bit: %s", (_, make) => {
    const plain = training(make, (step) => step());
    const scoped = training(make, scope);
    expect(scoped.run(20)).toBe(plain.run(20));
    expect(values(scoped.model)).toEqual(values(plain.model));
    expect(buffers(scoped.optimizer)).toEqual(buffers(plain.optimizer));
  });

  test("goes on for ten thousand steps, with the optimizer's memory and the running statistics alive", () => {
    const { run, model, optimizer } = training((params) => new Adam(params), scope);
    const before = run(1);
    expect(run(9_999)).toBeLessThan(before);
    expect(Object.values(optimizer.stateDict().state).map(({ step }) => step)).toEqual(Array(6).fill(10_000));
    expect(model.stateDict()["1.numBatchesTracked"].item()).toBe(10_000);
  });

  test("may load its optimizer's state inside of one", () => {
    const { run, optimizer } = training((params) => new Adam(params), scope);
    run(2);
    const saved = buffers(optimizer);
    scope(() => optimizer.loadStateDict(optimizer.stateDict()));
    expect(buffers(optimizer)).toEqual(saved);
    expect(Number.isFinite(run(1))).toBe(true);
  });
});

describe("what a scope frees and what survives it", () => {
  test("a gradient made inside and used after is an error that says what to do", () => {
    const [w, optimizer] = [new Variable([1]), (params: Variable[]) => new SGD(params)];
    scope(() => w.mul(2).backward());
    expect(() => optimizer([w]).step()).toThrow(`${FREED}, got a tensor that was freed at the end of its scope;`);
    expect(() => w.mul(2).backward()).toThrow("keep() it");
    w.zeroGrad();
    scope(() => {
      w.mul(2).backward();
      keep(w);
    });
    expect(w.grad?.item()).toBe(2);
  });

  test("a variable that is returned survives with its gradient, and the tape behind it does not", () => {
    const w = new Variable([3]);
    const { leaf, square } = scope(() => {
      const inner = new Variable([2]);
      inner.mul(w).backward();
      return { leaf: inner, square: w.mul(1).mul(w) };
    });
    expect([leaf.item(), leaf.grad?.item(), square.item()]).toEqual([2, 3, 9]);
    expect(() => square.backward()).toThrow(FREED);
  });

  test("a model that is made inside and returned survives whole", () => {
    const generator = new Generator(3);
    const model = scope(() => new Sequential(new Linear(2, 2, { generator }), new BatchNorm1d(2)));
    const output = model.forward(randn([4, 2], { generator }));
    expect(output.data.toArray()).toHaveLength(4);
    expect(model.namedBuffers()).toHaveLength(3);
  });
});
