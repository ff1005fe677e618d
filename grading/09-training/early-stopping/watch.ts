import type { Scope } from "../scope.ts";

export type Watch = {
  readonly patience: number;
  /** Left out where it is null. */
  readonly minDelta: number | null;
  /** Null is NaN. */
  readonly values: readonly (number | null)[];
};

/**
 * Runs in the sandbox: watchers that are told their values in turn, the first value of each, then the second of each, so that one
 * that shares its memory with another is found out. An infinite best comes back as null.
 */
export function watchAll(
  { EarlyStopping }: Scope,
  watches: readonly Watch[],
): { stops: unknown[]; bests: (number | null)[]; waited: unknown[] }[] {
  const watchers = watches.map(({ patience, minDelta, values }) => ({
    stopping: new EarlyStopping(minDelta === null ? { patience } : { patience, minDelta }),
    values,
    stops: [] as unknown[],
    bests: [] as (number | null)[],
    waited: [] as unknown[],
  }));
  const longest = Math.max(...watches.map(({ values }) => values.length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const { stopping, values, stops, bests, waited } of watchers) {
      if (turn >= values.length) continue;
      stops.push(stopping.step(values[turn] ?? Number.NaN));
      bests.push(Number.isFinite(stopping.best) ? stopping.best : null);
      waited.push(stopping.waited);
    }
  }
  return watchers.map(({ stops, bests, waited }) => ({ stops, bests, waited }));
}
