import type { Meter } from '../../core/meter.ts';
import { createRedactor, type Redactor } from '../../core/redaction.ts';
import { createScrub, type SinkPlace } from '../../stages/guard/index.ts';
import type { GuardWatch } from './guard-watch.ts';

/** The redactor of each place where text leaves the process: secrets, then personal data. */
export type SinkRedactors = (place: SinkPlace) => Redactor;

/** Makes the redactors of a process; each is made once. */
export function createSinkRedactors(
  secrets: readonly string[],
  meter: Meter,
  watch: GuardWatch,
): SinkRedactors {
  const made = new Map<SinkPlace, Redactor>();
  const onRedacted = (kind: string, place: SinkPlace): void =>
    meter.count('pii_redactions_total', { kind, place });
  return (place) => {
    const known = made.get(place);
    if (known !== undefined) return known;
    const further = createScrub({ place, onRedacted, onFault: watch.fault });
    const redactor = createRedactor({ secrets, further });
    made.set(place, redactor);
    return redactor;
  };
}
