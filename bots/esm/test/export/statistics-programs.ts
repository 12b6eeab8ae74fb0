import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestRuntime } from '../fakes/bot-runtime.ts';
import type { Exported } from './export-study.ts';

/** What a program printed, and how it ended. */
export interface ProgramRun {
  readonly output: string;
  readonly status: number | null;
}

const environment = { ...process.env, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8' };

/** Whether a program is on the path of this machine. */
export function isInstalled(program: 'Rscript' | 'pspp'): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Runs a program in a folder; what it prints on either channel is its output. */
export function runProgram(program: string, argv: readonly string[], cwd: string): ProgramRun {
  const run = spawnSync(program, [...argv], { cwd, encoding: 'utf8', env: environment, timeout: 120_000 });
  return { output: `${run.stdout}${run.stderr}`, status: run.status };
}

/** Lays the files of an export, and further ones, into a new folder whose name has a space. */
export async function unpack(
  runtime: TestRuntime,
  { files }: Exported,
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = join(await mkdtemp(join(await runtime.files(), 'unpacked-')), 'an export');
  await mkdir(folder);
  for (const [name, content] of [...files, ...Object.entries(more)])
    await writeFile(join(folder, name), content);
  return folder;
}
