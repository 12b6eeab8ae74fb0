import { languages } from 'opora';
import { describe, expect, it } from 'vitest';
import { probeTexts } from '../../src/texts/parts/probes.ts';
import { texts } from '../../src/texts/texts.ts';
import { Dialogue } from '../fakes/dialogue.ts';
import { beginDialogue } from '../fakes/script.ts';

const text = Dialogue.textOf;
const rest = ['3', '4', '5', '4', '4', '4', 'work', 'alone'];

/** A dialogue whose next survey is the first of training day `day`: a survey was completed on each day before. */
async function onTrainingDay(day: number, language: 'ru' | 'uk' | 'en' = 'en'): Promise<Dialogue> {
  const dialogue = await beginDialogue(language, 'joined');
  for (let before = 1; before < day; before += 1) {
    await dialogue.say('/survey', 'Cold rim of the mug on my lip', ...rest);
    dialogue.now += 86_400_000;
  }
  return dialogue;
}

const moment = (dialogue: Dialogue): ReturnType<Dialogue['tables']['answered']>[number] | undefined =>
  dialogue.tables.answered().findLast(({ itemId }) => itemId === 'moment_capture');

describe('probes in a survey', () => {
  it('scenario 8: day 3, words innerly spoken are accepted, candidate innerSpeech, no score shown', async () => {
    const dialogue = await onTrainingDay(3, 'ru');
    await dialogue.say('/survey');
    const said = text(await dialogue.say('Про себя проговариваю: "где ключи от гаража"'));
    expect(said).toContain('2/9');
    expect(said).toContain(probeTexts.ru.recorded);
    expect(said).not.toMatch(/100|%|innerSpeech|балл|качеств/u);
    expect(dialogue.state.survey?.trainingDay).toBe(3);
    expect(moment(dialogue)).toMatchObject({
      flags: [],
      probes: [],
      validation: { verdict: 'accept', phenomena: [{ id: 'innerSpeech' }], quality: 100 },
    });
  });

  it('scenario 9: day 3, a habit gets an open probe; "no idea" is accepted, flagged, both kept', async () => {
    const dialogue = await onTrainingDay(3);
    await dialogue.say('/survey');
    const probe = text(await dialogue.say("I'm usually restless on Sundays"));
    expect(probe).toContain(`1/9. ${probeTexts.en.probes.moment}`);
    expect(probe).not.toMatch(/usually|generalis|habit|\d\d/u);
    expect(text(await dialogue.say('no idea'))).toContain('2/9');
    expect(moment(dialogue)).toMatchObject({
      firstText: "I'm usually restless on Sundays",
      finalText: 'no idea',
      attempts: 2,
      flags: ['vague'],
      firstValidation: { verdict: 'probe', classes: [{ id: 'generalisation' }] },
      validation: { verdict: 'probe' },
      probes: [{ kind: 'moment', at: expect.any(String), answered: expect.any(String) }],
    });
  });

  it('scenario 10: an inner voice of this moment is accepted; "as with everyone" gets one neutral probe', async () => {
    const uk = await onTrainingDay(3, 'uk');
    await uk.say('/survey');
    const said = text(await uk.say('Читаю лист, слово "терміново" промовилось моїм внутрішнім голосом'));
    expect(said).toContain('2/9');
    const en = await onTrainingDay(1);
    await en.say('/survey');
    const claim = 'Books always sound inside me, as with everyone';
    expect(text(await en.say(claim))).toContain(`“${claim}”: was it so`);
    expect(text(await en.say(claim))).toContain('2/9');
    expect(moment(en)).toMatchObject({
      flags: ['reading_voice'],
      firstValidation: { quality: 100, classes: [], presupposition: { id: 'reading_voice' } },
    });
    expect(en.state.survey?.items.moment_capture?.first).toEqual({ quality: 100 });
  });

  it.each(languages)(
    'scenario 11: "Nothing. Blank." is accepted; a refusal gets a probe, in %s',
    async (language) => {
      const dialogue = await onTrainingDay(3, language);
      await dialogue.say('/survey');
      expect(text(await dialogue.say('Nothing. Blank.'))).toContain('2/9');
      await dialogue.say('/cancel', '/survey');
      expect(text(await dialogue.say('не хочу говорить'))).toContain(probeTexts[language].probes.choice);
      expect(moment(dialogue)).toMatchObject({ finalText: 'не хочу говорить', flags: ['avoidance'] });
    },
  );

  it.each(['🙂🙂', '.', '12345'])(
    '§19: %s as a moment gets the garbage probe and is kept after the last',
    async (garbage) => {
      const dialogue = await onTrainingDay(1);
      await dialogue.say('/survey');
      expect(text(await dialogue.say(garbage))).toContain(probeTexts.en.probes.words);
      expect(text(await dialogue.say(garbage))).toContain(probeTexts.en.probes.again);
      expect(text(await dialogue.say(garbage))).toContain('2/9');
      expect(moment(dialogue)).toMatchObject({
        ...{ firstText: garbage, finalText: garbage, attempts: 3, flags: ['garbage'] },
        probes: [{ kind: 'words' }, { kind: 'again' }],
      });
    },
  );

  it('§19: a text over the limit, a sticker and a command under a probe change nothing about it', async () => {
    const dialogue = await onTrainingDay(3);
    await dialogue.say('/survey', 'stuff');
    for (const act of [
      'x'.repeat(2001),
      { content: { kind: 'message', attachments: [{ kind: 'sticker' }] } },
      '/help',
    ] as const) {
      expect(text(await dialogue.say(act))).toContain(`1/9. ${probeTexts.en.probes.moment}`);
    }
    expect(moment(dialogue)).toMatchObject({ firstText: 'stuff', finalText: 'stuff' });
    expect(text(await dialogue.say('the hum of the fridge'))).toContain('2/9');
    expect(moment(dialogue)).toMatchObject({ finalText: 'the hum of the fridge', flags: [] });
  });

  it('an answer can be left as it is: by the button, by /skip and by leaving; it keeps its flags', async () => {
    for (const leave of [{ press: probeTexts.en.keepAsIs }, '/skip'] as const) {
      const dialogue = await onTrainingDay(1);
      await dialogue.say('/survey', 'stuff');
      expect(text(await dialogue.say(leave))).toContain('2/9');
      expect(moment(dialogue)).toMatchObject({ status: 'answered', finalText: 'stuff', flags: ['vague'] });
    }
    const left = await onTrainingDay(1);
    await left.say('/survey', 'stuff', '/cancel');
    expect(moment(left)).toMatchObject({ status: 'answered', firstText: 'stuff', flags: ['vague'] });
    expect([...left.tables.responses.values()].map(({ status }) => status)).toEqual(['partial']);
  });

  it('a probe waits while an earlier question is gone back to, and its text gets no further ones later', async () => {
    const dialogue = await onTrainingDay(3);
    await dialogue.say('/survey', 'warm light', ...rest.slice(0, 6), '…');
    expect(text(await dialogue.say({ press: texts.en.back }))).toContain('7/9');
    expect(text(await dialogue.say('4'))).toContain(`8/9. ${probeTexts.en.probes['specific-words']}`);
    await dialogue.say('typing');
    await dialogue.say('/back');
    expect(text(await dialogue.say('…'))).toContain('9/9');
    expect(dialogue.tables.answered().at(-1)).toMatchObject({
      ...{ itemId: 'current_activity', firstText: '…', finalText: '…', flags: ['garbage'] },
      probes: [{ kind: 'specific-words' }],
    });
  });

  it('strict mode counts weaker signs and probes once more', async () => {
    const dialogue = await onTrainingDay(3);
    dialogue.settings = { ...dialogue.settings, VALIDATION_STRICT_MODE: true };
    await dialogue.say('/survey', 'stuff');
    expect(text(await dialogue.say('stuff'))).toContain(probeTexts.en.probes.again);
    expect(text(await dialogue.say('stuff'))).toContain('2/9');
  });

  it('the golden standard off: no quality is measured, verdicts stay', async () => {
    const dialogue = await onTrainingDay(1);
    dialogue.settings = { ...dialogue.settings, VALIDATION_USE_GOLDEN_STANDARD: false };
    await dialogue.say('/survey', 'stuff');
    expect(moment(dialogue)?.validation).toMatchObject({ verdict: 'probe', quality: null, grade: null });
  });

  it('stored validations hold spans, no words and no time', async () => {
    const dialogue = await onTrainingDay(3);
    await dialogue.say('/survey', "I'm usually restless on Sundays");
    const stored = JSON.stringify(moment(dialogue)?.validation);
    expect(stored).not.toMatch(/restless|durationMs/u);
  });
});
