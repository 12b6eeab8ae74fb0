import { languages } from 'opora';
import { describe, expect, it } from 'vitest';
import { trainingTexts } from '../../src/texts/parts/training.ts';
import { Dialogue } from '../fakes/dialogue.ts';
import { beginDialogue } from '../fakes/script.ts';

const text = Dialogue.textOf;
const survey = ['Cold rim of the mug on my lip', '3', '4', '5', '4', '4', '4', 'work', 'alone'];

describe('training in surveys', () => {
  it.each(languages)('tells the teaching of the day once a date, on days 1 to 3, in %s', async (language) => {
    const dialogue = await beginDialogue(language, 'joined');
    const { teaching } = trainingTexts[language];
    for (const lesson of teaching) {
      expect(text(await dialogue.say('/survey'))).toContain(lesson);
      await dialogue.say(...survey);
      const second = text(await dialogue.say('/survey'));
      for (const other of teaching) expect(second).not.toContain(other);
      await dialogue.say('/cancel');
      dialogue.now += 86_400_000;
    }
    const fourth = text(await dialogue.say('/survey'));
    for (const lesson of teaching) expect(fourth).not.toContain(lesson);
  });

  it('a day without a completed survey is no training day: its teaching comes again', async () => {
    const dialogue = await beginDialogue('en', 'joined');
    expect(text(await dialogue.say('/survey'))).toContain('Training, day 1');
    await dialogue.say('/cancel');
    dialogue.now += 86_400_000;
    expect(text(await dialogue.say('/survey'))).toContain('Training, day 1');
    expect(dialogue.state.training).toMatchObject({ days: 0, surveys: 0 });
  });

  it('ends after three days and six surveys of good reports, says so once, and flags rows until then', async () => {
    const dialogue = await beginDialogue('uk', 'joined');
    for (const day of [1, 2, 3]) {
      const one = text(await dialogue.say('/survey', ...survey));
      const two = text(await dialogue.say('/survey', ...survey));
      expect(one).not.toContain(trainingTexts.uk.over);
      expect(two.includes(trainingTexts.uk.over)).toBe(day === 3);
      expect(two).not.toMatch(/%|100/u);
      dialogue.now += 86_400_000;
    }
    expect(dialogue.state.training.end).toMatchObject({ by: 'quality' });
    await dialogue.say('/survey', ...survey);
    const flagged = [...dialogue.tables.responses.values()].map(({ values }) => [values[12], values[13]]);
    expect(flagged).toEqual([
      ...[
        [true, 1],
        [true, 1],
        [true, 2],
        [true, 2],
        [true, 3],
        [true, 3],
      ],
      [false, null],
    ]);
  });

  it('judges first texts: what a probe brings changes no quality', async () => {
    const dialogue = await beginDialogue('en', 'joined');
    await dialogue.say('/survey', 'stuff', ...survey);
    expect(dialogue.state.training.qualities).toHaveLength(1);
    expect(dialogue.state.training.qualities[0]).toBeLessThan(60);
  });

  it('three days and a threshold of its own, as set for the installation', async () => {
    const dialogue = await beginDialogue('en', 'joined');
    dialogue.settings = { ...dialogue.settings, TRAINING_DAYS: 1, TRAINING_QUALITY_THRESHOLD: 0 };
    for (let count = 1; count <= 6; count += 1) await dialogue.say('/survey', ...survey);
    expect(dialogue.state.training).toMatchObject({ days: 1, surveys: 6, end: { by: 'quality' } });
  });
});
