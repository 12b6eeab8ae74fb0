import type { BenchDatabase } from '../bench-database.ts';
import { withPool } from '../bench-database.ts';
import type { Figure, Finding } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { medianOf } from '../quantiles.ts';
import { startEngineRig } from '../rig/engine-rig.ts';
import { watchOldGeneration } from '../rig/old-generation.ts';
import { treeCpuSeconds } from '../rig/process-tree.ts';
import { openRawCommits, type RawCommits } from '../rig/raw-commits.ts';
import { createTurnLoop, type TurnLoop } from '../rig/turn-loop.ts';
import { verifyTurns } from '../rig/verify-turns.ts';

const maximumRounds = 5;
/** Slices of at least a second: shorter ones measure the beginning and the end. */
const roundsOf = (seconds: number): number => Math.max(1, Math.min(maximumRounds, Math.floor(seconds)));
const warmUpSeconds = 1.5;

/**
 * Full Turns a second: accepted, claimed, two journalled steps, committed, delivered to a local channel,
 * recorded. Slices of raw commits lie between the slices of Turns, so that both see the same machine.
 */
export async function measureTurns(input: MeasureInput): Promise<Finding> {
  const database = await input.server.createDatabase();
  const raw = input.options.only.has('commit-limit') ? await openRawCommits(database.connectionString) : null;
  try {
    const run = await alternate(input, database, raw);
    return { figures: toFigures(run), faults: run.faults, notes: toNotes(input, raw) };
  } finally {
    await raw?.close();
    await database.drop();
  }
}

interface Run {
  /** Turns a second of each slice. */
  readonly slices: readonly number[];
  /** Raw commits a second between them. */
  readonly commits: readonly number[];
  /** Processor time of one Turn, ms, in this process and in the database's. */
  readonly nodeMs: number;
  readonly databaseMs: number | null;
  /** Bytes of one Turn that reached the old generation of the heap. */
  readonly keptBytes: number;
  readonly faults: readonly string[];
}

async function alternate(
  { options, progress, server }: MeasureInput,
  { connectionString }: BenchDatabase,
  raw: RawCommits | null,
): Promise<Run> {
  const { inFlight, conversations, seconds } = options;
  const rig = startEngineRig({ connectionString });
  const loop: TurnLoop = createTurnLoop({ rig, inFlight, conversations });
  const rounds = roundsOf(seconds);
  const slices: number[] = [];
  const commits: number[] = [];
  const readCpu = (): CpuTime => ({
    node: process.cpuUsage(),
    database: server.pid === null ? null : treeCpuSeconds(server.pid),
  });
  await loop.runFor(warmUpSeconds);
  const cpu = { turns: 0, node: 0, database: 0 };
  const heap = watchOldGeneration();
  const acceptedAtFirst = loop.accepted;
  for (let round = 1; round <= rounds; round += 1) {
    progress(`turns: slice ${round} of ${rounds}`);
    const before = readCpu();
    const acceptedBefore = loop.accepted;
    const slice = await loop.runFor(seconds / rounds);
    addCpu(cpu, before, readCpu(), loop.accepted - acceptedBefore);
    slices.push(slice.turns / slice.seconds);
    if (raw !== null) commits.push(await raw.measure(seconds / rounds / 2));
  }
  const keptBytes = heap.grownBytes / (loop.accepted - acceptedAtFirst);
  heap.stop();
  loop.stop();
  await rig.stop();
  progress('turns: checking every message');
  const faults = await withPool(connectionString, (pool) => verifyTurns(pool, loop, rig.channel));
  return {
    slices,
    commits,
    nodeMs: cpu.node / cpu.turns,
    databaseMs: server.pid === null ? null : cpu.database / cpu.turns,
    keptBytes,
    faults,
  };
}

interface CpuTime {
  readonly node: NodeJS.CpuUsage;
  readonly database: number | null;
}

function addCpu(
  sum: { turns: number; node: number; database: number },
  before: CpuTime,
  after: CpuTime,
  turns: number,
): void {
  sum.turns += turns;
  sum.node += (after.node.user + after.node.system - before.node.user - before.node.system) / 1000;
  sum.database += ((after.database ?? 0) - (before.database ?? 0)) * 1000;
}

function toFigures({ slices, commits, nodeMs, databaseMs, keptBytes }: Run): Figure[] {
  const rate = slices.reduce((sum, each) => sum + each, 0) / slices.length;
  const figures: Figure[] = [
    { name: 'turns.rate', title: 'full Turns', value: rate, unit: '/s', target: { atLeast: 4_000 } },
    { name: 'turns.slowest-slice', title: 'the slowest slice', value: Math.min(...slices), unit: '/s' },
    { name: 'turns.cpu-node', title: 'processor time a Turn, node', value: nodeMs, unit: 'ms' },
  ];
  if (databaseMs !== null) {
    const title = 'processor time a Turn, database';
    figures.push({ name: 'turns.cpu-database', title, value: databaseMs, unit: 'ms' });
  }
  figures.push({
    ...{ name: 'turns.old-generation', title: 'reached the old generation of the heap, a Turn' },
    ...{ value: keptBytes, unit: 'B' },
  });
  if (commits.length > 0) {
    const limit = medianOf(commits);
    figures.push(
      { name: 'commit-limit.rate', title: 'raw commits of 8 clients', value: limit, unit: '/s' },
      {
        name: 'commit-limit.ratio',
        title: 'Turns ÷ raw commits',
        value: rate / limit,
        unit: '',
        target: { atLeast: 0.5 },
      },
    );
  }
  return figures;
}

function toNotes({ options }: MeasureInput, raw: RawCommits | null): string[] {
  const notes = [
    `turns: closed loop, ${options.inFlight} in flight over ${options.conversations} conversations, ${options.seconds} s in ${roundsOf(options.seconds)} slices; driver and engine (OPORA_TURN_CONCURRENCY=256) share one process; the record of a send that may be repeated is committed, not waited for.`,
  ];
  if (raw !== null) notes.push(`commit-limit: by ${raw.by}, alternating with the slices of Turns.`);
  return notes;
}
