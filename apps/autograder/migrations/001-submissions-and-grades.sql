-- Times are milliseconds since 1970. Ids are UUIDs unless they are integers.

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('student', 'instructor', 'ci')),
  created_at INTEGER NOT NULL,
  -- When this user's work was last taken from the queue, as a count of all work taken: fairness is by least recent.
  last_turn INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX users_by_turn ON users (last_turn);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  -- SHA-256 of the token; the token itself is nowhere.
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

CREATE TABLE submissions (
  -- The order in which submissions were accepted: the later one counts.
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id),
  module TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  received_at INTEGER NOT NULL,
  idempotency_key TEXT,
  UNIQUE (user_id, idempotency_key)
) STRICT;
CREATE INDEX submissions_by_user ON submissions (user_id, sequence);

CREATE TABLE submission_files (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (submission_id, path)
) STRICT;

-- A job asks for one run of one submission.
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  -- Lower goes first: 0 is live work.
  priority INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'leased', 'done', 'dead')),
  seed INTEGER NOT NULL,
  -- Its place in the queue when it came, as the receipt says.
  first_position INTEGER,
  -- Grows with every lease; whoever comes back with an older one is too late.
  fence INTEGER NOT NULL DEFAULT 0,
  -- Attempts that the grader itself ended; a lease lost to a stopped server is none.
  attempts INTEGER NOT NULL DEFAULT 0,
  available_at INTEGER NOT NULL,
  lease_owner TEXT,
  lease_expires_at INTEGER,
  last_error TEXT,
  ended_at INTEGER,
  CHECK ((state = 'leased') = (lease_owner IS NOT NULL AND lease_expires_at IS NOT NULL)),
  CHECK ((state IN ('done', 'dead')) = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX jobs_by_submission ON jobs (submission_id);
CREATE INDEX jobs_waiting ON jobs (priority, user_id, id) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_expires_at) WHERE state = 'leased';

CREATE TABLE runs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  -- One run per job, whatever happens to the server in between.
  job_id INTEGER NOT NULL UNIQUE REFERENCES jobs (id),
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  seed INTEGER NOT NULL,
  score REAL NOT NULL CHECK (score >= 0),
  max_score REAL NOT NULL CHECK (max_score > 0 AND score <= max_score),
  report TEXT NOT NULL CHECK (json_valid(report)),
  -- JSON: layers, innermost first; hashes by what they are of; milliseconds by where they went.
  sandbox TEXT NOT NULL CHECK (json_valid(sandbox)),
  hashes TEXT NOT NULL CHECK (json_valid(hashes)),
  timings TEXT NOT NULL CHECK (json_valid(timings)),
  graded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_by_submission ON runs (submission_id, sequence);

CREATE TABLE run_tests (
  run_id TEXT NOT NULL REFERENCES runs (id),
  test_id TEXT NOT NULL,
  score REAL NOT NULL,
  max_score REAL NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('passed', 'failed')),
  kind TEXT,
  milliseconds REAL NOT NULL,
  PRIMARY KEY (run_id, test_id)
) STRICT;

-- The run that counts for a student in a module.
CREATE TABLE effective_grades (
  user_id TEXT NOT NULL REFERENCES users (id),
  module TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id),
  submission_sequence INTEGER NOT NULL REFERENCES submissions (sequence),
  PRIMARY KEY (user_id, module)
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  -- A user's id, or 'service'.
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject);

-- What was handed in and what came of it is never changed.
CREATE TRIGGER submissions_stay BEFORE UPDATE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;
CREATE TRIGGER submissions_remain BEFORE DELETE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are never deleted'); END;
CREATE TRIGGER submission_files_stay BEFORE UPDATE ON submission_files BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;
CREATE TRIGGER submission_files_remain BEFORE DELETE ON submission_files BEGIN SELECT RAISE(ABORT, 'submissions are never deleted'); END;
CREATE TRIGGER runs_stay BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'runs are never changed'); END;
CREATE TRIGGER runs_remain BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'runs are never deleted'); END;
CREATE TRIGGER run_tests_stay BEFORE UPDATE ON run_tests BEGIN SELECT RAISE(ABORT, 'runs are never changed'); END;
CREATE TRIGGER run_tests_remain BEFORE DELETE ON run_tests BEGIN SELECT RAISE(ABORT, 'runs are never deleted'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
