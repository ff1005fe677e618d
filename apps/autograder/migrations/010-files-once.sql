-- A file's text is kept once, whoever handed it in and however often. sha256() and octet_length() are of its UTF-8.
CREATE TABLE file_contents (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  text TEXT NOT NULL
) STRICT;
INSERT INTO file_contents (sha256, bytes, text)
  SELECT sha256(text) AS hash, octet_length(text), text FROM submission_files GROUP BY hash ORDER BY min(rowid);

CREATE TABLE new_submission_files (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  path TEXT NOT NULL,
  content_id INTEGER NOT NULL REFERENCES file_contents (id),
  PRIMARY KEY (submission_id, path)
) STRICT;
INSERT INTO new_submission_files (submission_id, path, content_id)
  SELECT f.submission_id, f.path, c.id FROM submission_files f JOIN file_contents c ON c.sha256 = sha256(f.text) ORDER BY f.rowid;
DROP TABLE submission_files;
ALTER TABLE new_submission_files RENAME TO submission_files;
CREATE INDEX submission_files_by_content ON submission_files (content_id);

-- What counts for an account's quota: each text that it handed in, once.
CREATE TABLE account_contents (
  user_id TEXT NOT NULL REFERENCES users (id),
  content_id INTEGER NOT NULL REFERENCES file_contents (id),
  PRIMARY KEY (user_id, content_id)
) STRICT;
INSERT INTO account_contents (user_id, content_id)
  SELECT DISTINCT s.user_id, f.content_id FROM submission_files f JOIN submissions s ON s.id = f.submission_id;
-- The sum of it, with what every submission costs besides, so that nothing has to be added up when somebody hands in.
ALTER TABLE users ADD COLUMN stored_bytes INTEGER NOT NULL DEFAULT 0;
UPDATE users SET stored_bytes =
  (SELECT coalesce(sum(c.bytes), 0) FROM account_contents a JOIN file_contents c ON c.id = a.content_id WHERE a.user_id = users.id)
  + 16384 * (SELECT count(*) FROM submissions s WHERE s.user_id = users.id);

-- The daily cap looks back from now.
CREATE INDEX submissions_by_user_and_module ON submissions (user_id, module, received_at);

CREATE TRIGGER submission_files_stay BEFORE UPDATE ON submission_files BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;
CREATE TRIGGER submission_files_remain BEFORE DELETE ON submission_files BEGIN SELECT RAISE(ABORT, 'submissions are never deleted'); END;
CREATE TRIGGER file_contents_stay BEFORE UPDATE ON file_contents BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;
CREATE TRIGGER file_contents_remain BEFORE DELETE ON file_contents BEGIN SELECT RAISE(ABORT, 'submissions are never deleted'); END;
