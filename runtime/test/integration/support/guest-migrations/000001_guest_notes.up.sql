create table guest_notes (
  id text primary key,
  text text not null,
  edition integer not null default 1
);

create table guest_runs (
  id bigint generated always as identity primary key,
  job text not null,
  process text not null,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  aborted boolean not null default false
);
