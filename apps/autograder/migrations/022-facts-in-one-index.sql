-- All that a grade tells of its run lies in one index, the time of grading too, which had one of its own.
DROP INDEX runs_as_facts;
CREATE INDEX runs_as_facts ON runs (submission_id, id, score, max_score, loads, graded_at);
DROP INDEX runs_when_graded;
