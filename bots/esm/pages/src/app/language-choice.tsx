import type { JSX } from 'preact';
import { type Language, languageNames, pageLanguages } from '../language.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { commonWords } from '../words/common.ts';

interface LanguageChoiceProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** The language of the pages. */
export function LanguageChoice({ language, onLanguage }: LanguageChoiceProps): JSX.Element {
  return (
    <ChoiceRow
      class="languages"
      label={commonWords[language].language}
      value={language}
      onValue={onLanguage}
      options={pageLanguages.map((code) => ({
        value: code,
        label: languageNames[code].slice(0, 3),
        lang: code,
      }))}
    />
  );
}
