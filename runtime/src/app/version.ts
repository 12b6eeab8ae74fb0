import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the runtime's package, whether it runs from sources or from the built files. */
export const packageFolder: string = findPackageFolder(dirname(fileURLToPath(import.meta.url)));

/** Version of the runtime. */
export const version: string = readVersion();

/** The runtime's own migrations. */
export const migrationsFolder: string = join(packageFolder, 'migrations');

function findPackageFolder(start: string): string {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'migrations'))) return folder;
  }
  throw new Error(`The package of the runtime was not found above ${start}.`);
}

function readVersion(): string {
  const text = readFileSync(join(packageFolder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
