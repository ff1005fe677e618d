export { Adadelta, type AdadeltaOptions } from "./adadelta.ts";
export { Adafactor, type AdafactorOptions } from "./adafactor.ts";
export { Adagrad, type AdagradOptions } from "./adagrad.ts";
export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export { Adamax, type AdamaxOptions } from "./adamax.ts";
export { ASGD, type ASGDOptions } from "./asgd.ts";
export {
  type Averaged,
  AveragedModel,
  type AveragedModelOptions,
  type AveragedModelStateDict,
  type AvgFn,
  getEmaAvgFn,
  getSwaAvgFn,
} from "./averaged-model.ts";
export { type ClipGradNormOptions, clipGradNorm, clipGradValue } from "./clip-grad.ts";
export {
  ChainedScheduler,
  type Combinable,
  type CombinedStateDict,
  SequentialLR,
  type SequentialLROptions,
} from "./combined-lr.ts";
export { ConstantLR, type ConstantLROptions } from "./constant-lr.ts";
export { CosineAnnealingLR, type CosineAnnealingLROptions } from "./cosine-annealing-lr.ts";
export {
  CosineAnnealingWarmRestarts,
  type CosineAnnealingWarmRestartsOptions,
} from "./cosine-annealing-warm-restarts.ts";
export { CyclicLR, type CyclicLROptions } from "./cyclic-lr.ts";
export { ExponentialLR, type ExponentialLROptions } from "./exponential-lr.ts";
export { gradientDescentStep } from "./gradient-descent.ts";
export { LambdaLR, type LambdaLROptions } from "./lambda-lr.ts";
export { LBFGS, type LBFGSOptions } from "./lbfgs.ts";
export { LinearLR, type LinearLROptions } from "./linear-lr.ts";
export { Lion, type LionOptions } from "./lion.ts";
export type { MomentOptions } from "./moments.ts";
export { MultiStepLR, type MultiStepLROptions } from "./multi-step-lr.ts";
export { MultiplicativeLR, type MultiplicativeLROptions } from "./multiplicative-lr.ts";
export { Muon, type MuonOptions } from "./muon.ts";
export { NAdam, type NAdamOptions } from "./nadam.ts";
export { OneCycleLR, type OneCycleLROptions } from "./one-cycle-lr.ts";
export {
  type BaseOptions,
  bufferOf,
  type GroupOptions,
  Optimizer,
  type OptimizerParams,
  type OptimizerStateDict,
  optimizerWith,
  type ParameterState,
  type ParameterStep,
  type ParamGroup,
} from "./optimizer.ts";
export { PolynomialLR, type PolynomialLROptions } from "./polynomial-lr.ts";
export { RAdam, type RAdamOptions } from "./radam.ts";
export {
  ReduceLROnPlateau,
  type ReduceLROnPlateauOptions,
  type ReduceLROnPlateauStateDict,
} from "./reduce-lr-on-plateau.ts";
export { RMSprop, type RMSpropOptions } from "./rmsprop.ts";
export { Rprop, type RpropOptions } from "./rprop.ts";
export type { Scheduled } from "./scheduled.ts";
export { Scheduler, type SchedulerStateDict } from "./scheduler.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
export { StepLR, type StepLROptions } from "./step-lr.ts";
export { SWALR, type SWALROptions } from "./swa-lr.ts";
export { type Estimating, updateBn } from "./update-bn.ts";
