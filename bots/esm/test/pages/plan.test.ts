import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDraws } from '../../pages/src/browser/draw-stream.ts';
import { clockOf } from '../../pages/src/plan/plan-timeline.tsx';
import { busyDays, hoursShown, minuteOf, simulatePlan } from '../../pages/src/plan/simulate-plan.ts';
import { toDefinition, toDraft } from '../../pages/src/protocol/protocol-draft.ts';
import { firstProtocols } from '../../pages/src/studies/first-protocols.ts';
import { checkProtocol } from '../../src/schedule/check-protocol.ts';
import type { Protocol } from '../../src/schedule/protocol.ts';

function protocolOf(data: unknown): Protocol {
  const { protocol, faults } = checkProtocol(data);
  if (protocol === null) throw new Error(JSON.stringify(faults));
  return protocol;
}

describe('an example of a plan', () => {
  const protocol = protocolOf({
    ...firstProtocols.bursts,
    quietHours: [{ start: '13:00', end: '14:00' }],
  });
  const input = { protocol, zone: 'Europe/Kyiv', firstDate: '2026-10-23', seed: '1', mostDays: 14 };

  it('shows the days with beeps, and leaves out those between waves', () => {
    const days = simulatePlan(input);
    expect(days.map(({ studyDay }) => studyDay)).toEqual([1, 2, 3, 4, 15, 16, 17, 18, 29, 30, 31, 32]);
    expect(busyDays(protocol)).toHaveLength(12);
    expect(days[0]?.date).toBe('2026-10-23');
    expect(days[4]?.date).toBe('2026-11-06');
  });

  it('draws one beep in each block, none in quiet hours, also on the day the clocks change', () => {
    for (const { marks, edges, stretches } of simulatePlan(input)) {
      expect(marks).toHaveLength(6);
      for (const [index, { minute }] of marks.entries()) {
        expect(minute).toBeGreaterThanOrEqual(edges[index] ?? 0);
        expect(minute).toBeLessThan(edges[index + 1] ?? 1440);
        expect(stretches.some(({ from, to }) => from <= minute && minute <= to)).toBe(true);
      }
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(simulatePlan(input)).toEqual(simulatePlan(input));
    expect(simulatePlan({ ...input, seed: '2' })).not.toEqual(simulatePlan(input));
  });

  it('counts minutes past midnight on the day that began the window', () => {
    const late = protocolOf({ ...firstProtocols.typical, hours: { start: '20:00', end: '02:00' } });
    const days = simulatePlan({ ...input, protocol: late });
    expect(days[0]?.stretches).toEqual([{ from: 1200, to: 1560 }]);
    expect(hoursShown(days)).toEqual({ from: 540, to: 1560 });
    expect(clockOf(1560)).toBe('02:00');
    expect(minuteOf(Date.parse('2026-10-24T00:30:00+03:00'), '2026-10-23', 'Europe/Kyiv')).toBe(1470);
  });
});

describe('the numbers of the pages', () => {
  it('are uniform enough to draw by: each tenth gets its share', () => {
    const draw = createDraws('seed', ['example', 1]);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 20_000; index += 1) {
      const tenth = Math.floor(draw() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('are other numbers for other parts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const same = createDraws('seed', [one])() === createDraws('seed', [other])();
        expect(same).toBe(one === other);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a protocol in the form', () => {
  it.each(Object.entries(firstProtocols))('%s comes out as it went in', (_name, data) => {
    const protocol = protocolOf(data);
    expect(protocolOf(toDefinition(toDraft(protocol)))).toEqual(protocol);
  });

  it('keeps every field of every kind', () => {
    const protocol = protocolOf({
      waves: [{ name: 'a', startDay: 3, days: 2 }],
      schedules: [
        { kind: 'signal', name: 'day', count: 4, minimumGapMinutes: 30, instrument: 'short' },
        { kind: 'interval', name: 'hours', everyMinutes: 120, hours: { start: '10:00', end: '18:00' } },
        { kind: 'event', name: 'smoked', maxPerDay: 3 },
        {
          kind: 'once',
          name: 'out',
          at: 'exit',
          time: '20:00',
          timing: { expiryMinutes: 240, reminders: 2 },
        },
      ],
      quietHours: [{ start: '13:00', end: '14:00' }],
      choices: { hours: false, overMidnight: true },
    });
    expect(protocolOf(toDefinition(toDraft(protocol)))).toEqual(protocol);
  });
});
