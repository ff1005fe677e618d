import { type DType, Generator } from "@tinytorch/tensor";

/** Options of every layer whose parameters start from random values. */
export interface InitialOptions {
  /**
   * Where the initial values come from. Unless given, a generator of the layer's own that starts from seed 0, so that two
   * such layers of one shape start alike: give all layers of a network the same generator.
   */
  generator?: Generator;
  /** The element type (default float32). */
  dtype?: DType;
}

/** The options with the defaults filled in. */
export function initialOptions({
  generator = new Generator(0),
  dtype = "float32",
}: InitialOptions): Required<InitialOptions> {
  return { generator, dtype };
}
