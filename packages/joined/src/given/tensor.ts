import "./complete-tensor.ts";
import "./wider-reductions.ts";
import * as mine from "@tinytorch/module-01-tensor";
import * as library from "@tinytorch/tensor";
import { borrowed, fromLibrary } from "./between.ts";

/** What stands for `@tinytorch/tensor` where modules are joined: the student's tensor, and by the library what module 01 has not. */
export { arange, broadcastShapes, full, ones, stridesOf, Tensor, zeros } from "@tinytorch/module-01-tensor";
export {
  Generator,
  getNumThreads,
  holdings,
  keep,
  kernelsInUse,
  scope,
  setNumThreads,
  useKernels,
} from "@tinytorch/tensor";

/** The student's `tensor`, and for what only the library takes (typed arrays, a shape, whole numbers) the library's. */
export function tensor(...args: Parameters<typeof library.tensor>): mine.Tensor {
  const [values, options = {}] = args;
  const { dtype, shape } = options;
  if (shape === undefined && (dtype === undefined || dtype === "float32" || dtype === "float64") && isNumbers(values)) {
    return mine.tensor(values, dtype === undefined ? {} : { dtype });
  }
  return fromLibrary(library.tensor(...args));
}

function isNumbers(values: unknown): values is mine.NestedNumbers {
  return typeof values === "number" || (Array.isArray(values) && values.every(isNumbers));
}

export const cat = borrowed(library.cat);
export const cumsum = borrowed(library.cumsum);
export const flip = borrowed(library.flip);
export const logSoftmax = borrowed(library.logSoftmax);
export const logSumExp = borrowed(library.logSumExp);
export const normal = borrowed(library.normal);
export const onesLike = borrowed(library.onesLike);
export const pad = borrowed(library.pad);
export const rand = borrowed(library.rand);
export const randint = borrowed(library.randint);
export const randn = borrowed(library.randn);
export const randperm = borrowed(library.randperm);
export const softmax = borrowed(library.softmax);
export const stack = borrowed(library.stack);
export const tril = borrowed(library.tril);
export const triu = borrowed(library.triu);
export const uniform = borrowed(library.uniform);
export const variance = borrowed(library.variance);
export const where = borrowed(library.where);
export const zerosLike = borrowed(library.zerosLike);
