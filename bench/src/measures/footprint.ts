import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageFolder } from 'opora/app';
import type { Figure, Finding } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { clusterMemory, residentBytes } from '../rig/process-tree.ts';

const readyTimeoutMs = 60_000;
const settleMs = 3_000;
const megabyte = 1024 * 1024;

interface Start {
  readonly readySeconds: number;
  readonly nodeBytes: number | null;
  readonly databaseBytes: number | null;
}

/** Starts the built product in an empty folder and again in the same one: time to ready, memory at rest. */
export async function measureFootprint({ progress }: MeasureInput): Promise<Finding> {
  const program = join(packageFolder, 'dist/cli.js');
  const installation = dirname(packageFolder);
  if (!existsSync(program) || !existsSync(join(installation, 'dist/opora.config.js'))) {
    return {
      figures: [],
      faults: [],
      notes: ['footprint: skipped, the product is not built (npm run build).'],
    };
  }
  const data = await mkdtemp(join(tmpdir(), 'opora-bench-data-'));
  try {
    progress('footprint: first start, creating the database');
    const first = await startOnce(program, installation, data);
    progress('footprint: second start');
    const second = await startOnce(program, installation, data);
    return { figures: toFigures(first, second), faults: [], notes: [note] };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

const note =
  'footprint: `opora start` with every bot until /readyz answers 200; memory three seconds later, of the database as its proportional share (shared pages counted once).';

function toFigures(first: Start, second: Start): Figure[] {
  const figures: Figure[] = [
    {
      name: 'footprint.first-start',
      title: 'ready, creating the database',
      value: first.readySeconds,
      unit: 's',
      target: { atMost: 10 },
    },
    {
      name: 'footprint.start',
      title: 'ready, with the database there',
      value: second.readySeconds,
      unit: 's',
      target: { atMost: 2 },
    },
  ];
  if (second.nodeBytes !== null) {
    const value = second.nodeBytes / megabyte;
    figures.push({
      name: 'footprint.node',
      title: 'resident, node',
      value,
      unit: 'MB',
      target: { atMost: 200 },
    });
  }
  if (second.databaseBytes !== null) {
    const value = second.databaseBytes / megabyte;
    figures.push({
      name: 'footprint.database',
      title: 'resident, database',
      value,
      unit: 'MB',
      target: { atMost: 60 },
    });
  }
  return figures;
}

async function startOnce(program: string, installation: string, data: string): Promise<Start> {
  const port = await findFreePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, 'start'], {
    cwd: installation,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PORT: String(port),
      OPORA_DATA_DIR: data,
      LOG_LEVEL: 'warn',
    },
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-2_000);
  });
  try {
    await untilReady(port, child, () => said);
    const readySeconds = (performance.now() - startedAt) / 1000;
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    return {
      readySeconds,
      nodeBytes: residentBytes(child.pid ?? 0),
      databaseBytes: clusterMemory(join(data, 'postgres', 'cluster')),
    };
  } finally {
    await stop(child);
  }
}

async function untilReady(port: number, child: ChildProcess, said: () => string): Promise<void> {
  const until = performance.now() + readyTimeoutMs;
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`The product did not become ready (exit code ${child.exitCode}):\n${said()}`);
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 30_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
