import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Instrument, Item } from '../../../src/instrument/instrument.ts';
import {
  type ParsedAnswer,
  parsePressed,
  parseTyped,
  tickedAnswer,
} from '../../../src/instrument/parse-answer.ts';
import { explainProblem } from '../../../src/survey/explain-problem.ts';
import { texts } from '../../../src/texts/texts.ts';
import { useWords } from '../app/app-context.ts';
import type { Language } from '../language.ts';
import { RedrawIcon } from '../parts/icons.tsx';
import { instrumentWords } from './instrument-words.ts';
import { ItemBubble } from './item-bubble.tsx';
import { answerTrial, backInTrial, beginTrial, nextItem, type Trial } from './try-survey.ts';

interface TryChatProps {
  readonly instrument: Instrument;
  readonly language: Language;
}

interface Asking {
  readonly item: Item | null;
  readonly trial: Trial;
  readonly ticked: readonly string[];
  readonly problem: string | null;
  press(value: string | null): void;
  type(text: string): void;
  skip(): void;
  back(): void;
  restart(): void;
}

/** A trial of an instrument, answered by hand. */
function useTrial({ instrument, language }: TryChatProps): Asking {
  const [round, setRound] = useState(1);
  const [trial, setTrial] = useState(() => beginTrial(instrument, '1'));
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (next: Trial): void => {
    setTrial(next);
    setTicked([]);
    setProblem(null);
  };
  const restart = (): void => {
    setRound(round + 1);
    set(beginTrial(instrument, String(round + 1)));
  };
  useEffect(restart, [instrument]);
  const item = nextItem(instrument, trial);
  const take = (answer: ParsedAnswer | null): void => {
    if (item === null || answer === null) return;
    if (answer.ok) set(answerTrial(trial, { ...answer, id: item.id, isSkipped: false }));
    else setProblem(explainProblem(answer.problem, language));
  };
  const press = (value: string | null): void => {
    if (item?.type !== 'multi') take(item === null || value === null ? null : parsePressed(item, value));
    else if (value === null) take(tickedAnswer(item, ticked));
    else setTicked(ticked.includes(value) ? ticked.filter((one) => one !== value) : [...ticked, value]);
  };
  const skip = (): void => {
    if (item !== null) set(answerTrial(trial, { id: item.id, text: '', value: null, isSkipped: true }));
  };
  return {
    ...{ item, trial, ticked, problem, press, skip, restart },
    type: (text) => take(item === null ? null : parseTyped(item, text, language)),
    back: () => set(backInTrial(trial)),
  };
}

/** How an answer reads in the chat. */
function answerLabel(item: Item | undefined, text: string, value: unknown, language: Language): string {
  if (item?.type === 'yesno') return value === true ? texts[language].yes : texts[language].no;
  if (item?.type !== 'choice' && item?.type !== 'multi') return text;
  const chosen = item.options.filter(
    ({ id }) => id === value || (Array.isArray(value) && value.includes(id)),
  );
  return chosen.map((option) => option.text[language] ?? option.id).join(', ');
}

/** The survey as a participant walks through it. Nothing is stored. */
export function TryChat(props: TryChatProps): JSX.Element {
  const { instrument, language } = props;
  const words = useWords(instrumentWords);
  const asking = useTrial(props);
  const { item, trial } = asking;
  const log = useRef<HTMLDivElement>(null);
  const items = new Map(
    instrument.items
      .flatMap((entry) => ('group' in entry ? entry.items : [entry]))
      .map((one) => [one.id, one]),
  );
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [trial, asking.problem]);
  return (
    <div class="try-chat">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the log scrolls, also by the keyboard */}
      <div class="say-log" ref={log} role="log" aria-label={words.preview} tabIndex={0}>
        {trial.answers.map(({ id, text, value, isSkipped }, index) => {
          const asked = items.get(id);
          return (
            <div key={id} class="say-turn">
              {asked !== undefined && <ItemBubble {...props} item={asked} number={index + 1} />}
              {asked?.type !== 'info' && (
                <p class="say in" lang={language}>
                  {isSkipped ? <em>{words.skipped}</em> : answerLabel(asked, text, value, language)}
                </p>
              )}
            </div>
          );
        })}
        {item === null ? (
          <p class="quiet">{words.over}</p>
        ) : (
          <ItemBubble
            key={item.id}
            {...props}
            item={item}
            number={trial.answers.length + 1}
            ticked={asking.ticked}
            onPress={asking.press}
          />
        )}
        {asking.problem !== null && (
          <p class="say-problem" role="alert" lang={language}>
            {asking.problem}
          </p>
        )}
      </div>
      <TryControls asking={asking} />
    </div>
  );
}

function TryControls({ asking }: { readonly asking: Asking }): JSX.Element {
  const words = useWords(instrumentWords);
  const [text, setText] = useState('');
  const { item, trial } = asking;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    asking.type(text);
    setText('');
  };
  return (
    <form class="try-controls" onSubmit={submit}>
      <div class="row">
        <button
          type="button"
          class="button small"
          disabled={trial.answers.length === 0}
          onClick={asking.back}
        >
          {words.back}
        </button>
        <button
          type="button"
          class="button small"
          disabled={item === null || item.required === true}
          onClick={asking.skip}
        >
          {words.skip}
        </button>
        <button type="button" class="button small" onClick={asking.restart}>
          <RedrawIcon /> {words.again}
        </button>
      </div>
      <div class="try-field field">
        <input
          type="text"
          aria-label={words.answer}
          placeholder={words.typed}
          value={text}
          disabled={item === null}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={item === null || text.trim() === ''}>
          {words.send}
        </button>
      </div>
    </form>
  );
}
