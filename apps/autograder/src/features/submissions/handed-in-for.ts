import type { HandedInFor } from "@tinytorch/api";
import { isoTime } from "../../http/iso-time.ts";

/** Whoever of the staff hands in for a student, and the time that is to count where it is not now. */
export interface HandingInFor {
  readonly by: string;
  readonly received?: { readonly at: number; readonly reason: string } | undefined;
}

/** What a row says of who handed a submission in; `forAt` is null where its student did. */
export interface HandedInForRow {
  readonly forAt: number | null;
  readonly forBy: string | null;
  readonly forByName: string | null;
  readonly forReason: string | null;
}

export const handedInForColumns =
  "hf.at AS forAt, hf.by_user_id AS forBy, hu.name AS forByName, hf.reason AS forReason";

/** To be joined to a submission, given as the statement names its id. */
export function handedInForJoin(submissionId: string): string {
  return `LEFT JOIN handed_in_for hf ON hf.submission_id = ${submissionId} LEFT JOIN users hu ON hu.id = hf.by_user_id`;
}

/** As the contract has it. */
export function showHandedInFor({ forAt, forBy, forByName, forReason }: HandedInForRow): HandedInFor | null {
  if (forAt === null) return null;
  const by = forBy === null || forByName === null ? null : { id: forBy, name: forByName };
  return { by, at: isoTime(forAt), reason: forReason };
}
