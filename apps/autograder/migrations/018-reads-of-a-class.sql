-- What is read of a whole class at once lies in an index: a run's own row holds its report, which would be read for what stands beside it.
CREATE INDEX submissions_by_module ON submissions (module, user_id, sequence);
CREATE INDEX run_tests_passed ON run_tests (run_id, test_id) WHERE status = 'passed';
CREATE INDEX runs_when_graded ON runs (id, graded_at);
