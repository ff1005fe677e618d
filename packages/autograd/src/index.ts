export { enableGrad, isGradEnabled, noGrad } from "./mode.ts";
export type { Operation, Step } from "./operation.ts";
export {
  apply,
  asVariable,
  type BackwardOptions,
  cat,
  stack,
  Variable,
  type VariableOperand,
  type VariableOptions,
  where,
} from "./variable.ts";
