import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beepRows } from '../support/beep-rows.ts';
import { openStudy } from '../support/open-study.ts';
import { World } from '../support/world.ts';

const day = 86_400_000;
let world: World;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  await world.reset(Date.UTC(2026, 0, 5));
});

afterAll(() => world?.close());

/** The days around each change of the clocks of 2026: spring and autumn, Europe and America. */
const changes = [
  ['Europe/Kyiv', Date.UTC(2026, 2, 27, 4), '2026-03-29'],
  ['Europe/Kyiv', Date.UTC(2026, 9, 23, 4), '2026-10-25'],
  ['America/New_York', Date.UTC(2026, 2, 6, 12), '2026-03-08'],
  ['America/New_York', Date.UTC(2026, 9, 30, 12), '2026-11-01'],
] as const;

test.each(changes)(
  'scenario 17: %s over the change of %d: each beep once, local times right',
  async (zone, from, date) => {
    world.now = from;
    await openStudy(world, {
      protocol: {
        waves: [{ name: 'main', startDay: 1, days: 6 }],
        hours: { start: '00:30', end: '23:30' },
        schedules: [
          { kind: 'signal', name: 'day', count: 8 },
          { kind: 'interval', name: 'fixed', times: ['01:30', '03:30', '09:30', '20:30'] },
        ],
      },
    });
    const person = world.person('traveller');
    await person.join(zone, 'study-code');
    await world.advance(5 * day);
    const rows = (await beepRows(world, person)).filter(({ sent }) => sent !== null);
    const clock = (at: number): string =>
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
    const fixed = rows.filter(({ schedule }) => schedule === 'fixed');
    const onChange = fixed.filter((row) => row.date === date);
    expect(onChange.map(({ sent }) => clock(sent ?? 0)).slice(-2)).toEqual(['09:30', '20:30']);
    for (const row of fixed) {
      const wanted = ['01:30', '03:30', '09:30', '20:30'][row.number - 1];
      const isJumped = row.date === date && row.number < 3;
      if (!isJumped) expect(clock(row.sent ?? 0)).toBe(wanted);
    }
    const keys = rows.map((row) => `${row.schedule} ${row.date} ${row.number}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(rows.map(({ sent }) => sent)).size).toBe(rows.length);
    for (const { planned, sent } of rows) expect(sent).toBe(planned);
    for (const signal of rows.filter(({ schedule }) => schedule === 'day')) {
      expect(clock(signal.sent ?? 0) >= '00:30' && clock(signal.sent ?? 0) < '23:30').toBe(true);
    }
    const signals = rows.filter((row) => row.schedule === 'day' && row.date === date);
    expect(signals).toHaveLength(8);
  },
);
