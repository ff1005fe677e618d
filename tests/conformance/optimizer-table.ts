import type { Variable } from "@tinytorch/autograd";
import {
  Adadelta,
  type AdadeltaOptions,
  Adagrad,
  type AdagradOptions,
  Adam,
  Adamax,
  type AdamOptions,
  AdamW,
  type BaseOptions,
  type GroupOptions,
  type MomentOptions,
  NAdam,
  type NAdamOptions,
  type Optimizer,
  RAdam,
  type RAdamOptions,
  RMSprop,
  type RMSpropOptions,
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
  readonly alpha?: number;
  readonly centered?: boolean;
  readonly lr_decay?: number;
  readonly initial_accumulator_value?: number;
  readonly rho?: number;
  readonly momentum_decay?: number;
  readonly decoupled_weight_decay?: boolean;
}

/** Some of the parameters, by position, with options of their own. */
export interface TorchGroup extends TorchOptions {
  readonly params: readonly number[];
}

/** What a trajectory needs of an optimizer. */
type AnyOptimizer = Pick<Optimizer<BaseOptions>, "step"> & { readonly paramGroups: readonly BaseOptions[] };

/** How a recorded optimizer is made here. */
type Making = (params: readonly Variable[], options: TorchOptions, groups?: readonly TorchGroup[]) => AnyOptimizer;

/** PyTorch's optimizers, by their recorded names, in ours. */
export const optimizerTable: Readonly<Record<string, Making>> = {
  SGD: (params, options, groups) => new SGD(grouped(params, groups, sgdOptions), sgdOptions(options)),
  Adam: (params, options, groups) => new Adam(grouped(params, groups, adamOptions), adamOptions(options)),
  AdamW: (params, options, groups) => new AdamW(grouped(params, groups, adamOptions), adamOptions(options)),
  RMSprop: (params, options) => new RMSprop(params, rmspropOptions(options)),
  Adagrad: (params, options) => new Adagrad(params, adagradOptions(options)),
  Adadelta: (params, options) => new Adadelta(params, adadeltaOptions(options)),
  Adamax: (params, options) => new Adamax(params, momentOptions(options)),
  NAdam: (params, options) => new NAdam(params, nadamOptions(options)),
  RAdam: (params, options) => new RAdam(params, radamOptions(options)),
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

function momentOptions(options: TorchOptions): Partial<MomentOptions> {
  const { betas, eps } = options;
  return {
    ...sharedOptions(options),
    ...(betas !== undefined && { beta1: betas[0], beta2: betas[1] }),
    ...(eps !== undefined && { eps }),
  };
}

function adamOptions(options: TorchOptions): Partial<AdamOptions> {
  const { amsgrad } = options;
  return { ...momentOptions(options), ...(amsgrad !== undefined && { amsgrad }) };
}

function radamOptions(options: TorchOptions): Partial<RAdamOptions> {
  const { decoupled_weight_decay: decoupledWeightDecay } = options;
  return {
    ...momentOptions(options),
    ...(decoupledWeightDecay !== undefined && { decoupledWeightDecay }),
  };
}

function nadamOptions(options: TorchOptions): Partial<NAdamOptions> {
  const { momentum_decay: momentumDecay } = options;
  return { ...radamOptions(options), ...(momentumDecay !== undefined && { momentumDecay }) };
}

function rmspropOptions(options: TorchOptions): Partial<RMSpropOptions> {
  const { alpha, eps, momentum, centered } = options;
  return {
    ...sharedOptions(options),
    ...(alpha !== undefined && { alpha }),
    ...(eps !== undefined && { eps }),
    ...(momentum !== undefined && { momentum }),
    ...(centered !== undefined && { centered }),
  };
}

function adagradOptions(options: TorchOptions): Partial<AdagradOptions> {
  const { lr_decay: learningRateDecay, initial_accumulator_value: initialAccumulatorValue, eps } = options;
  return {
    ...sharedOptions(options),
    ...(learningRateDecay !== undefined && { learningRateDecay }),
    ...(initialAccumulatorValue !== undefined && { initialAccumulatorValue }),
    ...(eps !== undefined && { eps }),
  };
}

function adadeltaOptions(options: TorchOptions): Partial<AdadeltaOptions> {
  const { rho, eps } = options;
  return {
    ...sharedOptions(options),
    ...(rho !== undefined && { rho }),
    ...(eps !== undefined && { eps }),
  };
}

function sharedOptions({ lr, weight_decay: weightDecay, maximize }: TorchOptions): Partial<SGDOptions & AdamOptions> {
  return {
    ...(lr !== undefined && { learningRate: lr }),
    ...(weightDecay !== undefined && { weightDecay }),
    ...(maximize !== undefined && { maximize }),
  };
}
