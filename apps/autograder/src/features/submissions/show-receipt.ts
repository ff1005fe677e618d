import type { Receipt } from "@tinytorch/api";
import type { StoredReceipt } from "./store.ts";

/** A receipt as the contract has it. */
export function showReceipt({ receivedAt, loadProblems, ...receipt }: StoredReceipt): Receipt {
  return { ...receipt, receivedAt: new Date(receivedAt).toISOString(), loadProblems: [...loadProblems] };
}
