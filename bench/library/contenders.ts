import type { Contender } from "./contender.ts";

/** What a contender is to this library. */
export type Side = "ours" | "our threads" | "peer" | "pytorch" | "limit";

/** A column of the table. */
export interface Entry {
  readonly name: string;
  readonly side: Side;
  /** Loads it, in a process of its own; null when there is none. PyTorch runs in Python, and has none here. */
  readonly load?: () => Promise<Contender | null>;
  /** The kinds of jobs it is asked for (default all). */
  readonly only?: readonly string[];
}

/** Everyone, in the order of the columns. */
export const contenders: readonly Entry[] = [
  { name: "limit", side: "limit", load: async () => (await import("./contenders/limits.ts")).limits() },
  { name: "tinytorch wasm", side: "ours", load: async () => ours("fastest") },
  { name: "tinytorch 2 threads", side: "our threads", load: async () => ours("fastest", 2) },
  { name: "tinytorch js", side: "ours", load: async () => ours("js") },
  { name: "tfjs wasm", side: "peer", load: async () => (await import("./contenders/tfjs.ts")).tfjs("wasm") },
  { name: "tfjs cpu", side: "peer", load: async () => (await import("./contenders/tfjs.ts")).tfjs("cpu") },
  { name: "jax-js", side: "peer", load: async () => (await import("./contenders/jax.ts")).jax() },
  {
    name: "numpy-ts",
    side: "peer",
    load: async () => (await import("./contenders/numpy-ts.ts")).numpyTs(),
    only: ["matmul", "elementwise", "sum"],
  },
  {
    name: "ml-matrix",
    side: "peer",
    load: async () => (await import("./contenders/ml-matrix.ts")).mlMatrix(),
    only: ["matmul", "elementwise", "sum"],
  },
  { name: "PyTorch", side: "pytorch" },
  { name: "PyTorch fused", side: "pytorch", only: ["train", "network", "update"] },
];

/** What all others are compared with: this library in float64 on the JavaScript kernels. */
export const reference: Entry = {
  name: "reference",
  side: "ours",
  load: async () => (await import("./contenders/tinytorch.ts")).tinytorch("js", { dtype: "float64" }),
};

async function ours(kernels: "fastest" | "js", threads = 1): Promise<Contender | null> {
  return (await import("./contenders/tinytorch.ts")).tinytorch(kernels, { threads });
}
