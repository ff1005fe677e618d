import { cnn, gpt, multiplyAddsOf, type Network } from "./networks.ts";

/** How parameters are updated: Adam (0.9, 0.999, 1e-8), or SGD with momentum 0.9. */
export type Rule = "adam" | "sgd";

/** One piece of work, as every contender is given it. */
export type Job =
  /** `[size, size] @ [size, columns]`. */
  | { readonly kind: "matmul"; readonly size: number; readonly columns: number }
  /** On 1000 × 1000 elements; softmax over the rows. */
  | { readonly kind: "elementwise"; readonly operation: "add" | "relu" | "elu" | "exp" | "sin" | "softmax" }
  /** Over one axis of a square. */
  | { readonly kind: "sum"; readonly size: number; readonly axis: 0 | 1 }
  /** `[batch, channels, side, side]` under `outChannels` kernels of 3 × 3, with padding 1: all channels together, or each alone. */
  | ({ readonly kind: "conv2d"; readonly outChannels: number; readonly groups: number } & Images)
  /** The largest under windows of 2 × 2 that do not overlap. */
  | ({ readonly kind: "maxPool2d" } & Images)
  /** A step of training: forward, loss, backward, update. Linear layers with ReLU between them. */
  | {
      readonly kind: "train";
      readonly layers: readonly number[];
      readonly batch: number;
      readonly loss: "cross-entropy" | "mse";
      readonly rule: Rule;
    }
  /** A step of training one of the networks. */
  | { readonly kind: "network"; readonly network: Network }
  /** One update of that many parameters, whose gradient is there already. */
  | { readonly kind: "update"; readonly rule: Rule; readonly count: number }
  /** What the machine can do at best. */
  | { readonly kind: "limit"; readonly limit: Limit };

interface Images {
  readonly batch: number;
  readonly channels: number;
  readonly side: number;
}

/** The least that a job can cost: multiply-adds (two operations each), or bytes to and from memory. */
export type Limit =
  | { readonly of: "arithmetic"; readonly operations: number; readonly fused: boolean }
  | {
      readonly of: "memory";
      readonly access: "copy" | "triad";
      /** Bytes read and written. */
      readonly bytes: number;
      /** Bytes of all arrays together. */
      readonly footprint: number;
    };

/** Whether a job changes parameters, step after step. */
export function changesParameters(kind: Job["kind"]): boolean {
  return kind === "train" || kind === "network" || kind === "update";
}

/** A row of the table. */
export interface Row {
  readonly name: string;
  readonly job: Job;
  /** Whose answer is coarser than ours where the row's own inputs do not show it, by contender, and how. */
  readonly coarser?: Readonly<Record<string, string>>;
}

const side = 1000;
const float = 4;

/** What becomes of a sum in float32 that adds one number after another. */
const countsTo = "a sum of ones stops at 2^24";

const images: Images = { batch: 8, channels: 64, side: 28 };

const rules: readonly { rule: Rule; title: string }[] = [
  { rule: "sgd", title: "SGD, momentum" },
  { rule: "adam", title: "Adam" },
];

/** What the machine can do, each a row of its own. */
export const limitRows: readonly Row[] = [
  ...[true, false].map(
    (fused): Row => ({
      name: fused ? "multiply-add, fused" : "multiply, then add",
      job: { kind: "limit", limit: { of: "arithmetic", operations: 2 ** 27, fused } },
    }),
  ),
  ...[4, 64].flatMap((megabytes) =>
    (["copy", "triad"] as const).map((access): Row => {
      const bytes = (access === "copy" ? 2 : 3) * megabytes * 2 ** 20;
      return {
        name: `${access}, ${megabytes} MB each`,
        job: { kind: "limit", limit: { of: "memory", access, bytes, footprint: bytes } },
      };
    }),
  ),
];

