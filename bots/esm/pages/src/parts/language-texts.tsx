import type { JSX } from 'preact';
import type { LocalText } from '../api/studies.ts';
import { type Language, languageNames } from '../language.ts';
import { TextField } from './field.tsx';

interface LanguageTextsProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly languages: readonly Language[];
  readonly text: LocalText;
  readonly onText: (text: LocalText) => void;
  readonly rows: number;
  readonly disabled: boolean;
  /** The label stands above already; it is only said to readers of the screen. */
  readonly isLabelHidden?: boolean;
  /** What is wrong with the text of a language. */
  readonly faultsOf?: (language: Language) => readonly string[];
}

/** One text in each language of a study, side by side. */
export function LanguageTexts(props: LanguageTextsProps): JSX.Element {
  const { label, hint, languages, text, onText, rows, disabled, isLabelHidden = false, faultsOf } = props;
  return (
    <fieldset class="language-texts">
      <legend class={isLabelHidden ? 'sr' : ''}>{label}</legend>
      {hint !== undefined && <p class="hint">{hint}</p>}
      <div class="language-columns">
        {languages.map((code) => (
          <TextField
            key={code}
            label={languageNames[code]}
            lang={code}
            rows={rows}
            value={text[code] ?? ''}
            disabled={disabled}
            faults={faultsOf?.(code) ?? []}
            onValue={(value) => onText({ ...text, [code]: value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The texts that say something, trimmed. */
export function givenTexts(text: LocalText, languages: readonly Language[]): LocalText {
  const entries = languages.map((code) => [code, (text[code] ?? '').trim()] as const);
  return Object.fromEntries(entries.filter(([, words]) => words !== '')) as LocalText;
}
