import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, sleep } from '../../core/clock.ts';
import { ConfigError } from '../../core/errors.ts';
import { checkProcess, identifyProcess, type ProcessIdentity } from './process-identity.ts';

/** The right of one process to supervise one data directory. */
export interface OwnerLock {
  /** Gives the right up. A crash instead of a release is noticed by the next owner. */
  release(): Promise<void>;
}

interface OwnerRecord extends ProcessIdentity {
  readonly token: string;
  readonly released: boolean;
}

interface FoundRecord {
  readonly generation: number;
  readonly record: OwnerRecord;
}

const HEARTBEAT_MS = 2_000;
const FILE = /^owner\.(\d{9})\.json$/;

/**
 * Takes the owner lock of `folder`. Lock files carry a growing generation number and are created whole and
 * exclusively; whoever holds the highest is the owner. So two processes that both find a stale lock cannot
 * both take it over, which deleting and recreating one file would allow.
 *
 * An owner in another container or machine cannot be asked whether it lives: its file is watched for
 * `3 × heartbeat` (6 s) and counts as stale when nobody touches it.
 *
 * @throws ConfigError `postgres_already_owned` naming the pid of the live owner.
 */
export async function takeOwnerLock(folder: string, clock: Clock): Promise<OwnerLock> {
  const found = await findNewest(folder);
  if (found !== null && (await isHeld(folder, found, clock))) throw alreadyOwned(folder, found.record);
  const generation = (found?.generation ?? 0) + 1;
  const record: OwnerRecord = { ...identifyProcess(), token: randomUUID(), released: false };
  const file = join(folder, fileName(generation));
  const created = await createWhole(folder, file, record);
  const newest = await findNewest(folder);
  if (!created || newest?.record.token !== record.token) {
    if (created) await rm(file, { force: true });
    throw alreadyOwned(folder, newest?.record ?? record);
  }
  await removeOlder(folder, generation);
  return keepLock(file, record, clock);
}

function keepLock(file: string, record: OwnerRecord, clock: Clock): OwnerLock {
  let timer = clock.after(HEARTBEAT_MS, beat);
  let released = false;
  function beat(): void {
    const seconds = clock.now() / 1_000;
    // A failed touch (disk gone, folder deleted) must not end the process that still serves.
    utimes(file, seconds, seconds).catch(() => undefined);
    if (!released) timer = clock.after(HEARTBEAT_MS, beat);
  }
  return {
    async release() {
      if (released) return;
      released = true;
      timer.cancel();
      // The file stays, marked: deleting it would start the generations again and reopen the race.
      const draft = `${file}.${record.token}`;
      await writeFile(draft, JSON.stringify({ ...record, released: true }));
      await rename(draft, file);
    },
  };
}

async function isHeld(folder: string, { generation, record }: FoundRecord, clock: Clock): Promise<boolean> {
  if (record.released) return false;
  const state = checkProcess(record);
  if (state !== 'unknown') return state === 'alive';
  const file = join(folder, fileName(generation));
  const touchedAt = async (): Promise<number> => (await stat(file)).mtimeMs;
  const before = await touchedAt();
  for (let waited = 0; waited < 3 * HEARTBEAT_MS; waited += HEARTBEAT_MS / 4) {
    await sleep(clock, HEARTBEAT_MS / 4);
    // Only the change of the time is judged, never its value: the clocks of two machines differ.
    if ((await touchedAt()) !== before) return true;
  }
  return false;
}

async function findNewest(folder: string): Promise<FoundRecord | null> {
  for (;;) {
    const generations = (await readdir(folder)).flatMap((name) => {
      const match = FILE.exec(name);
      return match?.[1] === undefined ? [] : [Number(match[1])];
    });
    if (generations.length === 0) return null;
    const generation = Math.max(...generations);
    try {
      const text = await readFile(join(folder, fileName(generation)), 'utf8');
      return { generation, record: parseRecord(text) };
    } catch (error) {
      // Replaced by a higher generation since the listing: look again.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** A record nobody can read (torn by a power cut, edited) belongs to nobody. */
function parseRecord(text: string): OwnerRecord {
  try {
    const value = JSON.parse(text) as Partial<OwnerRecord>;
    if (typeof value.pid === 'number' && typeof value.token === 'string' && typeof value.scope === 'string') {
      const { pid, token, scope } = value;
      return { pid, token, scope, startedAt: value.startedAt ?? null, released: value.released === true };
    }
  } catch {
    // Falls through to the unowned record.
  }
  return { pid: 0, token: '', scope: '', startedAt: null, released: true };
}

/** Creates `file` with its content in one step, or returns false when it exists. */
async function createWhole(folder: string, file: string, record: OwnerRecord): Promise<boolean> {
  const draft = join(folder, `owner.${record.token}.draft`);
  await writeFile(draft, JSON.stringify(record), { mode: 0o644 });
  try {
    await link(draft, file).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      // No hard links on this file system: exclusive creation is the next best.
      await writeFile(file, JSON.stringify(record), { flag: 'wx', mode: 0o644 });
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeOlder(folder: string, generation: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const match = FILE.exec(name);
    if (match !== null && Number(match[1]) < generation) await rm(join(folder, name), { force: true });
  }
}

function fileName(generation: number): string {
  return `owner.${String(generation).padStart(9, '0')}.json`;
}

function alreadyOwned(folder: string, owner: ProcessIdentity): ConfigError {
  return new ConfigError(
    'postgres_already_owned',
    `The data directory ${folder} is in use by the Opora process with pid ${owner.pid}. Stop that process first, or set OPORA_DATA_DIR to another folder; several processes can share one database only through DATABASE_URL.`,
    { context: { pid: owner.pid } },
  );
}
