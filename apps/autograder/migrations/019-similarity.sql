-- Comparisons of a module's submissions. One that has no end was under way when its server ended, or is.
CREATE TABLE similarity_reports (
  id TEXT PRIMARY KEY,
  module TEXT NOT NULL,
  which TEXT NOT NULL,
  threshold INTEGER NOT NULL,
  common_percent INTEGER NOT NULL,
  submissions INTEGER NOT NULL,
  started_by TEXT NOT NULL REFERENCES users (id),
  started_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  ended_at INTEGER,
  problem TEXT,
  unlisted INTEGER NOT NULL DEFAULT 0,
  CHECK ((state = 'running') = (ended_at IS NULL))
) STRICT;
CREATE INDEX similarity_by_module ON similarity_reports (module);
CREATE UNIQUE INDEX similarity_one_runs ON similarity_reports (state) WHERE state = 'running';

-- Regions are JSON: [{left: {path, from, to}, right: {path, from, to}}].
CREATE TABLE similarity_pairs (
  report_id TEXT NOT NULL REFERENCES similarity_reports (id),
  number INTEGER NOT NULL,
  left_id TEXT NOT NULL REFERENCES submissions (id),
  right_id TEXT NOT NULL REFERENCES submissions (id),
  similarity REAL NOT NULL,
  shared INTEGER NOT NULL,
  regions TEXT NOT NULL,
  PRIMARY KEY (report_id, number)
) STRICT;
CREATE INDEX similarity_pairs_by_left ON similarity_pairs (left_id);
CREATE INDEX similarity_pairs_by_right ON similarity_pairs (right_id);

-- What could not be compared as it should.
CREATE TABLE similarity_unread (
  report_id TEXT NOT NULL REFERENCES similarity_reports (id),
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  path TEXT,
  problem TEXT NOT NULL
) STRICT;
CREATE INDEX similarity_unread_by_report ON similarity_unread (report_id);
CREATE INDEX similarity_unread_by_submission ON similarity_unread (submission_id);
