import { build, cell, type Grid } from "../grid.ts";
import type { DType } from "../run-problems.ts";

/** What is left of numbers in a tensor of a dtype. */
export function roundedTo(dtype: DType, of: Grid): Grid {
  return build(of.shape, (index) => {
    const { value } = cell(of, index);
    return { value: dtype === "float32" ? Math.fround(value) : value, error: 0 };
  });
}
