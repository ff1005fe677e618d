import { cat, linear, stack, type Variable, where } from "@tinytorch/autograd";
import {
  adaptiveAvgPool2d,
  adaptiveMaxPool2d,
  avgPool2d,
  BatchNorm1d,
  BatchNorm2d,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  conv1d,
  conv2d,
  convTranspose1d,
  convTranspose2d,
  crossEntropy,
  Dropout,
  elu,
  embedding,
  GRU,
  gelu,
  groupNorm,
  huberLoss,
  InstanceNorm1d,
  klDivLoss,
  Linear,
  LSTM,
  l1Loss,
  layerNorm,
  leakyRelu,
  logSigmoid,
  MultiheadAttention,
  maxPool1d,
  maxPool2d,
  mseLoss,
  nllLoss,
  RNN,
  rmsNorm,
  scaledDotProductAttention,
  silu,
  smoothL1Loss,
  softplus,
} from "@tinytorch/nn";
import { Generator, kernelsInUse, tensor } from "@tinytorch/tensor";
import { gradcheck } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { gradcheckAgain, operationsInSources, operationsOf } from "./gradcheck-again.ts";
import { libraryAdapter } from "./library-adapter.ts";
import { seededVariable } from "./seeded-variable.ts";

type Case = readonly [name: string, fn: (...inputs: Variable[]) => Variable, inputs: readonly Variable[]];

const generator = new Generator(20);

/** Normals, which stay clear of kinks at 0 with near certainty; the seed is fixed. */
const normal = (...shape: number[]) => seededVariable(generator, shape);

/** Numbers in [0.5, 2), where logarithms, roots and reciprocals are smooth. */
function positive(...shape: number[]): Variable {
  const x = normal(...shape);
  x.data = x.data.tanh().mul(0.75).add(1.25);
  return x;
}

const unary: Case[] = [
  ["neg", (x) => x.neg(), [normal(2, 3)]],
  ["exp", (x) => x.exp(), [normal(2, 3)]],
  ["log", (x) => x.log(), [positive(2, 3)]],
  ["sqrt", (x) => x.sqrt(), [positive(2, 3)]],
  ["abs", (x) => x.abs(), [normal(2, 3)]],
  ["sin", (x) => x.sin(), [normal(2, 3)]],
  ["cos", (x) => x.cos(), [normal(2, 3)]],
  ["tanh", (x) => x.tanh(), [normal(2, 3)]],
  ["relu", (x) => x.relu(), [normal(2, 3)]],
  ["sigmoid", (x) => x.sigmoid(), [normal(2, 3)]],
  ["square", (x) => x.square(), [normal(2, 3)]],
  ["expm1", (x) => x.expm1(), [normal(2, 3)]],
  ["log1p", (x) => x.log1p(), [positive(2, 3)]],
  ["erf", (x) => x.erf(), [normal(2, 3)]],
  ["reciprocal", (x) => x.reciprocal(), [positive(2, 3)]],
  ["clamp", (x) => x.clamp({ min: -0.5, max: 0.7 }), [normal(2, 3)]],
];

const activations: Case[] = [
  ["logSigmoid", (x) => logSigmoid(x), [normal(2, 3)]],
  ["silu", (x) => silu(x), [normal(2, 3)]],
  ["softplus", (x) => softplus(x, { beta: 0.5, threshold: 1 }), [normal(2, 3)]],
  ["elu", (x) => elu(x, 0.7), [normal(2, 3)]],
  ["leakyRelu", (x) => leakyRelu(x, 0.2), [normal(2, 3)]],
  ["gelu", (x) => gelu(x), [normal(2, 3)]],
  ["gelu, approximated", (x) => gelu(x, { approximate: "tanh" }), [normal(2, 3)]],
];

