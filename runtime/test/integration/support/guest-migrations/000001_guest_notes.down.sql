drop table guest_runs;
drop table guest_notes;
