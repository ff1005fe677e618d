-- An account of a person who was erased keeps its id, for the audit, under a name that says nothing. What the rest left in
-- freed pages of the file is gone once purged_at is set.
ALTER TABLE users ADD COLUMN erased_at INTEGER;
ALTER TABLE users ADD COLUMN purged_at INTEGER;
CREATE INDEX users_to_purge ON users (erased_at) WHERE erased_at IS NOT NULL AND purged_at IS NULL;
