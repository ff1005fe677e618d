import { Variable } from "@tinytorch/autograd";
import { type Generator, randn, type Shape, type Tensor } from "@tinytorch/tensor";

/** Normally distributed numbers as plain data, for suites that send them elsewhere. */
export function seededNormals(generator: Generator, count: number, mean = 0, standardDeviation = 1): number[] {
  return Array.from({ length: count }, () => generator.normal(mean, standardDeviation));
}

/** Evenly distributed numbers in [low, high) as plain data. */
export function seededUniforms(generator: Generator, count: number, low = 0, high = 1): number[] {
  return Array.from({ length: count }, () => generator.uniform(low, high));
}

/** A float64 tensor of normals. */
export function seededTensor(generator: Generator, shape: Shape): Tensor {
  return randn(shape, { generator, dtype: "float64" });
}

/** A float64 leaf of normals, fit for `gradcheck`. */
export function seededVariable(generator: Generator, shape: Shape): Variable {
  return new Variable(seededTensor(generator, shape));
}
