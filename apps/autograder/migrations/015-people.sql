-- What is known of a person beside the account, whose unique name is the login. Nothing is known of those who are there already.
ALTER TABLE users ADD COLUMN display_name TEXT;
ALTER TABLE users ADD COLUMN email TEXT;
ALTER TABLE users ADD COLUMN sis_id TEXT;
ALTER TABLE users ADD COLUMN lms_id TEXT;
-- One section, or several with semicolons between.
ALTER TABLE users ADD COLUMN section TEXT;
-- NULL while active: work and grades of who was dropped stay.
ALTER TABLE users ADD COLUMN dropped_at INTEGER;
CREATE UNIQUE INDEX users_by_email ON users (lower(email)) WHERE email IS NOT NULL;
CREATE UNIQUE INDEX users_by_sis_id ON users (sis_id) WHERE sis_id IS NOT NULL;
CREATE UNIQUE INDEX users_by_lms_id ON users (lms_id) WHERE lms_id IS NOT NULL;

-- Somebody must be able to say who instructs: the first instructor, whom the service itself made where it made any.
UPDATE users SET role = 'admin'
  WHERE rowid = (SELECT min(rowid) FROM users WHERE role = 'instructor' AND erased_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin');
