import type { Language } from 'opora';
import { foldWords } from '../fold-words.ts';
import { parseClockTime } from '../schedule/parse-clock-time.ts';
import {
  type AnswerValue,
  type ChoiceItem,
  defaultMaxLength,
  type Item,
  type NumberItem,
} from './instrument.ts';
import { parseNumberWords } from './number-words.ts';

/** Longer texts name no options; the limit bounds the work. */
const longestList = 2000;

/** Why an answer is asked again, with the figures that the sentence names. */
export type AnswerProblem =
  | { readonly kind: 'too-long'; readonly limit: number; readonly length: number }
  | { readonly kind: 'no-scale-value' | 'beyond-scale'; readonly min: number; readonly max: number }
  /** A number in words: asked again in digits, because words are easily misread. */
  | { readonly kind: 'scale-in-words'; readonly value: number; readonly min: number; readonly max: number }
  | { readonly kind: 'number-in-words'; readonly value: number }
  | {
      readonly kind:
        | 'no-option'
        | 'no-options'
        | 'no-number'
        | 'no-whole-number'
        | 'no-yesno'
        | 'asks-nothing';
    }
  | { readonly kind: 'too-small' | 'too-large'; readonly limit: number }
  | { readonly kind: 'no-time'; readonly reason: 'form' | 'range' };

/** An answer, as words and as value; or why there is none. */
export type ParsedAnswer =
  | { readonly ok: true; readonly text: string; readonly value: AnswerValue }
  | { readonly ok: false; readonly problem: AnswerProblem };

/**
 * Reads what was typed to `item`, in any of the three languages; where a label means one option in `language`
 * and another elsewhere, `language` decides. Pure; never throws.
 */
export function parseTyped(item: Item, typed: string, language: Language): ParsedAnswer {
  switch (item.type) {
    case 'text':
      return parseText(typed, item.maxLength ?? defaultMaxLength);
    case 'scale':
      return parseScale(typed, item.min, item.max);
    case 'choice': {
      const [option, ...more] = findOptions(item, typed, language) ?? [];
      return option === undefined || more.length > 0 ? refuse({ kind: 'no-option' }) : accept(option);
    }
    case 'multi': {
      const options = findOptions(item, typed, language);
      return options === null ? refuse({ kind: 'no-options' }) : tickedAnswer(item, options);
    }
    case 'number':
      return parseNumber(item, typed);
    case 'time': {
      const parsed = parseClockTime(typed);
      return parsed.ok ? accept(parsed.time) : refuse({ kind: 'no-time', reason: parsed.reason });
    }
    case 'yesno':
      return parseYesNo(typed);
    case 'info':
      return refuse({ kind: 'asks-nothing' });
  }
}

/** Reads the value of an answer button; null when the item has no such button. */
export function parsePressed(item: Item, value: string): ParsedAnswer | null {
  if (item.type === 'scale') {
    const number = /^-?\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
    return number >= item.min && number <= item.max ? accept(number) : null;
  }
  if (item.type === 'choice') return item.options.some((one) => one.id === value) ? accept(value) : null;
  if (item.type === 'yesno') return value === 'yes' || value === 'no' ? accept(value === 'yes') : null;
  return null;
}

/** The options ticked, in the order of the instrument. None ticked is an answer too. */
export function tickedAnswer(item: ChoiceItem, ticked: readonly string[]): ParsedAnswer {
  const value = item.options.map((one) => one.id).filter((id) => ticked.includes(id));
  return { ok: true, text: value.join(', '), value };
}

function accept(value: number | string | boolean): ParsedAnswer {
  return { ok: true, text: String(value), value };
}

function refuse(problem: AnswerProblem): ParsedAnswer {
  return { ok: false, problem };
}

function parseText(typed: string, limit: number): ParsedAnswer {
  // Code points: what a person would count, except for joined emoji.
  const length = Array.from(typed).length;
  return length > limit
    ? refuse({ kind: 'too-long', limit, length })
    : { ok: true, text: typed, value: null };
}

function parseScale(typed: string, min: number, max: number): ParsedAnswer {
  const word = foldWords(typed);
  if (/^[+-]?\d{1,9}$/.test(word)) {
    const value = Number(word) + 0;
    return value < min || value > max ? refuse({ kind: 'beyond-scale', min, max }) : accept(value);
  }
  const meant = parseNumberWords(typed);
  if (meant === null) return refuse({ kind: 'no-scale-value', min, max });
  if (meant < min || meant > max) return refuse({ kind: 'beyond-scale', min, max });
  return refuse({ kind: 'scale-in-words', value: meant, min, max });
}

function parseNumber(item: NumberItem, typed: string): ParsedAnswer {
  const word = foldWords(typed).replace(/^([+-]) /u, '$1');
  if (!/^[+-]?\d{1,12}(?:[.,]\d{1,6})?$/.test(word)) {
    const meant = parseNumberWords(typed);
    if (meant !== null) return refuse({ kind: 'number-in-words', value: meant });
    return refuse({ kind: item.integer === true ? 'no-whole-number' : 'no-number' });
  }
  const value = Number(word.replace(',', '.')) + 0;
  if (item.integer === true && !Number.isInteger(value)) return refuse({ kind: 'no-whole-number' });
  if (item.min !== undefined && value < item.min) return refuse({ kind: 'too-small', limit: item.min });
  if (item.max !== undefined && value > item.max) return refuse({ kind: 'too-large', limit: item.max });
  return accept(value);
}

/** Options by number or label, several divided by commas or lines, numbers also by spaces; null if one is unknown. */
function findOptions(item: ChoiceItem, typed: string, language: Language): readonly string[] | null {
  if (typed.length > longestList) return null;
  const whole = findOption(item, typed, language);
  if (whole !== null) return [whole];
  const parts = typed.split(/^[\d\s,;]+$/u.test(typed) ? /[\s,;]+/u : /[,;\n]/u);
  const ids = parts.filter((part) => part.trim() !== '').map((part) => findOption(item, part, language));
  return ids.length > 0 && ids.every((id) => id !== null) ? ids : null;
}

function findOption(item: ChoiceItem, typed: string, language: Language): string | null {
  const word = foldWords(typed);
  const isIt = (label: string | undefined): boolean => label !== undefined && foldWords(label) === word;
  const labelled =
    item.options.find((option) => isIt(option.text[language])) ??
    item.options.find((option) => Object.values(option.text).some(isIt));
  if (labelled !== undefined) return labelled.id;
  return /^\d{1,2}$/u.test(word) ? (item.options[Number(word) - 1]?.id ?? null) : null;
}

const yes: ReadonlySet<string> = new Set(['да', 'ага', 'так', 'yes', 'yep', 'yeah', 'y', '+', '👍']);
const no: ReadonlySet<string> = new Set(['нет', 'не', 'ні', 'no', 'nope', 'n', '-', '👎']);

function parseYesNo(typed: string): ParsedAnswer {
  const word = foldWords(typed);
  if (yes.has(word)) return accept(true);
  return no.has(word) ? accept(false) : refuse({ kind: 'no-yesno' });
}
