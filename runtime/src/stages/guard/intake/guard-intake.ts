import { LRUCache } from 'lru-cache';
import type { Json } from '../../../contracts/json.ts';
import type { IncomingUpdate, Intake } from '../../../contracts/update.ts';
import type { Clock } from '../../../core/clock.ts';
import { RefusedError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Meter } from '../../../core/meter.ts';
import { emptyWindow, stepWindow, type Window } from '../../../resilience/sliding-window.ts';
import { limits, toKeptText } from '../limits/text-limits.ts';
import { replaceNeverStored } from './replace-never-stored.ts';

export interface GuardIntakeOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  /**
   * Messages a minute past which a visitor of the web chat is turned away before anything is stored. Null: none.
   * Whoever holds a token, and platforms, are never turned away: what they hand in is stored.
   */
  readonly visitorPerMinute: number | null;
  /** Whether the Update is stored already; asked only past the rate, and no more often than the rate. */
  readonly isStored: (update: IncomingUpdate) => Promise<boolean>;
  readonly onFault: (what: 'redaction') => void;
}

const MINUTE_MS = 60_000;
const MAXIMUM_VISITORS = 10_000;

/** Stands before Intake: bounds what comes in and takes out what must never be stored. */
export function guardIntake(intake: Intake, options: GuardIntakeOptions): Intake {
  const messages = createVisitorRate(options);
  const lookUps = createVisitorRate(options);
  /** What is stored is never refused: its sender has not heard so, or would not send it again. */
  const isRepeat = async (update: IncomingUpdate): Promise<boolean> =>
    lookUps.refuse(update) === null && (await options.isStored(update));
  const listener = {
    replaced: (kind: string) => options.meter.count('pii_redactions_total', { kind, place: 'storage' }),
    failed: () => options.onFault('redaction'),
  };
  return {
    async accept(update) {
      const refusal = messages.refuse(update);
      if (refusal !== null && !(await isRepeat(update))) throw refusal;
      return intake.accept(replaceNeverStored(bound(update, options), listener));
    },
  };
}

interface VisitorRate {
  /** Counts the Update of a visitor; answers `messages_too_many` past the rate, which does not count. */
  refuse(update: IncomingUpdate): RefusedError | null;
}

function createVisitorRate({ clock, visitorPerMinute }: GuardIntakeOptions): VisitorRate {
  const visitors = new LRUCache<string, Window>({ max: MAXIMUM_VISITORS });
  return {
    refuse({ bot, channel, conversation }) {
      if (visitorPerMinute === null || channel !== 'http' || !conversation.startsWith('web-')) return null;
      const key = `${bot}/${conversation}`;
      const step = stepWindow(visitors.get(key) ?? emptyWindow, visitorPerMinute, MINUTE_MS, clock.now());
      visitors.set(key, step.window);
      if (step.admitted) return null;
      return new RefusedError(
        'messages_too_many',
        `More than ${visitorPerMinute} messages within a minute: nothing was stored, send again later.`,
        { context: { retryAfterMs: step.retryAfterMs } },
      );
    },
  };
}

/** @throws RefusedError `update_invalid` for a payload that nests too deep. */
function bound(update: IncomingUpdate, { logger }: GuardIntakeOptions): IncomingUpdate {
  const { content, raw } = update;
  if (content.payload !== undefined && !isWithinDepth(content.payload, limits.jsonDepth)) {
    throw new RefusedError('update_invalid', `The payload nests deeper than ${limits.jsonDepth} levels.`);
  }
  const text = content.text === undefined ? undefined : toKeptText(content.text);
  const bounded =
    text === undefined || text === content.text ? update : { ...update, content: { ...content, text } };
  if (raw === undefined || isWithinDepth(raw, limits.jsonDepth)) return bounded;
  // What a bot reads is in `content`; the rest of so deep a payload is not worth its risk.
  logger.warn(
    { bot: update.bot, requestId: update.requestId },
    'A raw payload nests too deep and is not kept.',
  );
  const { raw: _dropped, ...rest } = bounded;
  return rest;
}

/** Never deeper than the limit, so that depth cannot exhaust the stack. */
function isWithinDepth(value: Json, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (left === 0) return false;
  return (Array.isArray(value) ? value : Object.values(value)).every((item) =>
    isWithinDepth(item as Json, left - 1),
  );
}
