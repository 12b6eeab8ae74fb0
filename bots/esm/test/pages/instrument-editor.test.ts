import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlightYaml } from '../../pages/src/instrument/highlight-yaml.ts';
import { firstInstrumentText, toInstrumentText } from '../../pages/src/instrument/instrument-text.ts';
import { nextOwnVersion, ownVersionFault, withOwnVersion } from '../../pages/src/instrument/own-version.ts';
import { answerTrial, backInTrial, beginTrial, nextItem } from '../../pages/src/instrument/try-survey.ts';
import { checkInstrument, des9, type Instrument } from '../../src/index.ts';

function read(text: string): Instrument {
  const { instrument, faults } = checkInstrument(text);
  if (instrument === null) throw new Error(JSON.stringify(faults));
  return instrument;
}

describe('the text of an instrument', () => {
  it('means what was stored', () => {
    expect(read(toInstrumentText(des9))).toEqual(des9);
    expect(checkInstrument(firstInstrumentText).faults).toEqual([]);
  });

  it('puts what an item is before what it says, and anchors on a line each', () => {
    const lines = toInstrumentText(des9).split('\n');
    expect(lines.slice(0, 7).map((line) => line.trim().split(':')[0])).toEqual([
      ...['instrument', 'version', 'languages', 'items', '- id', 'type', 'validate'],
    ]);
    expect(lines).toContain('      0: { ru: очень легко, uk: дуже легко, en: very easy }');
  });

  it('is coloured without a letter lost', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(
          highlightYaml(line)
            .map(({ text }) => text)
            .join(''),
        ).toBe(line);
      }),
    );
    expect(highlightYaml('  - id: mood')[1]).toEqual({ kind: 'key', text: 'id' });
    expect(highlightYaml('  # note')).toEqual([{ kind: 'comment', text: '  # note' }]);
  });
});

describe('the number of an instrument', () => {
  const stored = [
    { version: 1, name: 'des-9', definition: des9, createdBy: '', createdAt: null, inForceAt: null },
  ];
  const changed: Instrument = { ...des9, items: des9.items.slice(1) };

  it('is refused for other questions, on its line, and the next one offered', () => {
    const text = toInstrumentText(changed);
    const fault = ownVersionFault(changed, stored, text);
    expect(fault).toMatchObject({ severity: 'error', line: 2, path: 'version' });
    expect(nextOwnVersion(stored, 'des-9')).toBe(2);
    expect(read(withOwnVersion(text, 2)).version).toBe(2);
  });

  it('is fine for the same questions, whatever the order of keys', () => {
    const turned = JSON.parse(JSON.stringify(des9, Object.keys(des9).reverse()));
    expect(ownVersionFault(des9, stored, '')).toBeNull();
    expect(ownVersionFault({ ...turned, ...des9 }, stored, '')).toBeNull();
    expect(ownVersionFault({ ...changed, instrument: 'other' }, stored, '')).toBeNull();
  });
});

describe('a trial', () => {
  const instrument = read(`instrument: trial
version: 1
languages: [en]
items:
  - {id: mood, type: scale, min: 1, max: 7, text: {en: Mood?}, anchors: {1: {en: bad}, 7: {en: good}}}
  - {id: why, type: text, showIf: "mood <= 3", text: {en: Why?}}
  - group: rest
    order: random
    items:
      - {id: alone, type: yesno, text: {en: Alone?}}
      - {id: note, type: info, text: {en: Thank you}}
`);
  const answer = (id: string, value: number | null): Parameters<typeof answerTrial>[1] => ({
    ...{ id, value, text: String(value), isSkipped: value === null },
  });

  it('asks what the answers before it let it ask', () => {
    const begun = beginTrial(instrument, '1');
    expect(nextItem(instrument, begun)?.id).toBe('mood');
    expect(nextItem(instrument, answerTrial(begun, answer('mood', 2)))?.id).toBe('why');
    expect(nextItem(instrument, answerTrial(begun, answer('mood', 5)))?.id).not.toBe('why');
    expect(nextItem(instrument, answerTrial(begun, answer('mood', null)))?.id).not.toBe('why');
  });

  it('goes back, and ends', () => {
    let trial = beginTrial(instrument, '1');
    for (let item = nextItem(instrument, trial); item !== null; item = nextItem(instrument, trial)) {
      trial = answerTrial(trial, answer(item.id, 5));
    }
    expect(trial.answers.map(({ id }) => id).toSorted()).toEqual(['alone', 'mood', 'note']);
    expect(nextItem(instrument, backInTrial(trial))?.id).toBe(trial.answers.at(-1)?.id);
  });
});
