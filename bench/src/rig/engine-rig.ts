import { type Meter, silentLogger, silentMeter } from 'opora';
import { createEngine, createPool, createPostgresStore, type Engine } from 'opora/app';
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

/** Starts it. */
export function startEngineRig(options: EngineRigOptions): EngineRig {
  const { meter = silentMeter } = options;
  const pool = createPool({
    connectionString: options.connectionString,
    max: defaultConnections,
    applicationName: 'opora-bench-engine',
    logger: silentLogger,
    meter,
  });
  const channel = createLocalChannel(options);
  const engine = createEngine({
    store: createPostgresStore({ pool }),
    bots: [benchBot],
    channels: [{ bot: botName, channel }],
    meter,
    role: options.role ?? 'all',
    concurrency: options.concurrency ?? 256,
  });
  engine.start();
  return {
    engine,
    channel,
    async stop() {
      await engine.stop(5_000);
      await pool.end();
    },
  };
}
