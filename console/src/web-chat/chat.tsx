import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Banner } from './banner.tsx';
import type { ChatState, ChatStore } from './chat-store.ts';
import { Composer } from './composer.tsx';
import { EmptyState } from './empty-state.tsx';
import { labels } from './labels.ts';
import { type Language, rememberLanguage } from './language.ts';
import { MessageLog } from './message-log.tsx';
import type { ChatPageOptions } from './options.ts';
import { buildTimeline, type Entry } from './timeline.ts';
import { TopBar } from './top-bar.tsx';

interface ChatProps {
  readonly store: ChatStore;
  readonly options: ChatPageOptions;
  /** Text of the Start button: `/start`, with the code of an invitation when there is one. */
  readonly startCommand: string;
  readonly storage: Storage | null;
}

function useChatState(store: ChatStore): ChatState {
  const [state, setState] = useState(store.state());
  useEffect(() => {
    setState(store.state());
    return store.subscribe(() => setState(store.state()));
  }, [store]);
  return state;
}

/** Language and title of the document; the title counts what came while the page was hidden. */
function useDocument(language: Language, title: string, entries: readonly Entry[]): void {
  const answers = entries.filter((entry) => entry.direction === 'out').length;
  const seen = useRef(answers);
  const [hidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const update = (): void => setHidden(document.hidden);
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  }, []);
  useEffect(() => {
    if (!hidden) seen.current = answers;
    const unseen = answers - seen.current;
    document.title = unseen > 0 ? `(${unseen}) ${title}` : title;
    document.documentElement.lang = language;
  }, [language, title, answers, hidden]);
}

/** The text being written; a reload of the tab keeps it. */
function useDraftText(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => {
    try {
      return sessionStorage.getItem(key) ?? '';
    } catch {
      return '';
    }
  });
  useEffect(() => {
    try {
      if (text === '') sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, text);
    } catch {
      // Without storage the draft lives as long as the page.
    }
  }, [key, text]);
  return [text, setText];
}

const hasMouse = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches;

/** The whole page. */
export function Chat({ store, options, startCommand, storage }: ChatProps): JSX.Element {
  const state = useChatState(store);
  const [text, setText] = useDraftText(`opora:draft:${options.bot}:${options.conversationId}`);
  const field = useRef<HTMLTextAreaElement>(null);
  const { language, messages, pending, sender, typing, loaded } = state;
  const words = labels[language];
  const title = options.title[language];
  const entries = useMemo(() => buildTimeline(messages, pending, sender), [messages, pending, sender]);
  useDocument(language, title, entries);
  useEffect(() => {
    if (hasMouse()) field.current?.focus();
  }, []);

  // The bot keeps the language that it was told: whoever changes the page's expects the bot to follow.
  const [switched, setSwitched] = useState(false);
  const canFollow = switched && state.commands.some(({ name }) => name === 'language');

  const send = (message: string): void => {
    setText('');
    setSwitched(false);
    store.send({ text: message });
  };
  // Typing redraws only the composer: an unchanged element is skipped.
  const log = useMemo(
    () => (
      <MessageLog
        entries={entries}
        typing={typing}
        busy={!loaded}
        title={title}
        words={words}
        language={language}
        onChoose={(draft) => store.send(draft)}
        onRetry={(item) => store.retry(item)}
        onDiscard={(item) => store.discard(item)}
        onEdit={(item) => {
          const written = field.current?.value;
          setText([item.text, written].filter(Boolean).join('\n'));
          store.discard(item);
          field.current?.focus();
        }}
      />
    ),
    [entries, typing, loaded, title, words, language, store, setText],
  );
  const isEmpty = entries.length === 0;

  return (
    <>
      <TopBar
        title={title}
        demo={options.demo}
        languages={options.languages}
        language={language}
        words={words}
        onLanguage={(next) => {
          rememberLanguage(storage, next);
          store.setLanguage(next);
          if (next !== language) setSwitched(true);
        }}
      />
      <Banner
        connection={sender.phase === 'unauthorised' ? 'unauthorised' : state.connection}
        words={words}
        onResume={() => store.resume()}
      />
      <main>
        {isEmpty && loaded && (
          <EmptyState
            title={title}
            words={words}
            onStart={() => {
              send(startCommand);
              if (hasMouse()) field.current?.focus();
            }}
          />
        )}
        {!(isEmpty && loaded) && log}
        {canFollow && !isEmpty && (
          <p class="offer">
            <button
              type="button"
              class="plain"
              onClick={() => {
                setSwitched(false);
                store.send({ text: '/language' });
                field.current?.focus();
              }}
            >
              {words.botLanguage}
            </button>
          </p>
        )}
        <Composer
          text={text}
          field={field}
          commands={state.commands}
          maximumCharacters={options.maximumCharacters}
          words={words}
          onText={setText}
          onSend={send}
        />
      </main>
    </>
  );
}
