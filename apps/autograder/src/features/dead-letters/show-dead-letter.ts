import type { DeadLetter } from "@tinytorch/api";
import type { StoredDeadLetter } from "../../store/dead-letters.ts";

/** A dead letter as the contract has it. */
export function showDeadLetter({ userId, userName, diedAt, ...letter }: StoredDeadLetter): DeadLetter {
  return { ...letter, student: { id: userId, name: userName }, diedAt: new Date(diedAt).toISOString() };
}
