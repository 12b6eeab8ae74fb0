import type { Bot } from '../../contracts/bot.ts';
import type { ProviderModeration } from '../../contracts/guard.ts';
import type { Json } from '../../contracts/json.ts';
import type { EngineStore } from '../../contracts/store.ts';
import type { Intake } from '../../contracts/update.ts';
import type { Clock } from '../../core/clock.ts';
import {
  createRecentMemory,
  failingCanaries,
  guardBot,
  guardIntake,
  inspectText,
  type SignalClass,
} from '../../stages/guard/index.ts';
import { protectStore } from '../../stages/guard/sinks/index.ts';
import { createSecretGate } from '../../stages/validation/gates/secret-gate.ts';
import type { Config } from '../config.ts';
import type { Observability } from '../observability.ts';
import { guardRows } from './guard-rows.ts';

export interface GuardsOptions {
  readonly config: Pick<Config, 'messagesPerMinute' | 'messagesPerHour' | 'helpLine' | 'secrets'>;
  readonly observability: Pick<Observability, 'logger' | 'meter' | 'redactorFor' | 'guardWatch'>;
  readonly clock: Clock;
  /** Asks a provider; without it the local floor moderates. */
  readonly moderate?: ProviderModeration;
  /** Takes the place of the detectors, for tests of their failure and of life without them. */
  readonly inspect?: typeof inspectText;
}

/** The Guards of one process, to be put around what it runs. */
export interface Guards {
  /** The bot with a Guard before its program and one behind its Drafts. */
  protectBot<State extends Json>(bot: Bot<State>): Bot<State>;
  /** `store` is the one behind `intake`: it knows what is stored already. */
  protectIntake(intake: Intake, store: Pick<EngineStore, 'hasUpdate'>): Intake;
  protectStore(store: EngineStore): EngineStore;
  /** Classes of attack whose canary was not noticed at start; none when the detectors live. */
  readonly failingCanaries: readonly SignalClass[];
  readonly moderation: 'local' | 'provider';
}

/** Visitors of the web chat are turned away at ten times the rate that is answered. */
const VISITOR_FACTOR = 10;

/** Wires the Guards to this process: its configuration, its meter, its rows. Takes some 50 ms: the tables are warmed. */
export function createGuards(options: GuardsOptions): Guards {
  const { config, observability, clock, inspect = inspectText, moderate } = options;
  const { logger, meter, redactorFor, guardWatch } = observability;
  const perMinute = config.messagesPerMinute || Number.POSITIVE_INFINITY;
  const perHour = config.messagesPerHour || Number.POSITIVE_INFINITY;
  const isLimited = Number.isFinite(perMinute) || Number.isFinite(perHour);
  const secretGate = createSecretGate(config.secrets);
  const turnOptions = {
    ...{ clock, inspect, rows: guardRows, memory: createRecentMemory(), helpLine: config.helpLine },
    rate: isLimited ? { perMinute, perHour } : null,
    onFault: guardWatch.fault,
    ...(moderate === undefined ? {} : { moderate }),
  };
  return {
    protectBot: (bot) =>
      guardBot({ ...bot, validators: [...(bot.validators ?? []), secretGate] }, turnOptions),
    protectIntake: (intake, store) =>
      guardIntake(intake, {
        isStored: (update) => store.hasUpdate(update),
        ...{ clock, meter, onFault: guardWatch.fault },
        logger: logger.child({ module: 'guard' }),
        visitorPerMinute: Number.isFinite(perMinute) ? perMinute * VISITOR_FACTOR : null,
      }),
    protectStore: (store) => protectStore(store, (text) => redactorFor('journal').text(text)),
    failingCanaries: failingCanaries(inspect),
    moderation: moderate === undefined ? 'local' : 'provider',
  };
}
