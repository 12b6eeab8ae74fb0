import type pg from 'pg';
import { type BenchDatabase, withPool } from '../bench-database.ts';
import type { Figure, Finding } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { medianOf } from '../quantiles.ts';
import { startEngineRig } from '../rig/engine-rig.ts';
import { createTurnLoop } from '../rig/turn-loop.ts';
import { botName, channelName, messageText } from '../rig/work.ts';

const fullSizes = [1_000, 100_000, 1_000_000];
const smallSizes = [1_000, 100_000];
const maximumDue = 100_000;
const claims = 60;
const claimBatch = 32;
const turns = 1_000;
const edge = 100;

/** Whether cost stays flat: a claim as Conversations multiply, a Turn as its Conversation grows. */
export async function measureGrowth(input: MeasureInput): Promise<Finding> {
  const { options, progress, server } = input;
  const sizes = options.chosen ? fullSizes : smallSizes;
  const times: number[] = [];
  for (const size of sizes) {
    progress(`growth: ${size.toLocaleString('en-US')} conversations`);
    const database = await server.createDatabase();
    try {
      times.push(await measureClaims(database, size));
    } finally {
      await database.drop();
    }
  }
  progress(`growth: ${turns} Turns of one conversation`);
  const length = await measureLength(input);
  return {
    figures: [...claimFigures(sizes, times), ...length.figures],
    faults: length.faults,
    notes: [
      `growth: a claim takes ${claimBatch} due conversations of at most ${maximumDue.toLocaleString('en-US')}; the Turns of one conversation run one after another.${options.chosen ? '' : ' `--only growth` measures 1,000,000 conversations too.'}`,
    ],
  };
}

function claimFigures(sizes: readonly number[], times: readonly number[]): Figure[] {
  const first = times[0] ?? 1;
  const last = times.at(-1) ?? first;
  return [
    ...sizes.map((size, index) => ({
      name: `growth.claim-${size}`,
      title: `a claim among ${size.toLocaleString('en-US')} conversations`,
      value: times[index] ?? 0,
      unit: 'ms',
    })),
    {
      name: 'growth.claim-ratio',
      title: 'largest ÷ smallest',
      value: last / first,
      unit: '',
      target: { atMost: 2 },
    },
  ];
}

async function measureClaims({ connectionString }: BenchDatabase, size: number): Promise<number> {
  await withPool(connectionString, (pool) => generate(pool, size));
  const rig = startEngineRig({ connectionString, role: 'web' });
  const times: number[] = [];
  for (let count = 0; count < Math.min(claims, Math.floor(size / claimBatch)); count += 1) {
    const startedAt = performance.now();
    await rig.engine.store.claim({
      worker: 'bench',
      bots: [botName],
      limit: claimBatch,
      leaseMs: 60_000,
      maximumUpdates: 50,
    });
    // The first few open the connection and plan the statement.
    if (count >= 5) times.push(performance.now() - startedAt);
  }
  await rig.stop();
  return medianOf(times);
}

/** Conversations that have had a Turn; the first hundred thousand have a message waiting since a minute or less. */
async function generate(pool: pg.Pool, size: number): Promise<void> {
  const due = Math.min(size, maximumDue);
  await pool.query(
    `insert into conversations (bot, channel, external_id, due_at, last_seq, waiting_seq, done_seq, turn_seq, waiting_count)
     select $1, $2, 'conversation-' || i, case when i <= $4 then now() - random() * interval '1 minute' end,
       case when i <= $4 then 3 else 2 end, case when i <= $4 then 3 else 1 end, 1, 1, (i <= $4)::int
     from generate_series(1, $3::int) i`,
    [botName, channelName, size, due],
  );
  await pool.query(
    `insert into updates (conversation_id, seq, external_id, content, request_id)
     select id, 3, 'm-3', json_build_object('kind', 'message', 'text', $1::text), 'bench'
     from conversations where due_at is not null`,
    [messageText],
  );
  await pool.query(
    `insert into turns (conversation_id, seq, from_seq, through_seq, outcome, attempt, state, request_id, started_at)
     select id, 1, 1, 1, 'answered', 1, json_build_object('turn', 1, 'recent', json_build_array(repeat('x', 400))),
       'bench', now() from conversations`,
  );
  for (const table of ['conversations', 'updates', 'turns']) await pool.query(`vacuum analyze ${table}`);
}

async function measureLength({ server }: MeasureInput): Promise<{ figures: Figure[]; faults: string[] }> {
  const database = await server.createDatabase();
  const { connectionString } = database;
  try {
    const rig = startEngineRig({ connectionString });
    const warm = createTurnLoop({ rig, inFlight: 1, conversations: 20, generation: 1 });
    await warm.runTurns(200);
    warm.stop();
    const loop = createTurnLoop({ rig, inFlight: 1, conversations: 1, prefix: 'long' });
    const times: number[] = [];
    for (let count = 0; count < turns; count += 1) times.push((await loop.runTurns(1)).seconds * 1000);
    loop.stop();
    await rig.stop();
    const states = await withPool(connectionString, readStateSizes);
    return lengthFigures(times, states);
  } finally {
    await database.drop();
  }
}

function lengthFigures(
  times: readonly number[],
  states: StateSizes,
): { figures: Figure[]; faults: string[] } {
  const first = medianOf(times.slice(0, edge));
  const last = medianOf(times.slice(-edge));
  const grown = states.last > states.early + 8;
  return {
    figures: [
      { name: 'growth.first-turns', title: `a Turn, first ${edge} of ${turns}`, value: first, unit: 'ms' },
      { name: 'growth.last-turns', title: `a Turn, last ${edge}`, value: last, unit: 'ms' },
      {
        name: 'growth.turn-ratio',
        title: 'last ÷ first',
        value: last / first,
        unit: '',
        target: { atMost: 1.25 },
      },
      { name: 'growth.state', title: 'state after the last Turn', value: states.last, unit: 'B' },
    ],
    faults: grown ? [`The state grew from ${states.early} to ${states.last} bytes over ${turns} Turns.`] : [],
  };
}

interface StateSizes {
  readonly early: number;
  readonly last: number;
}

async function readStateSizes(pool: pg.Pool): Promise<StateSizes> {
  const { rows } = await pool.query<StateSizes>(
    `select max(octet_length(state::text)) filter (where seq = 10) as early,
       max(octet_length(state::text)) filter (where seq = $1) as last
     from turns t where conversation_id = (select id from conversations where external_id = 'long-0')`,
    [turns],
  );
  return rows[0] ?? { early: 0, last: 0 };
}
