import { Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { Tensor } from "@tinytorch/tensor";
import type { Input } from "../module.ts";
import {
  type BinaryCrossEntropyOptions,
  type BinaryCrossEntropyWithLogitsOptions,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
} from "./binary-cross-entropy.ts";
import {
  type Classes,
  type ClassLossOptions,
  type CrossEntropyOptions,
  crossEntropy,
  nllLoss,
} from "./cross-entropy.ts";
import {
  type HuberLossOptions,
  huberLoss,
  l1Loss,
  mseLoss,
  type SmoothL1LossOptions,
  smoothL1Loss,
} from "./distance-losses.ts";
import { type KlDivLossOptions, klDivLoss, klDivTable } from "./kl-div-loss.ts";
import { lossOf } from "./loss-of.ts";
import type { LossOptions, LossReduction } from "./loss-options.ts";

// Every loss as a module, with PyTorch's names.

const weightRule = rules.rule("a Tensor", (value) => value instanceof Tensor);
const inputRule = rules.rule<Input>(
  "a Variable or a Tensor",
  (value): value is Input => value instanceof Tensor || value instanceof Variable,
);
const table = { reduction: rules.oneOf<LossReduction>("mean", "sum", "none").or("mean") };
const classTable = {
  ...table,
  weight: rules.optional(weightRule),
  ignoreIndex: rules.optional(rules.finite),
};
const crossEntropyTable = { ...classTable, labelSmoothing: rules.share.or(0) };
const binaryTable = { ...table, weight: rules.optional(inputRule) };
const withLogitsTable = { ...binaryTable, posWeight: rules.optional(inputRule) };
const huberTable = { ...table, delta: rules.positive.or(1) };
const smoothTable = { ...table, beta: rules.nonNegative.or(1) };

/** `mseLoss` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html */
export class MSELoss extends lossOf<Input, LossOptions>(mseLoss, (options) => {
  rules.readOptions("MSELoss", table, options);
}) {}

/** `l1Loss` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html */
export class L1Loss extends lossOf<Input, LossOptions>(l1Loss, (options) => {
  rules.readOptions("L1Loss", table, options);
}) {}

/** `smoothL1Loss` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html */
export class SmoothL1Loss extends lossOf<Input, SmoothL1LossOptions>(smoothL1Loss, (options) => {
  rules.readOptions("SmoothL1Loss", smoothTable, options);
}) {}

/** `huberLoss` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html */
export class HuberLoss extends lossOf<Input, HuberLossOptions>(huberLoss, (options) => {
  rules.readOptions("HuberLoss", huberTable, options);
}) {}

/** `crossEntropy` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html */
export class CrossEntropyLoss extends lossOf<Classes, CrossEntropyOptions>(crossEntropy, (options) => {
  rules.readOptions("CrossEntropyLoss", crossEntropyTable, options);
}) {}

/** `nllLoss` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html */
export class NLLLoss extends lossOf<Classes, ClassLossOptions>(nllLoss, (options) => {
  rules.readOptions("NLLLoss", classTable, options);
}) {}

/** `binaryCrossEntropy` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html */
export class BCELoss extends lossOf<Input, BinaryCrossEntropyOptions>(binaryCrossEntropy, (options) => {
  rules.readOptions("BCELoss", binaryTable, options);
}) {}

/** `binaryCrossEntropyWithLogits` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html */
export class BCEWithLogitsLoss extends lossOf<Input, BinaryCrossEntropyWithLogitsOptions>(
  binaryCrossEntropyWithLogits,
  (options) => {
    rules.readOptions("BCEWithLogitsLoss", withLogitsTable, options);
  },
) {}

/** `klDivLoss` as a module. https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html */
export class KLDivLoss extends lossOf<Input, KlDivLossOptions>(klDivLoss, (options) => {
  rules.readOptions("KLDivLoss", klDivTable, options);
}) {}
