import { type BeepTiming, completesBy, expiresAt, reminderInstants } from './beep-timing.ts';

/** What became of a beep. The first three are open, the others final. */
export type BeepStatus =
  | 'planned'
  | 'sent'
  | 'opened'
  | 'completed'
  | 'partial'
  | 'expired'
  | 'skipped'
  | 'failed'
  | 'missed'
  | 'cancelled';

/** What decisions about a beep depend on; instants in ms since the epoch. */
export interface BeepState {
  readonly status: BeepStatus;
  readonly plannedAt: number;
  readonly sentAt: number | null;
  readonly openedAt: number | null;
  /** Number of the last reminder sent; 0 before any. */
  readonly reminded: number;
  readonly timing: BeepTiming;
}

/** What to do with a beep now. `at` is the instant to record, which may be past. */
export type BeepDecision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'send' }
  | { readonly kind: 'remind'; readonly number: number }
  | { readonly kind: 'close'; readonly status: 'missed' | 'expired' | 'partial'; readonly at: number };

/**
 * Decides about one beep at `now`. A beep or reminder later than the grace is left out, never sent late;
 * expiry is recorded at its due instant, however late it is noticed. `isQuiet` tells quiet hours.
 */
export function decideBeep(
  beep: BeepState,
  now: number,
  isQuiet: (instant: number) => boolean = () => false,
): BeepDecision {
  const { status, timing } = beep;
  if (status === 'planned') {
    const latest = beep.plannedAt + timing.graceMs;
    if (now < beep.plannedAt) return { kind: 'wait', until: beep.plannedAt };
    return now <= latest ? { kind: 'send' } : { kind: 'close', status: 'missed', at: latest };
  }
  if (status === 'sent') return decideSent(beep, beep.sentAt ?? beep.plannedAt, now, isQuiet);
  if (status !== 'opened') return { kind: 'nothing' };
  const due = completesBy(beep.openedAt ?? beep.plannedAt, timing);
  return now < due ? { kind: 'wait', until: due } : { kind: 'close', status: 'partial', at: due };
}

function decideSent(
  { timing, reminded }: BeepState,
  sentAt: number,
  now: number,
  isQuiet: (instant: number) => boolean,
): BeepDecision {
  const expiry = expiresAt(sentAt, timing);
  if (now >= expiry) return { kind: 'close', status: 'expired', at: expiry };
  const open = reminderInstants(sentAt, timing)
    .map((at, index) => ({ at, number: index + 1 }))
    .filter(({ number, at }) => number > reminded && !isQuiet(at));
  // Of several that are due only the newest is sent: reminders repeat one beep.
  const due = open.findLast(({ at }) => at <= now && now <= at + timing.graceMs);
  if (due !== undefined && !isQuiet(now)) return { kind: 'remind', number: due.number };
  return { kind: 'wait', until: open.find(({ at }) => at > now)?.at ?? expiry };
}

/** What pressing *Start* or `/survey` means for a beep. */
export type Opening = 'open' | 'continue' | 'expired' | 'not-sent' | 'finished';

/** Decides whether a beep may be opened at `now`; at its expiry it is too late. */
export function decideOpening(beep: BeepState, now: number): Opening {
  if (beep.status === 'sent') {
    return now < expiresAt(beep.sentAt ?? beep.plannedAt, beep.timing) ? 'open' : 'expired';
  }
  if (beep.status === 'opened') {
    return now < completesBy(beep.openedAt ?? beep.plannedAt, beep.timing) ? 'continue' : 'expired';
  }
  if (beep.status === 'planned') return 'not-sent';
  return beep.status === 'expired' ? 'expired' : 'finished';
}

/** How a newer beep, sent at `newerSentAt`, closes an older one; null when that is closed already. */
export function closeByNewer(
  older: BeepState,
  newerSentAt: number,
): { readonly status: 'expired' | 'partial'; readonly at: number } | null {
  if (older.status !== 'sent' && older.status !== 'opened') return null;
  const decision = decideBeep(older, newerSentAt);
  const at = decision.kind === 'close' ? decision.at : newerSentAt;
  return { status: older.status === 'sent' ? 'expired' : 'partial', at };
}
