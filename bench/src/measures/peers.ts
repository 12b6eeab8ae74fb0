import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figure, Finding, Target } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';

// Both `src/` and `dist/` lie in the package's folder; from sources this file lies one folder deeper.
const place = import.meta.url.endsWith('.ts') ? '../../peers/' : '../peers/';
const folder = fileURLToPath(new URL(place, import.meta.url));

/** How many times as fast as each peer Opora ought to be (PRODUCT.md §8). */
const targets: Readonly<Record<string, Target>> = {
  langgraph: { atLeast: 40 },
  dbos: { atLeast: 10 },
  restate: { atLeast: 6 },
  bullmq: { atLeast: 1.5 },
};

interface Measurement {
  readonly turnsPerSecond: number;
  readonly variant?: string;
}

type Outcome =
  | {
      readonly peer: string;
      readonly status: 'ok';
      readonly result: Measurement & { readonly variants?: readonly Measurement[] };
    }
  | { readonly peer: string; readonly status: string; readonly reason: string };

/** Runs the other systems on the same server, right after our own Turns, and divides. */
export async function measurePeers(input: MeasureInput): Promise<Finding> {
  const { turnRate, progress, server, options } = input;
  if (!existsSync(`${folder}node_modules`)) {
    return { figures: [], faults: [], notes: [`peers: skipped; install them first: cd ${folder} && npm ci`] };
  }
  if (turnRate === null) {
    return {
      figures: [],
      faults: [],
      notes: ['peers: skipped; they are compared with `turns`, which did not run.'],
    };
  }
  progress('peers: each on its own, same server');
  const outcomes = await runPeers([
    '--json',
    '--no-variants',
    ...['--seconds', String(options.seconds), '--database-url', server.connectionString],
    ...(options.redisUrl === null ? [] : ['--redis-url', options.redisUrl]),
  ]);
  const failed = outcomes.flatMap((outcome) =>
    'reason' in outcome ? [`peers: ${outcome.peer} did not run: ${outcome.reason}`] : [],
  );
  const figures = outcomes.flatMap((outcome) => ('result' in outcome ? toFigures(outcome, turnRate) : []));
  return {
    figures,
    faults: [],
    notes: [...failed, 'peers: what each does not promise is in bench/peers/README.md.'],
  };
}

function toFigures(outcome: Extract<Outcome, { status: 'ok' }>, turnRate: number): Figure[] {
  const { peer, result } = outcome;
  const target = targets[peer];
  return [
    { name: `peers.${peer}`, title: peer, value: result.turnsPerSecond, unit: '/s' },
    {
      name: `peers.${peer}-ratio`,
      title: `  Opora ÷ ${peer}`,
      value: turnRate / result.turnsPerSecond,
      unit: '',
      ...(target === undefined ? {} : { target }),
    },
  ];
}

function runPeers(args: readonly string[]): Promise<readonly Outcome[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${folder}src/index.mjs`, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      try {
        resolve((JSON.parse(output) as { readonly outcomes: readonly Outcome[] }).outcomes);
      } catch {
        reject(new Error(`The peers ended with ${code} and gave no data.`));
      }
    });
  });
}
