-- By what two names are the same. Of names that were taken before this was asked, the first has it; the others have none
-- and are found as they are written. name_key() is defined in src/database/sql-functions.ts.
ALTER TABLE users ADD COLUMN name_key TEXT;
UPDATE users SET name_key = name_key(name)
  WHERE rowid IN (SELECT min(rowid) FROM users GROUP BY name_key(name));
CREATE UNIQUE INDEX users_by_name_key ON users (name_key);
