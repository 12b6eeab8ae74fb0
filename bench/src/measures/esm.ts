import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { withPool } from '../bench-database.ts';
import { type BenchChild, startChild } from '../child-process.ts';
import { setAhead } from '../esm/ahead-of-time.ts';
import type { EsmProductRequest } from '../esm/esm-product.ts';
import { createPeople, type People } from '../esm/people.ts';
import { demoOwner, openDenseStudy, type Researcher } from '../esm/researcher.ts';
import type { Figure, Finding } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { residentBytes } from '../rig/process-tree.ts';

const beepsEach = 10;
const second = 1_000;
const day = 86_400 * second;
/** A quarter past nine in the evening: what is planned 50 hours ahead ends before the day with signals. */
const evening = 21.25 * 3_600 * second;
const morning = 9 * 3_600 * second;
const patienceMs = 900 * second;
const megabyte = 1024 * 1024;

/** What the steps of the measure share. */
interface Scene extends MeasureInput {
  readonly pool: pg.Pool;
  readonly product: BenchChild;
  readonly people: People;
  readonly researcher: Researcher;
  /** Moves the product and its database to an instant. */
  readonly jumpTo: (at: number) => Promise<void>;
}

/**
 * `esm` with thousands of participants in one process: planning their day of ten beeps, sending the beeps at their time,
 * and what a researcher's look at the study takes meanwhile. People join, and researchers ask, over HTTP.
 */
export async function measureEsm(input: MeasureInput): Promise<Finding> {
  const { options, server, progress } = input;
  const database = await server.createDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'opora-bench-esm-'));
  const product = startChild('esm-product');
  try {
    return await withPool(database.connectionString, async (pool) => {
      const start = nextEvening();
      const jumpTo = async (at: number): Promise<void> => {
        await setAhead(pool, at - Date.now());
        await product.ask<string>({ kind: 'ahead', aheadMs: at - Date.now() } satisfies EsmProductRequest);
      };
      await setAhead(pool, start - Date.now());
      const env = { ...environment, OPORA_DATA_DIR: folder, DATABASE_URL: database.connectionString };
      const aheadMs = start - Date.now();
      const url = await product.ask<string>({ kind: 'start', env, aheadMs } satisfies EsmProductRequest);
      const researcher = await demoOwner(url, folder);
      const people = createPeople(url, options.participants);
      const scene: Scene = { ...input, pool, product, people, researcher, jumpTo };
      const study = await openDenseStudy(researcher, beepsEach);
      progress(`esm: ${people.count} people join`);
      return await measureDay(scene, study, start);
    });
  } finally {
    await product.stop();
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  }
}

const environment = {
  ESM_DATA_KEY: randomBytes(32).toString('base64'),
  ...{ PORT: '0', LOG_LEVEL: 'error', OPORA_BOTS: 'esm' },
  // People join faster than they could type.
  ...{ OPORA_MESSAGES_PER_MINUTE: '0', OPORA_MESSAGES_PER_HOUR: '0' },
};

const nextEvening = (): number => Math.ceil(Date.now() / day) * day + evening;

/** Evening, the plan of the day after tomorrow, its morning: each begins with a jump. */
async function measureDay(
  scene: Scene,
  study: { readonly id: string; readonly code: string },
  start: number,
): Promise<Finding> {
  const { people, pool, progress, product, options, jumpTo } = scene;
  const memory = sampleMemory(product.pid);
  try {
    const joinSeconds = await timed(() => joinStudy(scene, study.code));
    const joinedMemory = memory.peak();
    const elapsed = joinSeconds * second;
    progress(`esm: planning ${people.count * beepsEach} beeps`);
    await jumpTo(start + day + elapsed + second);
    const planSeconds = await timed(() =>
      until(() => count(pool, 'SELECT count(*) FROM esm_beeps'), people.count * beepsEach),
    );
    await settle(pool);
    // The planning of the next evening finds nothing new. It comes a day after the one that just ended.
    await jumpTo(start + 2 * day + elapsed + planSeconds * second + 10 * second);
    await settle(pool);
    progress(`esm: sending for ${options.beepSeconds} s, ${people.count * beepsEach} an hour`);
    await jumpTo(start - evening + 3 * day + morning - 5 * second);
    memory.reset();
    const looks = await lookOn(scene, study.id);
    const lags = await readLags(pool);
    const faults = await findFaults(pool, lags.length);
    return {
      figures: toFigures({ joinSeconds, planSeconds, joinedMemory, lags, looks, memory: memory.peak() }),
      faults,
      notes: [
        `esm: ${people.count} people in one process; their ten beeps of a day, with a reminder and an end each, fall into one hour instead of twelve. Lag: from the planned instant to the reply in the web chat's table.`,
        'esm: a look of a researcher asks for the study, its compliance and a page of participants at once, every 2 s beside the beeps.',
      ],
    };
  } finally {
    memory.stop();
  }
}

