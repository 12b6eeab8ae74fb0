import { type Language, languages } from 'opora';
import { expect } from 'vitest';
import { des9, esm, type Instrument } from '../../src/index.ts';
import { itemsOf } from '../../src/instrument/instrument.ts';
import { participantTexts } from '../../src/texts/parts/participant.ts';
import { type Texts, texts } from '../../src/texts/texts.ts';
import { type Act, Dialogue } from './dialogue.ts';

/** What a person does in one Turn (several acts are one Burst) and what the answer must hold. */
export interface ScriptLine {
  readonly act: Act | readonly Act[];
  /** Parts of the reply, in any order. */
  readonly shows?: readonly string[];
  /** Parts the reply must not have. */
  readonly hides?: readonly string[];
  /** Checks on tables and state after the Turn. */
  readonly check?: (dialogue: Dialogue) => void;
}

/** A dialogue as data, written once for every language. */
export interface Script {
  readonly name: string;
  /** Begins with this much behind it; default `joined`. */
  readonly from?: 'nothing' | 'joined' | 'survey';
  readonly lines: (say: Texts, language: Language) => readonly ScriptLine[];
}

/** A conversation that has chosen `language` and, unless `nothing`, agreed and perhaps opened a survey. */
export async function beginDialogue(
  language: Language,
  from: NonNullable<Script['from']>,
  bot: typeof esm = esm,
  instrument: Instrument = des9,
): Promise<Dialogue> {
  const dialogue = new Dialogue(bot, instrument);
  if (from === 'nothing') return dialogue;
  const say = texts[language];
  await dialogue.say('/start', { press: say.languageName }, { press: say.agree }, 'Kyiv');
  await dialogue.say({ press: participantTexts[language].keepHours });
  if (from === 'survey') await dialogue.say('/survey');
  return dialogue;
}

/** Plays a script in every language. */
export async function play(script: Script): Promise<void> {
  for (const language of languages) {
    const dialogue = await beginDialogue(language, script.from ?? 'joined');
    for (const line of script.lines(texts[language], language)) {
      const acts = Array.isArray(line.act) ? (line.act as readonly Act[]) : [line.act as Act];
      const said = Dialogue.textOf(await dialogue.burst(acts));
      for (const part of line.shows ?? [])
        expect(said, `${language}: ${JSON.stringify(line.act)}`).toContain(part);
      for (const part of line.hides ?? [])
        expect(said, `${language}: ${JSON.stringify(line.act)}`).not.toContain(part);
      line.check?.(dialogue);
    }
  }
}

/** Text of an item of `des-9` in a language. */
export function questionOf(id: string, language: Language): string {
  const item = itemsOf(des9).find((one) => one.id === id);
  return item?.text[language] ?? `no item ${id}`;
}
