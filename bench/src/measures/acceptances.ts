import { type BenchDatabase, withPool } from '../bench-database.ts';
import { type BenchChild, startChild } from '../child-process.ts';
import type { Figure, Finding } from '../figure.ts';
import type { LoadRequest, LoadResult } from '../http/http-load.ts';
import { messagesPath, noOpPath, type ServerAddress, type ServerRequest } from '../http/http-server.ts';
import type { MeasureInput } from '../measure.ts';
import { medianOf, quantilesOf } from '../quantiles.ts';
import { startEngineRig } from '../rig/engine-rig.ts';
import { treeCpuSeconds } from '../rig/process-tree.ts';
import { createUpdate } from '../rig/work.ts';

const connections = 64;
const rounds = 6;

/** Durable acceptances a second: in this process, and over HTTP beside a route that stores nothing. */
export async function measureAcceptances(input: MeasureInput): Promise<Finding> {
  const inProcess = await withDatabase(input, measureInProcess);
  const overHttp = await withDatabase(input, measureOverHttp);
  return {
    figures: [...inProcess.figures, ...overHttp.figures],
    faults: [...inProcess.faults, ...overHttp.faults],
    notes: [
      `acceptances: over HTTP ${connections} keep-alive connections; server and load generator are processes of their own; slices of the message route and of a route that stores nothing alternate, ${rounds} each.`,
    ],
  };
}

type Part = (input: MeasureInput, database: BenchDatabase) => Promise<Omit<Finding, 'notes'>>;

async function withDatabase(input: MeasureInput, part: Part): Promise<Omit<Finding, 'notes'>> {
  const database = await input.server.createDatabase();
  try {
    return await part(input, database);
  } finally {
    await database.drop();
  }
}

const measureInProcess: Part = async ({ options, progress }, { connectionString }) => {
  progress('acceptances: in process');
  const rig = startEngineRig({ connectionString, role: 'web' });
  const latencies: number[] = [];
  let accepted = 0;
  const run = async (seconds: number): Promise<number> => {
    const endsAt = performance.now() + seconds * 1000;
    const before = accepted;
    const loop = async (_: unknown, lane: number): Promise<void> => {
      for (let index = 0; performance.now() < endsAt; index += 1) {
        const sentAt = performance.now();
        const conversation = `conversation-${(lane * 31 + index * connections) % options.conversations}`;
        await rig.engine.intake.accept(createUpdate(conversation, `${before}-${lane}-${index}`));
        accepted += 1;
        latencies.push(performance.now() - sentAt);
      }
    };
    await Promise.all(Array.from({ length: connections }, loop));
    return (accepted - before) / seconds;
  };
  await run(1);
  latencies.length = 0;
  const rate = await run(Math.max(1, options.seconds / 2));
  await rig.stop();
  const { p50, p99 } = quantilesOf(latencies);
  return {
    figures: [
      { name: 'acceptances.in-process', title: 'durable acceptances, in process', value: rate, unit: '/s' },
      { name: 'acceptances.in-process-p50', title: '  median', value: p50, unit: 'ms' },
      { name: 'acceptances.in-process-p99', title: '  99th percentile', value: p99, unit: 'ms' },
    ],
    faults: await findLost(connectionString, accepted),
  };
};

const measureOverHttp: Part = async ({ options, progress, server: database }, { connectionString }) => {
  const server = startChild('http-server');
  const load = startChild('http-load');
  const processes = { server: server.pid, load: load.pid, database: database.pid };
  try {
    const { port } = await server.ask<ServerAddress>({
      kind: 'open',
      connectionString,
    } satisfies ServerRequest);
    const { conversations } = options;
    const slice = (path: string, seconds: number): Promise<Slice> =>
      withCpu(processes, () => askLoad(load, { port, path, connections, conversations, seconds }));
    const warmUps = [await slice(noOpPath, 1), await slice(messagesPath, 1)];
    const messages: Slice[] = [];
    const noOps: Slice[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      progress(`acceptances: over HTTP, round ${round} of ${rounds}`);
      noOps.push(await slice(noOpPath, options.seconds / rounds));
      messages.push(await slice(messagesPath, options.seconds / rounds));
    }
    await server.ask({ kind: 'close' } satisfies ServerRequest);
    const all = [...messages, ...warmUps.slice(1)];
    const failed = [...all, ...noOps].reduce((sum, each) => sum + each.failed, 0);
    const lost = await findLost(
      connectionString,
      sumOf(all, (each) => each.accepted),
    );
    return {
      figures: httpFigures(messages, noOps),
      faults: [...lost, ...(failed === 0 ? [] : [`${failed} requests were not answered 202`])],
    };
  } finally {
    await Promise.all([server.stop(), load.stop()]);
  }
};

