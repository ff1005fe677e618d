export {
  type DifferentiableFunction,
  type FunctionalOptions,
  hessian,
  jacobian,
  jvp,
  vjp,
} from "./functional.ts";
export { cat, einsum, linear, stack, where } from "./functions.ts";
export { type GradOptions, grad } from "./grad.ts";
export { enableGrad, isGradEnabled, noGrad } from "./mode.ts";
export { type BackwardContext, type Operation, type RecordedContext, unary } from "./operation.ts";
export type { Algebra, Recorded } from "./recorded.ts";
export {
  apply,
  asVariable,
  type BackwardOptions,
  type HookHandle,
  Variable,
  type VariableOperand,
  type VariableOptions,
} from "./variable.ts";