/** Everybody follows the invitation, chooses English, agrees and lives in UTC. @throws Error when somebody is no participant. */
async function joinStudy({ people, pool }: Scene, code: string): Promise<void> {
  await people.say({ text: `/start ${code}` });
  await settle(pool);
  for (const prefix of ['l:en', 'c:yes']) {
    await people.press(prefix);
    await settle(pool);
  }
  await people.say({ button: 'z:UTC' });
  await settle(pool);
  const joined = await count(pool, 'SELECT count(*) FROM esm_participants WHERE pseudonym IS NOT NULL');
  if (joined !== people.count) throw new Error(`${joined} of ${people.count} people have joined.`);
}

/** Asks what a researcher's page asks, every two seconds; resolves with the time of each look, ms. */
async function lookOn({ researcher, options }: Scene, studyId: string): Promise<readonly number[]> {
  const looks: number[] = [];
  const endsAt = performance.now() + options.beepSeconds * second;
  while (performance.now() < endsAt) {
    const startedAt = performance.now();
    await Promise.all(
      ['', '/compliance', '/participants'].map((part) => researcher.ask(`studies/${studyId}${part}`)),
    );
    looks.push(performance.now() - startedAt);
    await pause(2 * second);
  }
  return looks;
}

/** Seconds from the planned instant of each beep to its reply. */
async function readLags(pool: pg.Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ readonly lag: number }>(`
    SELECT extract(epoch FROM min(d.closed_at) - min(b.planned_at))::float8 AS lag
    FROM esm_beeps b JOIN deliveries d ON d.conversation_id = b.conversation_id
      AND d.turn_seq = split_part(b.delivery_id, '.', 2)::bigint
    WHERE d.closed_at IS NOT NULL GROUP BY b.conversation_id, b.beep_id`);
  return rows.map(({ lag }) => lag);
}

async function findFaults(pool: pg.Pool, sent: number): Promise<string[]> {
  const due = await count(
    pool,
    "SELECT count(*) FROM esm_beeps WHERE planned_at < public.now() - interval '10 seconds'",
  );
  const missed = await count(pool, "SELECT count(*) FROM esm_beeps WHERE status IN ('missed', 'failed')");
  return [
    ...(sent < due ? [`esm: ${due} beeps were due, ${sent} were sent`] : []),
    ...(missed > 0 ? [`esm: ${missed} beeps were missed or failed`] : []),
  ];
}

interface Seen {
  readonly joinSeconds: number;
  readonly planSeconds: number;
  readonly joinedMemory: number;
  readonly lags: readonly number[];
  readonly looks: readonly number[];
  readonly memory: number;
}

function toFigures({ joinSeconds, planSeconds, joinedMemory, lags, looks, memory }: Seen): readonly Figure[] {
  const at = (values: readonly number[], share: number): number =>
    values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;
  return [
    { name: 'esm.join', title: 'joining of all participants', value: joinSeconds, unit: 's' },
    {
      ...{ name: 'esm.plan', title: 'a day planned and stored for all' },
      value: planSeconds,
      unit: 's',
      target: { atMost: 60 },
    },
    { name: 'esm.beeps', title: 'beeps sent and measured', value: lags.length, unit: '' },
    { name: 'esm.lag-p50', title: '  lag, median', value: at(lags, 0.5) * second, unit: 'ms' },
    {
      ...{ name: 'esm.lag-p99', title: '  lag, 99th percentile' },
      value: at(lags, 0.99) * second,
      unit: 'ms',
      target: { atMost: 5_000 },
    },
    {
      ...{ name: 'esm.look-p95', title: "  a researcher's look meanwhile, 95th percentile" },
      value: at(looks, 0.95),
      unit: 'ms',
      target: { atMost: 500 },
    },
    {
      ...{ name: 'esm.memory', title: '  resident, node, at most' },
      value: memory / megabyte,
      unit: 'MB',
      target: { atMost: 300 },
    },
    {
      name: 'esm.join-memory',
      title: 'resident, node, while all join',
      value: joinedMemory / megabyte,
      unit: 'MB',
    },
  ];
}

/** The largest resident memory of a process, looked at four times a second. */
function sampleMemory(pid: number): { peak(): number; reset(): void; stop(): void } {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid) ?? 0);
  }, 250);
  return {
    peak: () => peak,
    reset: () => {
      peak = 0;
    },
    stop: () => clearInterval(timer),
  };
}

/** Waits until no Turn, timer or send is due. */
const settle = (pool: pg.Pool): Promise<void> =>
  until(
    () =>
      count(
        pool,
        `SELECT (SELECT count(*) FROM conversations WHERE leased_by IS NOT NULL OR due_at <= public.now() + interval '5 seconds')
          + (SELECT count(*) FROM timers WHERE due_at <= public.now()) + (SELECT count(*) FROM deliveries WHERE next_at <= public.now())`,
      ),
    0,
  );

async function until(read: () => Promise<number>, wanted: number): Promise<void> {
  const endsAt = performance.now() + patienceMs;
  for (let value = await read(); value !== wanted; value = await read()) {
    if (performance.now() > endsAt) throw new Error(`esm: stands at ${value} instead of ${wanted}.`);
    await pause(200);
  }
}

async function count(pool: pg.Pool, sql: string): Promise<number> {
  const { rows } = await pool.query<Record<string, string>>(sql);
  return Number(Object.values(rows[0] ?? {})[0]);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / second;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
