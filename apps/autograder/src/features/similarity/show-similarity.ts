import { type SimilarityReport, type SimilaritySummary, type SimilarPair, similarPairSchema } from "@tinytorch/api";
import type { SimilarityProgress } from "@tinytorch/similarity";
import { isoTime } from "../../http/iso-time.ts";
import type { Similarity, StoredComparison, StoredPair } from "./store.ts";

const { regions: regionsSchema } = similarPairSchema.shape;

/** A comparison as the contract has it, without what it found. */
export function showSummary(
  { startedById, startedByName, startedAt, endedAt, unlisted: _, ...rest }: StoredComparison,
  progress: SimilarityProgress | null,
): SimilaritySummary {
  return {
    ...rest,
    startedBy: { id: startedById, name: startedByName },
    startedAt: isoTime(startedAt),
    endedAt: isoTime(endedAt),
    progress,
  };
}

/** … and with it. */
export function showReport(
  store: Similarity,
  comparison: StoredComparison,
  progress: SimilarityProgress | null,
): SimilarityReport {
  return {
    ...showSummary(comparison, progress),
    pairs: store.pairs(comparison.id).map((pair) => ({ ...showPair(pair), regions: regionsOf(pair).length })),
    unlisted: comparison.unlisted,
    unread: store.unread(comparison.id).map(({ submissionId, userId, userName, path, problem }) => ({
      student: { id: userId, name: userName },
      submissionId,
      path,
      problem,
    })),
  };
}

/** A pair with its regions and both submissions' files. */
export function showWholePair(store: Similarity, { id, module }: StoredComparison, pair: StoredPair): SimilarPair {
  const { left, right, ...rest } = showPair(pair);
  return {
    ...rest,
    reportId: id,
    module,
    left: { ...left, files: { ...store.filesOf(pair.leftId) } },
    right: { ...right, files: { ...store.filesOf(pair.rightId) } },
    regions: regionsOf(pair),
  };
}

function showPair({ leftId, leftUserId, leftUserName, rightId, rightUserId, rightUserName, ...pair }: StoredPair) {
  const { number, similarity, shared } = pair;
  return {
    number,
    left: { student: { id: leftUserId, name: leftUserName }, submissionId: leftId },
    right: { student: { id: rightUserId, name: rightUserName }, submissionId: rightId },
    similarity,
    shared,
  };
}

function regionsOf({ regions }: StoredPair): SimilarPair["regions"] {
  return regionsSchema.parse(JSON.parse(regions));
}
