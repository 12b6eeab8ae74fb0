DROP INDEX esm_responses_beep;
DROP INDEX esm_exports_open;
UPDATE esm_exports SET status = 'failed', error = 'expired' WHERE status = 'expired';
ALTER TABLE esm_exports
  DROP COLUMN claim, DROP COLUMN claimed_at, DROP COLUMN started_at, DROP COLUMN attempts, DROP COLUMN expires_at,
  DROP CONSTRAINT esm_exports_status_check,
  ADD CONSTRAINT esm_exports_status_check CHECK (status IN ('waiting', 'running', 'done', 'failed'));
