import { afterAll, beforeAll, expect, test } from 'vitest';
import { day, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open({ at: Date.UTC(2027, 0, 4) });
  study = await stage.openStudy({
    protocol: {
      waves: [{ name: 'main', startDay: 1, days: 4 }],
      hours: { start: '00:30', end: '23:30' },
      schedules: [
        { kind: 'signal', name: 'drawn', count: 6, timing: { reminders: 0 } },
        { kind: 'interval', name: 'fixed', times: ['02:30', '03:30', '09:30'], timing: { reminders: 0 } },
      ],
    },
  });
});

afterAll(() => stage?.close());

/** Both changes of the clocks of 2027, in order of time: where, the night before, and the date. */
const changes = [
  ['America/New_York', Date.UTC(2027, 2, 12, 15), '2027-03-14', ['03:30', '09:30']],
  ['Europe/Kyiv', Date.UTC(2027, 2, 26, 15), '2027-03-28', ['02:30', '04:30', '09:30']],
  ['Europe/Kyiv', Date.UTC(2027, 9, 29, 15), '2027-10-31', ['02:30', '03:30', '09:30']],
  ['America/New_York', Date.UTC(2027, 10, 5, 15), '2027-11-07', ['02:30', '03:30', '09:30']],
] as const;

test.each(changes)(
  'scenario 17: %s over the change of the clocks: each beep once, local times right (%i)',
  async (zone, from, date, fixedOnChange) => {
    await stage.time.jumpTo(from);
    const one = stage.web(`${zone.slice(0, 2)}-${date}`);
    await one.join(study.code, zone);
    await stage.advance(3 * day);
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
    const clock = (at: number | null): string => format.format(at ?? 0);
    const sent = (await stage.beeps(one)).filter((beep) => beep.sent !== null);
    // Each once: as many bubbles as beeps, no two of one number or instant, at the instant planned.
    expect(await one.count(one.part.signal)).toBe(sent.length);
    expect(new Set(sent.map((beep) => `${beep.schedule} ${beep.date} ${beep.number}`)).size).toBe(
      sent.length,
    );
    expect(new Set(sent.map((beep) => beep.sent)).size).toBe(sent.length);
    for (const beep of sent) expect(beep.sent).toBe(beep.planned);

    const fixed = sent.filter(({ schedule }) => schedule === 'fixed');
    const usual = fixed.filter((beep) => beep.date !== date).map((beep) => clock(beep.sent));
    expect(new Set(usual)).toEqual(new Set(['02:30', '03:30', '09:30']));
    expect(fixed.filter((beep) => beep.date === date).map((beep) => clock(beep.sent))).toEqual(fixedOnChange);

    const drawn = sent.filter(({ schedule }) => schedule === 'drawn');
    const onChange = drawn.filter((beep) => beep.date === date);
    expect(onChange.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const beep of drawn) {
      expect(clock(beep.sent) >= '00:30' && clock(beep.sent) < '23:30').toBe(true);
    }
  },
  120_000,
);
