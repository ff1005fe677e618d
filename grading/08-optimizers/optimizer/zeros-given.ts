import type { Inputs } from "@tinytorch/testkit";
import { adam } from "../adam/expected.ts";
import { adamw } from "../adamw/expected.ts";
import type { Rule } from "../expected-updates.ts";
import type { UpdateOptions, UpdateProblem } from "../follow-updates.ts";
import { sgd } from "../sgd/expected.ts";

/**
 * Options that are given as 0, or false, where something else would stand without them: each in a group of its own against
 * what the optimizer was told, and by the optimizer against the defaults. What is given is not left out.
 */
export function zerosGiven(inputs: Inputs): (readonly [UpdateProblem, Rule])[] {
  const against = (
    optimizer: UpdateProblem["optimizer"],
    options: UpdateOptions,
    ...ofGroups: readonly UpdateOptions[]
  ): UpdateProblem => ({
    optimizer,
    options,
    start: ofGroups.map(() => inputs.signed(1, 1, 2)),
    // A small one after a large one: who keeps the largest second moment differs at once.
    gradients: [1, 0.2].map((size) => ofGroups.map(() => inputs.signed(1, 0.5 * size, size))),
    groups: ofGroups.map((one, place) => ({ params: [place], options: one })),
  });
  const learningRate = inputs.number(0.05, 0.1);
  const [momentum, dampening, decay] = [
    inputs.number(0.5, 0.9),
    inputs.number(0.2, 0.6),
    inputs.number(0.3, 0.6),
  ];
  const moments = { learningRate, beta1: inputs.number(0.5, 0.8), beta2: inputs.number(0.6, 0.9), eps: 0.5 };
  const none = { learningRate: 0, beta1: 0, beta2: 0, eps: 0, weightDecay: 0, amsgrad: false };
  const ofMoments = [
    { learningRate: 0 },
    { beta1: 0 },
    { beta2: 0 },
    { eps: 0 },
    { weightDecay: 0 },
    { amsgrad: false },
  ];
  return [
    // Decay, dampening and Nesterov apart: how they meet is for other tests to tell.
    [
      against(
        "SGD",
        { learningRate, momentum, dampening },
        { learningRate: 0 },
        { momentum: 0 },
        { dampening: 0 },
      ),
      sgd,
    ],
    [against("SGD", { learningRate, weightDecay: decay }, { weightDecay: 0 }, { learningRate: 0 }), sgd],
    [against("SGD", { learningRate, momentum, nesterov: true }, { nesterov: false }), sgd],
    [against("Adam", { ...moments, weightDecay: decay, amsgrad: true }, ...ofMoments), adam],
    [against("AdamW", { ...moments, weightDecay: decay, amsgrad: true }, ...ofMoments), adamw],
    [against("Adam", none, {}, { learningRate }, { learningRate, beta2: 0.9 }), adam],
    [against("AdamW", none, {}, { learningRate }, { learningRate, weightDecay: decay }), adamw],
  ];
}
