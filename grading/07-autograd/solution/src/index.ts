export { type Disagreement, type GradcheckOptions, type GradcheckResult, gradcheck } from "./gradcheck.ts";
export { noGrad } from "./no-grad.ts";
export { numericGradient } from "./numeric-gradient.ts";
export type { Operation } from "./operation.ts";
export type { Step, Traced } from "./step.ts";
export { topologicalOrder } from "./topological-order.ts";
export { unbroadcast } from "./unbroadcast.ts";
export { apply, Variable, type VariableOperand, type VariableOptions } from "./variable.ts";
