DROP TABLE esm_declines;
DROP TABLE esm_answers;
DROP TABLE esm_responses;
DROP TABLE esm_participants;
