import { angleOf, radiusOf } from "../box-muller.ts";
import type { ElementArray } from "../contract/elements.ts";
import type { Strided } from "../contract/layout.ts";

/** So many numbers are drawn at a time. */
const CHUNK = 2048;

const chunk = new Float64Array(CHUNK);

/** Fills a tensor with normals, two and two; of an odd number the last is left out. */
export function normals(
  draw: (target: Float64Array) => void,
  mean: number,
  standardDeviation: number,
  out: Strided,
): void {
  const { data } = out.storage;
  for (let at = out.offset, left = out.size - (out.size % 2); left > 0; ) {
    const drawn = chunk.subarray(0, Math.min(left, CHUNK));
    draw(drawn);
    for (let i = 0; i < drawn.length; i += 2) storePair(drawn[i], drawn[i + 1], mean, standardDeviation, data, at + i);
    at += drawn.length;
    left -= drawn.length;
  }
}

/** Stores the two normals that come of two numbers. */
export function storePair(
  u: number,
  v: number,
  mean: number,
  standardDeviation: number,
  target: ElementArray,
  at: number,
): void {
  const radius = radiusOf(u);
  const angle = angleOf(v);
  target[at] = mean + standardDeviation * radius * Math.cos(angle);
  target[at + 1] = mean + standardDeviation * (radius * Math.sin(angle));
}
