-- What happened to a person's work, written in the transaction of the fact, and to whom it is still to be told. What a grade
-- is worth is worked out when it is told: no grade is kept here.
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  -- By this a receiver knows what it has had.
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id),
  kind TEXT NOT NULL,
  module TEXT,
  -- The id of the submission or question that it is about; NULL for a grade.
  subject TEXT,
  -- What changed a grade.
  cause TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX events_by_user ON events (user_id);
CREATE INDEX events_by_time ON events (at);

-- The secret signs, so it cannot be kept as a hash.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL
) STRICT;

-- One event on its way to one receiver. available_at goes by the steady clock, ended_at is a time of day.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL REFERENCES events (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  -- NULL: by e-mail to the person.
  webhook_id TEXT REFERENCES webhooks (id),
  -- The webhook's id, or 'mail'.
  channel TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  available_at INTEGER NOT NULL,
  last_error TEXT,
  ended_at INTEGER,
  CHECK ((state = 'waiting') = (ended_at IS NULL))
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (channel, user_id, id) WHERE state = 'waiting';
CREATE INDEX deliveries_by_event ON deliveries (event_id);
CREATE INDEX deliveries_by_user ON deliveries (user_id);
CREATE INDEX deliveries_by_webhook ON deliveries (webhook_id);
CREATE INDEX deliveries_ended ON deliveries (state, ended_at) WHERE ended_at IS NOT NULL;

-- What a person chose to be told by e-mail, where it is not the default, and the address that the person gave.
CREATE TABLE notification_choices (
  user_id TEXT NOT NULL REFERENCES users (id),
  kind TEXT NOT NULL,
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  PRIMARY KEY (user_id, kind)
) STRICT;
CREATE TABLE notification_addresses (
  user_id TEXT PRIMARY KEY REFERENCES users (id),
  -- NULL: none, whatever else is known of the person.
  address TEXT
) STRICT;
