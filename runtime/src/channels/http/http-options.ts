import type { FastifyRequest } from 'fastify';
import type { BotCommand } from '../../contracts/bot.ts';
import type { EngineListener } from '../../contracts/events.ts';
import type { EngineStore } from '../../contracts/store.ts';
import type { Intake } from '../../contracts/update.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Problem } from './problem.ts';

/** What the HTTP channel of one bot needs. */
export interface HttpChannelOptions {
  readonly bot: string;
  readonly commands: readonly BotCommand[];
  readonly intake: Intake;
  readonly store: EngineStore;
  /** Null lets the request into the Conversation named; otherwise the answer to give. */
  readonly authorise: (request: FastifyRequest, conversation: string) => Problem | null;
  readonly follow: (listener: EngineListener) => () => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Open event streams of this bot at most. Default 2,000. */
  readonly maximumStreams?: number;
  /** Time between looks for what other processes have done, ms. Default 1,000. */
  readonly followEveryMs?: number;
}
