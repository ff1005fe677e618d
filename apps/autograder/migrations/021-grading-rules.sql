-- What was decided about modules and persons. Each decision is a row; one that was taken back stays, with who took it back.

-- The newest that stands of a module holds. set_by is NULL for what course.json said first. Times are those on the wall of the zone.
CREATE TABLE assignments (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  module TEXT NOT NULL,
  zone TEXT NOT NULL,
  release TEXT,
  due TEXT,
  closes TEXT,
  points REAL,
  attempts INTEGER,
  cool_down_minutes INTEGER NOT NULL,
  counts TEXT NOT NULL,
  -- JSON; NULL without a policy.
  late TEXT CHECK (late IS NULL OR json_valid(late)),
  reason TEXT NOT NULL,
  set_by TEXT REFERENCES users (id),
  set_at INTEGER NOT NULL,
  removal_reason TEXT,
  removed_by TEXT REFERENCES users (id),
  removed_at INTEGER,
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
) STRICT;
CREATE INDEX assignments_standing ON assignments (module, sequence) WHERE removed_at IS NULL;

-- What holds for one person in one module; which columns are filled is by the kind, and the contract's schemas hold the kinds.
CREATE TABLE exceptions (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  module TEXT NOT NULL,
  zone TEXT,
  due TEXT,
  closes TEXT,
  attempts INTEGER,
  points REAL,
  max_points REAL,
  submission_id TEXT REFERENCES submissions (id),
  days INTEGER,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL REFERENCES users (id),
  made_at INTEGER NOT NULL,
  removal_reason TEXT,
  removed_by TEXT REFERENCES users (id),
  removed_at INTEGER,
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
) STRICT;
CREATE INDEX exceptions_by_user ON exceptions (user_id, module, sequence);
CREATE INDEX exceptions_standing ON exceptions (module, user_id, sequence) WHERE removed_at IS NULL;

-- Late days that a person may spend; user_id is NULL for those of everybody. What is spent is an exception.
CREATE TABLE late_day_grants (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT REFERENCES users (id),
  days INTEGER NOT NULL CHECK (days > 0),
  reason TEXT NOT NULL,
  -- NULL for what course.json said first.
  made_by TEXT REFERENCES users (id),
  made_at INTEGER NOT NULL,
  removal_reason TEXT,
  removed_by TEXT REFERENCES users (id),
  removed_at INTEGER,
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
) STRICT;
CREATE INDEX late_day_grants_by_user ON late_day_grants (user_id) WHERE removed_at IS NULL;
