import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BeepTiming, reminderInstants, timingOf } from '../../src/schedule/beep-timing.ts';
import {
  type BeepState,
  type BeepStatus,
  closeByNewer,
  decideBeep,
  decideOpening,
} from '../../src/schedule/decide-beep.ts';
import { noteContact, type Reachability, reachable } from '../../src/schedule/reachability.ts';
import { usualTiming } from './arbitraries.ts';

const minute = 60_000;
const timing = timingOf(usualTiming);
const planned: BeepState = {
  ...{ status: 'planned', plannedAt: 0, sentAt: null, openedAt: null, reminded: 0, timing },
};
const sent: BeepState = { ...planned, status: 'sent', sentAt: 0 };
const opened: BeepState = { ...sent, status: 'opened', openedAt: 4 * minute };

test('a beep waits, is sent within the grace, and is missed after it', () => {
  expect(decideBeep(planned, -1)).toEqual({ kind: 'wait', until: 0 });
  expect(decideBeep(planned, 0)).toEqual({ kind: 'send' });
  expect(decideBeep(planned, 5 * minute)).toEqual({ kind: 'send' });
  expect(decideBeep(planned, 5 * minute + 1)).toEqual({ kind: 'close', status: 'missed', at: 5 * minute });
});

test('scenario 18: after three hours down the due beeps are missed and later ones arrive', () => {
  const now = 180 * minute;
  const beeps = [10, 100, 170, 176, 180, 200].map((at) => ({ ...planned, plannedAt: at * minute }));
  expect(beeps.map((beep) => decideBeep(beep, now).kind)).toEqual([
    ...['close', 'close', 'close', 'send', 'send', 'wait'],
  ]);
});

test('one reminder halfway, two at the thirds, none with 0', () => {
  const at = (reminders: number): readonly number[] =>
    reminderInstants(0, { ...timing, reminders }).map((instant) => instant / minute);
  expect([at(0), at(1), at(2)]).toEqual([[], [22.5], [15, 30]]);
});

test('a reminder is sent once, not late, not in quiet hours, not after opening or expiry', () => {
  expect(decideBeep(sent, minute)).toEqual({ kind: 'wait', until: 22.5 * minute });
  expect(decideBeep(sent, 23 * minute)).toEqual({ kind: 'remind', number: 1 });
  expect(decideBeep({ ...sent, reminded: 1 }, 23 * minute)).toEqual({ kind: 'wait', until: 45 * minute });
  expect(decideBeep(sent, 28 * minute)).toEqual({ kind: 'wait', until: 45 * minute });
  const quiet = (instant: number): boolean => instant >= 22 * minute;
  expect(decideBeep(sent, minute, quiet)).toEqual({ kind: 'wait', until: 45 * minute });
  const quietNow = (instant: number): boolean => instant >= 23 * minute;
  expect(decideBeep(sent, 24 * minute, quietNow)).toEqual({ kind: 'wait', until: 45 * minute });
  expect(decideBeep(opened, 23 * minute)).toEqual({ kind: 'wait', until: 34 * minute });
  const twice: BeepState = { ...sent, timing: { ...timing, expiryMs: 9 * minute, reminders: 2 } };
  expect(decideBeep(twice, 7 * minute)).toEqual({ kind: 'remind', number: 2 });
});

test('expiry and completion are recorded at their due instants, however late they are noticed', () => {
  expect(decideBeep(sent, 45 * minute)).toEqual({ kind: 'close', status: 'expired', at: 45 * minute });
  expect(decideBeep(sent, 999 * minute)).toEqual({ kind: 'close', status: 'expired', at: 45 * minute });
  expect(decideBeep(opened, 34 * minute)).toEqual({ kind: 'close', status: 'partial', at: 34 * minute });
});

test('closed beeps ask for nothing', () => {
  const closed: BeepStatus[] = [
    'completed',
    'partial',
    'expired',
    'skipped',
    'failed',
    'missed',
    'cancelled',
  ];
  for (const status of closed) {
    expect(decideBeep({ ...sent, status }, 23 * minute)).toEqual({ kind: 'nothing' });
    expect(decideOpening({ ...sent, status }, minute)).toBe(status === 'expired' ? 'expired' : 'finished');
    expect(closeByNewer({ ...sent, status }, minute)).toBeNull();
  }
});

