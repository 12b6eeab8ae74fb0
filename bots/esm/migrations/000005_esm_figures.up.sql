-- What happened on a day (UTC) of the studies, so that totals need not read every beep and answer again. Counts of
-- everybody together: nobody is named. The figure `computed` marks a day that is complete.
CREATE TABLE esm_daily_figures (
  day date NOT NULL,
  figure text NOT NULL,
  label text NOT NULL DEFAULT '',
  count bigint NOT NULL,
  sum double precision NOT NULL DEFAULT 0,
  counted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (day, figure, label)
);

-- Days to be counted again, because rows of theirs were deleted or changed late. Only ever appended to by those who
-- change rows, so that they never wait for each other.
CREATE TABLE esm_stale_figures (day date NOT NULL);

CREATE INDEX esm_beeps_planned ON esm_beeps (planned_at);
CREATE INDEX esm_responses_started ON esm_responses (started_at);
-- Lines of the audit that stand for a deletion: the random id is all that is left of it.
CREATE INDEX esm_audit_deletions ON esm_audit (audit_id) WHERE detail ? 'deletionId';

CREATE FUNCTION esm_beeps_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO esm_stale_figures SELECT DISTINCT (planned_at AT TIME ZONE 'UTC')::date FROM gone;
  RETURN NULL;
END
$$;
CREATE TRIGGER esm_beeps_gone AFTER DELETE ON esm_beeps
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION esm_beeps_gone();

CREATE FUNCTION esm_responses_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO esm_stale_figures SELECT DISTINCT (started_at AT TIME ZONE 'UTC')::date FROM gone;
  RETURN NULL;
END
$$;
CREATE TRIGGER esm_responses_gone AFTER DELETE ON esm_responses
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION esm_responses_gone();

-- Days are counted again and again until the next has passed; what changes later than that is told here.
CREATE FUNCTION esm_beep_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO esm_stale_figures VALUES ((OLD.planned_at AT TIME ZONE 'UTC')::date);
  RETURN NULL;
END
$$;
CREATE TRIGGER esm_beep_late AFTER UPDATE ON esm_beeps
  FOR EACH ROW WHEN (OLD.planned_at < now() - interval '1 day') EXECUTE FUNCTION esm_beep_late();

CREATE FUNCTION esm_response_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO esm_stale_figures VALUES ((OLD.started_at AT TIME ZONE 'UTC')::date);
  RETURN NULL;
END
$$;
CREATE TRIGGER esm_response_late AFTER UPDATE ON esm_responses
  FOR EACH ROW WHEN (OLD.started_at < now() - interval '1 day') EXECUTE FUNCTION esm_response_late();
