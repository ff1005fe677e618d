import type { Receipt } from "@tinytorch/api";
import { isoTime } from "../../http/iso-time.ts";
import { showHandedInFor } from "./handed-in-for.ts";
import type { StoredReceipt } from "./store.ts";

/** A receipt as the contract has it. */
export function showReceipt({ receivedAt, loadProblems, handedInFor, ...receipt }: StoredReceipt): Receipt {
  return {
    ...receipt,
    receivedAt: isoTime(receivedAt),
    loadProblems: [...loadProblems],
    handedInFor: showHandedInFor(handedInFor),
  };
}
