-- What counts and what it is worth is worked out from submissions, runs and what was granted, whenever somebody asks: a
-- grade that was kept could disagree with them.
DROP TABLE effective_grades;
