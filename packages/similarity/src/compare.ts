import type { Fingerprint } from "./fingerprints.ts";
import { regionsOf } from "./regions.ts";
import { fewestShared, mostPairs, neverCommon, type Parameters, type SimilarPair } from "./report.ts";

/** A submission as it is compared. */
export interface Fingerprinted {
  readonly id: string;
  readonly fingerprints: readonly Fingerprint[];
}

/** How alike two are, by their places in the list. */
interface Overlap {
  readonly left: number;
  readonly right: number;
  readonly shared: number;
  readonly similarity: number;
}

/**
 * The pairs of submissions that share more than others do. Fingerprints of the starter and those that too many have are
 * ignored. Only submissions that share a fingerprint are looked at together, by an index from each fingerprint to whoever has it.
 */
export function comparePairs(
  submissions: readonly Fingerprinted[],
  starter: readonly Fingerprint[],
  { threshold, commonPercent }: Parameters,
): { readonly pairs: readonly SimilarPair[]; readonly above: number } {
  const most = Math.max(neverCommon, (submissions.length * commonPercent) / 100);
  const telling = tellingHashes(submissions, new Set(starter.map(({ hash }) => hash)), most);
  const similar = overlaps(submissions.length, telling)
    .filter(({ shared, similarity }) => shared >= fewestShared && similarity * 100 >= threshold)
    .sort((a, b) => b.similarity - a.similarity || b.shared - a.shared || a.left - b.left || a.right - b.right);
  const pairs = similar.slice(0, mostPairs).flatMap(({ left, right, shared, similarity }) => {
    const [one, other] = [submissions[left], submissions[right]];
    if (one === undefined || other === undefined) return [];
    const regions = regionsOf(one.fingerprints, other.fingerprints, (hash) => telling.has(hash));
    return [{ left: one.id, right: other.id, similarity, shared, regions: [...regions] }];
  });
  return { pairs, above: similar.length };
}

/** Who has each fingerprint that is not ignored, by places in the list, in order. */
function tellingHashes(
  submissions: readonly Fingerprinted[],
  ignored: ReadonlySet<number>,
  most: number,
): ReadonlyMap<number, readonly number[]> {
  const owners = new Map<number, number[]>();
  for (const [index, { fingerprints }] of submissions.entries()) {
    for (const hash of new Set(fingerprints.map((each) => each.hash))) {
      if (ignored.has(hash)) continue;
      const known = owners.get(hash);
      if (known === undefined) owners.set(hash, [index]);
      else known.push(index);
    }
  }
  for (const [hash, { length }] of owners) if (length > most) owners.delete(hash);
  return owners;
}

function overlaps(count: number, telling: ReadonlyMap<number, readonly number[]>): Overlap[] {
  const sizes = new Uint32Array(count);
  const shared = new Uint32Array(count * count);
  for (const owners of telling.values()) {
    for (const [place, left] of owners.entries()) {
      sizes[left] = (sizes[left] ?? 0) + 1;
      const row = left * count;
      for (let next = place + 1; next < owners.length; next += 1) {
        const at = row + (owners[next] ?? 0);
        shared[at] = (shared[at] ?? 0) + 1;
      }
    }
  }
  const found: Overlap[] = [];
  for (let left = 0; left < count; left += 1) {
    for (let right = left + 1; right < count; right += 1) {
      const both = shared[left * count + right] ?? 0;
      if (both === 0) continue;
      found.push({ left, right, shared: both, similarity: (2 * both) / ((sizes[left] ?? 0) + (sizes[right] ?? 0)) });
    }
  }
  return found;
}