const withNumber: Case[] = [
  ["add a number", (x) => x.add(3), [normal(2, 2)]],
  ["sub a number", (x) => x.sub(3), [normal(2, 2)]],
  ["mul by a number", (x) => x.mul(3), [normal(2, 2)]],
  ["div by a number", (x) => x.div(3), [normal(2, 2)]],
  ["pow 3", (x) => x.pow(3), [normal(2, 2)]],
  ["pow 2", (x) => x.pow(2), [normal(2, 2)]],
  ["pow -0.5", (x) => x.pow(-0.5), [positive(2, 2)]],
  ["pow 0", (x) => x.pow(0), [normal(2, 2)]],
  ["maximum of a number", (x) => x.maximum(0.1), [normal(2, 3)]],
];

const pairs: readonly (readonly [number[], number[]])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3]],
  [
    [2, 1],
    [1, 3],
  ],
  [[3], [2, 1, 1]],
  [[2, 2], []],
  [[], []],
];
const binary: Case[] = pairs.flatMap(([a, b]) => {
  const shapes = `[${a}] and [${b}]`;
  return [
    [`add ${shapes}`, (x, y) => x.add(y), [normal(...a), normal(...b)]],
    [`sub ${shapes}`, (x, y) => x.sub(y), [normal(...a), normal(...b)]],
    [`mul ${shapes}`, (x, y) => x.mul(y), [normal(...a), normal(...b)]],
    [`div ${shapes}`, (x, y) => x.div(y), [normal(...a), positive(...b)]],
    [`pow ${shapes}`, (x, y) => x.pow(y), [positive(...a), normal(...b)]],
    [`maximum ${shapes}`, (x, y) => x.maximum(y), [normal(...a), normal(...b)]],
    [`minimum ${shapes}`, (x, y) => x.minimum(y), [normal(...a), normal(...b)]],
  ] satisfies Case[];
});

const reductions: Case[] = ([undefined, 0, -1, [0, 2], [1]] as const).flatMap((dim) =>
  [false, true].flatMap((keepdim) => {
    const over = `${JSON.stringify(dim) ?? "all"}${keepdim ? ", keepdim" : ""}`;
    return [
      [`sum over ${over}`, (x) => x.sum(dim, { keepdim }), [normal(2, 3, 2)]],
      [`mean over ${over}`, (x) => x.mean(dim, { keepdim }), [normal(2, 3, 2)]],
      [`max over ${over}`, (x) => x.max(dim, { keepdim }), [normal(2, 3, 2)]],
      [`min over ${over}`, (x) => x.min(dim, { keepdim }), [normal(2, 3, 2)]],
      [`var over ${over}`, (x) => x.var(dim, { keepdim, correction: 0.5 }), [normal(2, 3, 2)]],
      [`logSumExp over ${over}`, (x) => x.logSumExp(dim, { keepdim }), [normal(2, 3, 2)]],
    ] satisfies Case[];
  }),
);

const softmaxes: Case[] = [0, 1, -1].flatMap(
  (dim) =>
    [
      [`softmax along ${dim}`, (x) => x.softmax(dim), [normal(2, 3)]],
      [`logSoftmax along ${dim}`, (x) => x.logSoftmax(dim), [normal(2, 3)]],
    ] satisfies Case[],
);

const products: Case[] = (
  [
    [
      [2, 3],
      [3, 2],
    ],
    [[3], [3]],
    [[2, 3], [3]],
    [[3], [3, 2]],
    [
      [2, 2, 3],
      [3, 2],
    ],
    [[3], [2, 3, 2]],
    [[2, 2, 3], [3]],
    [
      [2, 1, 2, 3],
      [2, 3, 2],
    ],
  ] as const
).map(([a, b]) => [`matmul [${a}] @ [${b}]`, (x, y) => x.matmul(y), [normal(...a), normal(...b)]]);

