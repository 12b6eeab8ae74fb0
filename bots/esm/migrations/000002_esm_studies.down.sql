DROP TABLE esm_exports, esm_deletion_notices, esm_audit, esm_annotations, esm_beeps, esm_announcements,
  esm_previews, esm_sessions, esm_link_codes, esm_researchers, esm_invites, esm_study_versions, esm_studies;
DROP FUNCTION esm_audit_is_kept();
ALTER TABLE esm_answers
  DROP COLUMN first_sealed, DROP COLUMN final_sealed, DROP COLUMN characters, DROP COLUMN words,
  DROP COLUMN first_validation, DROP COLUMN validation, DROP COLUMN probes, DROP COLUMN flags;
DROP INDEX esm_responses_id;
DROP INDEX esm_responses_study;
ALTER TABLE esm_responses
  DROP COLUMN study_id, DROP COLUMN kind, DROP COLUMN preview, DROP COLUMN is_training, DROP COLUMN training_day,
  DROP COLUMN local_date, DROP COLUMN zone;
DROP INDEX esm_participants_audit;
DROP INDEX esm_participants_study;
DROP INDEX esm_participants_pseudonym;
ALTER TABLE esm_participants
  DROP COLUMN audit_reference, DROP COLUMN participant_id, DROP COLUMN study_id, DROP COLUMN pseudonym, DROP COLUMN channel,
  DROP COLUMN chat_sealed, DROP COLUMN zone, DROP COLUMN settings, DROP COLUMN address_form, DROP COLUMN first_date,
  DROP COLUMN paused_until, DROP COLUMN excluded_reason, DROP COLUMN last_seen_at, DROP COLUMN withdrawn_at,
  DROP COLUMN dropped_out_at, DROP COLUMN simplified_notice_at;
