-- Roles, kinds of jobs and choices of regrades will grow: the contract's schemas hold their lists, and no CHECK does. The
-- tables are rebuilt as SQLite's manual prescribes (https://sqlite.org/lang_altertable.html#otheralter).

CREATE TABLE new_users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- When this user's work was last taken from the queue, as a count of all work taken: fairness is by least recent.
  last_turn INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO new_users (id, name, role, created_at, last_turn) SELECT id, name, role, created_at, last_turn FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE INDEX users_by_turn ON users (last_turn);

CREATE TABLE new_regrades (
  id TEXT PRIMARY KEY,
  module TEXT NOT NULL,
  which TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  cancelled_at INTEGER,
  applied_at INTEGER,
  CHECK (cancelled_at IS NULL OR applied_at IS NULL)
) STRICT;
INSERT INTO new_regrades (rowid, id, module, which, created_by, created_at, cancelled_at, applied_at)
  SELECT rowid, id, module, which, created_by, created_at, cancelled_at, applied_at FROM regrades;
DROP TABLE regrades;
ALTER TABLE new_regrades RENAME TO regrades;

-- A job asks for one run of one submission. Two clocks write here: available_at, lease_expires_at and created_at go by the
-- steady one, which never jumps; ended_at is a time of day.
CREATE TABLE new_jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  -- 'grade' is the one job that came with the submission. The others grade a submission that has a run already and
  -- change no grade by themselves. One that was cancelled is 'done' without a run.
  kind TEXT NOT NULL DEFAULT 'grade',
  -- Lower goes first: 0 is live work.
  priority INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'leased', 'done', 'dead')),
  seed INTEGER NOT NULL,
  -- The run whose seed is used again, and which the new one is compared with.
  repeats_run_id TEXT REFERENCES runs (id),
  regrade_id TEXT REFERENCES regrades (id),
  -- Its place in the queue when it came, as the receipt says, and the estimate beside it.
  first_position INTEGER,
  first_wait_seconds REAL,
  -- Grows with every lease; whoever comes back with an older one is too late.
  fencing_token INTEGER NOT NULL DEFAULT 0,
  -- Attempts that the grader itself ended; a lease lost to a stopped server is none.
  attempts INTEGER NOT NULL DEFAULT 0,
  -- When it was asked for; NULL when that was the receipt.
  created_at INTEGER,
  available_at INTEGER NOT NULL,
  lease_owner TEXT,
  lease_expires_at INTEGER,
  last_error TEXT,
  ended_at INTEGER,
  CHECK ((state = 'leased') = (lease_owner IS NOT NULL AND lease_expires_at IS NOT NULL)),
  CHECK ((state IN ('done', 'dead')) = (ended_at IS NOT NULL))
) STRICT;
INSERT INTO new_jobs (id, submission_id, user_id, kind, priority, state, seed, repeats_run_id, regrade_id, first_position,
    first_wait_seconds, fencing_token, attempts, created_at, available_at, lease_owner, lease_expires_at, last_error, ended_at)
  SELECT id, submission_id, user_id, kind, priority, state, seed, repeats_run_id, regrade_id, first_position,
    first_wait_seconds, fence, attempts, created_at, available_at, lease_owner, lease_expires_at, last_error, ended_at
  FROM jobs;
DROP TABLE jobs;
ALTER TABLE new_jobs RENAME TO jobs;
CREATE INDEX jobs_by_submission ON jobs (submission_id);
CREATE INDEX jobs_waiting ON jobs (priority, user_id, id) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_expires_at) WHERE state = 'leased';
CREATE UNIQUE INDEX jobs_from_receipts ON jobs (submission_id) WHERE kind = 'grade';
CREATE INDEX jobs_by_regrade ON jobs (regrade_id) WHERE regrade_id IS NOT NULL;
CREATE INDEX jobs_dead ON jobs (ended_at) WHERE state = 'dead';
