export { type Comparison, compareAllClose, type Tolerance } from "./all-close.ts";
export {
  type Approximate,
  difference,
  exact,
  larger,
  product,
  quotient,
  squareRoot,
  sum,
  times,
} from "./approximate.ts";
export { type Expected, firstDifference } from "./first-difference.ts";
export { Generator } from "./generator.ts";
export {
  type DifferentiableVariable,
  type GradcheckAdapter,
  type GradcheckOptions,
  gradcheck,
} from "./gradcheck.ts";
export { Inputs } from "./inputs.ts";
export { refusal } from "./refusal.ts";
export type { NestedNumbers, Shape } from "./shape.ts";
export { gradientOf, readValues, type Values, valuesOf } from "./values.ts";
