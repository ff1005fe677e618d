import * as autograd from "@tinytorch/autograd";
import { Variable } from "@tinytorch/autograd";
import * as data from "@tinytorch/data";
import * as nn from "@tinytorch/nn";
import * as optimizers from "@tinytorch/optimizers";
import * as tensors from "@tinytorch/tensor";
import { arange, Generator, ones, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { functionsWithOptions } from "./functions-with-options.ts";

const generator = new Generator(1);
const drawn = { generator };

/** Options that no type describes, as they come from plain JavaScript. */
type Options = Readonly<Record<string, unknown>>;

/** A call of every function with options, with what must be among them. */
type Calls = Readonly<Record<string, readonly [call: (options: never) => unknown, needed?: Options]>>;

const matrix = () =>
  tensor([
    [1, 2],
    [3, 4],
  ]);
const variable = () => new Variable(matrix());
const images = zeros([1, 1, 4, 4]);
const dataset = () => new data.TensorDataset(zeros([3, 2]));
const sgd = () => new optimizers.SGD([new Variable([1])]);

const ofTensors: Calls = {
  tensor: [(o) => tensor([1], o)],
  zeros: [(o) => zeros([1], o)],
  ones: [(o) => ones([1], o)],
  full: [(o) => tensors.full([1], 2, o)],
  eye: [(o) => tensors.eye(2, 2, o)],
  linspace: [(o) => tensors.linspace(0, 1, 2, o)],
  arange: [(o) => arange(0, 2, 1, o)],
  rand: [(o) => tensors.rand([1], o), drawn],
  uniform: [(o) => tensors.uniform([1], 0, 1, o), drawn],
  randn: [(o) => tensors.randn([1], o), drawn],
  normal: [(o) => tensors.normal([1], 0, 1, o), drawn],
  randint: [(o) => tensors.randint(0, 2, [1], o), drawn],
  randperm: [(o) => tensors.randperm(2, o), drawn],
  logSumExp: [(o) => tensors.logSumExp(matrix(), 0, o)],
  variance: [(o) => tensors.variance(matrix(), 0, o)],
  "Tensor.add": [(o) => matrix().add(1, o)],
  "Tensor.add_": [(o) => matrix().add_(1, o)],
  "Tensor.addcmul_": [(o) => matrix().addcmul_(matrix(), matrix(), o)],
  "Tensor.addcdiv_": [(o) => matrix().addcdiv_(matrix(), matrix(), o)],
  "Tensor.clamp": [(o) => matrix().clamp(o)],
  "Tensor.clamp_": [(o) => matrix().clamp_(o)],
  "Tensor.sum": [(o) => matrix().sum(0, o)],
  "Tensor.mean": [(o) => matrix().mean(0, o)],
  "Tensor.max": [(o) => matrix().max(0, o)],
  "Tensor.min": [(o) => matrix().min(0, o)],
  "Tensor.any": [(o) => matrix().any(0, o)],
  "Tensor.all": [(o) => matrix().all(0, o)],
  "Tensor.argmax": [(o) => matrix().argmax(0, o)],
  "Tensor.argmin": [(o) => matrix().argmin(0, o)],
  "Tensor.prod": [(o) => matrix().prod(0, o)],
  "Tensor.var": [(o) => matrix().var(0, o)],
  "Tensor.std": [(o) => matrix().std(0, o)],
  "Tensor.norm": [(o) => matrix().norm(2, 0, o)],
  "Tensor.argsort": [(o) => matrix().argsort(0, o)],
  "Tensor.sort": [(o) => matrix().sort(0, o)],
  "Tensor.topk": [(o) => matrix().topk(1, 0, o)],
  "Tensor.round": [(o) => matrix().round(o)],
  "Tensor.unfold2d": [(o) => images.unfold2d(2, o)],
};

const slope = () => {
  const x = variable();
  return [x.sum(), x] as const;
};
const ofAutograd: Calls = {
  grad: [(o) => autograd.grad(...slope(), o)],
  hessian: [(o) => autograd.hessian((x) => x.sum(), matrix(), o)],
  jacobian: [(o) => autograd.jacobian((x) => x.sum(), matrix(), o)],
  jvp: [(o) => autograd.jvp((x) => x.sum(), matrix(), matrix(), o)],
  vjp: [(o) => autograd.vjp((x) => x.sum(), matrix(), undefined, o)],
  Variable: [(o) => new Variable([1], o)],
  "Variable.backward": [(o) => variable().sum().backward(undefined, o)],
  "Variable.clamp": [(o) => variable().clamp(o)],
  "Variable.any": [(o) => variable().any(0, o)],
  "Variable.all": [(o) => variable().all(0, o)],
  "Variable.argmax": [(o) => variable().argmax(0, o)],
  "Variable.sum": [(o) => variable().sum(0, o)],
  "Variable.mean": [(o) => variable().mean(0, o)],
  "Variable.var": [(o) => variable().var(0, o)],
  "Variable.max": [(o) => variable().max(0, o)],
  "Variable.min": [(o) => variable().min(0, o)],
  "Variable.logSumExp": [(o) => variable().logSumExp(0, o)],
  "Variable.argmin": [(o) => variable().argmin(0, o)],
  "Variable.prod": [(o) => variable().prod(0, o)],
  "Variable.std": [(o) => variable().std(0, o)],
  "Variable.norm": [(o) => variable().norm(2, 0, o)],
  "Variable.argsort": [(o) => variable().argsort(0, o)],
  "Variable.sort": [(o) => variable().sort(0, o)],
  "Variable.topk": [(o) => variable().topk(1, 0, o)],
  "Variable.round": [(o) => variable().round(o)],
  "Variable.add": [(o) => variable().add(1, o)],
  "Variable.unfold2d": [(o) => new Variable(images).unfold2d(2, o)],
};

const half = tensor([0.5, 0.5]);
const kernel = zeros([1, 1, 2, 2]);
const ofNn: Calls = {
  gelu: [(o) => nn.gelu(half, o)],
  softplus: [(o) => nn.softplus(half, o)],
  xavierUniform: [(o) => nn.xavierUniform(variable(), o), drawn],
  xavierNormal: [(o) => nn.xavierNormal(variable(), o), drawn],
  heUniform: [(o) => nn.heUniform(variable(), o), drawn],
  heNormal: [(o) => nn.heNormal(variable(), o), drawn],
  scaledDotProductAttention: [(o) => nn.scaledDotProductAttention(matrix(), matrix(), matrix(), o)],
  MultiheadAttention: [(o) => new nn.MultiheadAttention(2, 1, o), drawn],
  "MultiheadAttention.attend": [
    (o) => new nn.MultiheadAttention(2, 1, drawn).attend(ones([1, 2, 2]), ones([1, 2, 2]), ones([1, 2, 2]), o),
  ],
  "Module.registerBuffer": [(o) => new nn.Identity().registerBuffer("mask", half, o)],
  "Module.loadStateDict": [(o) => new nn.Identity().loadStateDict({}, o)],
  convTranspose2d: [(o) => nn.convTranspose2d(images, kernel, null, o)],
  convTranspose1d: [(o) => nn.convTranspose1d(zeros([1, 1, 4]), zeros([1, 1, 2]), null, o)],
  ConvTranspose2d: [(o) => new nn.ConvTranspose2d(1, 1, 2, o), drawn],
  ConvTranspose1d: [(o) => new nn.ConvTranspose1d(1, 1, 2, o), drawn],
  embedding: [(o) => nn.embedding(tensor([0], { dtype: "int32" }), matrix(), o)],
  groupNorm: [(o) => nn.groupNorm(matrix(), 1, o)],
  GroupNorm: [(o) => new nn.GroupNorm(1, 2, o)],
  InstanceNorm1d: [(o) => new nn.InstanceNorm1d(2, o)],
  InstanceNorm2d: [(o) => new nn.InstanceNorm2d(2, o)],
  rmsNorm: [(o) => nn.rmsNorm(matrix(), [2], o)],
  RMSNorm: [(o) => new nn.RMSNorm(2, o)],
  maxPool1d: [(o) => nn.maxPool1d(zeros([1, 1, 4]), 2, o)],
  avgPool1d: [(o) => nn.avgPool1d(zeros([1, 1, 4]), 2, o)],
  RNN: [(o) => new nn.RNN(2, 2, o), drawn],
  GRU: [(o) => new nn.GRU(2, 2, o), drawn],
  LSTM: [(o) => new nn.LSTM(2, 2, o), drawn],
  RNNCell: [(o) => new nn.RNNCell(2, 2, o), drawn],
  GRUCell: [(o) => new nn.GRUCell(2, 2, o), drawn],
  LSTMCell: [(o) => new nn.LSTMCell(2, 2, o), drawn],
  BatchNorm1d: [(o) => new nn.BatchNorm1d(2, o)],
  BatchNorm2d: [(o) => new nn.BatchNorm2d(2, o)],
  conv2d: [(o) => nn.conv2d(images, kernel, null, o)],
  conv1d: [(o) => nn.conv1d(zeros([1, 1, 4]), zeros([1, 1, 2]), null, o)],
  Conv2d: [(o) => new nn.Conv2d(1, 1, 2, o), drawn],
  Conv1d: [(o) => new nn.Conv1d(1, 1, 2, o), drawn],
  Dropout: [(o) => new nn.Dropout(0.5, o), drawn],
  Embedding: [(o) => new nn.Embedding(2, 2, o), drawn],
  layerNorm: [(o) => nn.layerNorm(matrix(), [2], o)],
  LayerNorm: [(o) => new nn.LayerNorm(2, o)],
  Linear: [(o) => new nn.Linear(2, 2, o), drawn],
  maxPool2d: [(o) => nn.maxPool2d(images, 2, o)],
  avgPool2d: [(o) => nn.avgPool2d(images, 2, o)],
  binaryCrossEntropy: [(o) => nn.binaryCrossEntropy(half, half, o)],
  binaryCrossEntropyWithLogits: [(o) => nn.binaryCrossEntropyWithLogits(half, half, o)],
  crossEntropy: [(o) => nn.crossEntropy(matrix(), [0, 1], o)],
  nllLoss: [(o) => nn.nllLoss(matrix(), [0, 1], o)],
  mseLoss: [(o) => nn.mseLoss(half, half, o)],
  l1Loss: [(o) => nn.l1Loss(half, half, o)],
  huberLoss: [(o) => nn.huberLoss(half, half, o)],
  smoothL1Loss: [(o) => nn.smoothL1Loss(half, half, o)],
  klDivLoss: [(o) => nn.klDivLoss(half, half, o)],
};

const ofOptimizers: Calls = {
  "Optimizer.addParamGroup": [(o) => sgd().addParamGroup(o), { params: [new Variable([1])] }],
  "Optimizer.zeroGrad": [(o) => sgd().zeroGrad(o)],
  AveragedModel: [(o) => new optimizers.AveragedModel(new nn.ReLU(), o)],
  clipGradNorm: [(o) => optimizers.clipGradNorm([], 1, o)],
  ReduceLROnPlateau: [(o) => new optimizers.ReduceLROnPlateau(sgd(), o)],
  SequentialLR: [(o) => new optimizers.SequentialLR([new optimizers.ConstantLR(sgd())], o), { milestones: [] }],
};

const ofData: Calls = {
  encodeNpy: [(o) => data.encodeNpy(half, o)],
  encodeSafetensors: [(o) => data.encodeSafetensors({ half }, {}, o)],
  DataLoader: [(o) => new data.DataLoader(dataset(), o)],
  RandomSampler: [(o) => new data.RandomSampler(3, o), drawn],
  WeightedRandomSampler: [(o) => new data.WeightedRandomSampler([1], 1, o), drawn],
  randomSplit: [(o) => data.randomSplit(dataset(), [1, 2], o), drawn],
  digits: [(o) => data.digits(o), { ...drawn, count: 1 }],
  spirals: [(o) => data.spirals(o), { ...drawn, perClass: 1 }],
  randomHorizontalFlip: [(o) => data.randomHorizontalFlip(o), drawn],
  randomShift: [(o) => data.randomShift(o), { ...drawn, by: 1 }],
};

/** What has its options from a table or from a function, which the sources do not say at its constructor. */
const made: Calls = {
  MaxPool1d: [(o) => new nn.MaxPool1d(2, o)],
  AvgPool1d: [(o) => new nn.AvgPool1d(2, o)],
  MSELoss: [(o) => new nn.MSELoss(o)],
  L1Loss: [(o) => new nn.L1Loss(o)],
  SmoothL1Loss: [(o) => new nn.SmoothL1Loss(o)],
  HuberLoss: [(o) => new nn.HuberLoss(o)],
  CrossEntropyLoss: [(o) => new nn.CrossEntropyLoss(o)],
  NLLLoss: [(o) => new nn.NLLLoss(o)],
  BCELoss: [(o) => new nn.BCELoss(o)],
  BCEWithLogitsLoss: [(o) => new nn.BCEWithLogitsLoss(o)],
  KLDivLoss: [(o) => new nn.KLDivLoss(o)],
  MaxPool2d: [(o) => new nn.MaxPool2d(2, o)],
  AvgPool2d: [(o) => new nn.AvgPool2d(2, o)],
  GELU: [(o) => new nn.GELU(o)],
  Softplus: [(o) => new nn.Softplus(o)],
  ...Object.fromEntries(
    Object.entries(optimizers)
      .filter(([, value]) => isClassOf(value, optimizers.Optimizer))
      .map(([name, Rule]) => [name, [(o: never) => Reflect.construct(asClass(Rule), [[new Variable([[1]])], o])]]),
  ),
  ...Object.fromEntries(
    Object.entries(optimizers)
      .filter(([, value]) => isClassOf(value, optimizers.Scheduler))
      .map(([name, Rule]) => [name, [(o: never) => Reflect.construct(asClass(Rule), [sgd(), o])]]),
  ),
};

function isClassOf(value: unknown, base: unknown): boolean {
  return typeof value === "function" && typeof base === "function" && value.prototype instanceof base;
}

function asClass(value: unknown): new (...args: readonly unknown[]) => unknown {
  if (typeof value !== "function") throw new TypeError(`asClass: a class must be a function, got ${typeof value}`);
  return class extends (value as new (...args: readonly unknown[]) => object) {};
}

describe.each([
  ["tensor", tensors, ofTensors],
  ["autograd", autograd, ofAutograd],
  ["nn", nn, ofNn],
  ["optimizers", optimizers, ofOptimizers],
  ["data", data, ofData],
])("%s", (name, face, calls) => {
  test("the table has every exported function, constructor and method that takes options", () => {
    const exported = functionsWithOptions(name).filter((found) => Object.hasOwn(face, found.split(".")[0]));
    const unasked = exported.filter((found) => !Object.hasOwn(calls, found) && !otherwise.includes(found));
    expect(unasked).toEqual([]);
    expect(Object.keys(calls).filter((call) => !exported.includes(call))).toEqual([]);
  });

  test.each(Object.entries(calls))("%s refuses an option that it does not have", (_, [call, needed = {}]) => {
    expectRefusal(call, needed);
  });
});

/** Bases of the classes that are asked, and what takes the arguments of an operation, not options. */
const otherwise: readonly string[] = ["Optimizer", "Scheduler", "unary"];

test.each(Object.entries(made))("%s refuses an option that it does not have", (_, [call, needed = {}]) => {
  expectRefusal(call, needed);
});

test.each<[string, () => unknown, string]>([
  ["keepDim", () => ones([2]).sum(0, untyped({ keepDim: true })), "sum: unknown option keepDim; did you mean keepdim?"],
  [
    "label_smoothing",
    () => nn.crossEntropy(matrix(), [0, 1], untyped({ label_smoothing: 0.1 })),
    "crossEntropy: unknown option label_smoothing; did you mean labelSmoothing?",
  ],
  [
    "reducion",
    () => nn.mseLoss(half, half, untyped({ reducion: "sum" })),
    "mseLoss: unknown option reducion; did you mean reduction?",
  ],
  [
    "batchsize",
    () => new data.DataLoader(dataset(), untyped({ batchsize: 2 })),
    "DataLoader: unknown option batchsize; did you mean batchSize?",
  ],
  [
    "paddin",
    () => new nn.Conv2d(1, 1, 2, untyped({ ...drawn, paddin: 1 })),
    "Conv2d: unknown option paddin; did you mean padding?",
  ],
  [
    "output_padding",
    () => new nn.ConvTranspose1d(1, 1, 2, untyped({ ...drawn, output_padding: 1 })),
    "ConvTranspose1d: unknown option output_padding; did you mean outputPadding?",
  ],
  [
    "returnIndices",
    () => nn.maxPool2d(images, 2, untyped({ returnIndices: true })),
    "maxPool2d: unknown option returnIndices; there are stride, padding, ceilMode",
  ],
  [
    "inputs",
    () =>
      variable()
        .sum()
        .backward(undefined, untyped({ inputs: [] })),
    "backward: unknown option inputs; there are retainGraph, createGraph",
  ],
  ["a word for options", () => nn.l1Loss(half, half, untyped("sum")), "l1Loss: options must be an object, got sum"],
  ["a truth value for options", () => ones([2]).sum(0, untyped(true)), "sum: options must be an object, got true"],
  ["another value", () => ones([2]).sum(0, untyped({ keepdim: 1 })), "sum: keepdim must be true or false, got 1"],
])("%s is told in words", (_, attempt, message) => {
  expect(attempt).toThrow(new RangeError(message));
});

function untyped(value: unknown): never {
  return value as never;
}

function expectRefusal(call: (options: never) => unknown, needed: Options): void {
  expect(() => call(untyped({ ...needed, unheardOf: 1 }))).toThrow(/: unknown option unheardOf; /);
  expect(() => call(untyped("word"))).toThrow(/must|cannot/);
}