const shapes: Case[] = [
  ["reshape", (x) => x.reshape([3, -1]).mul(x.reshape([3, -1])), [normal(2, 3)]],
  ["flatten", (x) => x.flatten(1), [normal(2, 2, 2)]],
  ["unsqueeze and squeeze", (x) => x.unsqueeze(1).exp().squeeze(1), [normal(2, 2)]],
  ["transpose", (x) => x.transpose(0, -1).exp(), [normal(2, 1, 3)]],
  ["t", (x) => x.t().matmul(x), [normal(2, 3)]],
  ["permute", (x) => x.permute([2, 0, -2]).exp(), [normal(2, 3, 2)]],
  ["transpose then reshape", (x) => x.transpose(0, 1).reshape([-1]), [normal(2, 3)]],
  ["expand", (x) => x.expand([2, -1, 4]), [normal(3, 1)]],
  ["broadcastTo", (x) => x.broadcastTo([2, 3]), [normal(3)]],
  ["slice", (x) => x.slice(1, 1, -1, 2), [normal(2, 6)]],
  ["cumsum", (x) => x.cumsum(1), [normal(2, 3, 2)]],
  ["flip", (x) => x.flip([0, -1]).mul(x), [normal(2, 3, 2)]],
  ["pad", (x) => x.pad([1, 0, 2, 1], 3).square(), [normal(2, 2)]],
  ["tril", (x) => x.tril(-1).exp(), [normal(2, 3, 3)]],
  ["triu", (x) => x.triu(1).exp(), [normal(3, 2)]],
  ["maskedFill", (x) => x.maskedFill(tensor([1, 0, 0]), 2).square(), [normal(2, 3)]],
  ["select", (x) => x.select(-1, -2), [normal(2, 3)]],
  ["indexSelect", (x) => x.indexSelect(0, [2, 0, 2]), [normal(3, 2)]],
  ["indexSelect of a later dimension", (x) => x.indexSelect(-1, [1, 1]), [normal(2, 2, 2)]],
  [
    "gather",
    (x) =>
      x.gather(
        -1,
        tensor(
          [
            [0, 0],
            [2, 1],
          ],
          { dtype: "int32" },
        ),
      ),
    [normal(2, 3)],
  ],
  ["cat", (x, y) => cat([x, y.exp(), x], -1), [normal(2, 1), normal(2, 2)]],
  ["stack", (x, y) => stack([x, y], -1), [normal(2, 2), normal(2, 2)]],
  ["where", (x, y) => where(tensor([1, 0, 1]), x, y), [normal(2, 3), normal(3)]],
];

const losses: Case[] = (["mean", "sum", "none"] as const).flatMap(
  (reduction) =>
    [
      [`l1Loss, ${reduction}`, (x, y) => l1Loss(x, y, { reduction }), [normal(3, 2), normal(3, 2)]],
      [`huberLoss, ${reduction}`, (x, y) => huberLoss(x, y, { reduction, delta: 0.6 }), [normal(3, 2), normal(3, 2)]],
      [
        `smoothL1Loss, ${reduction}`,
        (x, y) => smoothL1Loss(x, y, { reduction, beta: 0.6 }),
        [normal(3, 2), normal(3, 2)],
      ],
      [
        `binaryCrossEntropy, ${reduction}`,
        (x, y) => binaryCrossEntropy(x.sigmoid(), y.sigmoid(), { reduction }),
        [normal(3, 2), normal(3, 2)],
      ],
      [
        `binaryCrossEntropyWithLogits, ${reduction}`,
        (x, y, w) => binaryCrossEntropyWithLogits(x, y.sigmoid(), { reduction, posWeight: w }),
        [normal(3, 2), normal(3, 2), positive(2)],
      ],
      [`mseLoss, ${reduction}`, (x, y) => mseLoss(x, y, { reduction }), [normal(3, 2), normal(3, 2)]],
      [
        `crossEntropy, ${reduction}`,
        (x) => crossEntropy(x, [1, 0, 1], { reduction, labelSmoothing: 0.2 }),
        [normal(3, 2)],
      ],
      [
        `crossEntropy, weighted and with an ignored row, ${reduction}`,
        (x) =>
          crossEntropy(x, [1, 5, 0], {
            reduction,
            labelSmoothing: 0.2,
            ignoreIndex: 5,
            weight: tensor([1, 3], { dtype: "float64" }),
          }),
        [normal(3, 2)],
      ],
      [
        `crossEntropy with probabilities, ${reduction}`,
        (x, t) =>
          crossEntropy(x, t.softmax(1), {
            reduction,
            labelSmoothing: 0.2,
            weight: tensor([1, 3], { dtype: "float64" }),
          }),
        [normal(3, 2, 2), normal(3, 2, 2)],
      ],
      [
        `binaryCrossEntropy, weighed, ${reduction}`,
        (x, w) =>
          binaryCrossEntropy(x.sigmoid(), tensor([[1, 0.25]], { dtype: "float64" }).expand([3, 2]), {
            reduction,
            weight: w,
          }),
        [normal(3, 2), normal(2)],
      ],
      [`nllLoss, ${reduction}`, (x) => nllLoss(x, [1, 0, 1], { reduction }), [normal(3, 2)]],
      [`klDivLoss, ${reduction}`, (x, y) => klDivLoss(x, y, { reduction }), [normal(3, 2), positive(3, 2)]],
      [
        `klDivLoss of logarithms, ${reduction}`,
        (x, y) => klDivLoss(x, y, { reduction, logTarget: true }),
        [normal(3, 2), normal(3, 2)],
      ],
    ] satisfies Case[],
);

