import type { Language } from 'opora';
import { foldWords } from '../fold-words.ts';
import type { ChoiceItem, Item, LocalText, NumberItem, ScaleItem } from './instrument.ts';
import type { PathFault } from './shape-faults.ts';
import type { Path } from './source-text.ts';

/** Faults of one item by itself; paths begin at the item. */
export function itemFaults(item: Item, languages: readonly Language[]): readonly PathFault[] {
  const faults: PathFault[] = [...languageFaults(item.text, ['text'], languages)];
  if (item.type === 'scale') faults.push(...scaleFaults(item, languages));
  if (item.type === 'choice' || item.type === 'multi') faults.push(...optionFaults(item, languages));
  if (item.type === 'number') faults.push(...rangeFaults(item));
  if (item.type === 'info' && item.required === true) {
    const reason = 'an info asks nothing, so that required does nothing';
    faults.push({ severity: 'warning', path: ['required'], reason, advice: 'Remove it.' });
  }
  return faults;
}

function languageFaults(text: LocalText, path: Path, languages: readonly Language[]): readonly PathFault[] {
  // Without a readable list of languages there is nothing to compare with.
  if (languages.length === 0) return [];
  const missing = languages.filter((language, index) => {
    return text[language] === undefined && languages.indexOf(language) === index;
  });
  const spare = (Object.keys(text) as Language[]).filter((language) => !languages.includes(language));
  return [
    ...missing.map((language) => error(path, `${language} is missing`, `Add the text in ${language}.`)),
    ...spare.map((language): PathFault => {
      const advice = `Add ${language} to languages, or remove the text.`;
      return { severity: 'warning', path: [...path, language], reason: `${language} is never shown`, advice };
    }),
  ];
}

function scaleFaults(item: ScaleItem, languages: readonly Language[]): readonly PathFault[] {
  const { min, max, anchors } = item;
  if (min >= max) return [error(['min'], `min ${min} is not below max ${max}`, 'Exchange or correct them.')];
  const faults: PathFault[] = [];
  for (const end of [min, max]) {
    if (anchors[String(end)] === undefined) {
      faults.push(error(['anchors'], `the anchor ${end} is missing`, `Say what ${end} means: ${end}: {…}.`));
    }
  }
  for (const [point, text] of Object.entries(anchors)) {
    const path = ['anchors', point];
    const isOn = Number(point) >= min && Number(point) <= max && String(Number(point)) === point;
    if (!isOn)
      faults.push(error(path, `${point} is not on the scale ${min}–${max}`, 'Move or remove the anchor.'));
    faults.push(...languageFaults(text, path, languages));
  }
  return faults;
}

function optionFaults(item: ChoiceItem, languages: readonly Language[]): readonly PathFault[] {
  const ids = item.options.map((option) => option.id);
  return item.options.flatMap((option, index) => {
    const path = ['options', index];
    const faults = [...languageFaults(option.text, [...path, 'text'], languages)];
    if (ids.indexOf(option.id) !== index) {
      faults.push(
        error([...path, 'id'], `the option "${option.id}" exists already`, 'Give every option its own id.'),
      );
    }
    for (const language of languages) {
      const twin = item.options.findIndex((other) => isSame(other.text[language], option.text[language]));
      if (twin === -1 || twin === index) continue;
      const reason = `the label is that of option ${twin + 1} too`;
      const advice = 'People who type an answer cannot tell them apart; change one label.';
      faults.push({ severity: 'warning', path: [...path, 'text', language], reason, advice });
    }
    return faults;
  });
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && foldWords(one) === foldWords(other);
}

function rangeFaults({ min, max, integer }: NumberItem): readonly PathFault[] {
  if (min !== undefined && max !== undefined && min > max) {
    return [error(['min'], `min ${min} is above max ${max}`, 'Exchange or correct them.')];
  }
  if (integer !== true || min === undefined || max === undefined || Math.ceil(min) <= max) return [];
  return [error(['integer'], `there is no whole number from ${min} to ${max}`, 'Widen the range.')];
}

function error(path: Path, reason: string, advice: string): PathFault {
  return { severity: 'error', path, reason, advice };
}
