import type { Database } from "better-sqlite3";
import type { Clock } from "../../clock.ts";
import type { JobKind } from "../../grading/queue.ts";

/** Work of one kind that is not done. */
export interface QueueLoad {
  readonly kind: JobKind;
  readonly queued: number;
  readonly leased: number;
  readonly dead: number;
  readonly oldestSeconds: number;
}

/** How much there is to do and to keep: counts, sizes and ages, and nothing of anybody. */
export interface StoreLoad {
  queue(): readonly QueueLoad[];
  /** How many graders would begin all that waits now within a minute: what is not done, times the mean of the last runs. */
  wantedGraders(): number;
  databaseBytes(): number;
}

const recentRuns = 20;
/** Within which whatever waits should be begun. */
const targetSeconds = 60;
/** Of a run, while none has shown how long one takes. */
const usualSeconds = 0.5;

/** One by one, so that each is found by an index of its own, however much is done. */
const undone = ["queued", "leased", "dead"]
  .map((state) => `SELECT * FROM jobs WHERE state = '${state}'`)
  .join(" UNION ALL ");

export function openStoreLoad(database: Database, { steady }: Clock): StoreLoad {
  const queue = database.prepare<[number], QueueLoad>(`
    SELECT j.kind, count(*) FILTER (WHERE j.state = 'queued') AS queued, count(*) FILTER (WHERE j.state = 'leased') AS leased,
      count(*) FILTER (WHERE j.state = 'dead') AS dead,
      coalesce(max((? - coalesce(j.created_at, s.received_at)) / 1000.0) FILTER (WHERE j.state = 'queued'), 0) AS oldestSeconds
    FROM (${undone}) j JOIN submissions s ON s.id = j.submission_id GROUP BY j.kind`);
  const bytes = database
    .prepare<[], number>("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    .pluck();
  const open = database
    .prepare<[], number>(
      "SELECT (SELECT count(*) FROM jobs WHERE state = 'queued') + (SELECT count(*) FROM jobs WHERE state = 'leased')",
    )
    .pluck();
  const meanSeconds = database
    .prepare<[], number | null>(`
      SELECT avg(busy) / 1000 FROM (
        SELECT max(0, json_extract(timings, '$.total') - json_extract(timings, '$.queue')) AS busy
        FROM runs ORDER BY sequence DESC LIMIT ${recentRuns})`)
    .pluck();
  return {
    queue: () => queue.all(steady()),
    wantedGraders: () => Math.ceil(((open.get() ?? 0) * (meanSeconds.get() ?? usualSeconds)) / targetSeconds),
    databaseBytes: () => bytes.get() ?? 0,
  };
}
