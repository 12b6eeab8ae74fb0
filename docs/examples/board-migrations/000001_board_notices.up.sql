create table board_notices (
  id text primary key,
  text text not null,
  posted_at timestamptz not null default now()
);
