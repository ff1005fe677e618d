import type { TrainingKernels } from "../contract/training.ts";
import { adam, sgd } from "./descent.ts";
import { crossEntropy, squaredError } from "./losses.ts";

/** The fused steps of training in plain JavaScript: each says what it means, and is the oracle for any faster one. */
export const jsTraining: TrainingKernels = { sgd, adam, crossEntropy, squaredError };
