export { cat, stack, where } from "./join.ts";
export { enableGrad, isGradEnabled, noGrad } from "./mode.ts";
export type { Operation, Step } from "./operation.ts";
export {
  apply,
  asVariable,
  type BackwardOptions,
  Variable,
  type VariableOperand,
  type VariableOptions,
} from "./variable.ts";
