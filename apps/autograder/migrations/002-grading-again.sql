-- Grading again: reruns, regrades, and the run that stands for a submission.

-- An instructor's request to grade some of a module's submissions again.
CREATE TABLE regrades (
  id TEXT PRIMARY KEY,
  module TEXT NOT NULL,
  which TEXT NOT NULL CHECK (which IN ('one', 'latest', 'best', 'all')),
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  cancelled_at INTEGER,
  applied_at INTEGER,
  CHECK (cancelled_at IS NULL OR applied_at IS NULL)
) STRICT;

-- 'grade' is the one job that came with the submission. The others grade a submission that has a run already and
-- change no grade by themselves. One that was cancelled is 'done' without a run.
ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'grade' CHECK (kind IN ('grade', 'rerun', 'regrade'));
-- The run whose seed is used again, and which the new one is compared with.
ALTER TABLE jobs ADD COLUMN repeats_run_id TEXT REFERENCES runs (id);
ALTER TABLE jobs ADD COLUMN regrade_id TEXT REFERENCES regrades (id);
-- When it was asked for; NULL when that was the receipt.
ALTER TABLE jobs ADD COLUMN created_at INTEGER;
-- The estimate beside its first place in the queue.
ALTER TABLE jobs ADD COLUMN first_wait_seconds REAL;
CREATE UNIQUE INDEX jobs_from_receipts ON jobs (submission_id) WHERE kind = 'grade';
CREATE INDEX jobs_by_regrade ON jobs (regrade_id) WHERE regrade_id IS NOT NULL;
CREATE INDEX jobs_dead ON jobs (ended_at) WHERE state = 'dead';

-- The run that stands for a submission: its first, until a regrade that is applied puts another in its place.
CREATE TABLE standing_runs (
  submission_id TEXT PRIMARY KEY REFERENCES submissions (id),
  run_id TEXT NOT NULL UNIQUE REFERENCES runs (id)
) STRICT;
INSERT INTO standing_runs (submission_id, run_id)
  SELECT submission_id, id FROM runs WHERE sequence IN (SELECT max(sequence) FROM runs GROUP BY submission_id);
CREATE INDEX effective_grades_by_run ON effective_grades (run_id);
