import type { JSX } from 'preact';
import { useWords } from '../app/app-context.ts';
import { type Language, languageNames, pageLanguages } from '../language.ts';
import { commonWords } from '../words/common.ts';
import { CheckField } from './field.tsx';

interface LanguageSetProps {
  readonly label: string;
  readonly languages: readonly Language[];
  readonly onLanguages: (languages: readonly Language[]) => void;
  readonly disabled?: boolean;
}

/** Some of the languages, one at least. */
export function LanguageSet({
  label,
  languages,
  onLanguages,
  disabled = false,
}: LanguageSetProps): JSX.Element {
  const common = useWords(commonWords);
  const toggle = (code: Language, isChosen: boolean): void =>
    onLanguages(pageLanguages.filter((one) => (one === code ? isChosen : languages.includes(one))));
  return (
    <fieldset class="field">
      <legend class="label quiet">{label}</legend>
      <div class="row">
        {pageLanguages.map((code) => (
          <CheckField
            key={code}
            label={languageNames[code]}
            isChecked={languages.includes(code)}
            disabled={disabled}
            onCheck={(isChosen) => toggle(code, isChosen)}
          />
        ))}
      </div>
      {languages.length === 0 && <p class="faults">{common.needsLanguage}</p>}
    </fieldset>
  );
}
