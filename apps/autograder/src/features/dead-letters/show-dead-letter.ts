import type { DeadLetter } from "@tinytorch/api";
import { isoTime } from "../../http/iso-time.ts";
import type { StoredDeadLetter } from "./store.ts";

/** A dead letter as the contract has it. */
export function showDeadLetter({ userId, userName, diedAt, ...letter }: StoredDeadLetter): DeadLetter {
  return { ...letter, student: { id: userId, name: userName }, diedAt: isoTime(diedAt) };
}
