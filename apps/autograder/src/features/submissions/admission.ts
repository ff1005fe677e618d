import { sayTime } from "@tinytorch/course";
import { attemptsOf, deadlinesOf, type Facts, opennessOf } from "@tinytorch/gradebook";
import { StoreRefusal } from "../../database/store-refusal.ts";

/**
 * Whether a module takes a person's work at that time.
 * @throws StoreRefusal `not-released`, `closed`, `no-attempts`, or `cool-down` with the seconds that are left of it.
 */
export function requireAdmission(facts: Facts, now: number): void {
  requireTakenAt(facts, now);
  const { module, zone = "UTC", coolDownMinutes = 0 } = facts.assignment;
  const { allowed, left, next } = attemptsOf(facts, now);
  if (left === 0) {
    const used = allowed === 1 ? "its one attempt is used" : `all ${allowed} attempts are used`;
    throw new StoreRefusal("no-attempts", `${module} takes no more work of this account: ${used}.`);
  }
  if (next !== null) {
    const pause = coolDownMinutes === 1 ? "1 minute" : `${coolDownMinutes} minutes`;
    throw new StoreRefusal(
      "cool-down",
      `Between two attempts of ${module} there are ${pause}; the next one is taken from ${sayTime(next, zone)} on.`,
      { retryAfter: Math.ceil((next - now) / 1000) },
    );
  }
}

/** Whether a module takes anybody's work at that time, however many attempts there were. @throws StoreRefusal `not-released`, `closed`. */
export function requireTakenAt(facts: Facts, now: number): void {
  const { module, zone = "UTC", release } = facts.assignment;
  if (opennessOf(facts, now) === "early") {
    throw new StoreRefusal("not-released", `${module} takes work from ${sayTime(release ?? now, zone)} on.`);
  }
  requireNotClosed(facts, now);
}

/** @throws StoreRefusal `closed`. */
export function requireNotClosed(facts: Facts, now: number): void {
  if (opennessOf(facts, now) !== "closed") return;
  const { module, zone = "UTC" } = facts.assignment;
  const { closes } = deadlinesOf(facts);
  throw new StoreRefusal(
    "closed",
    `${module} took work until ${sayTime(closes ?? now, zone)}, and takes none any more.`,
  );
}
