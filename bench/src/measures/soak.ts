import { sleep, systemClock } from 'opora';
import { createRandom } from 'opora/app';
import type pg from 'pg';
import { withPool } from '../bench-database.ts';
import { type BenchChild, startChild } from '../child-process.ts';
import type { Figure, Finding } from '../figure.ts';
import type { ServerAddress } from '../http/http-server.ts';
import type { MeasureInput } from '../measure.ts';
import { medianOf } from '../quantiles.ts';
import { residentBytes, treeMemory } from '../rig/process-tree.ts';
import type { SoakLook, SoakRequest } from '../soak/soak-server.ts';
import { openSteadyLoad, type SteadyLoad } from '../soak/steady-load.ts';

const megabyte = 1024 * 1024;
/** Looks in three parts: while the tables fill, then the two that are compared. */
const looksOfPart = 4;
const parts = 3;
/** Rows are kept for this share of the first part, so that the rest of it is for vacuum to settle. */
const keptShare = 0.5;
const arrivalSeed = 12;
const settleMs = 10_000;

interface Look extends SoakLook {
  readonly nodeMb: number;
  readonly databaseMb: number;
  readonly tablesMb: number;
}

/**
 * A steady load over HTTP on a process with every stage of the engine and retention in a hurry: memory, tables
 * and latency of the last third beside those of the second, after a third in which the tables fill.
 */
export async function measureSoak(input: MeasureInput): Promise<Finding> {
  const { options, server, progress } = input;
  const database = await server.createDatabase();
  const child = startChild('soak-server');
  try {
    const lookSeconds = (options.soakMinutes * 60) / (looksOfPart * parts);
    const keptMs = lookSeconds * looksOfPart * keptShare * 1_000;
    const { connectionString } = database;
    const { port } = await ask<ServerAddress>(child, { kind: 'open', connectionString, keptMs });
    const { soakRate: rate, conversations } = options;
    const load = await openSteadyLoad({ port, rate, conversations, random: createRandom(arrivalSeed) });
    const looks: Look[] = [];
    progress(`soak: ${rate} messages a second for ${options.soakMinutes} minutes`);
    for (let number = 1; number <= looksOfPart * parts; number += 1) {
      await load.run(lookSeconds);
      const found = await look(child, input, connectionString);
      looks.push(found);
      progress(`soak: part ${number} of ${looksOfPart * parts}: ${describeLook(found)}`);
    }
    load.close();
    const end = await settle(child);
    await ask(child, { kind: 'close' });
    const faults = await withPool(connectionString, (pool) => findFaults(pool, load, end));
    return {
      figures: toFigures(load, looks),
      faults: faults.map((fault) => `soak: ${fault}`),
      notes: [
        `soak: ${options.soakMinutes} minutes over ${conversations} conversations, rows kept for ${Math.round(keptMs / 1_000)} s, a pass of retention each 5 s; medians of four looks each. Latency is from the call of Intake to the call of the channel.`,
      ],
    };
  } finally {
    await child.stop();
    await database.drop();
  }
}

const ask = <Answer>(child: BenchChild, request: SoakRequest): Promise<Answer> => child.ask<Answer>(request);

/** The last look, when everything has been answered or has had the time for it. */
async function settle(child: BenchChild): Promise<SoakLook> {
  const until = performance.now() + settleMs;
  for (;;) {
    const found = await ask<SoakLook>(child, { kind: 'look' });
    if (found.unanswered === 0 || performance.now() > until) return found;
    await sleep(systemClock, 50);
  }
}

async function look(child: BenchChild, { server }: MeasureInput, connectionString: string): Promise<Look> {
  const found = await ask<SoakLook>(child, { kind: 'look' });
  return {
    ...found,
    nodeMb: (residentBytes(child.pid) ?? 0) / megabyte,
    databaseMb: ((server.pid === null ? null : treeMemory(server.pid)) ?? 0) / megabyte,
    tablesMb: (await withPool(connectionString, readTableBytes)) / megabyte,
  };
}

const describeLook = ({ latency, nodeMb, databaseMb, tablesMb }: Look): string =>
  [
    `median ${latency.p50.toFixed(1)} ms, 99th percentile ${latency.p99.toFixed(1)} ms`,
    `node ${nodeMb.toFixed(0)} MB, database ${databaseMb.toFixed(0)} MB, tables ${tablesMb.toFixed(0)} MB`,
  ].join(', ');

async function readTableBytes(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    `select sum(pg_total_relation_size(oid))::float8 as bytes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  return rows[0]?.bytes ?? 0;
}

// Rows go with retention, the numbers of a Conversation stay: each Update and each Delivery took one, and a Turn
// of this bot makes one Delivery.
const totals = `
select sum(last_seq - turn_seq)::float8 as updates, sum(turn_seq)::float8 as turns,
  count(*) filter (where waiting_seq > done_seq or leased_by is not null)::int as waiting,
  (select count(*) from deliveries where next_at is not null)::int as open
from conversations`;

async function findFaults(pool: pg.Pool, load: SteadyLoad, end: SoakLook): Promise<string[]> {
  const { rows } = await pool.query<Record<'updates' | 'turns' | 'waiting' | 'open', number>>(totals);
  const { updates = 0, turns = 0, waiting = 0, open = 0 } = rows[0] ?? {};
  const checks: readonly (readonly [boolean, string])[] = [
    [load.refused === 0, `${load.refused} messages were refused`],
    [updates === load.accepted, `${load.accepted} messages were accepted, ${updates} have a number`],
    [waiting === 0, `${waiting} conversations still wait`],
    [open === 0, `${open} deliveries are still open`],
    [end.replies === turns, `${turns} Turns made ${end.replies} replies`],
    [end.disordered === 0, `${end.disordered} replies came twice or late`],
    [end.unanswered === 0, `${end.unanswered} conversations are without an answer`],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault);
}

function toFigures(load: SteadyLoad, looks: readonly Look[]): Figure[] {
  const middle = looks.slice(looksOfPart, 2 * looksOfPart);
  const last = looks.slice(2 * looksOfPart);
  const pair = (
    name: string,
    title: string,
    unit: string,
    atMost: number,
    of: (look: Look) => number,
  ): Figure[] => {
    const before = medianOf(middle.map(of));
    const after = medianOf(last.map(of));
    if (before === 0) return [];
    return [
      { name: `soak.${name}`, title: `${title}, last third`, value: after, unit },
      {
        name: `soak.${name}-ratio`,
        title: '  ÷ second third',
        value: after / before,
        unit: '',
        target: { atMost },
      },
    ];
  };
  return [
    { name: 'soak.messages', title: 'messages of a steady load', value: load.accepted, unit: '' },
    ...pair('node', 'resident memory, node', 'MB', 1.1, (each) => each.nodeMb),
    ...pair('database', 'resident memory, database', 'MB', 1.1, (each) => each.databaseMb),
    ...pair('tables', 'tables and their indexes', 'MB', 1.1, (each) => each.tablesMb),
    ...pair('p50', 'added latency of a Turn, median', 'ms', 1.25, (each) => each.latency.p50),
    ...pair('p99', 'added latency of a Turn, 99th percentile', 'ms', 1.25, (each) => each.latency.p99),
  ];
}
