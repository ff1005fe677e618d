-- The audit is read by what was acted on, by who acted and by what was done, newest first. An index ends with the row's
-- id, so each gives its rows in that order.
CREATE INDEX audit_by_actor ON audit (actor);
CREATE INDEX audit_by_action ON audit (action);
