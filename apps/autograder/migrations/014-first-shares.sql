-- Work that had its first share of a grader's time and was handed back to let others go first. It is never handed back
-- again, and such work together never holds all graders.
ALTER TABLE jobs ADD COLUMN is_long INTEGER NOT NULL DEFAULT 0 CHECK (is_long IN (0, 1));
-- Until when, by the steady clock, this user's new work goes behind that of others: earlier work took long.
ALTER TABLE users ADD COLUMN slow_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX users_slow ON users (slow_until);

-- A line is one account's waiting work of one priority, new or long.
DROP INDEX jobs_waiting;
CREATE INDEX jobs_waiting ON jobs (priority, is_long, user_id, id) WHERE state = 'queued';
DROP INDEX jobs_in_line;
CREATE INDEX jobs_in_line ON jobs (user_id, is_long, id) WHERE state = 'queued' AND kind = 'grade';
CREATE INDEX jobs_long ON jobs (user_id) WHERE is_long = 1 AND ended_at IS NULL;