/** All the work, in the order of the table. */
export const rows: readonly Row[] = [
  ...[64, 128, 256, 512, 1024].map(
    (size): Row => ({ name: `matmul ${size}`, job: { kind: "matmul", size, columns: size } }),
  ),
  { name: "matmul 1024² × 1", job: { kind: "matmul", size: 1024, columns: 1 } },
  ...(["add", "relu", "elu", "exp", "sin", "softmax"] as const).map(
    (operation): Row => ({
      name: `${operation} 1e6`,
      job: { kind: "elementwise", operation },
      ...(operation === "sin" && { coarser: { "jax-js": "12 % off at 1e5" } }),
    }),
  ),
  ...([0, 1] as const).map(
    (axis): Row => ({
      name: `sum 1024², axis ${axis}`,
      job: { kind: "sum", size: 1024, axis },
      coarser: { "tfjs wasm": countsTo, "tfjs cpu": countsTo, "jax-js": countsTo },
    }),
  ),
  {
    name: "conv2d 3→32, 32 × 32²",
    job: { kind: "conv2d", batch: 32, channels: 3, side: 32, outChannels: 32, groups: 1 },
  },
  { name: "conv2d 64 alone, 8 × 28²", job: { kind: "conv2d", ...images, outChannels: 64, groups: 64 } },
  { name: "max pooling 2², 8 × 64 × 28²", job: { kind: "maxPool2d", ...images } },
  ...[32, 256].flatMap((batch) =>
    rules.map(
      ({ rule, title }): Row => ({
        name: `MLP 784-128-10, batch ${batch}, ${title}`,
        job: { kind: "train", layers: [784, 128, 10], batch, loss: "cross-entropy", rule },
      }),
    ),
  ),
  {
    name: "MLP 2-16-16-1, batch 100, Adam",
    job: { kind: "train", layers: [2, 16, 16, 1], batch: 100, loss: "mse", rule: "adam" },
  },
  { name: "CNN 8-16 channels, batch 32, Adam", job: { kind: "network", network: cnn } },
  { name: "GPT 4 × 128, batch 16 of 64, Adam", job: { kind: "network", network: gpt } },
  ...[1e6, 1e7].flatMap((count) =>
    rules.map(
      ({ rule, title }): Row => ({
        name: `${title} over ${count === 1e6 ? "1e6" : "1e7"}`,
        job: { kind: "update", rule, count },
      }),
    ),
  ),
];

/** The limit that binds a job, or null where it is neither arithmetic nor memory: a network so small that calls are the cost. */
export function limitOf(job: Job): Limit | null {
  switch (job.kind) {
    case "matmul":
      // A column is soon multiplied: the matrix must be read.
      return job.columns === 1 ? memory(job.size * (job.size + 2)) : arithmetic(job.size ** 2 * job.columns);
    case "elementwise":
      return memory((job.operation === "add" ? 3 : 2) * side * side);
    case "sum":
      return memory(job.size * (job.size + 1));
    case "conv2d":
      return arithmetic(job.batch * job.side ** 2 * job.outChannels * (job.channels / job.groups) * 9);
    case "maxPool2d":
      return memory(job.batch * job.channels * job.side ** 2 * 1.25);
    case "train":
      return job.layers[0] < 100 ? null : arithmetic(job.batch * multiplyAddsPerSample(job.layers));
    case "network":
      return arithmetic(multiplyAddsOf(job.network));
    case "update":
      // SGD reads θ, g and b and writes θ and b; Adam has m and v in place of b.
      return job.rule === "sgd" ? memory(5 * job.count, 3 * job.count) : memory(7 * job.count, 4 * job.count);
    case "limit":
      return job.limit;
  }
}

/** Forward, and backward into the weights and into every layer's input but the first. */
function multiplyAddsPerSample(layers: readonly number[]): number {
  const weights = layers.slice(1).map((width, index) => width * layers[index]);
  return weights.reduce((sum, count, index) => sum + count * (index === 0 ? 2 : 3), 0);
}

function arithmetic(multiplyAdds: number): Limit {
  return { of: "arithmetic", operations: 2 * multiplyAdds, fused: true };
}

function memory(elementsMoved: number, elements = elementsMoved): Limit {
  return { of: "memory", access: "triad", bytes: float * elementsMoved, footprint: float * elements };
}
