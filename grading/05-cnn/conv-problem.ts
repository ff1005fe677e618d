import type { Block, Given } from "./given.ts";
import type { Sliding } from "./sliding.ts";

/** A convolution on blocks: what should come out of it is known from these. */
export type Convolution = {
  readonly x: Block;
  readonly weight: Block;
  readonly bias?: Block;
  readonly options?: Sliding & { readonly groups?: number };
  /** Of all that is given, and so of the result. Default "float32". */
  readonly dtype?: "float32" | "float64";
};

/** How the same blocks are laid in the sandbox; as they are where nothing is said. */
export type Laid = { readonly x?: Given; readonly weight?: Given; readonly bias?: Given };
