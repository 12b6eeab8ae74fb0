import fc from 'fast-check';
import { languages } from 'opora';
import { expect, test } from 'vitest';
import { checkProtocol } from '../../src/schedule/check-protocol.ts';
import { checkSettings, maximumGapMinutes } from '../../src/schedule/check-settings.ts';
import { parseClockTime } from '../../src/schedule/parse-clock-time.ts';
import { planDay } from '../../src/schedule/plan-day.ts';
import type { Protocol, Settings } from '../../src/schedule/protocol.ts';
import { explainSettings, scheduleTexts } from '../../src/schedule/schedule-texts.ts';
import { burstWaves } from '../../src/schedule/study-days.ts';
import { hours, inputOf, protocolOf, quietHours, signal, usualTiming } from './arbitraries.ts';

const zone = 'Europe/Kyiv';
const kinds = (
  protocol: Protocol,
  settings: Partial<Settings>,
  before: Partial<Settings> = {},
): readonly string[] =>
  checkSettings(protocol, { zone, ...before }, { zone, ...settings }).map((problem) => problem.kind);

test('scenario 3: 24:70 and 8:00 with start 21:00 are refused with reason and example; 22:15 is taken', () => {
  expect(parseClockTime('24:70', { end: true }).ok).toBe(false);
  const end = (typed: string): string => {
    const parsed = parseClockTime(typed, { end: true });
    return parsed.ok ? parsed.time : 'refused';
  };
  const early = { zone, hours: { start: '21:00', end: end('8:00') } };
  const problems = checkSettings(protocolOf(), { zone }, early);
  expect(problems).toEqual([{ kind: 'over-midnight', start: '21:00', end: '08:00' }]);
  for (const language of languages) {
    const sentence = problems.map((problem) => explainSettings(problem, language)).join();
    expect(sentence).toContain('08:00');
    expect(sentence).toContain('22:15');
  }
  expect(kinds(protocolOf(), { hours: { start: '21:00', end: end('22:15') } })).toEqual([]);
  const nights = protocolOf({ choices: { ...protocolOf().choices, overMidnight: true } });
  expect(kinds(nights, early)).toEqual([]);
});

test('what participants may not change is refused only when they change it', () => {
  const protocol = protocolOf({
    choices: { hours: false, overMidnight: false, count: false, zone: false, quietHours: false },
  });
  const own = { count: 5, hours: { start: '10:00', end: '20:00' }, quietHours: [], zone: 'UTC' };
  expect(checkSettings(protocol, { zone }, own)).toEqual(
    ['hours', 'count', 'zone', 'quietHours'].map((what) => ({ kind: 'not-allowed', what })),
  );
  expect(kinds(protocol, { count: 5 }, { count: 5 })).toEqual([]);
});

test('zone, count, quiet periods and times are checked', () => {
  const quiet = { start: '10:00', end: '11:00' };
  expect(kinds(protocolOf(), { zone: '+03:00' })).toEqual(['zone']);
  for (const count of [0, 11, 2.5, Number.NaN]) expect(kinds(protocolOf(), { count })).toEqual(['count']);
  for (const count of [1, 10]) expect(kinds(protocolOf(), { count })).toEqual([]);
  expect(kinds(protocolOf(), { quietHours: [quiet, quiet, quiet, quiet] })).toEqual(['quiet-count']);
  expect(kinds(protocolOf(), { hours: { start: '09:00', end: '09:00' } })).toEqual(['same-time']);
  expect(kinds(protocolOf(), { quietHours: [{ start: '09:00', end: '21:00' }] })).toEqual(['too-short']);
  expect(kinds(protocolOf(), { hours: { start: '09:00', end: '09:05' } })).toEqual(['too-short']);
  expect(() => kinds(protocolOf(), { hours: { start: 'nine', end: '21:00' } })).toThrow(RangeError);
});

test('a gap above 0.75 block is refused and the maximum is named, at set-up and for shorter hours', () => {
  const protocol = protocolOf({ schedules: [signal({ minimumGapMinutes: 91 })] });
  const { faults } = checkProtocol(protocol);
  expect(faults).toMatchObject([
    { severity: 'error', path: 'schedules.0.minimumGapMinutes', advice: 'At most 90 min are possible.' },
  ]);
  const allowed = protocolOf({ schedules: [signal({ minimumGapMinutes: 90 })] });
  expect(checkProtocol(allowed).protocol).toEqual(allowed);
  const shorter = checkSettings(allowed, { zone }, { zone, hours: { start: '09:00', end: '15:00' } });
  expect(shorter).toEqual([{ kind: 'gap', gapMinutes: 90, maximumMinutes: 45, count: 6 }]);
  for (const language of languages)
    expect(explainSettings(shorter[0] ?? { kind: 'zone' }, language)).toContain('45');
});

