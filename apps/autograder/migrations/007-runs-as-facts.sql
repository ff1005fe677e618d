-- All that a grade needs of a run lies in this index: a run's own row holds its report, which would be read for the score beside it.
CREATE INDEX runs_as_facts ON runs (submission_id, id, score, max_score);
