drop table model_spend;
drop table rate_windows;
