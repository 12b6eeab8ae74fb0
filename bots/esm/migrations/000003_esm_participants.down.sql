ALTER TABLE esm_beeps DROP COLUMN cancelled_for;
DROP TABLE esm_study_declines;
DROP TABLE esm_invitations;
