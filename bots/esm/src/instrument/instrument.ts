import type { Language } from 'opora';

/** A text in the languages of its instrument; each listed language must be present. */
export type LocalText = { readonly [L in Language]?: string };

/** What every item has. Items can be skipped unless `required`. */
export interface ItemBase {
  /** `[a-z][a-z0-9_]*`, at most 32 characters: it travels in button codes and column names. */
  readonly id: string;
  readonly text: LocalText;
  readonly required?: boolean;
  /** Condition over earlier items, as `parseCondition` reads it. */
  readonly showIf?: string;
}

/** A free text, stored as given. `validate` names the check of the local validator. */
export interface TextItem extends ItemBase {
  readonly type: 'text';
  readonly validate?: 'moment' | 'specific' | 'none';
  /** In characters (code points); default 2,000. */
  readonly maxLength?: number;
}

/** Whole numbers from `min` to `max`; `anchors` name at least both ends. */
export interface ScaleItem extends ItemBase {
  readonly type: 'scale';
  readonly min: number;
  readonly max: number;
  readonly anchors: Readonly<Record<string, LocalText>>;
}

/** An answer to choose from. */
export interface ChoiceOption {
  /** `[a-z0-9][a-z0-9_]*`, at most 16 characters. */
  readonly id: string;
  readonly text: LocalText;
}

/** One option (`choice`) or any number of them (`multi`). */
export interface ChoiceItem extends ItemBase {
  readonly type: 'choice' | 'multi';
  readonly options: readonly ChoiceOption[];
}

export interface NumberItem extends ItemBase {
  readonly type: 'number';
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

/** `time` is HH:MM; `yesno` a boolean; `info` is shown and asks nothing. */
export interface PlainItem extends ItemBase {
  readonly type: 'time' | 'yesno' | 'info';
}

export type Item = TextItem | ScaleItem | ChoiceItem | NumberItem | PlainItem;

/** Items kept together; `random` shuffles them, `pick` draws some. */
export interface ItemGroup {
  readonly group: string;
  readonly order: 'fixed' | 'random';
  readonly pick?: number;
  readonly items: readonly Item[];
}

/** An immutable version of a questionnaire; the schema of specification section 6. */
export interface Instrument {
  readonly instrument: string;
  readonly version: number;
  readonly languages: readonly Language[];
  readonly items: readonly (Item | ItemGroup)[];
}

/** The value of an answer: null for texts (their words are the answer) and for none. */
export type AnswerValue = null | boolean | number | string | readonly string[];

/** Default of `maxLength`. */
export const defaultMaxLength = 2000;

/** All items of an instrument, groups opened, in written order. */
export function itemsOf(instrument: Instrument): readonly Item[] {
  return instrument.items.flatMap((entry) => ('group' in entry ? entry.items : [entry]));
}

/** The text in `language`, or in the instrument's first language where it lacks that one. */
export function localText(text: LocalText, language: Language, instrument: Instrument): string {
  const fallback = instrument.languages[0];
  return text[language] ?? (fallback === undefined ? undefined : text[fallback]) ?? '';
}

/** Finds the version a stored survey was begun with; versions are never removed while surveys may use them. */
export function findInstrument(
  instruments: readonly Instrument[],
  name: string,
  version: number,
): Instrument {
  const found = instruments.find((one) => one.instrument === name && one.version === version);
  if (found === undefined) {
    throw new Error(`Instrument ${name} version ${version} is unknown; restore it to continue open surveys.`);
  }
  return found;
}
