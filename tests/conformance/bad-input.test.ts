import { asVariable, linear, Variable } from "@tinytorch/autograd";
import * as data from "@tinytorch/data";
import * as nn from "@tinytorch/nn";
import * as optimizers from "@tinytorch/optimizers";
import { cat, Generator, ones, tensor, where, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";

const generator = new Generator(1);

/** A value that no type describes, as it comes from plain JavaScript. */
const untyped = (json: string) => JSON.parse(json);

const parameter = (gradient?: number): Variable => {
  const made = new Variable([1]);
  if (gradient !== undefined) made.grad = new Variable([gradient], { requiresGrad: false });
  return made;
};
const sgd = () => new optimizers.SGD([parameter(1)], { momentum: 0.9 });

type Case = readonly [attempt: () => unknown, message: string];

const tensorCases: Case[] = [
  [() => zeros(untyped("3")), "zeros: a shape must be a list of sizes, such as [2, 3], got 3; write [3]"],
  [
    () => Reflect.apply(ones([4]).reshape, ones([4]), [2, 2]),
    "reshape: a shape must be a list of sizes, such as [2, 3], got 2; write [2]",
  ],
  [
    () => ones([1]).add_(Object(parameter())),
    "add_: the operand must be a Tensor or a number, got a Variable; begin with the variable to record, or take its data",
  ],
  [
    () => ones([1]).mul(untyped("[2]")),
    "mul: the operand must be a Tensor or a number, got [2]; make one with tensor()",
  ],
  [() => ones([1]).eq(untyped("true")), "eq: the operand must be a Tensor or a number, got true"],
  [
    () => where(untyped("[true, false]"), 1, 2),
    "where: the condition must be a Tensor, got [true, false]; make one with tensor()",
  ],
  [() => cat(Object(ones([1]))), "cat: tensors must be a list of Tensors, got a Tensor"],
  [() => ones([1]).sum(untyped("null")), "sum: dim must be a number or a list of numbers, got null"],
  [() => ones([1]).to(untyped('"float16"')), "to: dtype must be one of float32, float64, int32, bool, got float16"],
  [
    () => zeros([1], untyped('{ "dtype": "int8" }')),
    "zeros: dtype must be one of float32, float64, int32, bool, got int8",
  ],
  [
    () => tensor([1], untyped('{ "dtype": "constructor" }')),
    "tensor: dtype must be one of float32, float64, int32, bool, got constructor",
  ],
  [
    () => new Variable([1], untyped('{ "dtype": "long" }')),
    "Variable: dtype must be one of float32, float64, int32, bool, got long",
  ],
  [() => zeros([2 ** 40]), "tensor: there must be memory for the elements, got 1099511627776 of float32"],
];

const autogradCases: Case[] = [
  [
    () => linear(zeros([2]), zeros([3, 3])),
    "linear: an input […, in], weights [out, in] and a bias [out] must fit, got [2], [3, 3] and no bias",
  ],
  [
    () => asVariable(untyped("[1]")),
    "asVariable: a value must be a Variable or a Tensor, got object; make one with tensor()",
  ],
  [() => parameter().add(untyped('"1"')), "asVariable: a value must be a Variable or a Tensor, got string"],
  [
    () => {
      parameter().grad = untyped("[1]");
    },
    "grad: a gradient must be a Variable or null, got object",
  ],
  [
    () => {
      parameter().data = untyped("[1]");
    },
    "data: values must be a Tensor, got object",
  ],
  [
    () => {
      parameter().data = zeros([1], { dtype: "int32" });
    },
    "requiresGrad: elements must be floats to have a gradient, got int32",
  ],
  [() => parameter().slice(0, 0.5), "slice: positions must be whole numbers, got 0.5"],
  [() => parameter().slice(0, 0, Number.NaN), "slice: positions must be whole numbers, got NaN"],
];

const optimizerCases: Case[] = [
  [() => new optimizers.Adam([parameter()], { learningRate: -1 }), "Adam: learningRate must be a number ≥ 0, got -1"],
  [
    () => new optimizers.Adam([parameter()], untyped('{ "learningRate": "0.1" }')),
    "Adam: learningRate must be a number ≥ 0, got 0.1",
  ],
  [
    () => new optimizers.Adam([parameter()], untyped('{ "lr": 0.1 }')),
    "Adam: unknown option lr; did you mean learningRate?",
  ],
  [() => new optimizers.Adam([parameter()], untyped("0.1")), "Adam: options must be an object, got 0.1"],
  [() => new optimizers.Adam(untyped("{}")), "Adam: parameters must be a list, got object"],
  [() => new optimizers.Adam(untyped("null")), "Adam: parameters must be a list, got null"],
  [() => new optimizers.Adam(untyped("[1]")), "Adam: parameters must be Variables, got 1"],
  [
    () => new optimizers.SGD([{ params: [parameter()], learningRate: Number.NaN }]),
    "SGD: learningRate must be a number ≥ 0, got NaN",
  ],
  [
    () => {
      const optimizer = sgd();
      optimizer.paramGroups[0].learningRate = Number.NaN;
      optimizer.step();
    },
    "SGD: learningRate must be a number ≥ 0, got NaN",
  ],
  [
    () => sgd().loadStateDict(untyped("{}")),
    "loadStateDict: there must be paramGroups and a state, got something else",
  ],
  [
    () => sgd().loadStateDict(untyped('{ "state": {}, "paramGroups": [null] }')),
    "loadStateDict: group 0 must have 1 parameters, got no list",
  ],
  [
    () =>
      sgd().loadStateDict(untyped('{ "state": { "0": null }, "paramGroups": [{ "params": [0], "learningRate": 1 }] }')),
    "loadStateDict: the state of a parameter must be an object, got null",
  ],
  [
    () => sgd().loadStateDict(untyped(JSON.stringify(new optimizers.Lion([parameter()]).stateDict()))),
    "SGD: unknown option beta1; there are learningRate, momentum",
  ],
  [
    () => {
      const optimizer = sgd();
      optimizer.step();
      const saved = optimizer.stateDict();
      saved.state[0].step = Number.NaN;
      optimizer.loadStateDict(saved);
    },
    "loadStateDict: step must be a whole number ≥ 1, got NaN",
  ],
  [
    () => {
      const saved = {
        ...sgd().stateDict(),
        state: untyped('{ "0": { "step": 1, "buffers": { "velocity": [1] } } }'),
      };
      sgd().loadStateDict(saved);
    },
    "loadStateDict: velocity must have the shape of its parameter, [1], got object",
  ],
  [() => new optimizers.StepLR(sgd(), untyped("{}")), "StepLR: stepSize must be a whole number ≥ 1, got undefined"],
  [
    () => new optimizers.StepLR(untyped("{}"), { stepSize: 1 }),
    "StepLR: the optimizer must have paramGroups, got none",
  ],
  [() => new optimizers.StepLR(sgd(), { stepSize: 1, gamma: Number.NaN }), "StepLR: gamma must be a number, got NaN"],
  [
    () => new optimizers.StepLR(sgd(), { stepSize: 1 }).loadStateDict(untyped("{}")),
    "loadStateDict: a state must have lastEpoch, baseLearningRates, lastLearningRates, got nothing",
  ],
  [
    () => new optimizers.LambdaLR(sgd(), { lrLambda: () => Number.NaN }),
    "LambdaLR: a rate must be a number, got NaN at step 0",
  ],
  [
    () => new optimizers.LambdaLR(sgd(), untyped('{ "lrLambda": 3 }')),
    "LambdaLR: lrLambda must be a function, or one for each group, got 3",
  ],
  [
    () => new optimizers.MultiStepLR(sgd(), { milestones: [1.5] }),
    "MultiStepLR: milestones must be whole numbers ≥ 0, got [1.5]",
  ],
  [() => new optimizers.SequentialLR([], untyped("{}")), "SequentialLR: there must be at least one schedule, got none"],
  [
    () => new optimizers.ChainedScheduler(untyped("[null]")),
    "ChainedScheduler: schedules must be a list of Schedulers, got [null]",
  ],
  [
    () => new optimizers.ChainedScheduler(Object(new optimizers.ConstantLR(sgd()))),
    "ChainedScheduler: schedules must be a list of Schedulers, got a ConstantLR",
  ],
  [
    () => new optimizers.ReduceLROnPlateau(sgd(), untyped('{ "mode": "up" }')),
    "ReduceLROnPlateau: mode must be one of min, max, got up",
  ],
  [
    () => new optimizers.ReduceLROnPlateau(sgd()).step(untyped("null")),
    "ReduceLROnPlateau: a metric must be a number, got object",
  ],
  [
    () => new optimizers.ReduceLROnPlateau(sgd()).loadStateDict(untyped("{}")),
    "loadStateDict: a state must have lastEpoch, best, badEpochs, cooldownLeft, lastLearningRates, got nothing",
  ],
  [
    () => new optimizers.OneCycleLR(sgd(), { maxLr: 1, totalSteps: 10, pctStart: Number.NaN }),
    "OneCycleLR: pctStart must be in [0, 1], got NaN",
  ],
  [() => optimizers.clipGradNorm([], Number.NaN), "clipGradNorm: maxNorm must be ≥ 0, got NaN"],
  [() => optimizers.clipGradNorm(untyped("{}"), 1), "clipGradNorm: parameters must be a list, got object"],
  [
    () => optimizers.gradientDescentStep(parameter(1), Number.NaN),
    "gradientDescentStep: learningRate must be a number ≥ 0, got NaN",
  ],
];

const images = zeros([1, 1, 2, 2]);
const layer = () => new nn.Linear(1, 1, { generator });

const nnCases: Case[] = [
  [() => new nn.Linear(1.5, 1, { generator }), "Linear: inFeatures must be a whole number ≥ 1, got 1.5"],
  [
    () => new nn.Linear(1, 1, untyped("{}")),
    "Linear: generator must be a Generator, such as new Generator(seed), got undefined",
  ],
  [
    () => new nn.Linear(1, 1, { generator, dtype: "int32" }),
    "Linear: dtype must be one of float32, float64, got int32",
  ],
  [() => layer().forward(untyped("[1]")), "asVariable: a value must be a Variable or a Tensor, got object"],
  [() => new nn.Conv2d(1, 1, 0, { generator }), "Conv2d: kernelSize must be a whole number ≥ 1, got 0"],
  [() => new nn.Conv2d(2, 2, 1, { generator, groups: 0.5 }), "Conv2d: groups must be a whole number ≥ 1, got 0.5"],
  [
    () => new nn.Conv2d(1, 1, 1, { generator, stride: -1 }).forward(images),
    "conv2d: stride must be whole numbers ≥ 1, one or two, got [-1, -1]",
  ],
  [
    () => nn.conv2d(images, zeros([1, 1, 1, 1]), null, { padding: Number.NaN }),
    "conv2d: padding must be whole numbers ≥ 0, one or two, got [NaN, NaN]",
  ],
  [
    () => nn.conv2d(images, zeros([1, 1, 1, 1]), null, untyped('{ "padding": "same" }')),
    "conv2d: padding must be whole numbers ≥ 0, one or two, got same",
  ],
  [() => nn.maxPool2d(images, -1), "maxPool2d: kernel must be whole numbers ≥ 1, one or two, got [-1, -1]"],
  [
    () => nn.avgPool2d(images, 2, { padding: 2 }),
    "avgPool2d: padding must be at most half the window, got [2, 2] for [2, 2]",
  ],
  [() => new nn.BatchNorm1d(0), "BatchNorm1d: features must be a whole number ≥ 1, got 0"],
  [() => new nn.BatchNorm1d(2, { momentum: 2 }), "BatchNorm1d: momentum must be in [0, 1], or null, got 2"],
  [() => new nn.BatchNorm2d(2, { eps: Number.NaN }), "BatchNorm2d: eps must be a number ≥ 0, got NaN"],
  [() => new nn.LayerNorm([]), "LayerNorm: normalizedShape must have at least one size, got []"],
  [() => nn.layerNorm(zeros([2, 2]), [2], { eps: -1 }), "layerNorm: eps must be a number ≥ 0, got -1"],
  [
    () => nn.layerNorm(zeros([2, 2]), [2], { weight: ones([3, 1, 2]) }),
    "layerNorm: weight and bias must have the shape [2], got [3, 1, 2]",
  ],
  [() => new nn.Dropout(Number.NaN, { generator }), "Dropout: p must be in [0, 1], got NaN"],
  [
    () => new nn.Dropout(0.5, untyped("{}")),
    "Dropout: generator must be a Generator, such as new Generator(seed), got undefined",
  ],
  [() => new nn.Embedding(0, 1, { generator }), "Embedding: numEmbeddings must be a whole number ≥ 1, got 0"],
  [
    () => new nn.MultiheadAttention(4, 2, { generator, dropout: 2 }),
    "MultiheadAttention: dropout must be in [0, 1], got 2",
  ],
  [() => new nn.Sequential(untyped("[]")), "Sequential: layers must be Modules, got object"],
  [() => layer().loadStateDict(untyped("null")), "loadStateDict: a state must be tensors by name, got null"],
  [
    () => layer().loadStateDict(untyped('{ "weight": [[1]], "bias": [1] }')),
    "loadStateDict: weight must be a Tensor, got object",
  ],
  [() => nn.mseLoss(zeros([0]), zeros([0])), "mseLoss: there must be elements to take the mean of, got none"],
  [() => nn.l1Loss(zeros([0]), zeros([0])), "l1Loss: there must be elements to take the mean of, got none"],
  [
    () => nn.mseLoss(ones([1]), ones([1]), untyped('{ "reduction": "avg" }')),
    "mseLoss: reduction must be one of mean, sum, none, got avg",
  ],
  [() => nn.crossEntropy(zeros([1, 2]), [2]), "crossEntropy: a class must be a whole number in [0, 1], got 2"],
  [() => nn.crossEntropy(zeros([0, 2]), []), "crossEntropy: there must be elements to take the mean of, got none"],
  [
    () => nn.crossEntropy(zeros([1, 2]), [0], untyped('{ "reduction": "avg" }')),
    "crossEntropy: reduction must be one of mean, sum, none, got avg",
  ],
  [() => nn.crossEntropy(zeros([1, 2]), [0], { weight: ones([3]) }), "crossEntropy: weight must be [2], got [3]"],
  [
    () => nn.crossEntropy(zeros([1, 2]), [0], { ignoreIndex: 0 }),
    "crossEntropy: some row must count, got a total weight of 0",
  ],
  [() => nn.nllLoss(zeros([1, 2]), [Number.NaN]), "nllLoss: a class must be a whole number in [0, 1], got NaN"],
  [() => nn.binaryCrossEntropy(tensor([0.5]), tensor([2])), "binaryCrossEntropy: a target must be in [0, 1], got 2"],
  [
    () => nn.binaryCrossEntropyWithLogits(zeros([2]), zeros([2]), { posWeight: ones([3, 1]) }),
    "binaryCrossEntropyWithLogits: posWeight must broadcast to the output, got [3, 1] for [2]",
  ],
  [
    () => nn.klDivLoss(zeros([1]), zeros([1]), untyped('{ "reduction": "avg" }')),
    "klDivLoss: reduction must be one of mean, sum, none, batchmean, got avg",
  ],
  [
    () => nn.klDivLoss(zeros([0, 2]), zeros([0, 2]), { reduction: "batchmean" }),
    "klDivLoss: there must be elements to take the mean of, got none",
  ],
  [() => nn.huberLoss(zeros([1]), zeros([1]), { delta: Number.NaN }), "huberLoss: delta must be a number > 0, got NaN"],
  [() => nn.elu(zeros([1]), Number.NaN), "elu: alpha must be a number, got NaN"],
  [() => nn.softplus(zeros([1]), { beta: 0 }), "softplus: beta must be a number > 0, got 0"],
  [
    () => nn.gelu(zeros([1]), untyped('{ "approximate": "erf" }')),
    "gelu: approximate must be one of none, tanh, got erf",
  ],
  [
    () => nn.gainFor(untyped('"swish"')),
    "gainFor: nonlinearity must be one of leakyRelu, linear, sigmoid, tanh, relu, selu, got swish",
  ],
  [
    () => nn.heUniform(new Variable([[1]]), untyped("{}")),
    "heUniform: generator must be a Generator, such as new Generator(seed), got undefined",
  ],
  [
    () => nn.xavierNormal(new Variable([[1]]), { generator, gain: Number.NaN }),
    "xavierNormal: gain must be a number, got NaN",
  ],
];

const pairs = () => new data.TensorDataset(zeros([3]));

const dataCases: Case[] = [
  [() => new data.DataLoader(pairs(), { batchSize: 0 }), "DataLoader: batchSize must be a whole number ≥ 1, got 0"],
  [
    () => new data.DataLoader(pairs(), { shuffle: true, generator: untyped("3") }),
    "RandomSampler: generator must be a Generator, such as new Generator(seed), got 3",
  ],
  [
    () => new data.DataLoader(pairs(), { shuffle: true }),
    "DataLoader: a generator must be given to shuffle, got none; pass new Generator(seed)",
  ],
  [() => new data.TensorDataset(), "TensorDataset: tensors must have one first size, got shapes "],
  [() => pairs().at(0.5), "select: "],
  [() => new data.Subset(pairs(), [3]), "Subset: positions must be in [0, 2], got 3"],
  [() => new data.Subset(pairs(), [1]).at(0.5), "Subset: a position must be a whole number below 1, got 0.5"],
  [
    () => data.randomSplit(pairs(), [Number.NaN], { generator }),
    "randomSplit: sizes must be whole numbers that add up to 3, or fractions that add up to 1, got [NaN]",
  ],
  [() => data.oneHot(tensor([0]), 1.5), "oneHot: classes must be a whole number ≥ 1, got 1.5"],
  [() => data.normalize(Number.NaN, 1), "normalize: a mean or deviation must be a number, got NaN"],
  [
    () => data.randomShift(untyped('{ "by": 1 }')),
    "randomShift: generator must be a Generator, such as new Generator(seed), got undefined",
  ],
  [() => data.digits({ generator, noise: -1 }), "digits: noise must be a number ≥ 0, got -1"],
  [() => data.spirals({ generator, perClass: 0 }), "spirals: perClass must be a whole number ≥ 1, got 0"],
];

describe.each([
  ["tensor", tensorCases],
  ["autograd", autogradCases],
  ["optimizers", optimizerCases],
  ["nn", nnCases],
  ["data", dataCases],
])("%s says what it cannot work with, by operation, rule and value", (_, cases) => {
  test.each(cases.map(([attempt, message]) => [message, attempt] as const))("%s", (message, attempt) => {
    expect(attempt).toThrow(message);
  });
});
