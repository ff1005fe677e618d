-- Where each submission stands, kept in the transactions that move its job: lists are read by it, in the order they are
-- shown, with no join that has to look at every job. A submission itself is never changed, so this has a row beside it.
CREATE TABLE submission_states (
  sequence INTEGER PRIMARY KEY REFERENCES submissions (sequence),
  submission_id TEXT NOT NULL UNIQUE REFERENCES submissions (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  module TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'graded', 'failed'))
) STRICT;
INSERT INTO submission_states (sequence, submission_id, user_id, module, status)
  SELECT s.sequence, s.id, s.user_id, s.module,
    CASE WHEN t.run_id IS NOT NULL THEN 'graded' WHEN j.state = 'dead' THEN 'failed' WHEN j.state = 'leased' THEN 'running'
      ELSE 'queued' END
  FROM submissions s JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
  LEFT JOIN standing_runs t ON t.submission_id = s.id;

-- One for each way a list is narrowed; a person's own few are looked through for the rest.
CREATE INDEX submission_states_by_user ON submission_states (user_id, sequence);
CREATE INDEX submission_states_by_user_and_module ON submission_states (user_id, module, sequence);
CREATE INDEX submission_states_by_module ON submission_states (module, sequence);
CREATE INDEX submission_states_by_status ON submission_states (status, sequence);
CREATE INDEX submission_states_by_module_and_status ON submission_states (module, status, sequence);

-- Who has how much work waiting: a place in the queue is counted by it.
CREATE INDEX jobs_in_line ON jobs (user_id, id) WHERE state = 'queued' AND kind = 'grade';
