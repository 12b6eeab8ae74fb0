-- Sliding windows of limits that processes share: the admissions that still count. A crash may forget them, so
-- they are not logged; rows leave soon after their window.
create unlogged table rate_windows (
  key            text     primary key,
  -- Times of admissions, ms since the epoch, ascending; never more than the limit.
  hits           bigint[] not null,
  told_at        bigint,
  expires_at     bigint   not null,
  -- The last decision, for the statement that made it.
  admitted       boolean  not null,
  tell           boolean  not null,
  retry_after_ms bigint   not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- What models cost, a row for each user, each bot and all together on each day (UTC). Users appear as a hash and
-- leave after two days.
create table model_spend (
  scope    text             not null,
  day      date             not null,
  tokens   bigint           not null,
  cost_usd double precision not null,
  primary key (scope, day)
) with (fillfactor = 70);
