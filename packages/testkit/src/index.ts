export { Generator } from "@tinytorch/tensor";
export { type Comparison, compareAllClose, type Tolerance } from "./all-close.ts";
export { type GradcheckOptions, gradcheck } from "./gradcheck.ts";
export { seededNormals, seededTensor, seededUniforms, seededVariable } from "./seeded.ts";
