-- A thread with one person on one channel of one bot. This is the claim table: it is updated three times a
-- Turn (accept, claim, commit), so it holds nothing large and leaves room on its pages.
create table conversations (
  id            bigint generated always as identity primary key,
  bot           text        not null,
  channel       text        not null,
  external_id   text        not null,
  -- Null while idle; the Burst's deadline, the time of a retry, or the end of a Lease.
  due_at        timestamptz,
  -- Deadline of the Burst that is gathering, also while a Turn runs.
  ready_at      timestamptz,
  waiting_since timestamptz,
  waiting_count integer     not null default 0,
  waiting_chars integer     not null default 0,
  leased_by     text,
  -- Fencing token: raised by every claim, compared by every commit.
  epoch         bigint      not null default 0,
  attempt       integer     not null default 0,
  last_error    text,
  -- One sequence numbers everything said in the Conversation, in and out.
  last_seq      bigint      not null default 0,
  waiting_seq   bigint      not null default 0,
  done_seq      bigint      not null default 0,
  turn_seq      bigint      not null default 0,
  handoff       json,
  -- When this Conversation, or one of the same name before it, was erased: what it had received within a day
  -- is still known by its hash.
  erased_at     timestamptz,
  created_at    timestamptz not null default now()
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index conversations_due on conversations (due_at) where due_at is not null;
create index conversations_erased on conversations (erased_at) where erased_at is not null;

-- The platforms' names of the threads. Apart from `conversations`, whose every change would write an entry
-- into this index too; and a table distributed by id could not hold a unique key without the id.
create table conversation_names (
  bot             text   not null,
  channel         text   not null,
  external_id     text   not null,
  conversation_id bigint not null,
  primary key (bot, channel, external_id)
);

-- Everything received, once.
create table updates (
  conversation_id bigint      not null,
  seq             bigint      not null,
  external_id     text        not null,
  content         json        not null,
  raw             json,
  request_id      text        not null,
  received_at     timestamptz not null default now(),
  primary key (conversation_id, seq),
  unique (conversation_id, external_id)
);
create index updates_received on updates using brin (received_at);

-- One pass of the bot's program. `state` is the Conversation's state after it; older ones are emptied by
-- compaction, the newest is the Conversation's own.
create table turns (
  conversation_id bigint      not null,
  seq             bigint      not null,
  from_seq        bigint      not null,
  through_seq     bigint      not null,
  outcome         text        not null,
  attempt         integer     not null,
  state           json,
  journal         json,
  request_id      text        not null,
  started_at      timestamptz not null,
  committed_at    timestamptz not null default now(),
  primary key (conversation_id, seq)
);
create index turns_committed on turns using brin (committed_at);

-- Results of steps that must not be paid twice. `through_seq` names the Burst they belong to.
create table steps (
  conversation_id bigint      not null,
  turn_seq        bigint      not null,
  through_seq     bigint      not null,
  name            text        not null,
  result          json        not null,
  duration_ms     integer     not null,
  recorded_at     timestamptz not null default now(),
  primary key (conversation_id, turn_seq, through_seq, name)
);
create index steps_recorded on steps using brin (recorded_at);

-- The Outbox. `next_at` is null when nothing is left to do.
create table deliveries (
  conversation_id bigint      not null,
  seq             bigint      not null,
  turn_seq        bigint      not null,
  lane            text        not null,
  idempotency_key text,
  payload         json        not null,
  status          text        not null,
  attempt         integer     not null default 0,
  unknown_count   integer     not null default 0,
  next_at         timestamptz,
  progress        json,
  receipt         json,
  last_error      text,
  request_id      text        not null,
  created_at      timestamptz not null default now(),
  closed_at       timestamptz,
  primary key (conversation_id, seq)
) with (fillfactor = 60);
create index deliveries_next on deliveries (next_at) where next_at is not null;
create index deliveries_open on deliveries (conversation_id, lane, seq) where next_at is not null;
create index deliveries_created on deliveries using brin (created_at);

create table timers (
  conversation_id bigint      not null,
  key             text        not null,
  due_at          timestamptz not null,
  payload         json,
  request_id      text        not null,
  primary key (conversation_id, key)
);
create index timers_due on timers (due_at);

-- Work given up, kept for a person.
create table dead_letters (
  id              bigint generated always as identity primary key,
  kind            text        not null check (kind in ('turn', 'delivery', 'unknown-delivery')),
  bot             text        not null,
  conversation_id bigint      not null,
  -- First and last Update of a Turn, or the Delivery's number twice.
  from_seq        bigint      not null,
  through_seq     bigint      not null,
  reason          text        not null,
  created_at      timestamptz not null default now(),
  resolved_at     timestamptz,
  resolution      text
);
create index dead_letters_open on dead_letters (created_at) where resolved_at is null;

-- Erasures asked for: the ledger that a restored backup must honour.
create table erasures (
  id              uuid        primary key default gen_random_uuid(),
  bot             text        not null,
  conversation_id bigint      not null,
  through_seq     bigint      not null,
  requested_at    timestamptz not null default now(),
  completed_at    timestamptz
);
create index erasures_open on erasures (requested_at) where completed_at is null;
-- Readers of a Conversation are told of its last erasure.
create index erasures_conversation on erasures (conversation_id, through_seq);

-- Hashes of erased Updates, kept for a day: a platform that never heard the answer sends again, and what is
-- sent again must not be answered again.
create table erased_updates (
  key       bytea       primary key,
  -- Hash of the Conversation's name alone.
  thread    bytea       not null,
  erased_at timestamptz not null default now()
);
create index erased_updates_thread on erased_updates (thread);
create index erased_updates_age on erased_updates (erased_at);

-- The hash of an Update, or of a Conversation's name when `update_id` is empty.
create function erased_key(bot text, channel text, conversation text, update_id text) returns bytea
language sql stable parallel safe as
$$ select sha256(convert_to(bot || chr(31) || channel || chr(31) || conversation || chr(31) || update_id, 'UTF8')) $$;

-- Keys that every process must share and that outlive a restart (the signature of visitors' cookies).
create table keys (
  name       text        primary key,
  value      text        not null,
  created_at timestamptz not null default now()
);

-- Heartbeats of processes and the probe row of the health check.
create table heartbeats (
  name    text        primary key,
  beat_at timestamptz not null default now(),
  data    json
);

-- The deadline of a Burst: now when it must end, else the quiet window, never past the cap. A deadline that
-- has passed stays, so that a straggler cannot push a finished Burst away.
create function burst_deadline(
  ready_at timestamptz, waiting_since timestamptz, flush boolean, quiet_ms integer, cap_ms integer
) returns timestamptz language sql stable parallel safe as $$
  select case
    when ready_at <= now() then ready_at
    when flush then now()
    else least(now() + quiet_ms * interval '1 ms', coalesce(waiting_since, now()) + cap_ms * interval '1 ms')
  end
$$;
