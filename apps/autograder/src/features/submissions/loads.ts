/**
 * SQL for whether the submission in a row `s` loads, as far as is known: by the run that stands for it, else by the check at
 * its receipt; null when there is neither. A submission that does not load replaces no grade.
 */
export const loadsOfSubmission = `coalesce(
    (SELECT r.loads FROM standing_runs t JOIN runs r ON r.id = t.run_id WHERE t.submission_id = s.id),
    (SELECT c.loads FROM load_checks c WHERE c.submission_id = s.id))`;

/**
 * SQL for whether the submission in a row `s` is one of those of the day: one that is known not to load is not, unless it earned
 * points all the same.
 */
export const isOfTheDay = `(coalesce(${loadsOfSubmission}, 1) = 1
    OR EXISTS (SELECT 1 FROM standing_runs t JOIN runs r ON r.id = t.run_id WHERE t.submission_id = s.id AND r.score > 0))`;
