import type { Inputs } from "@tinytorch/testkit";
import { upTo } from "../chance.ts";

/** Two numbers for each sample, no two samples alike. */
export function drawRows(inputs: Inputs, count: number): number[][] {
  return upTo(count).map((i) => [Math.fround(i + inputs.number(0.1, 0.9)), inputs.number(-9, 9)]);
}

/** The positions of a pass in their own order, cut into batches. */
export function batchesOf(count: number, batchSize: number, dropLast = false): number[][] {
  const full = Math.floor(count / batchSize);
  const batches = upTo(full).map((batch) => upTo(batchSize).map((i) => batch * batchSize + i));
  const rest = count - full * batchSize;
  if (rest > 0 && !dropLast) batches.push(upTo(rest).map((i) => full * batchSize + i));
  return batches;
}

/** What `runLoader` brings back of a batch with these samples. */
export function batchWith(positions: readonly number[], rows: readonly (readonly number[])[]) {
  return {
    shapes: [[positions.length, 2], [positions.length]],
    dtypes: ["float32", "int32"],
    x: positions.map((i) => rows[i]),
    y: [...positions],
  };
}
