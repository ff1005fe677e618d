import { momentOf } from "@tinytorch/course";
import type { Exception } from "@tinytorch/gradebook";
import type { ExceptionDetail, StoredException } from "./store.ts";

/** What of an exception is kept that grades follow from. */
export type ExceptionFactRow = ExceptionDetail & Pick<StoredException, "kind" | "sequence" | "because">;

/** An exception as the gradebook works with it: times as instants. */
export function exceptionFact(stored: ExceptionFactRow): Exception {
  const { kind, sequence, because, zone, due, closes, attempts, points, maxPoints, submissionId, days } = stored;
  switch (kind) {
    case "extension":
      return {
        kind,
        because,
        ...(due === null || zone === null ? {} : { due: momentOf(due, zone) }),
        ...(closes === null || zone === null ? {} : { closes: momentOf(closes, zone) }),
        ...(attempts === null ? {} : { attempts }),
      };
    case "override":
      return { kind, sequence, points: points ?? 0, maxPoints: maxPoints ?? 0, because };
    case "excuse":
      return { kind, because };
    case "choice":
      return { kind, sequence, submissionId: submissionId ?? "", because };
    case "late-days":
      return { kind, days: days ?? 0 };
  }
}