test('scenarios 5 and 6: start after 4 min opens, at 45 and 46 min it is expired', () => {
  expect(decideOpening(sent, 4 * minute)).toBe('open');
  expect(decideOpening(sent, 45 * minute - 1)).toBe('open');
  expect(decideOpening(sent, 45 * minute)).toBe('expired');
  expect(decideOpening(sent, 46 * minute)).toBe('expired');
  expect(decideOpening(opened, 33 * minute)).toBe('continue');
  expect(decideOpening(opened, 34 * minute)).toBe('expired');
  expect(decideOpening(planned, 0)).toBe('not-sent');
});

test('a newer beep closes an older one at its own instant, or at the earlier due one', () => {
  expect(closeByNewer(sent, 30 * minute)).toEqual({ status: 'expired', at: 30 * minute });
  expect(closeByNewer(sent, 60 * minute)).toEqual({ status: 'expired', at: 45 * minute });
  expect(closeByNewer(opened, 20 * minute)).toEqual({ status: 'partial', at: 20 * minute });
  expect(closeByNewer(opened, 40 * minute)).toEqual({ status: 'partial', at: 34 * minute });
  expect(closeByNewer(planned, 60 * minute)).toBeNull();
});

/** Runs one beep through ticks of the clock as a scheduler would. */
function live(ticks: readonly number[], beepTiming: BeepTiming, openAfter: number | null): readonly string[] {
  let beep: BeepState = { ...planned, timing: beepTiming };
  const log: string[] = [];
  for (const now of ticks) {
    if (
      beep.status === 'sent' &&
      openAfter !== null &&
      now >= openAfter &&
      decideOpening(beep, now) === 'open'
    ) {
      beep = { ...beep, status: 'opened', openedAt: now };
      log.push(`opened ${now}`);
    }
    const decision = decideBeep(beep, now);
    if (decision.kind === 'send') beep = { ...beep, status: 'sent', sentAt: now };
    if (decision.kind === 'remind') beep = { ...beep, reminded: decision.number };
    if (decision.kind === 'close') beep = { ...beep, status: decision.status };
    if (decision.kind === 'wait') expect(decision.until).toBeGreaterThan(now);
    else if (decision.kind !== 'nothing') log.push(`${decision.kind} ${now}`);
  }
  return log;
}

test('whenever the scheduler looks, a beep is sent once at most, in time, and reminded at most as often as asked', () => {
  let sends = 0;
  let misses = 0;
  let opens = 0;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 * minute }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 2 }),
      fc.option(fc.integer({ min: 0, max: 60 * minute })),
      (steps, reminders, openAfter) => {
        let now = -minute;
        const ticks = steps.map((step) => (now += step));
        const log = live(
          [...ticks, now + 500 * minute, now + 501 * minute],
          { ...timing, reminders },
          openAfter,
        );
        const kinds = log.map((line) => line.split(' ')[0]);
        const sendsNow = kinds.filter((kind) => kind === 'send').length;
        expect(sendsNow).toBeLessThanOrEqual(1);
        expect(kinds.filter((kind) => kind === 'remind').length).toBeLessThanOrEqual(reminders);
        expect(kinds.filter((kind) => kind === 'close')).toHaveLength(1);
        expect(kinds.at(-1)).toBe('close');
        if (kinds.includes('opened'))
          expect(kinds.lastIndexOf('remind')).toBeLessThan(kinds.indexOf('opened'));
        const sentAt = Number(log.find((line) => line.startsWith('send'))?.split(' ')[1] ?? 0);
        expect(sentAt).toBeLessThanOrEqual(timing.graceMs);
        sends += sendsNow;
        misses += 1 - sendsNow;
        opens += kinds.includes('opened') ? 1 : 0;
      },
    ),
    { numRuns: 500 },
  );
  for (const count of [sends, misses, opens]) expect(count).toBeGreaterThan(20);
});

test('scenario 19: three refusals running make unreachable, a message makes reachable', () => {
  const after = (...events: Parameters<typeof noteContact>[1][]): Reachability =>
    events.reduce(noteContact, reachable);
  expect(after('refused', 'refused')).toEqual({ refusals: 2, unreachable: false });
  expect(after('refused', 'refused', 'delivered', 'refused').unreachable).toBe(false);
  expect(after('refused', 'unknown', 'refused', 'unknown', 'refused').unreachable).toBe(true);
  expect(after('refused', 'refused', 'refused', 'delivered').unreachable).toBe(true);
  expect(after('refused', 'refused', 'refused', 'refused', 'message')).toEqual(reachable);
});
