ALTER TABLE esm_participants DROP COLUMN golden_fields, DROP COLUMN golden_written;
