import type { Database } from "better-sqlite3";

const recentRuns = 20;

/** Seconds until the work at a place in the queue is begun; null while no run has shown how long one takes. */
export type WaitEstimate = (position: number) => number | null;

/**
 * Reads how long recent runs took and how many are under way, and estimates by them: the graders work through the
 * queue side by side, each run taking the mean of the last twenty that were not handed back before. Meant for a person who waits, not for planning.
 */
export function openWaitingTime(database: Database, graders: () => number): () => WaitEstimate {
  const meanMilliseconds = database
    .prepare<[], number | null>(`
      SELECT avg(busy) FROM (
        SELECT max(0, json_extract(r.timings, '$.total') - json_extract(r.timings, '$.queue')) AS busy
        FROM runs r CROSS JOIN jobs j ON j.id = r.job_id WHERE NOT j.is_long ORDER BY r.sequence DESC LIMIT ${recentRuns})`)
    .pluck();
  const underWay = database.prepare<[], number>("SELECT count(*) FROM jobs WHERE state = 'leased'").pluck();
  return () => {
    const mean = meanMilliseconds.get() ?? null;
    const busy = Math.min(underWay.get() ?? 0, graders());
    return (position) => {
      if (mean === null) return null;
      const rounds = Math.floor((position - 1 + busy) / graders());
      return Math.round((rounds * mean) / 100) / 10;
    };
  };
}
