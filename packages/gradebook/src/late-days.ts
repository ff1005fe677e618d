import { latenessFor } from "./counting-submission.ts";
import type { Facts } from "./facts.ts";

/** A person's late days. */
export interface LateDayBank {
  readonly granted: number;
  readonly spent: number;
  readonly left: number;
}

/** The bank of a person who was granted and has spent so many, in any order. It never owes anything. */
export function lateDayBank(grants: readonly number[], spends: readonly number[]): LateDayBank {
  const [granted, spent] = [sum(grants), sum(spends)];
  return { granted, spent, left: Math.max(0, granted - spent) };
}

/**
 * Whether late days bought nothing, because the grader broke on all work that came late and nothing of it was graded: then they may be
 * taken back after the close too.
 */
export function boughtNothing(facts: Pick<Facts, "assignment" | "exceptions" | "submissions">): boolean {
  const late = facts.submissions.filter(({ receivedAt }) => latenessFor(facts, receivedAt) !== null);
  return late.length > 0 && late.every(({ failed = false, run }) => failed && run === null);
}

function sum(days: readonly number[]): number {
  return days.reduce((total, each) => total + each, 0);
}
