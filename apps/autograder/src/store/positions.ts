import type { Database } from "better-sqlite3";

/** Where a submission stands among those that wait for their first run; 1 is next. */
export interface Positions {
  of(submissionId: string): number | undefined;
  all(): ReadonlyMap<string, number>;
}

/** Work a student waits for. Each has a line of their own; a round takes one from every line, least recently served first. */
const waiting = "state = 'queued' AND kind = 'grade'";

const allPositions = `
  SELECT submission_id AS submissionId, row_number() OVER (ORDER BY round, last_turn, id) AS position
  FROM (
    SELECT j.id, j.submission_id, u.last_turn, row_number() OVER (PARTITION BY j.user_id ORDER BY j.id) AS round
    FROM (SELECT * FROM jobs WHERE ${waiting}) j JOIN users u ON u.id = j.user_id
  )`;

/**
 * Who is ahead of one submission, counted line by line instead of by putting the whole queue in order: of every line
 * what goes in the rounds before its own, and in its own round those whose turn comes earlier.
 */
const onePosition = `
  WITH mine AS MATERIALIZED (
    SELECT j.id, j.user_id, u.last_turn,
      (SELECT count(*) FROM jobs WHERE ${waiting} AND user_id = j.user_id AND id <= j.id) AS round
    FROM (SELECT * FROM jobs WHERE submission_id = ? AND ${waiting}) j JOIN users u ON u.id = j.user_id
  ), lines AS MATERIALIZED (
    SELECT user_id, count(*) AS length, min(id) AS first FROM jobs WHERE ${waiting} GROUP BY user_id
  )
  SELECT 1 + sum(min(l.length, m.round - 1)) + sum(
    l.user_id <> m.user_id AND l.length >= m.round AND (
      u.last_turn < m.last_turn OR (
        u.last_turn = m.last_turn AND CASE m.round WHEN 1 THEN l.first < m.id ELSE (
          SELECT count(*) FROM jobs WHERE ${waiting} AND user_id = l.user_id AND id < m.id
        ) >= m.round END
      )
    ))
  FROM mine m CROSS JOIN lines l CROSS JOIN users u ON u.id = l.user_id`;

export function openPositions(database: Database): Positions {
  const all = database.prepare<[], { submissionId: string; position: number }>(allPositions);
  const one = database.prepare<[string], number | null>(onePosition).pluck();
  return {
    of: (submissionId) => one.get(submissionId) ?? undefined,
    all: () => new Map(all.all().map(({ submissionId, position }) => [submissionId, position])),
  };
}
