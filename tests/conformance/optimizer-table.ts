import type { Variable } from "@tinytorch/autograd";
import {
  Adam,
  type AdamOptions,
  AdamW,
  type GroupOptions,
  SGD,
  type SGDOptions,
} from "@tinytorch/optimizers";

/** Options under PyTorch's names. */
export interface TorchOptions {
  readonly lr?: number;
  readonly betas?: readonly [number, number];
  readonly eps?: number;
  readonly weight_decay?: number;
  readonly momentum?: number;
  readonly dampening?: number;
  readonly nesterov?: boolean;
  readonly maximize?: boolean;
  readonly amsgrad?: boolean;
}

/** Some of the parameters, by position, with options of their own. */
export interface TorchGroup extends TorchOptions {
  readonly params: readonly number[];
}

type AnyOptimizer = SGD | Adam | AdamW;

/** How a recorded optimizer is made here. */
type Making = (
  params: readonly Variable[],
  options: TorchOptions,
  groups?: readonly TorchGroup[],
) => AnyOptimizer;

/** PyTorch's optimizers, by their recorded names, in ours. */
export const optimizerTable: Readonly<Record<string, Making>> = {
  SGD: (params, options, groups) => new SGD(grouped(params, groups, sgdOptions), sgdOptions(options)),
  Adam: (params, options, groups) => new Adam(grouped(params, groups, adamOptions), adamOptions(options)),
  AdamW: (params, options, groups) => new AdamW(grouped(params, groups, adamOptions), adamOptions(options)),
};

function grouped<Options>(
  params: readonly Variable[],
  groups: readonly TorchGroup[] | undefined,
  translate: (options: TorchOptions) => Partial<Options>,
): readonly Variable[] | GroupOptions<Options>[] {
  if (groups === undefined) return params;
  return groups.map((group) => ({
    ...translate(group),
    params: group.params.map((position) => params[position]),
  }));
}

// Only what was recorded is passed on, so that the defaults under test are ours.

function sgdOptions(options: TorchOptions): Partial<SGDOptions> {
  const { momentum, dampening, nesterov } = options;
  return {
    ...sharedOptions(options),
    ...(momentum !== undefined && { momentum }),
    ...(dampening !== undefined && { dampening }),
    ...(nesterov !== undefined && { nesterov }),
  };
}

function adamOptions(options: TorchOptions): Partial<AdamOptions> {
  const { betas, eps, amsgrad } = options;
  return {
    ...sharedOptions(options),
    ...(betas !== undefined && { beta1: betas[0], beta2: betas[1] }),
    ...(eps !== undefined && { eps }),
    ...(amsgrad !== undefined && { amsgrad }),
  };
}

function sharedOptions({
  lr,
  weight_decay: weightDecay,
  maximize,
}: TorchOptions): Partial<SGDOptions & AdamOptions> {
  return {
    ...(lr !== undefined && { learningRate: lr }),
    ...(weightDecay !== undefined && { weightDecay }),
    ...(maximize !== undefined && { maximize }),
  };
}
