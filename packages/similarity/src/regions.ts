import type { Fingerprint } from "./fingerprints.ts";
import { mostRegions, type Passage, type Region } from "./report.ts";

/** Of what stands in a submission over and over, so many places are paired with those of the other. */
const mostPlaces = 16;

/** A run of fingerprints that two submissions have in the same order, from these places on. */
interface Run {
  readonly left: number;
  readonly right: number;
  readonly length: number;
}

/**
 * Which passages of two submissions are alike: runs of fingerprints in the same order, the longest first, each place used
 * once (after greedy string tiling, Wise 1993). A run begins at a fingerprint that tells something and goes on through
 * what is ignored.
 */
export function regionsOf(
  left: readonly Fingerprint[],
  right: readonly Fingerprint[],
  tells: (hash: number) => boolean,
): readonly Region[] {
  const runs = alikeRuns(left, right, tells).sort(
    (a, b) => b.length - a.length || a.left - b.left || a.right - b.right,
  );
  const [usedLeft, usedRight] = [new Set<number>(), new Set<number>()];
  const regions: Region[] = [];
  for (const run of runs) {
    for (const free of freeParts(run, usedLeft, usedRight)) {
      const places = Array.from({ length: free.length }, (_, step) => free.left + step);
      if (!places.some((place) => tells(left[place]?.hash ?? -1))) continue;
      for (let step = 0; step < free.length; step += 1) {
        usedLeft.add(free.left + step);
        usedRight.add(free.right + step);
      }
      const region = regionAt(free, left, right);
      if (region !== undefined) regions.push(region);
    }
  }
  return merged(regions).slice(0, mostRegions);
}

function alikeRuns(
  left: readonly Fingerprint[],
  right: readonly Fingerprint[],
  tells: (hash: number) => boolean,
): Run[] {
  const [byHashLeft, byHashRight] = [placesByHash(left), placesByHash(right)];
  const seen = new Set<number>();
  const continues = (l: number, r: number) =>
    left[l]?.hash === right[r]?.hash &&
    left[l]?.path === left[l - 1]?.path &&
    right[r]?.path === right[r - 1]?.path &&
    left[l] !== undefined;
  const runs: Run[] = [];
  for (const [hash, places] of byHashLeft) {
    const others = byHashRight.get(hash);
    if (others === undefined || !tells(hash)) continue;
    for (const place of places.slice(0, mostPlaces)) {
      for (const other of others.slice(0, mostPlaces)) {
        if (seen.has(place * right.length + other)) continue;
        let [l, r] = [place, other];
        while (l > 0 && r > 0 && left[l - 1]?.hash === right[r - 1]?.hash && continues(l, r)) [l, r] = [l - 1, r - 1];
        let length = 1;
        while (continues(l + length, r + length)) length += 1;
        for (let step = 0; step < length; step += 1) seen.add((l + step) * right.length + r + step);
        runs.push({ left: l, right: r, length });
      }
    }
  }
  return runs;
}

function placesByHash(fingerprints: readonly Fingerprint[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [place, { hash }] of fingerprints.entries()) {
    const known = places.get(hash);
    if (known === undefined) places.set(hash, [place]);
    else known.push(place);
  }
  return places;
}

/** What of a run no longer run has used on either side. */
function freeParts(run: Run, usedLeft: ReadonlySet<number>, usedRight: ReadonlySet<number>): readonly Run[] {
  const parts: Run[] = [];
  let length = 0;
  for (let step = 0; step <= run.length; step += 1) {
    const isFree = step < run.length && !usedLeft.has(run.left + step) && !usedRight.has(run.right + step);
    if (isFree) length += 1;
    else if (length > 0) {
      parts.push({ left: run.left + step - length, right: run.right + step - length, length });
      length = 0;
    }
  }
  return parts;
}

function regionAt(run: Run, left: readonly Fingerprint[], right: readonly Fingerprint[]): Region | undefined {
  const [one, other] = [passage(left, run.left, run.length), passage(right, run.right, run.length)];
  return one && other && { left: one, right: other };
}

function passage(fingerprints: readonly Fingerprint[], first: number, length: number): Passage | undefined {
  const [start, end] = [fingerprints[first], fingerprints[first + length - 1]];
  return start && end && { path: start.path, from: start.from, to: Math.max(start.to, end.to) };
}

/** By the left file and its lines; those that touch on both sides are one. */
function merged(regions: readonly Region[]): readonly Region[] {
  const sorted = regions.toSorted((a, b) => order(a.left, b.left) || order(a.right, b.right));
  const found: Region[] = [];
  for (const region of sorted) {
    const last = found.at(-1);
    if (last !== undefined && touches(last.left, region.left) && touches(last.right, region.right)) {
      found[found.length - 1] = { left: joined(last.left, region.left), right: joined(last.right, region.right) };
    } else found.push(region);
  }
  return found;
}

function order(a: Passage, b: Passage): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.from - b.from || a.to - b.to;
}

function touches(a: Passage, b: Passage): boolean {
  return a.path === b.path && b.from <= a.to + 1 && a.from <= b.to + 1;
}

function joined(a: Passage, b: Passage): Passage {
  return { path: a.path, from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}