const windows: Case[] = [
  ["unfold2d", (x) => x.unfold2d(2), [normal(2, 2, 3, 4)]],
  [
    "unfold2d with every option",
    (x) => x.unfold2d([2, 3], { stride: [2, 1], padding: [1, 2], dilation: [1, 2], fill: -3 }),
    [normal(2, 3, 4, 5)],
  ],
  ["conv2d", (x, w, b) => conv2d(x, w, b), [normal(2, 2, 3, 4), normal(3, 2, 2, 2), normal(3)]],
  [
    "conv2d with every option",
    (x, w, b) => conv2d(x, w, b, { stride: [2, 1], padding: [1, 2], dilation: [1, 2], groups: 2 }),
    [normal(1, 4, 3, 3), normal(2, 2, 2, 2), normal(2)],
  ],
  [
    "conv1d",
    (x, w, b) => conv1d(x, w, b, { stride: 2, padding: 1, dilation: 2 }),
    [normal(2, 2, 5), normal(3, 2, 2), normal(3)],
  ],
  ["maxPool2d", (x) => maxPool2d(x, 2, { stride: 1, padding: 1 }), [normal(1, 2, 3, 3)]],
  ["avgPool2d", (x) => avgPool2d(x, [2, 3], { stride: [1, 2], padding: 1 }), [normal(1, 2, 3, 3)]],
  [
    "avgPool2d that hangs over, without its margin",
    (x) => avgPool2d(x, [2, 3], { stride: 2, padding: 1, ceilMode: true, countIncludePad: false }),
    [normal(1, 2, 4, 3)],
  ],
  ["maxPool1d that hangs over", (x) => maxPool1d(x, 2, { stride: 2, ceilMode: true }), [normal(1, 2, 5)]],
  ["adaptiveAvgPool2d", (x) => adaptiveAvgPool2d(x, [2, 3]), [normal(1, 2, 3, 4)]],
  ["adaptiveMaxPool2d", (x) => adaptiveMaxPool2d(x, [2, 3]), [normal(1, 2, 3, 4)]],
  [
    "convTranspose2d with every option",
    (x, w, b) =>
      convTranspose2d(x, w, b, { stride: [2, 1], padding: [1, 0], outputPadding: [1, 1], dilation: [1, 2], groups: 2 }),
    [normal(1, 4, 2, 2), normal(4, 1, 2, 2), normal(2)],
  ],
  [
    "convTranspose1d",
    (x, w, b) => convTranspose1d(x, w, b, { stride: 2, padding: 1 }),
    [normal(2, 2, 3), normal(2, 3, 2), normal(3)],
  ],
];

const normalizations: Case[] = [
  [
    "layerNorm",
    (x, weight, bias) => layerNorm(x, [2, 2], { weight, bias }),
    [normal(3, 2, 2), normal(2, 2), normal(2, 2)],
  ],
  ["groupNorm", (x, weight, bias) => groupNorm(x, 2, { weight, bias }), [normal(2, 4, 3), normal(4), normal(4)]],
  ["rmsNorm", (x, weight) => rmsNorm(x, [2, 2], { weight }), [normal(3, 2, 2), normal(2, 2)]],
  ["InstanceNorm1d", (x) => new InstanceNorm1d(2, { dtype: "float64" }).forward(x), [normal(2, 2, 3)]],
  ["BatchNorm1d, training", (x) => new BatchNorm1d(2, { dtype: "float64" }).forward(x), [normal(4, 2)]],
  ["BatchNorm2d, evaluation", (x) => new BatchNorm2d(2, { dtype: "float64" }).eval().forward(x), [normal(2, 2, 2, 2)]],
];

