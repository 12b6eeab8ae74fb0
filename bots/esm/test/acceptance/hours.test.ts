import { languages } from 'opora';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scheduleTexts } from '../../src/schedule/schedule-texts.ts';
import { fill } from '../../src/texts/texts.ts';
import { day, hour, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open();
  study = await stage.openStudy();
});

afterAll(() => stage?.close());

describe.each(languages)('hours, in %s', (language) => {
  test('scenario 3: end 24:70, then 8:00 with start 21:00: refused with reason and example; 22:15 works from tomorrow', async () => {
    const one = stage.web(`hours-${language}`, language);
    const { part } = one;
    // Noon in Kyiv, on some day.
    await stage.time.jumpTo(Math.ceil((stage.now - 10 * hour) / day) * day + 10 * hour);
    await one.join(study.code);
    const dateIn = (days: number): string => new Date(stage.now + days * day).toISOString().slice(0, 10);
    const [today, next] = [dateIn(0), dateIn(1)];
    const before = await stage.beeps(one);
    await one.say('/settings');
    await one.press(part.changeHours);
    expect(await one.say('21:00')).toContain(fill(part.askEnd, { start: '21:00' }));
    // The reason, and an example of what would do.
    expect(await one.say('24:70')).toContain(scheduleTexts[language].timeRange);
    const early = await one.say('8:00');
    expect(early).toContain(fill(scheduleTexts[language].overMidnight, { start: '21:00', end: '08:00' }));
    expect(early).toContain('22:15');
    expect(await stage.beeps(one)).toEqual(before);
    expect(await one.say('22:15')).toContain(part.settingsFromTomorrow);
    const after = await stage.beeps(one);
    const ofToday = (all: typeof after) => all.filter(({ date }) => date === today);
    expect(ofToday(after).map(({ planned }) => planned)).toEqual(
      ofToday(before).map(({ planned }) => planned),
    );
    const tomorrow = after.filter(({ date }) => date === next);
    expect(tomorrow).toHaveLength(6);
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Kyiv',
      hour: '2-digit',
      minute: '2-digit',
    });
    for (const { planned } of tomorrow) {
      expect(clock.format(planned) >= '21:00' && clock.format(planned) < '22:15').toBe(true);
    }
    const first = await stage.nextBeep(one, 2 * day);
    expect([first.date, first.sent]).toEqual([next, tomorrow[0]?.planned]);
    await one.say('/withdraw');
  });
});
