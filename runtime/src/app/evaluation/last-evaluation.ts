import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../../core/clock.ts';

/** What the health report says of the last `opora eval` of a set's own rows. */
export interface LastEvaluation {
  readonly set: string;
  /** ISO 8601. */
  readonly at: string;
  readonly passed: boolean;
  readonly rows: number;
  /** Names of gates that were missed. */
  readonly failed: readonly string[];
}

const folderOf = (dataDir: string): string => join(resolve(dataDir), 'evaluations');

/** Leaves the result in the data folder. @throws what the file system throws. */
export function noteEvaluation(
  dataDir: string,
  set: string,
  result: Pick<LastEvaluation, 'passed' | 'rows' | 'failed'>,
): void {
  mkdirSync(folderOf(dataDir), { recursive: true });
  const at = new Date(systemClock.now()).toISOString();
  writeFileSync(join(folderOf(dataDir), `${set}.json`), `${JSON.stringify({ set, at, ...result })}\n`);
}

/** The results noted, by name of the set; a file that cannot be read is left out. */
export function readEvaluations(dataDir: string): readonly LastEvaluation[] {
  const folder = folderOf(dataDir);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readResult(join(folder, name)));
}

function readResult(file: string): readonly LastEvaluation[] {
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as LastEvaluation];
  } catch {
    // Half a file of an interrupted run is no result.
    return [];
  }
}
