-- What staff say of a submission, of a file of it (path), or of lines of one.
CREATE TABLE comments (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  module TEXT NOT NULL,
  path TEXT,
  first_line INTEGER,
  last_line INTEGER,
  -- 1 while its student does not see it: until the module's comments are released.
  waits INTEGER NOT NULL CHECK (waits IN (0, 1)),
  removed_at INTEGER,
  CHECK ((first_line IS NULL) = (last_line IS NULL)),
  CHECK (first_line IS NULL OR (path IS NOT NULL AND 1 <= first_line AND first_line <= last_line))
) STRICT;
CREATE INDEX comments_by_submission ON comments (submission_id);
CREATE INDEX comments_waiting ON comments (module) WHERE waits = 1;

-- What a comment says: the newest is shown, the others stay on record. Author and text are NULL once the author was erased.
CREATE TABLE comment_versions (
  comment_id TEXT NOT NULL REFERENCES comments (id),
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  author_id TEXT REFERENCES users (id),
  text TEXT,
  PRIMARY KEY (comment_id, version)
) STRICT;
CREATE INDEX comment_versions_by_author ON comment_versions (author_id);
CREATE TRIGGER comment_versions_stay BEFORE UPDATE ON comment_versions BEGIN SELECT RAISE(ABORT, 'what was said is never changed'); END;
CREATE TRIGGER comment_versions_remain BEFORE DELETE ON comment_versions BEGIN SELECT RAISE(ABORT, 'what was said is never deleted'); END;

-- A student's question about the grade in a module. Its state is kept for the lists, in the transactions that add entries.
CREATE TABLE questions (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id),
  module TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX questions_open ON questions (user_id, module) WHERE state = 'open';
CREATE INDEX questions_by_user ON questions (user_id, sequence);
CREATE INDEX questions_by_module ON questions (module, sequence);
CREATE INDEX questions_by_state ON questions (state, sequence);

-- What was said to a question, by its student and by staff. Author and text are NULL once who wrote it was erased.
CREATE TABLE question_entries (
  question_id TEXT NOT NULL REFERENCES questions (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  author_id TEXT REFERENCES users (id),
  kind TEXT NOT NULL,
  text TEXT,
  PRIMARY KEY (question_id, number)
) STRICT;
CREATE INDEX question_entries_by_author ON question_entries (author_id);
CREATE TRIGGER question_entries_stay BEFORE UPDATE ON question_entries BEGIN SELECT RAISE(ABORT, 'what was said is never changed'); END;
CREATE TRIGGER question_entries_remain BEFORE DELETE ON question_entries BEGIN SELECT RAISE(ABORT, 'what was said is never deleted'); END;

-- A submission that somebody of the staff handed in for its student: who, when really, and why another time counts as that of its
-- receipt (NULL where the receipt says when it came). Who and why are NULL once that account was erased.
CREATE TABLE handed_in_for (
  submission_id TEXT PRIMARY KEY REFERENCES submissions (id),
  by_user_id TEXT REFERENCES users (id),
  at INTEGER NOT NULL,
  reason TEXT
) STRICT;
CREATE TRIGGER handed_in_for_stays BEFORE UPDATE ON handed_in_for BEGIN SELECT RAISE(ABORT, 'a receipt is never changed'); END;
CREATE TRIGGER handed_in_for_remains BEFORE DELETE ON handed_in_for BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
CREATE INDEX handed_in_for_by_staff ON handed_in_for (by_user_id);

-- The audit is read by module and by whom an entry concerns, where it says so itself.
CREATE INDEX audit_by_module ON audit (detail ->> '$.module');
CREATE INDEX audit_by_student ON audit (detail ->> '$.studentId');
