-- Studies, their immutable versions, and what researchers do. Tables about a person lead their key with
-- conversation_id, so that they distribute by it; tables of a study lead with study_id.

CREATE TABLE esm_studies (
  study_id text PRIMARY KEY,
  title text NOT NULL,
  languages jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'open', 'frozen', 'closed', 'deleted')),
  -- Versions that hold for new local days; null until one exists.
  protocol_version integer,
  instrument_version integer,
  consent_version integer,
  -- Sealed by the data key: it makes the pseudonyms.
  pseudonym_secret bytea NOT NULL,
  plan_seed text NOT NULL,
  -- What participants may know of whom to ask, by language.
  contact jsonb NOT NULL,
  support_text jsonb NOT NULL,
  ai_allowed boolean NOT NULL DEFAULT false,
  feedback text NOT NULL DEFAULT 'after' CHECK (feedback IN ('none', 'participation', 'after', 'live')),
  retention_days integer NOT NULL DEFAULT 730 CHECK (retention_days > 0),
  created_at timestamptz NOT NULL,
  opened_at timestamptz,
  closed_at timestamptz,
  deleted_at timestamptz,
  -- When the researchers were told that the data go.
  retention_announced_at timestamptz,
  -- Grows with every change; a change names the one it saw.
  revision integer NOT NULL DEFAULT 1
);

-- Immutable: a change is a new version.
CREATE TABLE esm_study_versions (
  study_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('protocol', 'instrument', 'consent')),
  version integer NOT NULL,
  -- Name of an instrument, by which schedules choose theirs; empty for the other kinds.
  name text NOT NULL DEFAULT '',
  -- json, not jsonb: the text stays as it was hashed.
  definition json NOT NULL,
  -- SHA-256 of the definition, hexadecimal.
  hash text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  -- Holds from the local day after this instant, by each participant's clock; null: from the beginning.
  in_force_at timestamptz,
  PRIMARY KEY (study_id, kind, version)
);

CREATE TABLE esm_invites (
  code text PRIMARY KEY,
  study_id text NOT NULL,
  max_uses integer CHECK (max_uses > 0),
  uses integer NOT NULL DEFAULT 0,
  expires_at timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX esm_invites_study ON esm_invites (study_id);

CREATE TABLE esm_researchers (
  researcher_id text PRIMARY KEY,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'coder', 'viewer')),
  -- SHA-256 of the bearer token, hexadecimal.
  token_hash text NOT NULL UNIQUE,
  -- The chat joined by `/link`, and the platform's name of it, sealed, for alerts.
  chat_conversation_id bigint UNIQUE,
  chat_channel text,
  chat_sealed bytea,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz
);

