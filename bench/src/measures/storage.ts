import type pg from 'pg';
import { type BenchDatabase, withPool } from '../bench-database.ts';
import type { Figure, Finding } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { type Counters, difference, readCounters } from '../rig/database-counters.ts';
import { type EngineRigOptions, startEngineRig } from '../rig/engine-rig.ts';
import { createTurnLoop } from '../rig/turn-loop.ts';
import { verifyTurns } from '../rig/verify-turns.ts';

const conversations = 200;
const turnsEach = 6_000;

type Delivery = NonNullable<EngineRigOptions['delivery']>;

/**
 * What a Turn writes and what it leaves behind: WAL and tuples of two runs (right after a checkpoint, when
 * every page touched first is logged whole, and after that), then rows and bytes once old states are emptied.
 */
export async function measureStorage({ server, options, progress }: MeasureInput): Promise<Finding> {
  const database = await server.createDatabase();
  try {
    progress('turns: warming up for WAL and tuples');
    const faults: string[] = [];
    const run = (delivery: Delivery): Promise<Counters> =>
      countRun(database, { inFlight: options.inFlight, delivery }, faults);
    await run('repeatable');
    await withPool(database.connectionString, (pool) => pool.query('checkpoint'));
    progress('turns: WAL after a checkpoint');
    const first = await run('repeatable');
    progress('turns: WAL sustained');
    const second = await run('repeatable');
    const stored = await run('stored');
    progress('turns: compaction');
    const left = await compacted(database);
    return { figures: [...writeFigures(first, second, stored), ...left], faults, notes };
  } finally {
    await database.drop();
  }
}

const notes: readonly string[] = [
  'storage: "sustained" is the second run after a checkpoint; compaction empties states before the newest, then the tables are packed (VACUUM FULL) and measured with their indexes.',
];

let generation = 0;

interface RunOptions {
  readonly inFlight: number;
  readonly delivery: Delivery;
}

/** Runs Turns on an engine of their own; its end makes the server's counters complete. */
async function runTurns(
  { connectionString }: BenchDatabase,
  { inFlight, delivery }: RunOptions,
): Promise<string[]> {
  generation += 1;
  const rig = startEngineRig({ connectionString, delivery });
  const loop = createTurnLoop({ rig, inFlight, conversations, generation });
  await loop.runTurns(turnsEach);
  loop.stop();
  await rig.stop();
  return withPool(connectionString, (pool) => verifyTurns(pool, null, rig.channel));
}

async function countRun(database: BenchDatabase, options: RunOptions, faults: string[]): Promise<Counters> {
  const read = (): Promise<Counters> => withPool(database.connectionString, readCounters);
  const before = await read();
  faults.push(...(await runTurns(database, options)));
  return difference(before, await read());
}

function writeFigures(first: Counters, second: Counters, stored: Counters): Figure[] {
  // Heartbeats of a slow machine add a hundredth of a tuple: they belong to no Turn.
  const perTurn = (value: number): number => Math.round((value / turnsEach) * 10) / 10;
  return [
    {
      name: 'storage.wal',
      title: 'WAL a Turn, sustained',
      value: perTurn(second.walBytes),
      unit: 'B',
      target: { atMost: 3_584 },
    },
    {
      name: 'storage.wal-after-checkpoint',
      title: 'WAL a Turn, after a checkpoint',
      value: perTurn(first.walBytes),
      unit: 'B',
    },
    {
      name: 'storage.page-images',
      title: 'whole pages a Turn, sustained',
      value: perTurn(second.walImages),
      unit: '',
    },
    {
      name: 'storage.tuples',
      title: 'tuples written a Turn',
      value: perTurn(second.tuples),
      unit: '',
      target: { atMost: 8 },
    },
    {
      name: 'storage.wal-stored',
      title: 'WAL a Turn, web chat (nothing to send)',
      value: perTurn(stored.walBytes),
      unit: 'B',
    },
    {
      name: 'storage.tuples-stored',
      title: 'tuples a Turn, web chat',
      value: perTurn(stored.tuples),
      unit: '',
      target: { atMost: 8 },
    },
    {
      name: 'storage.hot-updates',
      title: 'updates that touch no index',
      value: second.hotUpdates / second.updates,
      unit: '',
    },
  ];
}

const tables = ['updates', 'turns', 'steps', 'deliveries'] as const;

async function compacted({ connectionString }: BenchDatabase): Promise<Figure[]> {
  const rig = startEngineRig({ connectionString, role: 'web' });
  for (let emptied = 1; emptied > 0; ) {
    const counts = await rig.engine.store.compact({ retentionDays: 30, stateHistoryHours: 0, limit: 5_000 });
    emptied = Object.values(counts).reduce((sum, count) => sum + count, 0);
  }
  await rig.stop();
  return withPool(connectionString, async (pool) => {
    const turns = await readNumber(pool, 'select count(*) from turns');
    const messages = await readNumber(
      pool,
      `select (select sum(octet_length(content::text)) from updates) +
        (select sum(octet_length(payload::text)) from deliveries)`,
    );
    let rows = 0;
    let bytes = 0;
    for (const table of tables) {
      await pool.query(`vacuum full ${table}`);
      rows += await readNumber(pool, `select count(*) from ${table}`);
      bytes += await readNumber(pool, `select pg_total_relation_size('${table}')`);
    }
    return [
      {
        name: 'storage.rows-kept',
        title: 'rows kept a Turn',
        value: rows / turns,
        unit: '',
        target: { atMost: 6 },
      },
      {
        name: 'storage.bytes-kept',
        title: 'bytes kept a Turn beside the messages',
        value: (bytes - messages) / turns,
        unit: 'B',
        target: { atMost: 2_048 },
      },
    ];
  });
}

async function readNumber(pool: pg.Pool, text: string): Promise<number> {
  const { rows } = await pool.query<{ readonly value: string }>(`select (${text})::text as value`);
  return Number(rows[0]?.value);
}
