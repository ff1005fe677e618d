import { afterMinuteOf } from "@tinytorch/course";
import type { Assignment } from "./assignment.ts";
import { type Exception, type Extension, extensionsIn, type Facts } from "./facts.ts";
import { closingTime } from "./lateness.ts";

/** The minute in which a person's work is due, and the last one in which it is taken; null for never. */
export interface Deadlines {
  readonly due: number | null;
  readonly closes: number | null;
}

/**
 * A person's deadlines. Of several extensions the most generous holds, for each of the two times by itself, so an extension
 * never takes time away. One that moves the due date alone moves the end with it, by as many days as the late policy has; an end that the
 * assignment names moves only where work would be due after it.
 */
export function deadlinesOf({ assignment, exceptions }: Pick<Facts, "assignment" | "exceptions">): Deadlines {
  return extended(assignment, extensionsIn(exceptions));
}

/** Whether work that comes then is taken, or why not. */
export function opennessOf(facts: Pick<Facts, "assignment" | "exceptions">, now: number): "early" | "open" | "closed" {
  const { release } = facts.assignment;
  if (release != null && now < release) return "early";
  const { closes } = deadlinesOf(facts);
  return closes !== null && now >= afterMinuteOf(closes) ? "closed" : "open";
}

/** What may be seen of the tests that a rubric keeps until after the due date. */
export interface Shows {
  /** From when on; null for never. */
  readonly afterDueFrom: number | null;
  /** Whether it is so now. */
  readonly afterDue: boolean;
}

/**
 * When nobody's work can gain by those tests any more: once the last of all who were given more time may hand in no more, or,
 * where late work is taken without end and only marked, once it would be late.
 */
export function showsAt(facts: Pick<Facts, "assignment" | "exceptions" | "extensionsOfAll">, now: number): Shows {
  const extensions = [...facts.extensionsOfAll, ...extensionsIn(facts.exceptions)];
  const { due, closes } = extended(facts.assignment, extensions);
  const last = closes ?? due;
  const afterDueFrom = last && afterMinuteOf(last);
  return { afterDueFrom, afterDue: afterDueFrom !== null && now >= afterDueFrom };
}

/** Whether an exception gives its person more time than the assignment does. */
export function givesTime(assignment: Assignment, exception: Exception): exception is Extension {
  if (exception.kind !== "extension") return false;
  const without = extended(assignment, []);
  const withIt = extended(assignment, [exception]);
  return withIt.due !== without.due || withIt.closes !== without.closes;
}

function extended(assignment: Assignment, extensions: readonly Extension[]): Deadlines {
  const { late, zone } = assignment;
  const dues = extensions.flatMap((extension) => extension.due ?? []);
  const due = assignment.due === null ? null : Math.max(assignment.due, ...dues);
  const end = assignment.closes ?? (due === null ? null : closingTime(due, late, zone));
  if (end === null) return { due, closes: null };
  return { due, closes: Math.max(end, due ?? end, ...extensions.flatMap((extension) => extension.closes ?? [])) };
}
