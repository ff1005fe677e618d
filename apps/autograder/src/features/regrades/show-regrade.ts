import type { Regrade, RegradeList } from "@tinytorch/api";
import { isoTime } from "../../http/iso-time.ts";
import type { RegradeSummary, StoredRegrade } from "./store.ts";

/** A regrade as the contract has it. */
export function showRegrade({ changes, kept, ...summary }: StoredRegrade): Regrade {
  return {
    ...showRegradeSummary(summary),
    changes: changes.map(({ userId, userName, ...change }) => ({ student: { id: userId, name: userName }, ...change })),
    kept: kept.map(({ userId, userName, submissionId, why }) => ({
      student: { id: userId, name: userName },
      submissionId,
      why,
    })),
  };
}

/** One of a list of them. */
export function showRegradeSummary({
  createdAt,
  appliedAt,
  ...summary
}: RegradeSummary): RegradeList["regrades"][number] {
  return {
    ...summary,
    createdAt: isoTime(createdAt),
    appliedAt: isoTime(appliedAt),
  };
}