type Processes = Readonly<Record<'server' | 'load' | 'database', number | null>>;

/** A slice with the processor time that each process used meanwhile; null where it cannot be told. */
interface Slice extends LoadResult {
  readonly cpuSeconds: Processes;
}

async function withCpu(processes: Processes, run: () => Promise<LoadResult>): Promise<Slice> {
  const read = (pid: number | null): number | null => (pid === null ? null : treeCpuSeconds(pid));
  const before = {
    server: read(processes.server),
    load: read(processes.load),
    database: read(processes.database),
  };
  const result = await run();
  const used = (who: keyof Processes): number | null => {
    const now = read(processes[who]);
    const then = before[who];
    return now === null || then === null ? null : now - then;
  };
  return {
    ...result,
    cpuSeconds: { server: used('server'), load: used('load'), database: used('database') },
  };
}

const askLoad = (load: BenchChild, request: LoadRequest): Promise<LoadResult> =>
  load.ask<LoadResult>(request);

const sumOf = (results: readonly LoadResult[], read: (result: LoadResult) => number): number =>
  results.reduce((sum, each) => sum + read(each), 0);

function httpFigures(messages: readonly Slice[], noOps: readonly Slice[]): Figure[] {
  const middle = (results: readonly LoadResult[], read: (result: LoadResult) => number): number =>
    medianOf(results.map(read));
  const rate = sumOf(messages, (each) => each.rate) / messages.length;
  const noOpRate = sumOf(noOps, (each) => each.rate) / noOps.length;
  return [
    {
      name: 'acceptances.http',
      title: 'durable acceptances over HTTP',
      value: rate,
      unit: '/s',
      target: { atLeast: 8_000 },
    },
    {
      name: 'acceptances.http-no-op',
      title: 'the same server, storing nothing',
      value: noOpRate,
      unit: '/s',
    },
    {
      name: 'acceptances.http-ratio',
      title: 'durable ÷ storing nothing',
      value: rate / noOpRate,
      unit: '',
      target: { atLeast: 0.75 },
    },
    {
      name: 'acceptances.http-p50',
      title: '  median',
      value: middle(messages, (each) => each.latencyMs.p50),
      unit: 'ms',
    },
    {
      name: 'acceptances.http-p99',
      title: '  99th percentile',
      value: middle(messages, (each) => each.latencyMs.p99),
      unit: 'ms',
      target: { atMost: 20 },
    },
    ...cpuFigures('http', 'an acceptance', messages),
    ...cpuFigures('http-no-op', 'a request that stores nothing', noOps),
  ];
}

/** Processor time a request by process; what all of them have together is the limit of both rates. */
function cpuFigures(name: string, what: string, slices: readonly Slice[]): Figure[] {
  const requests = sumOf(slices, (each) => each.accepted);
  return (['server', 'load', 'database'] as const).flatMap((who) => {
    const used = slices.map(({ cpuSeconds }) => cpuSeconds[who]);
    if (used.includes(null) || requests === 0) return [];
    const value = (used.reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0) / requests) * 1e6;
    const title = `processor time of ${what}, ${who === 'load' ? 'load generator' : who}`;
    return [{ name: `acceptances.${name}-cpu-${who}`, title, value, unit: 'µs' }];
  });
}

async function findLost(connectionString: string, accepted: number): Promise<string[]> {
  const stored = await withPool(connectionString, async (pool) => {
    const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from updates');
    return rows[0]?.count ?? 0;
  });
  return stored === accepted ? [] : [`${accepted} messages were answered 202, ${stored} are stored`];
}