test('whatever the check takes can be planned, with the gap at its maximum', () => {
  fc.assert(
    fc.property(hours, quietHours, fc.integer({ min: 1, max: 10 }), (own, quiet, count) => {
      const gap = maximumGapMinutes(own, quiet, count);
      const protocol = protocolOf({
        ...{ schedules: [signal({ count, minimumGapMinutes: gap })], hours: own, quietHours: quiet },
        choices: { ...protocolOf().choices, overMidnight: true },
      });
      if (checkProtocol(protocol).protocol === null) return;
      expect(planDay(inputOf({ protocol, date: '2026-06-01' }))).toHaveLength(count);
    }),
    { numRuns: 200 },
  );
});

test('a protocol gets the defaults of the specification', () => {
  const { protocol, faults } = checkProtocol({
    waves: burstWaves(4, 14, 3),
    schedules: [
      { kind: 'signal', name: 'day' },
      { kind: 'event', name: 'event' },
    ],
  });
  expect(faults).toEqual([]);
  expect(protocol).toEqual({
    ...protocolOf(),
    waves: [
      { name: 'burst-1', startDay: 1, days: 4 },
      { name: 'burst-2', startDay: 15, days: 4 },
      { name: 'burst-3', startDay: 29, days: 4 },
    ],
    schedules: [signal(), { kind: 'event', name: 'event', maxPerDay: 10 }],
  });
});

test('all faults of a protocol come together', () => {
  const interval = { kind: 'interval', name: 'day', timing: usualTiming };
  const { protocol, faults } = checkProtocol({
    waves: [
      { name: 'w', startDay: 1, days: 7 },
      { name: 'w', startDay: 7, days: 7 },
    ],
    schedules: [
      { kind: 'signal', name: 'day', minimumGapMinutes: 100 },
      { ...interval, times: ['08:00', '12:00', '12:00'], everyMinutes: 60 },
      { ...interval, name: 'other', times: ['08:00', '12:00', '12:00'] },
      { kind: 'once', name: 'entry', at: 'entry', time: '12:00' },
    ],
    quietHours: [{ start: '13:00', end: '14:00' }],
  });
  expect(protocol).toBeNull();
  expect(faults.map((fault) => `${fault.severity} ${fault.path}: ${fault.reason}`)).toEqual([
    'error waves.1.name: "w" is used twice',
    'error waves.1.startDay: it begins before "w" ends',
    'error schedules.1.name: "day" is used twice',
    'error schedules.0.minimumGapMinutes: 100 min is above 0.75 of a block (6 a day)',
    'error schedules.1: it needs either times or everyMinutes',
    'error schedules.2.times.0: 08:00 is outside the hours 09:00–21:00',
    'error schedules.2.times.2: 12:00 is listed twice',
    'warning schedules.2: 08:00 is also a time of "day"; a newer beep closes an older one',
    'warning schedules.2: 12:00 is also a time of "day"; a newer beep closes an older one',
    'warning schedules.2: 12:00 is also a time of "day"; a newer beep closes an older one',
    'warning schedules.3: 12:00 is also a time of "day"; a newer beep closes an older one',
  ]);
  for (const data of [null, 'text', {}, { waves: [], schedules: [{ kind: 'x' }] }]) {
    expect(checkProtocol(data).faults.length).toBeGreaterThan(0);
  }
  const same = { ...protocolOf(), quietHours: [{ start: '13:00', end: '13:00' }] };
  expect(checkProtocol(same).faults.map((fault) => fault.path)).toEqual(['quietHours.0']);
});

test('every sentence exists in three languages and fills the same places', () => {
  const places = (text: string): readonly string[] => (text.match(/\{\w+\}/gu) ?? []).sort();
  for (const language of languages) {
    expect(Object.keys(scheduleTexts[language])).toEqual(Object.keys(scheduleTexts.en));
    for (const [key, text] of Object.entries(scheduleTexts[language])) {
      expect(places(text), `${language}.${key}`).toEqual(
        places(scheduleTexts.en[key as keyof typeof scheduleTexts.en]),
      );
    }
  }
  expect(Object.values(scheduleTexts.ru).join()).not.toMatch(/[іїєґ]/iu);
  expect(Object.values(scheduleTexts.uk).join()).not.toMatch(/[ыэёъ]/iu);
});
