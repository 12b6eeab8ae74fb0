import { systemClock } from '../../core/clock.ts';
import { createEngine, type Engine } from '../engine.ts';
import { createGuards, type Guards } from '../guards/create-guards.ts';
import type { BotRuntimeOptions } from '../live/create-bot-runtime.ts';
import { openStore } from '../open-store.ts';
import type { Session } from './session.ts';

/** The engine as commands use it: it accepts and reads, and works on nothing. */
export const engineOf = ({ storage, packages, config, observability }: Session): Engine =>
  createEngine({
    store: openStore({ config, storage, packages, logger: observability.logger }),
    bots: packages.map(({ bot }) => bot),
    channels: [],
    role: 'web',
  });

/** The Guards of a command. */
export const guardsOf = ({ config, observability }: Session): Guards =>
  createGuards({ config, observability, clock: systemClock });

/** What the live parts of a bot reach from a command. */
export function botRuntimeOptionsOf(session: Session, engine: Engine): BotRuntimeOptions {
  const { config, storage, observability } = session;
  const { logger, meter } = observability;
  const { intake, store: database } = engine;
  return { config, storage, intake, database, clock: systemClock, logger, meter };
}
