import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The file that child processes run. */
export interface ChildProgram {
  readonly file: string;
  remove(): Promise<void>;
}

/** Name of the child's file beside the built command line. */
export const builtChildName = 'torture-child.cjs';

/**
 * Finds the built child, or, when running from TypeScript sources, bundles it once into one file: a child that
 * had to compile itself would take a second to start, and there are thousands of starts.
 */
export async function prepareChildProgram(): Promise<ChildProgram> {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith('.ts')) {
    return { file: fileURLToPath(new URL(builtChildName, import.meta.url)), remove: () => Promise.resolve() };
  }
  const { build } = await import('esbuild');
  const folder = await mkdtemp(join(tmpdir(), 'opora-torture-child-'));
  const file = join(folder, 'child.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./child.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['opora-source'],
    external: ['pg-native'],
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
