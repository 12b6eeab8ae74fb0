import fc from 'fast-check';
import { languages } from 'opora';
import { expect, test } from 'vitest';
import { fromMinutes, toMinutes } from '../../src/schedule/clock-time.ts';
import { parseClockTime } from '../../src/schedule/parse-clock-time.ts';
import { explainTime } from '../../src/schedule/schedule-texts.ts';
import { anyText } from '../fakes/any-text.ts';

test.each([
  ...[
    ['8:00', '08:00'],
    ['08:00', '08:00'],
    ['22.15', '22:15'],
    ['22-15', '22:15'],
    ['22–15', '22:15'],
  ],
  ...[
    ['2215', '22:15'],
    ['0800', '08:00'],
    ['8', '08:00'],
    ['23', '23:00'],
    ['0', '00:00'],
    ['8 30', '08:30'],
  ],
  ...[
    ['9 pm', '21:00'],
    ['9pm', '21:00'],
    ['9:30 a.m.', '09:30'],
    ['12 am', '00:00'],
    ['12 PM', '12:00'],
  ],
  ...[
    ['22:15.', '22:15'],
    [' 22 : 15 ', '22:15'],
    ['8h30', '08:30'],
    ['22ч', '22:00'],
    ['8 ч 30', '08:30'],
  ],
  ...[
    ['в 9 утра', '09:00'],
    ['с 7 вечера', '19:00'],
    ['3 часа дня', '15:00'],
    ['12 дня', '12:00'],
  ],
  ...[
    ['в 11 ночи', '23:00'],
    ['1 ночи', '01:00'],
    ['полдень', '12:00'],
    ['полночь', '00:00'],
  ],
  ...[
    ['о 9 ранку', '09:00'],
    ['о 20:30', '20:30'],
    ['7 вечора', '19:00'],
    ['2 години ночі', '02:00'],
  ],
  ...[
    ['at 6 in the evening', '18:00'],
    ['noon', '12:00'],
    ['опівдні', '12:00'],
    ['２２：１５', '22:15'],
    ['24:00', '00:00'],
  ],
])('%s is %s', (typed, time) => {
  expect(parseClockTime(typed ?? '')).toEqual({ ok: true, time });
});

test.each(['24:70', '25:00', '22:60', '24:01', '99', '13 am', '0 pm', '15 утра'])(
  '%s is beyond the clock',
  (typed) => {
    expect(parseClockTime(typed)).toEqual({ ok: false, reason: 'range' });
  },
);

test.each([
  '',
  'soon',
  '8:5',
  '8:000',
  '815',
  '8:00:00',
  '-8:00',
  '8,5',
  '8 foo',
  '9 pm pm',
  'семь',
  '1'.repeat(500),
])('%s is no time', (typed) => {
  expect(parseClockTime(typed)).toEqual({ ok: false, reason: 'form' });
});

test('the end of a day may be 24:00 or midnight', () => {
  for (const typed of ['24:00', '24', 'midnight', 'опівночі', '12 ночи']) {
    expect(parseClockTime(typed, { end: true })).toEqual({ ok: true, time: '24:00' });
  }
  expect(parseClockTime('24:70', { end: true })).toEqual({ ok: false, reason: 'range' });
  expect(parseClockTime('00:00', { end: true })).toEqual({ ok: true, time: '00:00' });
});

test('a refusal gives the reason and an example, in every language', () => {
  for (const language of languages) {
    for (const reason of ['form', 'range'] as const) {
      expect(explainTime({ ok: false, reason }, language)).toContain('22:15');
    }
    expect(explainTime({ ok: false, reason: 'range' }, language)).toMatch(/23.*59/u);
  }
});

test('every minute of the day is read back from what is written; nothing typed makes an impossible time', () => {
  for (let minute = 0; minute < 1440; minute += 1) {
    expect(parseClockTime(fromMinutes(minute))).toEqual({ ok: true, time: fromMinutes(minute) });
    expect(toMinutes(fromMinutes(minute))).toBe(minute);
  }
  fc.assert(
    fc.property(
      fc.oneof(anyText, fc.string({ unit: fc.constantFrom(...'0123456789:. apmутравечн'), maxLength: 12 })),
      (typed) => {
        const parsed = parseClockTime(typed);
        if (parsed.ok) expect(parsed.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/u);
      },
    ),
    { numRuns: 500 },
  );
});
