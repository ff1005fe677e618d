import type { Database } from "better-sqlite3";

/** Nobody is to wait longer for what others hand in: an account whose work takes more counts as slow for a while. */
const slowMilliseconds = 10_000;
/** How long an account is slow after such work ended; quick work in between takes nothing of it. */
const slowForMilliseconds = 600_000;

/**
 * Whether the account of a row `u` of users is slow: work of its own that was handed back is not done, or had to be waited
 * for lately. A time that lies further ahead than we ever set one was written by a clock that was ahead, and is over. Reads `@now`.
 */
export const isSlow = `(u.id IN (
  SELECT id FROM users WHERE slow_until > @now AND slow_until <= @now + ${slowForMilliseconds}
  UNION ALL SELECT user_id FROM jobs WHERE is_long = 1 AND ended_at IS NULL AND kind = 'grade'))`;

/** Notes how long work was in a grader's hands; it survives a restart. */
export function openSlowAccounts(database: Database): (userId: string, milliseconds: number, now: number) => void {
  const set = database.prepare<[number, string]>("UPDATE users SET slow_until = ? WHERE id = ?");
  return (userId, milliseconds, now) => {
    if (milliseconds > slowMilliseconds) set.run(now + slowForMilliseconds, userId);
  };
}
