import type { IndirectSource, SourceVerdict, TurnGuard, Verdict } from '../../../contracts/guard.ts';
import { processorMs } from '../../../core/clock.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Meter } from '../../../core/meter.ts';
import type { inspectText } from '../injection/inspect-text.ts';
import { limits } from '../limits/text-limits.ts';
import { PlaceholderTable, redact } from '../personal-data/redact.ts';

export interface TurnGuardOptions {
  readonly verdict: Verdict;
  readonly inspect: typeof inspectText;
  readonly ownHandles: readonly string[];
  readonly logger: Logger;
  readonly meter: Meter;
  /** Told of every detector and redaction that failed. */
  readonly onFault: (what: 'detector' | 'redaction') => void;
}

/** What one Turn's program asks of the Guards. Placeholders stay the same within it. */
export function createTurnGuard(options: TurnGuardOptions): TurnGuard {
  const { meter, onFault, ownHandles } = options;
  const placeholders = new PlaceholderTable();
  return {
    ...options.verdict,
    inspect: (source) => inspectSource(source, options),
    redact(text) {
      const { text: clean, spans, failed } = redact(text, { placeholders, ownHandles });
      if (failed) {
        onFault('redaction');
        return null;
      }
      for (const { kind } of spans) meter.count('pii_redactions_total', { kind, place: 'model' });
      return clean;
    },
    restore: (text) => placeholders.restore(text),
  };
}

function inspectSource(
  { text, vector, source }: IndirectSource,
  { inspect, logger, meter, onFault }: TurnGuardOptions,
): SourceVerdict {
  const { withheld, score, signals, fault } = inspect(
    { text: '', vector, payload: text.slice(0, limits.keptCharacters) },
    { monotonic: processorMs },
  );
  if (fault !== null) onFault('detector');
  if (withheld) {
    for (const { class: name } of signals) meter.count('guard_signals_total', { class: name });
    logger.warn({ source, vector, score }, 'A source was withheld from the model: it gives orders.');
  }
  return {
    withheld,
    score,
    signals: signals.map(({ class: name, weight, source: from }) => ({ class: name, weight, source: from })),
  };
}
