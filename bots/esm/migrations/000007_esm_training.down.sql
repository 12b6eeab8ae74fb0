ALTER TABLE esm_participants
  DROP COLUMN training_ended_at, DROP COLUMN training_ended_by, DROP COLUMN training_held;