const attentions: Case[] = [
  [
    "embedding",
    (table) =>
      embedding(
        tensor([
          [0, 2],
          [2, 2],
        ]),
        table,
      ),
    [normal(3, 2)],
  ],
  ["attention", (q, k, v) => scaledDotProductAttention(q, k, v), [normal(2, 3, 2), normal(2, 4, 2), normal(2, 4, 3)]],
  [
    "attention, causal and masked",
    (q, k, v) => scaledDotProductAttention(q, k, v, { causal: true, mask: tensor([true, false, true]) }),
    [normal(3, 2), normal(3, 2), normal(3, 2)],
  ],
  [
    "MultiheadAttention",
    (x) => new MultiheadAttention(4, 2, { dtype: "float64", generator: new Generator(1) }).forward(x),
    [normal(1, 3, 4)],
  ],
];

const drawn = () => ({ generator: new Generator(1), dtype: "float64" }) as const;

const layers: Case[] = [
  ["RNN", (x, h) => new RNN(2, 3, drawn()).forward(x, h)[0], [normal(3, 2, 2), normal(1, 2, 3)]],
  ["GRU", (x, h) => new GRU(2, 3, drawn()).forward(x, h)[0], [normal(3, 2, 2), normal(1, 2, 3)]],
  [
    "LSTM in both directions",
    (x, h, c) => new LSTM(2, 2, { ...drawn(), bidirectional: true }).forward(x, [h, c])[0],
    [normal(3, 1, 2), normal(2, 1, 2), normal(2, 1, 2)],
  ],
  ["linear", (x, w, b) => linear(x, w, b), [normal(2, 3), normal(4, 3), normal(4)]],
  ["linear of a vector", (x, w, b) => linear(x, w, b), [normal(3), normal(2, 3), normal(2)]],
  ["linear of a batch, without a bias", (x, w) => linear(x, w), [normal(2, 2, 3), normal(2, 3)]],
  ["crossEntropy", (x) => crossEntropy(x, [2, 0, 1]), [normal(3, 3)]],
  [
    "crossEntropy, smoothed",
    (x) => crossEntropy(x, [2, 0, 1], { labelSmoothing: 0.2, reduction: "sum" }),
    [normal(3, 3)],
  ],
  ["Linear", (x) => new Linear(2, 3, { dtype: "float64", generator: new Generator(1) }).forward(x), [normal(2, 2)]],
  ["Dropout", (x) => new Dropout(0.4, { generator: new Generator(3) }).forward(x), [normal(2, 3)]],
  ["a value used in several places", (x) => x.mul(x.exp()).add(x.sum()).div(x.square().add(1)), [normal(3)]],
];

const cases: readonly Case[] = [
  ...unary,
  ...activations,
  ...withNumber,
  ...binary,
  ...reductions,
  ...softmaxes,
  ...products,
  ...shapes,
  ...losses,
  ...windows,
  ...normalizations,
  ...attentions,
  ...layers,
];

describe("gradients agree with central differences at every index", () => {
  for (const [name, fn, inputs] of cases) test(name, () => gradcheck(fn, inputs, libraryAdapter));
});

describe("the gradients of gradients, and theirs, agree with central differences", () => {
  for (const [name, fn, inputs] of cases) test(name, () => gradcheckAgain(fn, inputs));

  // Two losses are one step only where the kernels have it.
  test.runIf(kernelsInUse() !== "js")("no operation is missing", () => {
    const names = new Set(cases.flatMap(([, fn, inputs]) => [...operationsOf(fn, inputs)]));
    expect(operationsInSources().filter((name) => !names.has(name))).toEqual([]);
  });
});
