import { saveBaseline } from './baseline.ts';
import { type BenchServer, openServer } from './bench-database.ts';
import type { Finding } from './figure.ts';
import { describeMachine } from './machine.ts';
import type { Measure, MeasureInput } from './measure.ts';
import { measureAcceptances } from './measures/acceptances.ts';
import { measureEsm } from './measures/esm.ts';
import { measureFootprint } from './measures/footprint.ts';
import { measureGrowth } from './measures/growth.ts';
import { measureInference } from './measures/inference.ts';
import { measureLatency } from './measures/latency.ts';
import { measurePeers } from './measures/peers.ts';
import { measureSoak } from './measures/soak.ts';
import { measureStorage } from './measures/storage.ts';
import { measureStorm } from './measures/storm.ts';
import { measureTurns } from './measures/turns.ts';
import { type BenchOptions, helpText, type MeasureName, parseOptions, UsageError } from './options.ts';
import { renderTable } from './report.ts';

const measures: readonly { readonly when: readonly MeasureName[]; readonly run: Measure }[] = [
  { when: ['acceptances'], run: measureAcceptances },
  { when: ['turns', 'commit-limit'], run: measureTurns },
  { when: ['turns'], run: measureStorage },
  { when: ['latency'], run: measureLatency },
  { when: ['inference'], run: measureInference },
  { when: ['growth'], run: measureGrowth },
  { when: ['footprint'], run: measureFootprint },
  { when: ['soak'], run: measureSoak },
  { when: ['storm'], run: measureStorm },
  { when: ['esm'], run: measureEsm },
];

const progress = (message: string): void => {
  process.stderr.write(`bench: ${message}\n`);
};

/** `opora bench`: measures and prints; resolves with the exit code (see `--help`). */
export async function runBench(argv: readonly string[]): Promise<number> {
  let options: BenchOptions | null;
  try {
    options = parseOptions(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`opora bench: ${error.message}\n\n${helpText}`);
    return 2;
  }
  if (options === null) {
    process.stdout.write(helpText);
    return 0;
  }
  const server = await openServer(options.databaseUrl, options.peers);
  try {
    return await measureAll(options, server);
  } finally {
    await server.close();
  }
}

async function measureAll(options: BenchOptions, server: BenchServer): Promise<number> {
  const machine = await describeMachine(server);
  const findings: Finding[] = [];
  const input = (): MeasureInput => ({ options, server, progress, turnRate: findRate(findings) });
  for (const { when, run } of measures) {
    if (when.some((name) => options.only.has(name))) findings.push(await run(input()));
  }
  if (options.peers) findings.push(await measurePeers(input()));
  const figures = findings.flatMap((finding) => finding.figures);
  const faults = findings.flatMap((finding) => finding.faults);
  const notes = findings.flatMap((finding) => finding.notes);
  const report = { machine, figures, faults, notes };
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderTable(report));
  if (options.save) progress(`saved ${await saveBaseline(report)}`);
  return faults.length === 0 ? 0 : 1;
}

const findRate = (findings: readonly Finding[]): number | null =>
  findings.flatMap(({ figures }) => figures).find(({ name }) => name === 'turns.rate')?.value ?? null;
