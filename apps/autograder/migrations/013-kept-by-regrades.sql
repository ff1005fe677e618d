-- What an applied regrade did not replace, and why: what is so afterwards says nothing of that moment any more.
CREATE TABLE regrade_kept (
  regrade_id TEXT NOT NULL REFERENCES regrades (id),
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  why TEXT NOT NULL,
  PRIMARY KEY (regrade_id, submission_id)
) STRICT;
