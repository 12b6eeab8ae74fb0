import { languages } from 'opora';
import { expect, test } from 'vitest';
import { commands } from '../src/commands.ts';
import { des9 } from '../src/des-9.ts';
import { checkInstrumentData } from '../src/instrument/check-instrument.ts';
import { itemsOf } from '../src/instrument/instrument.ts';
import { consentTexts, hashConsent } from '../src/joining/consent-text.ts';
import { scheduleTexts } from '../src/schedule/schedule-texts.ts';
import { feedbackTexts } from '../src/texts/parts/feedback.ts';
import { participantTexts } from '../src/texts/parts/participant.ts';
import { probeTexts } from '../src/texts/parts/probes.ts';
import { trainingTexts } from '../src/texts/parts/training.ts';
import { fill, texts } from '../src/texts/texts.ts';

const places = (text: string): readonly string[] =>
  [...text.matchAll(/\{\w+\}/gu)].map(([place]) => place).sort();

test('every text exists in three languages, is not empty and fills the same places', () => {
  const keys = Object.keys(texts.en).sort();
  expect(keys.length).toBeGreaterThan(50);
  for (const language of languages) {
    expect(Object.keys(texts[language]).sort()).toEqual(keys);
    for (const [key, text] of Object.entries(texts[language])) {
      expect(text.trim(), `${language}.${key}`).not.toBe('');
      expect(places(text), `${language}.${key}`).toEqual(places(texts.en[key as keyof typeof texts.en]));
    }
  }
});

test('Russian and Ukrainian keep their own letters', () => {
  const own = (language: 'ru' | 'uk'): string =>
    [
      ...Object.values(texts[language]),
      ...consentTexts.map((consent) => consent.text[language]),
      ...itemsOf(des9).map((item) => item.text[language]),
      ...commands.map((command) => command.description[language]),
    ].join('\n');
  expect(own('ru')).not.toMatch(/[іїєґ]/iu);
  expect(own('uk')).not.toMatch(/[ыэёъ]/iu);
});

test('the consent says in every language how to skip, stop, take the data and leave', () => {
  for (const consent of consentTexts) {
    for (const language of languages) {
      const text = consent.text[language];
      for (const command of ['/skip', '/cancel', '/export', '/delete_my_data'])
        expect(text).toContain(command);
      expect(text.length).toBeLessThan(2500);
    }
  }
});

test('the words of a used consent version never change', () => {
  expect(
    consentTexts.map((consent) => languages.map((language) => hashConsent(consent.text[language]))),
  ).toMatchSnapshot();
});

test('every command named in a text exists', () => {
  const known = new Set(commands.map((command) => command.name));
  for (const language of languages) {
    const all = [...Object.values(texts[language]), ...consentTexts.map((consent) => consent.text[language])];
    for (const [, name] of all.join('\n').matchAll(/\/([a-z_]{2,})/gu)) expect(known).toContain(name);
  }
});

test('English has one word for a beep in everything a participant reads outside of the consent', () => {
  const tables = [texts.en, participantTexts.en, feedbackTexts.en, scheduleTexts.en, trainingTexts.en];
  const said = JSON.stringify([...tables.map((table) => Object.values(table)), probeTexts.en]);
  const described = commands.map(({ description }) => description.en).join('\n');
  const asked = itemsOf(des9).map((item) => item.text.en);
  // Places to fill are no words.
  const read = [said, described, ...asked].join('\n').replaceAll(/\{\w+\}/gu, '');
  expect(read).toMatch(/beep/u);
  expect(read).not.toMatch(/signal/iu);
});

test('no text praises or scores an answer', () => {
  for (const language of languages) {
    expect(Object.values(texts[language]).join('\n')).not.toMatch(
      /great|excellent|well done|отлично|молод[еє]ц|чудово|прекрасно|правильно|%/iu,
    );
  }
});

test('des-9 is a valid instrument: nine items, fixed ids, types and ranges', () => {
  expect(checkInstrumentData(des9).faults).toEqual([]);
  expect(
    itemsOf(des9).map((item) => [item.id, item.type === 'scale' ? `${item.min}-${item.max}` : item.type]),
  ).toEqual([
    ['moment_capture', 'text'],
    ['challenge', '0-9'],
    ['skill', '0-9'],
    ['concentration', '0-9'],
    ['mood', '1-7'],
    ['energy', '1-7'],
    ['stress', '1-7'],
    ['current_activity', 'text'],
    ['current_companion', 'text'],
  ]);
});

test('fill replaces known places only', () => {
  expect(fill('{a} {b} {constructor}', { a: 1 })).toBe('1 {b} {constructor}');
});
