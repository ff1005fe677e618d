import { Variable } from "@tinytorch/autograd";
import * as nn from "@tinytorch/nn";
import { Generator, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import "@tinytorch/testkit/matchers";
import { FLOAT64, type RecordedTensor, readRecorded, recordedTensor } from "./recorded.ts";

interface Written extends RecordedTensor {
  readonly dtype?: "int32";
}

type Named = Readonly<Record<string, Written>>;

interface Case {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Written[];
  readonly outputs: readonly Written[];
  readonly weights: readonly Written[];
  readonly grads: readonly Written[];
  readonly parameters: Named;
  readonly parameterGrads: Named;
}

interface Recorded {
  readonly cases: readonly Case[];
  readonly running: readonly {
    readonly layer: string;
    readonly batches: readonly Written[];
    readonly evaluated: Written;
    readonly state: Named;
  }[];
  readonly states: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

const recorded = readRecorded<Recorded>("layers.json");
const generator = new Generator(1);
const drawn = { generator, dtype: "float64" } as const;
const f64 = { dtype: "float64" } as const;

/** Float64 runs on plain JavaScript, float32 on what the lane has; it has its own last digits. */
const precisions = [
  ["float64", FLOAT64],
  ["float32", { rtol: 1e-4, atol: 2e-5 }],
] as const;
type Precision = (typeof precisions)[number][0];

/** PyTorch's names in camelCase: `weight_ih_l0_reverse` is `weightIhL0Reverse`. */
function inCamelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function asOurs(written: Written, dtype: Precision): Tensor {
  return recordedTensor(written).to(written.dtype ?? dtype);
}

/** Options as ours: names in camelCase, and lists of weights and a target as tensors. */
function optionsOf(given: Case["options"], dtype: Precision): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const ours = inCamelCase(name);
      if (ours === "target") return [ours, asOurs(value as Written, dtype)];
      return [ours, ours === "weight" || ours === "posWeight" ? tensor(value as number[], { dtype }) : value];
    }),
  );
}

/** A case as a call of ours, and the module whose parameters it has. */
interface Ours {
  readonly module?: nn.Module<unknown>;
  run(...inputs: Variable[]): unknown;
}

type Options = Record<string, never>;

function called(module: nn.Module<unknown>): Ours {
  return { module, run: (...inputs) => module.forward(...inputs) };
}

/** Recurrent layers take a state of one or two parts. */
function recurrent(module: nn.Module<unknown>, parts: 1 | 2): Ours {
  return { module, run: (x, ...state) => module.forward(x, ...(parts === 2 && state.length > 0 ? [state] : state)) };
}

function pooling(pool: (x: Variable, size: never, options: never) => Variable) {
  return ({ kernelSize, ...rest }: Options): Ours => ({ run: (x) => pool(x, kernelSize, rest as never) });
}

function adaptive(pool: (x: Variable, size: never) => Variable) {
  return ({ outputSize }: Options): Ours => ({ run: (x) => pool(x, outputSize) });
}

/** A target of whole numbers is one of classes. */
function classLoss(loss: (x: Variable, target: Variable, options: never) => Variable) {
  return (options: Options): Ours => ({ run: (x, target) => loss(x, target, options as never) });
}

const makers: Readonly<
  Record<string, (options: Options, made: { generator: Generator; dtype: Precision }, evaluated: boolean) => Ours>
