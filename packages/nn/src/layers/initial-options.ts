import { rules } from "@tinytorch/options";
import type { DType } from "@tinytorch/tensor";
import { generatorRule } from "@tinytorch/tensor/internal";

/** The rule of every option that says of which type parameters are. */
export const floatRule = rules.oneOf<DType>("float32", "float64").or("float32");

/** Options of every layer whose parameters start from random values. */
export const initialTable = {
  /**
   * Where the initial values come from. It must be given, and all layers of a network should be given the same one: layers
   * that each began with a generator of their own would start alike.
   */
  generator: generatorRule,
  /** The element type (default float32). */
  dtype: floatRule,
};
