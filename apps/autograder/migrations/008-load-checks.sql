-- What a submission that does not load is worth: it is graded as far as it goes, and replaces no grade.

-- What the check at the receipt found, as the receipt says it; no row where nothing could be checked then.
CREATE TABLE load_checks (
  submission_id TEXT PRIMARY KEY REFERENCES submissions (id),
  loads INTEGER NOT NULL CHECK (loads IN (0, 1)),
  -- JSON: the files that do not load, and why.
  problems TEXT NOT NULL CHECK (json_valid(problems))
) STRICT;
CREATE TRIGGER load_checks_stay BEFORE UPDATE ON load_checks BEGIN SELECT RAISE(ABORT, 'a receipt is never changed'); END;

-- Whether every file of the submission loaded in the run. Earlier runs did not say, and no grade moves with an upgrade: they count as before.
ALTER TABLE runs ADD COLUMN loads INTEGER NOT NULL DEFAULT 1 CHECK (loads IN (0, 1));
DROP INDEX runs_as_facts;
CREATE INDEX runs_as_facts ON runs (submission_id, id, score, max_score, loads);
