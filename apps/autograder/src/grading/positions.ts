import type { Database } from "better-sqlite3";
import { isSlow } from "./slow-accounts.ts";

/** Where a submission stands among those that wait for their first run. */
export interface Position {
  /** 1 is next. */
  readonly position: number;
  /** What goes first: 0 is new work of accounts as usual, 1 that of slow accounts, 2 what was handed back. */
  readonly rank: 0 | 1 | 2;
}

export interface Positions {
  of(submissionId: string, now: number): Position | undefined;
  all(now: number): ReadonlyMap<string, Position>;
}

/**
 * Work a student waits for. Each has a line of their own for new work, and one for what was handed back; a round takes one
 * from every line of a rank, least recently served first. That one in ten is of a rank behind is left out of account.
 */
const waiting = "state = 'queued' AND kind = 'grade'";

/** Of a line, or a job in it, as `l`, of the account `u`. */
const rank = `CASE WHEN l.is_long THEN 2 WHEN ${isSlow} THEN 1 ELSE 0 END`;

const allPositions = `
  SELECT submission_id AS submissionId, rank, row_number() OVER (ORDER BY rank, round, last_turn, id) AS position
  FROM (
    SELECT l.id, l.submission_id, u.last_turn, ${rank} AS rank,
      row_number() OVER (PARTITION BY l.user_id, l.is_long ORDER BY l.id) AS round
    FROM (SELECT * FROM jobs WHERE ${waiting}) l JOIN users u ON u.id = l.user_id
  )`;

/**
 * Who is ahead of one submission, counted line by line instead of by putting the whole queue in order: every line of the
 * ranks before its own, and of every line of its own rank what goes in the rounds before its own, and in its own round those
 * whose turn comes earlier.
 */
const onePosition = `
  WITH mine AS MATERIALIZED (
    SELECT l.id, l.user_id, u.last_turn, ${rank} AS rank,
      (SELECT count(*) FROM jobs WHERE ${waiting} AND user_id = l.user_id AND is_long = l.is_long AND id <= l.id) AS round
    FROM (SELECT * FROM jobs WHERE submission_id = @submissionId AND ${waiting}) l JOIN users u ON u.id = l.user_id
  ), lengths AS MATERIALIZED (
    SELECT user_id, is_long, count(*) AS length, min(id) AS first FROM jobs WHERE ${waiting} GROUP BY user_id, is_long
  ), lines AS MATERIALIZED (
    SELECT l.*, u.last_turn, ${rank} AS rank FROM lengths l CROSS JOIN users u ON u.id = l.user_id
  )
  SELECT m.rank, 1 + sum(CASE WHEN l.rank < m.rank THEN l.length WHEN l.rank > m.rank THEN 0 ELSE
    min(l.length, m.round - 1) + (
      l.user_id <> m.user_id AND l.length >= m.round AND (
        l.last_turn < m.last_turn OR (
          l.last_turn = m.last_turn AND CASE m.round WHEN 1 THEN l.first < m.id ELSE (
            SELECT count(*) FROM jobs WHERE ${waiting} AND user_id = l.user_id AND is_long = l.is_long AND id < m.id
          ) >= m.round END
        )
      )
    ) END) AS position
  FROM mine m CROSS JOIN lines l GROUP BY m.id`;

export function openPositions(database: Database): Positions {
  const all = database.prepare<[{ now: number }], Position & { submissionId: string }>(allPositions);
  const one = database.prepare<[{ submissionId: string; now: number }], Position>(onePosition);
  return {
    of: (submissionId, now) => one.get({ submissionId, now }),
    all: (now) => new Map(all.all({ now }).map(({ submissionId, ...position }) => [submissionId, position])),
  };
}
