import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resultFile } from "./protocol.ts";
import { changesParameters, type Job } from "./work.ts";

/**
 * How far a contender's result may be from the reference, in float64: ‖result − reference‖ / ‖reference‖. Float32 gives 1e-7 to
 * 1e-6. After steps of Adam a parameter whose gradient is nearly 0 may have gone the other way.
 */
export function tolerance({ kind }: Job): number {
  return changesParameters(kind) ? 1e-3 : 1e-5;
}

/** The distance between what two contenders wrote, relative to the second. */
export function distanceBetween(folder: string, contender: string, reference: string): number {
  return distance(resultIn(folder, contender), resultIn(folder, reference));
}

/** ‖values − expected‖ / ‖expected‖; NaN counts as infinitely far, and so do other lengths. */
export function distance(values: Float64Array, expected: Float64Array): number {
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < values.length; i++) {
    difference += (values[i] - expected[i]) ** 2;
    norm += expected[i] ** 2;
  }
  if (difference === 0) return 0;
  return difference / norm >= 0 ? Math.sqrt(difference / norm) : Number.POSITIVE_INFINITY;
}

function resultIn(folder: string, contender: string): Float64Array {
  const bytes = new Uint8Array(readFileSync(join(folder, resultFile(contender))));
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
}
