import type { Receipt } from "@tinytorch/api";
import { showHandedInFor } from "./handed-in-for.ts";
import type { StoredReceipt } from "./store.ts";

/** A receipt as the contract has it. */
export function showReceipt({ receivedAt, loadProblems, handedInFor, ...receipt }: StoredReceipt): Receipt {
  return {
    ...receipt,
    receivedAt: new Date(receivedAt).toISOString(),
    loadProblems: [...loadProblems],
    handedInFor: showHandedInFor(handedInFor),
  };
}
