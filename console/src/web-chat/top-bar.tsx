import type { JSX } from 'preact';
import { ArchIcon } from './icons.tsx';
import { type Labels, labels } from './labels.ts';
import type { Language } from './language.ts';

interface TopBarProps {
  readonly title: string;
  readonly demo: boolean;
  readonly languages: readonly Language[];
  readonly language: Language;
  readonly words: Labels;
  readonly onLanguage: (language: Language) => void;
}

/** The name of the bot and the choice of language. */
export function TopBar(props: TopBarProps): JSX.Element {
  const { words } = props;
  return (
    <header class="top">
      <div class="column">
        <ArchIcon class="mark" />
        <h1>{props.title}</h1>
        {props.demo && (
          <span class="demo" title={words.demoHint}>
            {words.demo}
          </span>
        )}
        {props.languages.length > 1 && (
          <fieldset class="languages" aria-label={words.languageChoice}>
            {props.languages.map((language) => (
              <button
                key={language}
                type="button"
                lang={language}
                title={labels[language].languageName}
                aria-label={labels[language].languageName}
                aria-pressed={language === props.language}
                onClick={() => props.onLanguage(language)}
              >
                {labels[language].languageName.slice(0, 3)}
              </button>
            ))}
          </fieldset>
        )}
      </div>
    </header>
  );
}
