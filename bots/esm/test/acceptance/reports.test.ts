import type { Language } from 'opora';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeTexts } from '../../src/texts/parts/probes.ts';
import type { Actor } from './support/actor.ts';
import { day, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open({ telegram: true });
  study = await stage.openStudy();
});

afterAll(() => stage?.close());

interface Answer {
  readonly item: string;
  readonly status: string;
  readonly firstText: string | null;
  readonly finalText: string | null;
  readonly flags: readonly string[];
  readonly firstValidation: Validation | null;
  readonly validation: Validation | null;
}

interface Validation {
  readonly verdict: string;
  readonly classes: readonly { readonly id: string; readonly confidence: number }[];
  readonly presupposition: { readonly id: string } | null;
  readonly phenomena: readonly { readonly id: string }[];
  readonly quality: number | null;
}

/** The newest moment report of somebody as a researcher reads it. */
async function report(one: Actor): Promise<Answer> {
  const [row] = await stage.installation.rows<{ pseudonym: string }>(
    `SELECT pseudonym FROM esm_participants p JOIN conversation_names n ON n.conversation_id = p.conversation_id
    WHERE n.external_id = $1`,
    stage.installation.stored(one.door.name),
  );
  const { items } = await stage.ask<{ items: readonly { answers: readonly Answer[] }[] }>(
    `${study.path}/responses?participant=${row?.pseudonym}&texts=full`,
  );
  const found = items.at(-1)?.answers.find(({ item }) => item === 'moment_capture');
  if (found === undefined) throw new Error(`No report of ${one.door.name}: ${JSON.stringify(items.at(-1))}`);
  return found;
}

/** What nobody may be told of their report: figures, verdicts, names of classes. */
const judgement =
  /%|\b\d{2,3}\b|score|quality|generali|innerSpeech|inner speech|балл|бал\b|качеств|якіст|оценк|оцінк|внутренн(?:яя|ей) речь|внутрішн\S* мовлення/iu;

describe.each(['web chat', 'Telegram'])('in the %s', (channel) => {
  const seat = channel === 'Telegram' ? 7200 : 0;

  /** Somebody on the first survey of training day `trainingDay`, who has completed one on each day before. */
  async function on(trainingDay: number, language: Language, index: number): Promise<Actor> {
    const one =
      channel === 'Telegram'
        ? stage.inTelegram(seat + index, language)
        : stage.web(`reports-${index}`, language);
    await one.join(study.code);
    for (let before = 1; before < trainingDay; before += 1) {
      await one.say('/survey');
      await one.answerAll('Cold rim of the mug on my lip');
      await stage.time.jumpTo(stage.now + day);
      await stage.settle();
    }
    expect(await one.say('/survey')).toContain('1/9');
    return one;
  }

  test('scenario 8: day 3, «Про себя проговариваю: "где ключи от гаража"»: accepted, innerSpeech candidate, no score shown', async () => {
    const one = await on(3, 'ru', 8);
    const said = await one.say('Про себя проговариваю: "где ключи от гаража"');
    expect(said).toContain('2/9');
    expect(said.replaceAll(/\d\/9/gu, '')).not.toMatch(judgement);
    const { status, flags, validation } = await report(one);
    expect({ status, flags }).toEqual({ status: 'answered', flags: [] });
    expect(validation).toMatchObject({ verdict: 'accept', phenomena: [{ id: 'innerSpeech' }] });
  });

  test('scenario 9: day 3, "I\'m usually restless on Sundays": open probe; "no idea": accepted, flagged, both kept', async () => {
    const one = await on(3, 'en', 9);
    const probe = await one.say("I'm usually restless on Sundays");
    expect(probe).toContain(`1/9. ${probeTexts.en.probes.moment}`);
    expect(probe).not.toMatch(/usually|restless|sunday/iu);
    expect(probe.replaceAll(/\d\/9/gu, '')).not.toMatch(judgement);
    expect(await one.say('no idea')).toContain('2/9');
    const kept = await report(one);
    expect(kept).toMatchObject({
      ...{ status: 'answered', firstText: "I'm usually restless on Sundays", finalText: 'no idea' },
      firstValidation: { verdict: 'probe', classes: [{ id: 'generalisation' }] },
    });
    expect(kept.flags.length).toBeGreaterThan(0);
  });

  test('scenario 10: «…промовилось моїм внутрішнім голосом»: accepted', async () => {
    const one = await on(3, 'uk', 10);
    expect(await one.say('Читаю лист, слово "терміново" промовилось моїм внутрішнім голосом')).toContain(
      '2/9',
    );
    expect(await report(one)).toMatchObject({
      status: 'answered',
      flags: [],
      validation: { verdict: 'accept' },
    });
  });

  test('scenario 10: "Books always sound inside me, as with everyone": neutral probe, no penalty', async () => {
    const one = await on(3, 'en', 11);
    const claim = 'Books always sound inside me, as with everyone';
    const probe = await one.say(claim);
    // It cites the words and leaves everything open; a question, no correction.
    expect(probe).toContain(`“${claim}”`);
    expect(probe).toContain('or something else, or nothing?');
    expect(probe).not.toMatch(/wrong|mistake|illusion|really\?|actually|most people/iu);
    expect(await one.say('a low hum of the fridge')).toContain('2/9');
    const { firstText, firstValidation } = await report(one);
    expect(firstText).toBe(claim);
    expect(firstValidation).toMatchObject({ presupposition: { id: 'reading_voice' }, quality: 100 });
    expect(firstValidation?.classes.filter(({ confidence }) => confidence >= 0.6)).toEqual([]);
  });

  test('scenario 11: "Nothing. Blank.": accepted; «не хочу говорить»: probe', async () => {
    const one = await on(3, 'ru', 12);
    expect(await one.say('Nothing. Blank.')).toContain('2/9');
    expect(await report(one)).toMatchObject({
      status: 'answered',
      flags: [],
      validation: { verdict: 'accept' },
    });
    await one.say('/cancel');
    await one.say('/survey');
    const probe = await one.say('не хочу говорить');
    expect(probe).toContain(`1/9. ${probeTexts.ru.probes.choice}`);
    expect(await report(one)).toMatchObject({ firstText: 'не хочу говорить', flags: ['avoidance'] });
  });

  test('scenario 12: scale 0–9 typed "12", «семь», button 4 twice: two re-asks, one value', async () => {
    const one = await on(1, 'ru', 13);
    await one.say('Холодный край кружки у губ');
    const button = await one.codeOf('4');
    expect(await one.say('12')).toMatch(/2\/9[\s\S]*$/u);
    const inWords = await one.say('семь');
    expect(inWords).toContain('2/9');
    expect(inWords).toContain('7');
    expect(await one.pressCode(button)).toContain('3/9');
    const doubled = await one.pressCode(button);
    expect(doubled).toContain(one.texts.alreadyAnswered);
    expect(doubled).toContain('3/9');
    const rows = await stage.installation.rows<{ value: number; attempts: number }>(
      `SELECT a.value, a.attempts FROM esm_answers a
      JOIN conversation_names n ON n.conversation_id = a.conversation_id
      WHERE n.external_id = $1 AND a.item_id IN ('challenge', 'skill')`,
      stage.installation.stored(one.door.name),
    );
    expect(rows).toEqual([{ value: 4, attempts: 3 }]);
  });
});
