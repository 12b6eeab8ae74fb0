import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, describeError } from '../core/errors.ts';
import { type ConfigFault, isLoopback } from './config-rules.ts';
import { runtimeSchema } from './config-schema.ts';
import { readSetting, type SettingDefinition } from './config-setting.ts';

/** Where a demo installation keeps the secret of this variable. */
const secretFile = (dataDir: string, name: string): string => join(resolve(dataDir), 'secrets', name);

/**
 * Why the secret `name` must be set, when it must: a key that other machines need too, or that guards what others can
 * reach, is chosen by a person. No fault where this machine may keep one of its own.
 */
export function missingSecret(
  name: string,
  definition: SettingDefinition,
  { onServer, host }: { readonly onServer: boolean; readonly host: string },
): readonly ConfigFault[] {
  const cause = onServer
    ? `${runtimeSchema.databaseUrl.name} is set`
    : isLoopback(host)
      ? null
      : `${runtimeSchema.host.name} is ${host}, not loopback`;
  if (cause === null) return [];
  const make = `node -p "crypto.randomBytes(${definition.generated?.bytes ?? 32}).toString('base64')"`;
  const reason = `is required because ${cause}; make one with ${make}, and keep it: what it has locked stays locked without it`;
  return [{ name, reason, example: definition.example }];
}

/**
 * The secret of a demo installation: read from `OPORA_DATA_DIR/secrets/<name>`, made there once with access for its
 * owner alone. Two processes that start together get the same.
 * @throws ConfigError `secret_unusable` when the file cannot be made, cannot be read, or holds something else;
 * `postgres_directory_unusable` when the fault is the folder's.
 */
export function readKeptSecret(dataDir: string, name: string, definition: SettingDefinition): string {
  const file = secretFile(dataDir, name);
  const unusable = (why: string, cause?: unknown): ConfigError =>
    new ConfigError(
      'secret_unusable',
      `The secret ${name} cannot be used from ${file}: ${why}. Restore the file from where you keep copies of it, or set ${name}.`,
      { cause },
    );
  let kept: string;
  try {
    kept = readKept(file) ?? makeKept(file, definition.generated?.bytes ?? 32);
  } catch (cause) {
    assertFolder(dataDir);
    throw unusable(describeError(cause), cause);
  }
  const reading = readSetting(definition, kept);
  if (kept === '') throw unusable('it is empty');
  if ('reason' in reading) throw unusable(`it ${reading.reason}`);
  return kept;
}

/** Says what is wrong with the data folder itself: a copy of the secret would not help. */
function assertFolder(dataDir: string): void {
  const folder = resolve(dataDir);
  try {
    mkdirSync(folder, { recursive: true });
    const probe = join(folder, `.write-${process.pid}.${randomBytes(4).toString('hex')}`);
    closeSync(openSync(probe, 'wx'));
    rmSync(probe);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'an unknown fault';
    const why = ['EEXIST', 'ENOTDIR'].includes(code) ? 'is not a folder' : 'cannot be written';
    throw new ConfigError(
      'postgres_directory_unusable',
      `The data directory ${folder} ${why} (${code}). Free space or fix its permissions, or set OPORA_DATA_DIR.`,
      { cause },
    );
  }
}

function readKept(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** A file that appears whole or not at all: a link is refused where one is there already. */
function makeKept(file: string, bytes: number): string {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const secret = randomBytes(bytes).toString('base64');
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${secret}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, file);
    return secret;
  } catch (error) {
    const other = readKept(file);
    if (other === null) throw error;
    return other;
  } finally {
    rmSync(draft);
  }
}
