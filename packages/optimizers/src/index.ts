export { Adam } from "./adam.ts";
export { AdamW } from "./adamw.ts";
export { type ClipGradNormOptions, clipGradNorm, clipGradValue } from "./clip-grad.ts";
export { CosineAnnealingLR, type CosineAnnealingLROptions } from "./cosine-annealing-lr.ts";
export { gradientDescentStep } from "./gradient-descent.ts";
export { LinearLR, type LinearLROptions } from "./linear-lr.ts";
export type { AdamOptions } from "./moments.ts";
export {
  type BaseOptions,
  type GroupOptions,
  Optimizer,
  type OptimizerParams,
  type OptimizerStateDict,
  type ParameterState,
  type ParamGroup,
} from "./optimizer.ts";
export { type Scheduled, Scheduler, type SchedulerStateDict } from "./scheduler.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
export { StepLR, type StepLROptions } from "./step-lr.ts";
