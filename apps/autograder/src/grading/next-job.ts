import type { Database } from "better-sqlite3";
import { isSlow } from "./slow-accounts.ts";

/** Finds work for a grader that is free. */
export interface NextJob {
  /** The job whose turn it is; undefined when nothing may be taken now. It counts as taken. */
  take(now: number): number | undefined;
  /** Whether somebody else's new work, no less urgent, would be taken if this job gave its grader up. */
  isAwaited(job: { readonly userId: string; readonly priority: number }, now: number): boolean;
}

export interface NextJobOptions {
  /** How many submissions are graded at once. */
  readonly graders: () => number;
  /** From the lowest number, which goes first. */
  readonly priorities: readonly number[];
  /** What is to wait longer than that was written by a clock that was ahead, and waits no more. */
  readonly longestPauseMilliseconds: number;
}

/** New work of accounts as usual, new work of slow accounts, and work that was handed back: in this order. */
const ranks = ["usual", "slow", "long"] as const;
type Rank = (typeof ranks)[number];

/** Of so much work that is taken one is of a rank that stands back, if it has any: nothing waits for ever. */
const oneOf = 10;

interface Turn {
  readonly priority: number;
  readonly isLong: 0 | 1;
  /** Whether of slow accounts or of the others; null of all. */
  readonly isSlow: 0 | 1 | null;
  readonly now: number;
  readonly latest: number;
  readonly most: number;
  /** The account whose work does not count; empty for none. */
  readonly except: string;
}

/**
 * Of each line, which is one account's waiting work of one priority and rank, only the first that may be taken is looked at:
 * the lines are found by skipping from account to account in the index, so a thousand submissions of one account cost what one does.
 */
const firstOfLines = `
  WITH RECURSIVE lines (user_id) AS (
    SELECT (SELECT user_id FROM jobs WHERE state = 'queued' AND priority = @priority AND is_long = @isLong
      ORDER BY user_id LIMIT 1)
    UNION ALL
    SELECT (SELECT user_id FROM jobs WHERE state = 'queued' AND priority = @priority AND is_long = @isLong
      AND user_id > lines.user_id ORDER BY user_id LIMIT 1)
    FROM lines WHERE lines.user_id IS NOT NULL
  ), first (id, last_turn) AS (
    SELECT (SELECT id FROM jobs WHERE state = 'queued' AND priority = @priority AND is_long = @isLong AND user_id = u.id
        AND (available_at <= @now OR available_at > @latest) ORDER BY id LIMIT 1), u.last_turn
    FROM lines CROSS JOIN users u ON u.id = lines.user_id
    WHERE u.id <> @except
      AND (SELECT count(*) FROM jobs WHERE state = 'leased' AND user_id = u.id) < @most
      AND (@isSlow IS NULL OR ${isSlow} = @isSlow)
  )
  SELECT id FROM first WHERE id IS NOT NULL ORDER BY last_turn, id LIMIT 1`;

/**
 * Whose turn it is: first by priority; then new work of accounts as usual, new work of slow accounts, and work that was handed
 * back (`is_long`); then whose live work was taken least recently; then who came first.
 *
 * Promised with several graders: one account never has them all, and neither has work that was handed back, so that there is always one
 * which others get at the latest after the first share of what it does. Promised with any number: work that stands back is one in ten
 * of what is taken, for slow accounts' new work and for what was handed back each, so neither waits for ever, however much new work
 * comes (what is graded again still waits for all live work, as ever). A single grader is free for others when the work that was handed back ends.
 */
export function openNextJob(database: Database, options: NextJobOptions): NextJob {
  const { graders, priorities, longestPauseMilliseconds } = options;
  const first = database.prepare<[Turn], number>(firstOfLines).pluck();
  const most = () => (graders() > 1 ? graders() - 1 : Number.MAX_SAFE_INTEGER);
  const longUnderWay = database
    .prepare<[], number>("SELECT count(*) FROM jobs WHERE state = 'leased' AND is_long = 1")
    .pluck();
  /** How much work of other ranks was taken since one of this. */
  const passedOver = { slow: 0, long: 0 };

  function find(rank: Rank, priority: number, now: number, except = ""): number | undefined {
    const isLong = rank === "long" ? 1 : 0;
    const isSlow = rank === "long" ? null : rank === "slow" ? 1 : 0;
    return first.get({ priority, isLong, isSlow, now, latest: now + longestPauseMilliseconds, most: most(), except });
  }

  function* order(): Generator<{ readonly rank: Rank; readonly priority: number }> {
    const mayBeLong = (longUnderWay.get() ?? 0) < most();
    const open = ranks.filter((rank) => rank !== "long" || mayBeLong);
    for (const rank of open) {
      if (rank === "usual" || passedOver[rank] < oneOf - 1) continue;
      for (const priority of priorities) yield { rank, priority };
      // It had its turn, and nothing to take.
      passedOver[rank] = 0;
    }
    for (const priority of priorities) for (const rank of open) yield { rank, priority };
  }

  return {
    take(now) {
      for (const { rank, priority } of order()) {
        const id = find(rank, priority, now);
        if (id === undefined) continue;
        passedOver.slow = rank === "slow" ? 0 : passedOver.slow + 1;
        passedOver.long = rank === "long" ? 0 : passedOver.long + 1;
        return id;
      }
      return undefined;
    },
    isAwaited({ userId, priority }, now) {
      const asUrgent = priorities.filter((each) => each <= priority);
      return asUrgent.some((each) =>
        (["usual", "slow"] as const).some((rank) => find(rank, each, now, userId) !== undefined),
      );
    },
  };
}
