-- How the training of a participant ended, for researchers: `limit` flags those who never reached the quality asked for.
ALTER TABLE esm_participants
  ADD COLUMN training_ended_at timestamptz,
  ADD COLUMN training_ended_by text CHECK (training_ended_by IN ('quality', 'limit', 'researcher')),
  -- A researcher keeps the participant in training.
  ADD COLUMN training_held boolean NOT NULL DEFAULT false;
