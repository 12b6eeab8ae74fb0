import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import { CLUSTER, EMBEDDED_USER, ensureCluster, prepareDataDirectory, readPassword } from './cluster.ts';
import { type ServerAddress, toConnectionString } from './connection-string.ts';
import { checkDatabase, EMBEDDED_DATABASE } from './database-check.ts';
import { installNative } from './native-install.ts';
import { findNativePackage } from './native-package.ts';
import { type OwnerLock, takeOwnerLock } from './owner-lock.ts';
import {
  attachPostmaster,
  CONFIGURATION,
  type Postmaster,
  type PostmasterPlan,
  startPostmaster,
  stopPostmaster,
  watchServer,
} from './postmaster.ts';
import { isServerOf, readPostmasterFile, readSystemIdentifier } from './postmaster-file.ts';
import { isPidTaken } from './process-identity.ts';
import { chooseRunAs } from './run-as.ts';
import { holdProcess } from './run-program.ts';
import { openServerView } from './server-view.ts';
import { type ListenAddress, renderConfiguration } from './settings.ts';
import { prepareSocketFolder } from './socket-folder.ts';
import { type PostmasterExit, type SupervisorState, superviseServer } from './supervisor.ts';
import { clearUnreadableFile } from './unreadable-file.ts';

/** Options of `startEmbeddedPostgres`. */
export interface EmbeddedPostgresOptions {
  /** Folder that holds the cluster, its log, its socket and the owner lock; created when missing. */
  readonly dataDirectory: string;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Settings of `postgresql.conf` that replace the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long `stop` waits for a fast shutdown before an immediate one; 10,000 by default. */
  readonly stopTimeoutMs?: number;
}