CREATE TABLE esm_link_codes (
  -- SHA-256 of the one-time code.
  code_hash text PRIMARY KEY,
  researcher_id text NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Sign-ins of the researcher pages.
CREATE TABLE esm_sessions (
  -- SHA-256 of what the cookie holds.
  session_hash text PRIMARY KEY,
  researcher_id text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX esm_sessions_researcher ON esm_sessions (researcher_id);

-- Chats in which researchers run a preview, for the button that removes it.
CREATE TABLE esm_previews (
  study_id text NOT NULL,
  chat_hash text NOT NULL,
  channel text NOT NULL,
  -- The platform's name of the thread, sealed.
  chat_sealed bytea NOT NULL,
  started_at timestamptz NOT NULL,
  PRIMARY KEY (study_id, chat_hash)
);

-- Conversations of a study that are still to be told of a change, in order of their ids.
CREATE TABLE esm_announcements (
  announcement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  study_id text NOT NULL,
  -- `changed`, or `deleted`: then the rows of the study follow.
  kind text NOT NULL CHECK (kind IN ('changed', 'deleted')),
  -- Everybody up to this Conversation was told.
  told_through bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL
);

ALTER TABLE esm_participants
  -- What the audit calls this person: random, so that it says nothing once this row is gone.
  ADD COLUMN audit_reference uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN participant_id text,
  ADD COLUMN study_id text,
  ADD COLUMN pseudonym text,
  ADD COLUMN channel text,
  -- The platform's name of the thread, sealed; for links of researchers' messages.
  ADD COLUMN chat_sealed bytea,
  ADD COLUMN zone text,
  -- Hours, quiet hours and count of the participant's own; `Settings` of the schedule.
  ADD COLUMN settings jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN address_form text CHECK (address_form IN ('formal', 'informal')),
  ADD COLUMN first_date date,
  ADD COLUMN paused_until timestamptz,
  ADD COLUMN excluded_reason text,
  ADD COLUMN last_seen_at timestamptz,
  ADD COLUMN withdrawn_at timestamptz,
  ADD COLUMN dropped_out_at timestamptz,
  ADD COLUMN simplified_notice_at timestamptz;
CREATE UNIQUE INDEX esm_participants_pseudonym ON esm_participants (study_id, pseudonym);
CREATE INDEX esm_participants_study ON esm_participants (study_id, conversation_id);
CREATE INDEX esm_participants_audit ON esm_participants (audit_reference);

ALTER TABLE esm_responses
  ADD COLUMN study_id text,
  ADD COLUMN kind text NOT NULL DEFAULT 'survey' CHECK (kind IN ('survey', 'beep', 'event')),
  ADD COLUMN preview boolean NOT NULL DEFAULT false,
  ADD COLUMN is_training boolean NOT NULL DEFAULT false,
  ADD COLUMN training_day integer,
  ADD COLUMN local_date date,
  ADD COLUMN zone text;
CREATE INDEX esm_responses_study ON esm_responses (study_id, started_at, response_id);
CREATE INDEX esm_responses_id ON esm_responses (response_id);

-- Words are sealed by the data key. The plain columns of the first room go.
ALTER TABLE esm_answers
  ADD COLUMN first_sealed bytea,
  ADD COLUMN final_sealed bytea,
  ADD COLUMN characters integer,
  ADD COLUMN words integer,
  -- The validation of the first text, spans without words; see docs/reference/esm-validator.md.
  ADD COLUMN first_validation jsonb,
  ADD COLUMN validation jsonb,
  -- [{kind, at, answered}] in order.
  ADD COLUMN probes jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN flags jsonb NOT NULL DEFAULT '[]';

CREATE TABLE esm_beeps (
  conversation_id bigint NOT NULL,
  beep_id text NOT NULL,
  study_id text NOT NULL,
  schedule text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('signal', 'interval', 'once', 'event')),
  wave text,
  study_day integer NOT NULL,
  local_date date NOT NULL,
  number integer NOT NULL,
  plan_version integer NOT NULL,
  seed_reference text NOT NULL,
  zone text NOT NULL,
  preview boolean NOT NULL DEFAULT false,
  is_training boolean NOT NULL DEFAULT false,
  status text NOT NULL CHECK (status IN (
    'planned', 'sent', 'opened', 'completed', 'partial', 'expired', 'skipped', 'failed', 'missed', 'cancelled'
  )),
  reminded integer NOT NULL DEFAULT 0,
  planned_at timestamptz NOT NULL,
  sent_at timestamptz,
  opened_at timestamptz,
  completed_at timestamptz,
  expires_at timestamptz,
  closed_at timestamptz,
  delivery_id text,
  timing jsonb NOT NULL,
  PRIMARY KEY (conversation_id, beep_id),
  UNIQUE (conversation_id, schedule, local_date, number, preview)
);
CREATE INDEX esm_beeps_study ON esm_beeps (study_id, planned_at);

CREATE TABLE esm_annotations (
  conversation_id bigint NOT NULL,
  response_id text NOT NULL,
  coder text NOT NULL,
  phenomena jsonb NOT NULL,
  notes_sealed bytea,
  version integer NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (conversation_id, response_id, coder)
);

CREATE TABLE esm_audit (
  audit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  study_id text,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  -- Ids and counts only, never words of participants.
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX esm_audit_study ON esm_audit (study_id, audit_id DESC);

CREATE FUNCTION esm_audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit only grows: its rows are neither changed nor deleted.';
END
$$;
CREATE TRIGGER esm_audit_is_kept BEFORE UPDATE OR DELETE ON esm_audit
  FOR EACH ROW EXECUTE FUNCTION esm_audit_is_kept();

-- Announced to researchers until acknowledged, so that earlier copies are purged; at most 30 days.
CREATE TABLE esm_deletion_notices (
  deletion_id text PRIMARY KEY,
  study_id text,
  pseudonym text,
  at timestamptz NOT NULL,
  acknowledged_at timestamptz
);

CREATE TABLE esm_exports (
  export_id text PRIMARY KEY,
  study_id text NOT NULL,
  requested_by text NOT NULL,
  filters jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'running', 'done', 'failed')),
  progress jsonb NOT NULL DEFAULT '{}',
  file text,
  error text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX esm_exports_study ON esm_exports (study_id, created_at DESC);
