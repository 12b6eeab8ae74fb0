import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BeepTiming, reminderInstants } from '../../src/schedule/beep-timing.ts';
import { dayWindow } from '../../src/schedule/day-window.ts';
import { type BeepState, closeByNewer, decideBeep } from '../../src/schedule/decide-beep.ts';
import { type PlannedBeep, planDay } from '../../src/schedule/plan-day.ts';
import {
  type PreviewBeep,
  previewBeeps,
  previewScale,
  previewTiming,
} from '../../src/schedule/preview-day.ts';
import { inputOf, usualTiming } from './arbitraries.ts';

const input = inputOf();
const window = dayWindow(input.date, 'Europe/Kyiv', input.protocol.hours, []) ?? { from: 0, to: 1 };
const real: readonly PlannedBeep[] = planDay(input);

function preview(minutes: number): { readonly beeps: readonly PreviewBeep[]; readonly timing: BeepTiming } {
  const scale = previewScale(window, minutes);
  return { beeps: previewBeeps(real, window, scale, 1_000_000), timing: previewTiming(usualTiming, scale) };
}

test('a day shrinks to any length from 2 to 60 minutes: same order and proportions, flagged', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), (minutes) => {
      const { beeps } = preview(minutes);
      expect(beeps).toHaveLength(6);
      for (const [index, beep] of beeps.entries()) {
        const original = real[index] as PlannedBeep;
        const share = (original.at - window.from) / (window.to - window.from);
        expect(Math.abs(beep.at - 1_000_000 - share * minutes * 60_000)).toBeLessThanOrEqual(1);
        expect(beep).toMatchObject({ preview: true, number: original.number, schedule: 'day' });
        if (index > 0) expect(beep.at).toBeGreaterThan(beeps[index - 1]?.at ?? 0);
      }
    }),
  );
});

test('10 minutes: 45 min of expiry are 37.5 s, the reminder is halfway, what would be too short is 30 s', () => {
  expect(preview(10).timing).toEqual({
    expiryMs: 37_500,
    reminders: 1,
    completionMs: 30_000,
    graceMs: 30_000,
  });
  expect(reminderInstants(0, preview(10).timing)).toEqual([18_750]);
  expect(preview(2).timing.expiryMs).toBe(30_000);
  expect(preview(60).timing).toEqual({
    expiryMs: 225_000,
    reminders: 1,
    completionMs: 150_000,
    graceMs: 30_000,
  });
});

test('shorter and longer previews are refused; a window shorter than the preview is not stretched', () => {
  for (const minutes of [1, 61, 0, -2, Number.NaN])
    expect(() => previewScale(window, minutes)).toThrow(RangeError);
  expect(previewScale({ from: 0, to: 60_000 }, 10)).toBe(1);
});

test('scenario 21: six beeps in 10 min with a reminder and an expiry, when nobody answers', () => {
  const { beeps, timing } = preview(10);
  const log: string[] = [];
  let open = null as BeepState | null;
  let next = 0;
  for (let now = 1_000_000; now <= 1_000_000 + 11 * 60_000; now += 1000) {
    if (open !== null) {
      const decision = decideBeep(open, now);
      if (decision.kind === 'remind') open = { ...open, reminded: decision.number };
      if (decision.kind === 'close') open = null;
      if (decision.kind === 'remind' || decision.kind === 'close') log.push(decision.kind);
    }
    const beep = beeps[next];
    if (beep === undefined || beep.at > now) continue;
    if (open !== null && closeByNewer(open, now) !== null) log.push('closed by newer');
    next += 1;
    open = { status: 'sent', plannedAt: beep.at, sentAt: now, openedAt: null, reminded: 0, timing };
    log.push('send');
  }
  const count = (what: string): number => log.filter((line) => line === what).length;
  expect(count('send')).toBe(6);
  expect(count('remind')).toBe(6);
  expect(count('close') + count('closed by newer')).toBe(6);
  expect(count('close')).toBeGreaterThan(0);
});
