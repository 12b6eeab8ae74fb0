import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from './timeline.ts';

const nearPx = 72;
const marginPx = 12;

/** How far to scroll so that a last message taller than the list is read from its beginning; null when it fits. */
function topOfTallAnswer(list: HTMLElement): number | null {
  const newest = [...list.querySelectorAll<HTMLElement>('.entry')].at(-1);
  if (!newest?.classList.contains('out') || newest.offsetHeight <= list.clientHeight) return null;
  return newest.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop - marginPx;
}

/** What the list needs to follow the conversation. */
export interface EndFollower {
  readonly list: RefObject<HTMLDivElement | null>;
  /** Messages of the bot that came while the person was reading above. */
  readonly unseen: number;
  readonly onScroll: () => void;
  readonly scrollToEnd: () => void;
}

/**
 * Keeps a list at its end while the person is there, stays put while they read above, and always goes to
 * the end on a message of their own. An answer too long for the list is shown from its beginning.
 */
export function useEndFollower(entries: readonly Entry[], typing: boolean): EndFollower {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(0);
  const lastOwn = useRef<string | null>(null);
  const [unseen, setUnseen] = useState(0);
  const answers = entries.filter((entry) => entry.direction === 'out').length;
  const own = entries.findLast((entry) => entry.item !== null)?.key ?? null;

  const scrollToEnd = (): void => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    seen.current = answers;
    setUnseen(0);
  };

  // After each change of what is drawn.
  useLayoutEffect(() => {
    const isNewOwn = own !== null && own !== lastOwn.current;
    lastOwn.current = own ?? lastOwn.current;
    if (atEnd.current || isNewOwn) {
      const isAnswer = answers > seen.current;
      scrollToEnd();
      const top = isAnswer && list.current ? topOfTallAnswer(list.current) : null;
      if (list.current && top !== null) {
        list.current.scrollTop = top;
        atEnd.current = false;
      }
    } else setUnseen(Math.max(0, answers - seen.current));
  }, [entries, typing]);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    // What is inside may grow too, as when the hint of a scale appears.
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    const element = list.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    if (atEnd.current) {
      seen.current = answers;
      setUnseen(0);
    }
  };

  return { list, unseen, onScroll, scrollToEnd };
}
