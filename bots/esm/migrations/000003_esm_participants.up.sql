-- What joining, beeps and the chats of researchers keep beside 000002.

-- Somebody who has opened an invitation and not yet agreed: a keyed hash of the chat and the language, nothing else.
CREATE TABLE esm_invitations (
  conversation_id bigint PRIMARY KEY,
  study_id text NOT NULL,
  chat_hash text NOT NULL,
  language text NOT NULL CHECK (language IN ('ru', 'uk', 'en')),
  invited_at timestamptz NOT NULL
);
CREATE INDEX esm_invitations_study ON esm_invitations (study_id);

-- Refusals by study and day, beside the sum of all in esm_declines; nobody's either.
CREATE TABLE esm_study_declines (
  study_id text NOT NULL,
  day date NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (study_id, day)
);

-- Why a beep was cancelled.
ALTER TABLE esm_beeps ADD COLUMN cancelled_for text CHECK (cancelled_for IN (
  'settings', 'pause', 'unreachable', 'handoff', 'consent', 'frozen', 'closed', 'withdrawal', 'protocol', 'status'
));
