import type { Generator } from "@tinytorch/tensor";

/** What everything random is told: where its numbers come from. The same seed then gives the same network. */
export type Randomness = { readonly generator: Generator };
