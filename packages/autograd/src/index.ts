export { cat, einsum, linear, stack, where } from "./functions.ts";
export { enableGrad, isGradEnabled, noGrad } from "./mode.ts";
export { type BackwardContext, type Operation, unary } from "./operation.ts";
export {
  apply,
  asVariable,
  type BackwardOptions,
  Variable,
  type VariableOperand,
  type VariableOptions,
} from "./variable.ts";
