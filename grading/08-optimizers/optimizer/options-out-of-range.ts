import type { Inputs } from "@tinytorch/testkit";
import type { UpdateOptions } from "../follow-updates.ts";
import type { Making } from "./refusals.ts";

type Refused = Making & {
  /** What the message must name. */
  readonly named: RegExp;
};

/** Options that each optimizer must refuse, as its own and in a group. */
export function refusedOptions(inputs: Inputs): Refused[] {
  const negative = -inputs.number(0.1, 2);
  const pastOne = inputs.number(1, 3);
  const single = (optimizer: Making["optimizer"], names: readonly (keyof UpdateOptions)[], value: number) =>
    names.map((name) => refused(optimizer, { [name]: value }, `${name}.*${value}`));
  const all = [
    ...single("SGD", ["learningRate", "momentum", "weightDecay"], negative),
    refused("SGD", { nesterov: true }, "nesterov"),
    refused("SGD", { nesterov: true, momentum: 0.9, dampening: inputs.number(0.1, 0.9) }, "nesterov"),
    ...single("Adam", ["learningRate", "eps", "weightDecay", "beta1", "beta2"], negative),
    ...single("Adam", ["beta1", "beta2"], 1),
  ];
  const inGroups = all.map((one) => ({ ...one, inSecondGroup: true }));
  return [
    ...all,
    ...inGroups,
    ...single("SGD", ["learningRate", "momentum", "weightDecay"], Number.NaN),
    ...single("Adam", ["learningRate", "eps", "weightDecay", "beta1", "beta2"], Number.NaN),
    ...single("Adam", ["beta1", "beta2"], pastOne),
    ...single("AdamW", ["learningRate", "weightDecay", "beta2"], negative),
  ];
}

/** Options at the edge of their ranges, which are all fine. */
export function acceptedOptions(inputs: Inputs): Making[] {
  const above = inputs.number(1, 2);
  const fine = [
    accepted("SGD", { learningRate: 0, momentum: 0, weightDecay: 0, dampening: 0 }),
    accepted("SGD", { learningRate: above, momentum: above, weightDecay: above, dampening: 0.5 }),
    accepted("SGD", { nesterov: true, momentum: 0.01 }),
    ...(["Adam", "AdamW"] as const).flatMap((optimizer) => [
      accepted(optimizer, { learningRate: 0, eps: 0, weightDecay: 0, beta1: 0, beta2: 0 }),
      accepted(optimizer, {
        learningRate: above,
        eps: above,
        weightDecay: above,
        beta1: 0.9999,
        beta2: 0.9999,
      }),
    ]),
  ];
  return fine.flatMap((one) => [one, { ...one, inSecondGroup: true }]);
}

/** What the messages of `callAll`'s first calls must name. */
export function refusedCalls(negative: number, broken: number): RegExp[] {
  return [
    /SGD.*parameter/,
    /SGD.*parameter/,
    /SGD.*group/,
    /SGD.*group/,
    new RegExp(`learningRate.*${negative}`),
    /learningRate.*NaN/,
    new RegExp(`maxNorm.*${negative}`),
    /maxNorm.*NaN/,
    /normType.*0/,
    new RegExp(`normType.*${negative}`),
    /StepLR.*stepSize.*0/,
    new RegExp(`StepLR.*stepSize.*${broken}`),
    /CosineAnnealingLR.*tMax.*0/,
    new RegExp(`CosineAnnealingLR.*tMax.*${broken}`),
    /LinearLR.*totalIters.*0/,
    new RegExp(`LinearLR.*totalIters.*${broken}`),
    /LinearLR.*startFactor.*0/,
    new RegExp(`LinearLR.*startFactor.*${broken}`),
  ];
}

function refused(optimizer: Making["optimizer"], options: UpdateOptions, named: string): Refused {
  return { ...accepted(optimizer, options), named: new RegExp(`${optimizer}.*${named}`) };
}

function accepted(optimizer: Making["optimizer"], options: UpdateOptions): Making {
  return { optimizer, options, inSecondGroup: false };
}
