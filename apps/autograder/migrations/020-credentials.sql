-- What signs somebody in: tokens with a name, a scope and an end, one-time invitations, browser sessions, and who they are at
-- an OpenID provider. Of a secret there is its SHA-256 alone. Times are times of day. A token of before may do all that
-- its account may, and never expires. Scopes are listed in the contract's schemas.
ALTER TABLE tokens ADD COLUMN label TEXT;
ALTER TABLE tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'all';
ALTER TABLE tokens ADD COLUMN expires_at INTEGER;
-- Written at most once a minute.
ALTER TABLE tokens ADD COLUMN last_used_at INTEGER;
CREATE INDEX tokens_by_user ON tokens (user_id);

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  redeemed_at INTEGER,
  revoked_at INTEGER,
  CHECK (redeemed_at IS NULL OR revoked_at IS NULL)
) STRICT;
-- An account has one link that works at a time.
CREATE UNIQUE INDEX invitations_open ON invitations (user_id) WHERE redeemed_at IS NULL AND revoked_at IS NULL;

CREATE TABLE browser_sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  -- The token it was started with, with which it ends; NULL for another way of signing in.
  token_id TEXT REFERENCES tokens (id),
  browser TEXT,
  created_at INTEGER NOT NULL,
  -- Written at most once a minute.
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX browser_sessions_by_user ON browser_sessions (user_id);
CREATE INDEX browser_sessions_by_token ON browser_sessions (token_id) WHERE token_id IS NOT NULL;

-- One person has one subject of an issuer.
CREATE TABLE identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject),
  UNIQUE (issuer, user_id)
) STRICT;
CREATE INDEX identities_by_user ON identities (user_id);
