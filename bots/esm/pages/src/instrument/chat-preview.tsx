import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Instrument } from '../../../src/instrument/instrument.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { type Language, languageNames } from '../language.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { AllQuestions } from './all-questions.tsx';
import { instrumentWords } from './instrument-words.ts';
import { TryChat } from './try-chat.tsx';

interface ChatPreviewProps {
  /** The last instrument that could be read; null before there was one. */
  readonly instrument: Instrument | null;
  /** The text has errors now. */
  readonly isStale: boolean;
}

/** The instrument as a chat, in each of its languages. */
export function ChatPreview({ instrument, isStale }: ChatPreviewProps): JSX.Element {
  const app = useApp();
  const words = useWords(instrumentWords);
  const [mode, setMode] = useState<'all' | 'try'>('all');
  const [chosen, choose] = useState<Language>(app.language);
  if (instrument === null) return <p class="note">{words.noPreview}</p>;
  const language = instrument.languages.includes(chosen) ? chosen : (instrument.languages[0] ?? 'en');
  return (
    <section class="chat-preview" aria-label={words.preview}>
      <header class="row">
        <ChoiceRow
          class="compact"
          label={words.preview}
          value={mode}
          onValue={setMode}
          options={(['all', 'try'] as const).map((value) => ({ value, label: words.modes[value] }))}
        />
        <ChoiceRow
          class="compact"
          label={words.language}
          value={language}
          onValue={choose}
          options={instrument.languages.map((value) => ({
            value,
            label: languageNames[value].slice(0, 3),
            lang: value,
          }))}
        />
      </header>
      {isStale && <p class="note warn">{words.stale}</p>}
      {mode === 'all' ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the questions scroll, also by the keyboard
        <section class="say-scroll" tabIndex={0} aria-label={words.modes.all}>
          <AllQuestions {...{ instrument, language }} />
        </section>
      ) : (
        <TryChat {...{ instrument, language }} />
      )}
    </section>
  );
}