> = {
  RNN: (o, made) => recurrent(new nn.RNN(3, 5, { ...made, ...o }), 1),
  LSTM: (o, made) => recurrent(new nn.LSTM(3, 5, { ...made, ...o }), 2),
  GRU: (o, made) => recurrent(new nn.GRU(3, 5, { ...made, ...o }), 1),
  RNNCell: (o, made) => recurrent(new nn.RNNCell(3, 5, { ...made, ...o }), 1),
  LSTMCell: (o, made) => recurrent(new nn.LSTMCell(3, 5, { ...made, ...o }), 2),
  GRUCell: (o, made) => recurrent(new nn.GRUCell(3, 5, { ...made, ...o }), 1),
  ConvTranspose2d: (o, made) => called(new nn.ConvTranspose2d(4, 6, [3, 2], { ...made, ...o })),
  "ConvTranspose2d of one": (o, made) => called(new nn.ConvTranspose2d(2, 2, 1, { ...made, ...o })),
  ConvTranspose1d: (o, made) => called(new nn.ConvTranspose1d(4, 6, 3, { ...made, ...o })),
  MaxPool2d: pooling(nn.maxPool2d),
  AvgPool2d: pooling(nn.avgPool2d),
  MaxPool1d: pooling(nn.maxPool1d),
  AvgPool1d: pooling(nn.avgPool1d),
  AdaptiveAvgPool2d: adaptive(nn.adaptiveAvgPool2d),
  AdaptiveMaxPool2d: adaptive(nn.adaptiveMaxPool2d),
  AdaptiveAvgPool1d: adaptive(nn.adaptiveAvgPool1d),
  GroupNorm: ({ groups, ...o }, { dtype }) => called(new nn.GroupNorm(groups, 4, { dtype, ...o })),
  InstanceNorm1d: (o, { dtype }, evaluated) => called(new nn.InstanceNorm1d(3, { dtype, ...o }).train(!evaluated)),
  InstanceNorm2d: (o, { dtype }, evaluated) => called(new nn.InstanceNorm2d(3, { dtype, ...o }).train(!evaluated)),
  rms_norm: ({ normalizedShape, ...o }) => ({ run: (x, weight) => nn.rmsNorm(x, normalizedShape, { ...o, weight }) }),
  Embedding: (o, made) => called(new nn.Embedding(4, 3, { ...made, ...o })),
  cross_entropy: classLoss(nn.crossEntropy),
  nll_loss: classLoss(nn.nllLoss),
  binary_cross_entropy: ({ target, ...o }) => ({ run: (p) => nn.binaryCrossEntropy(p, target, o) }),
  binary_cross_entropy_with_logits: (o) => ({ run: (x, t) => nn.binaryCrossEntropyWithLogits(x, t, o) }),
  MSELoss: (o) => called(new nn.MSELoss(o)),
  L1Loss: (o) => called(new nn.L1Loss(o)),
  SmoothL1Loss: (o) => called(new nn.SmoothL1Loss(o)),
  HuberLoss: (o) => called(new nn.HuberLoss(o)),
  CrossEntropyLoss: (o) => called(new nn.CrossEntropyLoss(o)),
  NLLLoss: (o) => called(new nn.NLLLoss(o)),
  BCELoss: (o) => called(new nn.BCELoss(o)),
  BCEWithLogitsLoss: (o) => called(new nn.BCEWithLogitsLoss(o)),
  KLDivLoss: (o) => called(new nn.KLDivLoss(o)),
};

function makerOf(name: string): string {
  if (name.includes("less than nothing")) return "ConvTranspose2d of one";
  return /^\w+/.exec(name)?.[0] ?? "";
}

function flat(result: unknown): Variable[] {
  if (result instanceof Variable) return [result];
  if (!Array.isArray(result)) throw new TypeError(`flat: a result must be made of variables, got ${typeof result}`);
  return result.flatMap(flat);
}

function titleOf({ name, options, inputs }: Case, index: number): string {
  return `${index}: ${name} ${JSON.stringify(options).slice(0, 120)} on ${inputs.map(({ shape }) => `[${shape}]`).join(", ")}`;
}

