import { Fragment, type JSX, type RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type EntryActions, EntryView } from './entry-view.tsx';
import { DownIcon } from './icons.tsx';
import type { Labels } from './labels.ts';
import type { Language } from './language.ts';
import { useNewQuestion } from './new-question.ts';
import { useEndFollower } from './scroll-to-end.ts';
import type { Entry } from './timeline.ts';

const stepEntries = 150;
const runMs = 10 * 60_000;

interface MessageLogProps extends EntryActions {
  readonly entries: readonly Entry[];
  readonly typing: boolean;
  readonly busy: boolean;
  readonly title: string;
  readonly words: Labels;
  readonly language: Language;
}

/** The day of a message in words, for the line between days. */
function dayName(at: number, now: number, language: Language, words: Labels): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return words.today;
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (date.toDateString() === yesterday.toDateString()) return words.yesterday;
  const year = date.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', year });
}

function isOneRun(left: Entry | undefined, right: Entry | undefined): boolean {
  if (!left || !right || left.direction !== right.direction) return false;
  return !(Math.abs(right.at - left.at) > runMs) && !isNewDay(left, right);
}

function isNewDay(left: Entry | undefined, right: Entry): boolean {
  if (!Number.isFinite(right.at)) return false;
  return !left || new Date(left.at).toDateString() !== new Date(right.at).toDateString();
}

/**
 * After a press, takes the focus on to the next question, unless the person has gone elsewhere. Until it
 * comes the focus waits in the text field, or on touch screens in the list, where no keyboard pops up.
 */
function useFocusOnNextQuestion(list: RefObject<HTMLElement | null>, entries: readonly Entry[]): () => void {
  const awaited = useRef<number | null>(null);
  const own = entries.filter((entry) => entry.direction === 'in').length;
  const liveKey = entries.findLast((entry) => entry.live)?.key ?? null;
  useEffect(() => {
    if (liveKey === null || awaited.current !== own) return;
    awaited.current = null;
    const active = document.activeElement;
    const isWaiting = active === list.current || active === document.body;
    if (!isWaiting && !(active instanceof HTMLTextAreaElement && active.value === '')) return;
    const live = ':is(.choice, [role=radio][tabindex="0"]):enabled';
    list.current?.querySelector<HTMLElement>(live)?.focus({ preventScroll: true });
  }, [liveKey, own, list]);
  return () => {
    awaited.current = own + 1;
    const hasMouse = matchMedia('(hover: hover) and (pointer: fine)').matches;
    const field = hasMouse ? document.querySelector<HTMLElement>('.composer textarea') : null;
    (field ?? list.current)?.focus({ preventScroll: true });
  };
}

/** The conversation: a polite live region that can be scrolled by keyboard. */
export function MessageLog(props: MessageLogProps): JSX.Element {
  const { entries, typing, busy, title, words, language, onChoose } = props;
  const { list, unseen, onScroll, scrollToEnd } = useEndFollower(entries, typing);
  const [limit, setLimit] = useState(stepEntries);
  const heightBefore = useRef<number | null>(null);
  const shown = entries.slice(-limit);
  const followQuestions = useFocusOnNextQuestion(list, entries);
  const question = useNewQuestion(entries, busy);

  useLayoutEffect(() => {
    const element = list.current;
    if (element && heightBefore.current !== null) {
      element.scrollTop += element.scrollHeight - heightBefore.current;
      heightBefore.current = null;
    }
  }, [limit]);

  const showEarlier = (): void => {
    heightBefore.current = list.current?.scrollHeight ?? null;
    setLimit(limit + stepEntries);
  };

  return (
    <div class="thread">
      <div
        ref={list}
        class={`log${question.fresh ? ' fresh' : ''}${question.still ? ' still' : ''}`}
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-busy={busy}
        aria-label={words.conversation}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        onPointerMove={question.onPointerMove}
      >
        <div class="column">
          {entries.length > shown.length && (
            <button type="button" class="plain earlier" onClick={showEarlier}>
              {words.showEarlier}
            </button>
          )}
          {shown.map((entry, index) => (
            <Fragment key={entry.key}>
              {isNewDay(shown[index - 1], entry) && (
                <p class="day">{dayName(entry.at, Date.now(), language, words)}</p>
              )}
              <EntryView
                {...props}
                entry={entry}
                first={!isOneRun(shown[index - 1], entry)}
                last={!isOneRun(entry, shown[index + 1])}
                onChoose={(draft) => {
                  if (question.fresh) return;
                  followQuestions();
                  onChoose(draft);
                }}
              />
            </Fragment>
          ))}
          {typing && (
            <div class="typing">
              <span class="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              <span class="quiet">
                <span class="sr">{title} </span>
                {words.typing}
              </span>
            </div>
          )}
        </div>
      </div>
      {unseen > 0 && (
        <button type="button" class="pill" onClick={scrollToEnd}>
          <DownIcon />
          {words.newMessages(unseen)}
        </button>
      )}
    </div>
  );
}