/** A running embedded Postgres under supervision. */
export interface EmbeddedPostgres {
  /** For `createPool`; on Windows it holds a password and must not be logged. */
  readonly connectionString: string;
  /** Folder of the unix socket, or 127.0.0.1 on Windows. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Process id of the server at this moment; it changes when the supervisor restarts it. */
  readonly pid: number;
  readonly state: SupervisorState;
  /** True when this call made the cluster. */
  readonly created: boolean;
  /** True when the server was found running (its owner had died) and was taken over. */
  readonly attached: boolean;
  /** Calls `listener` whenever the server dies unasked; it is restarted anyway. Returns the unsubscriber. */
  onExit(listener: (exit: PostmasterExit) => void): () => void;
  /** Calls `listener` with the new pid when a restarted server accepts connections. */
  onRestart(listener: (pid: number) => void): () => void;
  /** Fast shutdown, immediate after the deadline; releases the folder. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded Postgres of `dataDirectory`, creating the cluster when there is none, or takes over a
 * server whose owner was killed. Resolves when it accepts connections (about 1 s creating, 0.1 s reopening).
 *
 * @throws ConfigError `postgres_already_owned`, `postgres_no_build`, `postgres_major_mismatch`,
 * `postgres_wrong_owner`, `postgres_no_user`, `postgres_binaries_unusable`, `postgres_directory_unusable`,
 * `postgres_directory_unreachable`, `postgres_initdb_failed`, `postgres_disk_full`,
 * `postgres_permission_denied`, `postgres_wrong_locale`, `postgres_wrong_cluster`,
 * `postgres_lock_file_unreadable`.
 * @throws TransientError `postgres_start_failed`, `postgres_start_timeout`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = resolve(options.dataDirectory);
  const letGo = holdProcess();
  let lock: OwnerLock | null = null;
  try {
    const native = findNativePackage();
    await prepareDataDirectory(dataDirectory);
    lock = await takeOwnerLock(dataDirectory, options.clock);
    return await startOwned(options, dataDirectory, native, lock);
  } catch (error) {
    await lock?.release();
    throw error;
  } finally {
    letGo();
  }
}

async function startOwned(
  options: EmbeddedPostgresOptions,
  dataDirectory: string,
  native: ReturnType<typeof findNativePackage>,
  lock: OwnerLock,
): Promise<EmbeddedPostgres> {
  const { clock, stopTimeoutMs = 10_000 } = options;
  const logger = options.logger.child({ module: 'postgres' });
  const runAs = chooseRunAs(join(dataDirectory, CLUSTER));
  const binaries = await installNative(native, dataDirectory, runAs);
  const view = openServerView(dataDirectory, runAs);
  const plan: PostmasterPlan = { dataDirectory, binaries, runAs, view, clock };
  try {
    const created = await ensureCluster({ ...plan, major: native.major, logger });
    const address = await chooseAddress(plan, logger);
    const configuration = renderConfiguration(address, options.settings ?? {}, native.version);
    const running = await findRunning(plan, configuration, logger);
    writeConfiguration(dataDirectory, configuration);
    const start = async (): Promise<Postmaster> => {
      const alive = await clearStaleFile(plan, logger);
      if (alive === null) clearSocketLock(address);
      return startPostmaster(plan);
    };
    const first = running ?? (await start());
    const password = await readPassword(dataDirectory);
    const target = toTarget(address, password);
    const stopServer = async (postmaster: Postmaster): Promise<void> => {
      const how = await stopPostmaster(plan, postmaster, stopTimeoutMs);
      if (how !== 'fast') logger.warn({ how }, 'the embedded database did not stop in time');
    };
    await checkDatabase(target, readSystemIdentifier(join(dataDirectory, CLUSTER))).catch(async (error) => {
      await stopServer(first);
      throw error;
    });
    const attached = running !== null;
    logger.info({ pid: first.pid, created, attached }, 'the embedded database is ready');
    const supervisor = superviseServer({ start, stop: stopServer, clock, logger }, first);
    return {
      ...{
        connectionString: toConnectionString(target, EMBEDDED_DATABASE),
        host: target.host,
        port: target.port,
      },
      ...{ user: EMBEDDED_USER, database: EMBEDDED_DATABASE, created, attached },
      get pid() {
        return supervisor.pid;
      },
      get state() {
        return supervisor.state;
      },
      onExit: supervisor.onExit,
      onRestart: supervisor.onRestart,
      async stop() {
        if (supervisor.state === 'stopped') return;
        await supervisor.stop();
        view.close();
        await lock.release();
      },
    };
  } catch (error) {
    view.close();
    throw error;
  }
}

/** A server left by a killed owner: kept when it runs with our configuration, stopped otherwise. */
async function findRunning(
  plan: PostmasterPlan,
  configuration: string,
  logger: Logger,
): Promise<Postmaster | null> {
  const cluster = join(plan.dataDirectory, CLUSTER);
  const file = await clearStaleFile(plan, logger);
  if (file === null) return null;
  const same = readConfiguration(plan.dataDirectory) === configuration;
  if (same && file.status !== 'stopping') {
    try {
      return await attachPostmaster(plan, file.pid);
    } catch (error) {
      // It ended while we waited (its own crash, or a shutdown under way): start afresh.
      if (isServerOf(cluster, file.pid)) throw error;
      return null;
    }
  }
  logger.info({ pid: file.pid, same }, 'stopping the server of an earlier process');
  await stopPostmaster(plan, watchServer(plan, file.pid), 30_000);
  return null;
}

/**
 * The file of a live server of this cluster, or `null`. A file whose pid now belongs to some other program, or
 * to a zombie (node as the first process of a container collects none), is removed: Postgres would take that
 * for a server and refuse to start for ever. A free pid is left to Postgres to judge.
 * @throws ConfigError `postgres_lock_file_unreadable`
 */
async function clearStaleFile(
  plan: PostmasterPlan,
  logger: Logger,
): Promise<ReturnType<typeof readPostmasterFile>> {
  const cluster = join(plan.dataDirectory, CLUSTER);
  await clearUnreadableFile(cluster, plan.clock, logger);
  const file = readPostmasterFile(cluster);
  if (file === null || isServerOf(cluster, file.pid)) return file;
  if (isPidTaken(file.pid)) rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return null;
}

/** The socket has a lock of its own, of which the same is true; its folder serves this cluster alone. */
function clearSocketLock(address: ListenAddress): void {
  if (address.kind === 'socket') rmSync(join(address.folder, '.s.PGSQL.5432.lock'), { force: true });
}

async function chooseAddress(plan: PostmasterPlan, logger: Logger): Promise<ListenAddress> {
  if (process.platform !== 'win32') {
    return { kind: 'socket', folder: await prepareSocketFolder(plan.dataDirectory, plan.runAs) };
  }
  const running = await clearStaleFile(plan, logger);
  return { kind: 'loopback', port: running?.port ?? (await findFreePort()) };
}

function findFreePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolvePort(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function toTarget(address: ListenAddress, password: string | null): ServerAddress {
  return address.kind === 'socket'
    ? { host: address.folder, port: 5432, user: EMBEDDED_USER, password }
    : { host: '127.0.0.1', port: address.port, user: EMBEDDED_USER, password };
}

function readConfiguration(dataDirectory: string): string | null {
  try {
    return readFileSync(join(dataDirectory, CONFIGURATION), 'utf8');
  } catch {
    return null;
  }
}

function writeConfiguration(dataDirectory: string, text: string): void {
  if (readConfiguration(dataDirectory) === text) return;
  const draft = join(dataDirectory, `${CONFIGURATION}.new`);
  writeFileSync(draft, text, { mode: 0o644 });
  renameSync(draft, join(dataDirectory, CONFIGURATION));
}