describe("layers and losses are PyTorch's", () => {
  test("everything that was recorded has one of ours, and the other way round", () => {
    const names = new Set(recorded.cases.map(({ name }) => makerOf(name)));
    expect([...names].sort()).toEqual(Object.keys(makers).sort());
  });

  const titled = recorded.cases.map((each, index) => [titleOf(each, index), each] as const);
  describe.each(precisions)("in %s", (dtype, tolerance) => {
    test.each(titled)("%s", (_, each) => {
      const made = { generator, dtype };
      const evaluated = each.name.endsWith("evaluated");
      const { module, run } = makers[makerOf(each.name)](optionsOf(each.options, dtype) as Options, made, evaluated);
      const parameters = new Map(module?.namedParameters() ?? []);
      expect([...parameters.keys()]).toEqual(Object.keys(each.parameters).map(inCamelCase));
      for (const [name, values] of Object.entries(each.parameters)) {
        parameters.get(inCamelCase(name))?.data.copy_(recordedTensor(values));
      }
      const inputs = each.inputs.map((written) => new Variable(asOurs(written, dtype)));
      const outputs = flat(run(...inputs));
      for (const [i, expected] of each.outputs.entries())
        expect(outputs[i].data).toBeAllClose(recordedTensor(expected), tolerance);
      outputs
        .map((output, i) => output.mul(asOurs(each.weights[i], dtype)).sum())
        .reduce((sum, term) => sum.add(term))
        .backward();
      const learned = inputs.filter(({ requiresGrad }) => requiresGrad);
      expect(learned).toHaveLength(each.grads.length);
      for (const [i, expected] of each.grads.entries())
        expect(learned[i].grad).toBeAllClose(recordedTensor(expected), tolerance);
      for (const [name, expected] of Object.entries(each.parameterGrads))
        expect(parameters.get(inCamelCase(name))?.grad).toBeAllClose(recordedTensor(expected), tolerance);
      for (const { dtype: type } of [...outputs, ...learned.map(({ data }) => data)]) expect(type).toBe(dtype);
    });
  });

  const normalizations: Readonly<Record<string, () => nn.Module>> = {
    InstanceNorm1d: () => new nn.InstanceNorm1d(3, { ...f64, trackRunningStats: true, momentum: 0.3 }),
    InstanceNorm2d: () => new nn.InstanceNorm2d(3, { ...f64, trackRunningStats: true, momentum: 0.3 }),
    BatchNorm2d: () => new nn.BatchNorm2d(3, { ...f64, momentum: 0.3 }),
  };
  test.each(recorded.running)("running estimates of $layer", ({ layer, batches, evaluated, state }) => {
    const module = normalizations[layer]();
    const [first, second, third] = batches.map(recordedTensor);
    module.forward(first);
    module.forward(second);
    expect(module.eval().forward(third).data).toBeAllClose(recordedTensor(evaluated), FLOAT64);
    const own = module.stateDict();
    expect(Object.keys(own)).toEqual(Object.keys(state).map(inCamelCase));
    for (const [name, values] of Object.entries(state))
      expect(own[inCamelCase(name)].to("float64")).toBeAllClose(recordedTensor(values), FLOAT64);
  });
});

describe("what PyTorch saves is what is saved here", () => {
  const two = { numLayers: 2, bidirectional: true };
  const linear = (from: number, to: number) => new nn.Linear(from, to, drawn);
  const modules: Readonly<Record<string, () => nn.Module<unknown>>> = {
    RNN: () => new nn.RNN(2, 3, { ...drawn, ...two }),
    LSTM: () => new nn.LSTM(2, 3, { ...drawn, ...two }),
    GRU: () => new nn.GRU(2, 3, { ...drawn, ...two }),
    LSTMCell: () => new nn.LSTMCell(2, 3, drawn),
    ConvTranspose2d: () => new nn.ConvTranspose2d(4, 6, [3, 2], { ...drawn, groups: 2 }),
    ConvTranspose1d: () => new nn.ConvTranspose1d(4, 6, 3, drawn),
    GroupNorm: () => new nn.GroupNorm(2, 4),
    InstanceNorm1d: () => new nn.InstanceNorm1d(3, { affine: true, trackRunningStats: true }),
    BatchNorm2d: () => new nn.BatchNorm2d(3),
    CrossEntropyLoss: () => new nn.CrossEntropyLoss({ weight: zeros([3]) }),
    BCEWithLogitsLoss: () => new nn.BCEWithLogitsLoss({ posWeight: zeros([3]) }),
    ModuleList: () => new nn.ModuleList([linear(1, 2), linear(2, 1)]),
    ModuleDict: () => new nn.ModuleDict({ first: linear(1, 2), second: linear(2, 1) }),
    ParameterList: () => new nn.ParameterList([new Variable([1, 1]), new Variable([1, 1, 1])]),
  };

  test("of every module that was recorded", () => {
    expect(Object.keys(modules)).toEqual(Object.keys(recorded.states));
  });

  test.each(Object.entries(recorded.states))("%s: names in order, shapes, and a way there and back", (name, state) => {
    const module = modules[name]();
    const own = module.stateDict();
    const shapes = Object.entries(own).map(([key, { shape }]) => [key, shape]);
    expect(shapes).toEqual(Object.entries(state).map(([key, shape]) => [inCamelCase(key), shape]));
    for (const values of Object.values(own)) values.fill_(3);
    const other = modules[name]();
    expect(other.loadStateDict(own)).toEqual({ missingKeys: [], unexpectedKeys: [] });
    for (const [key, values] of Object.entries(other.stateDict()))
      expect(values.toArray(), key).toEqual(own[key].toArray());
  });
});
