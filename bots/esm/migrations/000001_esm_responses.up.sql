-- Tables of the esm bot. Every table about a person carries conversation_id and leads its key with it, so
-- that they distribute by it. esm_declines knows nobody: only days and counts.

CREATE TABLE esm_participants (
  conversation_id bigint PRIMARY KEY,
  language text NOT NULL CHECK (language IN ('ru', 'uk', 'en')),
  status text NOT NULL CHECK (status IN (
    'invited', 'training', 'active', 'paused', 'unreachable', 'completed', 'withdrawn'
  )),
  consent_version integer NOT NULL,
  consent_language text NOT NULL,
  -- SHA-256 of the text agreed to, hexadecimal.
  consent_text_hash text NOT NULL,
  consent_parts jsonb NOT NULL,
  agreed_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE esm_responses (
  conversation_id bigint NOT NULL,
  response_id text NOT NULL,
  -- The signal answered; null when the participant opened the survey by command.
  beep_id text,
  instrument text NOT NULL,
  version integer NOT NULL,
  language text NOT NULL,
  status text NOT NULL CHECK (status IN ('in_progress', 'completed', 'partial')),
  item_order jsonb NOT NULL,
  started_at timestamptz NOT NULL,
  completed_at timestamptz,
  PRIMARY KEY (conversation_id, response_id)
);

CREATE INDEX esm_responses_newest ON esm_responses (conversation_id, started_at DESC);

CREATE TABLE esm_answers (
  conversation_id bigint NOT NULL,
  response_id text NOT NULL,
  item_id text NOT NULL,
  position integer NOT NULL,
  status text NOT NULL CHECK (status IN ('answered', 'skipped', 'shown', 'not_shown')),
  -- Null for texts: their words are the answer.
  value jsonb,
  -- The first words given, never changed afterwards; final_text is what holds now.
  first_text text,
  final_text text,
  attempts integer NOT NULL,
  edits integer NOT NULL DEFAULT 0,
  -- External ids of the messages that made the answer.
  sources jsonb NOT NULL DEFAULT '[]',
  last_edit_seq bigint NOT NULL DEFAULT 0,
  last_edited_at timestamptz,
  shown_at timestamptz NOT NULL,
  answered_at timestamptz,
  PRIMARY KEY (conversation_id, response_id, item_id)
);

CREATE TABLE esm_declines (
  day date PRIMARY KEY,
  count bigint NOT NULL
);
