-- What exports need beside 000002: who runs one and until when its file is kept.
ALTER TABLE esm_exports
  DROP CONSTRAINT esm_exports_status_check,
  ADD CONSTRAINT esm_exports_status_check CHECK (status IN ('waiting', 'running', 'done', 'failed', 'expired')),
  -- Names the run that may write; another run has another one.
  ADD COLUMN claim text,
  -- When that run was last heard of.
  ADD COLUMN claimed_at timestamptz,
  -- When the newest run began: data that were deleted later may be in its file.
  ADD COLUMN started_at timestamptz,
  ADD COLUMN attempts integer NOT NULL DEFAULT 0,
  -- Of a finished export: its file is removed then.
  ADD COLUMN expires_at timestamptz;
CREATE INDEX esm_exports_open ON esm_exports (created_at) WHERE status IN ('waiting', 'running');

-- The response of a beep.
CREATE INDEX esm_responses_beep ON esm_responses (conversation_id, beep_id);
