import { type Channel, type Meter, silentLogger, silentMeter } from 'opora';
import { createEngine, createPool, createPostgresStore, type Engine, type EngineOptions } from 'opora/app';
import { createLocalChannel, type LocalChannel, type LocalChannelOptions } from './local-channel.ts';
import { benchBot, botName } from './work.ts';

/** An engine over one database, as the product wires it, without HTTP. */
export interface EngineRig {
  readonly engine: Engine;
  readonly channel: LocalChannel;
  /** Finishes what is under way and closes the connections. */
  stop(): Promise<void>;
}

export interface EngineRigOptions extends LocalChannelOptions {
  readonly connectionString: string;
  /** `web` only accepts. */
  readonly role?: 'all' | 'web';
  /** Turns at the same time (OPORA_TURN_CONCURRENCY). Default: the engine's, 256. */
  readonly concurrency?: number;
  /** Default: measures nothing. */
  readonly meter?: Meter;
}

/** Connections of the product by default. */
export const defaultConnections = 6;

/** Starts it with a channel that takes every message at once. */
export function startEngineRig(options: EngineRigOptions): EngineRig {
  const channel = createLocalChannel(options);
  return { channel, ...startEngine({ ...options, channel }) };
}

export interface BenchEngineOptions extends Omit<EngineRigOptions, keyof LocalChannelOptions> {
  readonly channel: Channel;
  /** Default: the engine's. */
  readonly retention?: Pick<EngineOptions, 'retentionDays' | 'stateHistoryHours' | 'retentionEveryMs'>;
}

/** Starts it with any channel. */
export function startEngine(options: BenchEngineOptions): Omit<EngineRig, 'channel'> {
  const {
    connectionString,
    channel,
    meter = silentMeter,
    role = 'all',
    concurrency = 256,
    retention,
  } = options;
  const pool = createPool({
    connectionString,
    max: defaultConnections,
    applicationName: 'opora-bench-engine',
    logger: silentLogger,
    meter,
  });
  const engine = createEngine({
    store: createPostgresStore({ pool }),
    bots: [benchBot],
    channels: [{ bot: botName, channel }],
    ...{ meter, role, concurrency },
    ...retention,
  });
  engine.start();
  return {
    engine,
    async stop() {
      await engine.stop(5_000);
      await pool.end();
    },
  };
}
