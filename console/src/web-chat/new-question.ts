import type { TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Entry, hasChoices } from './timeline.ts';

/** Nobody has read a question sooner: a press within this time was meant for the one before it. */
const readingMs = 600;

/** What a question that has just come under the hand of the person asks of the list. */
interface NewQuestion {
  /** True for the first 600 ms: presses are not answers yet. */
  readonly fresh: boolean;
  /** True until the pointer moves: the value that happens to lie under it is not one pointed at. */
  readonly still: boolean;
  readonly onPointerMove: (event: TargetedPointerEvent<HTMLElement>) => void;
}

/** Watches for questions that come while the page is open; those that waited in the history are not new. */
export function useNewQuestion(entries: readonly Entry[], busy: boolean): NewQuestion {
  const newest = entries.findLast((entry) => hasChoices(entry.message))?.key;
  const before = useRef({ newest, busy });
  const [fresh, setFresh] = useState(false);
  const [still, setStill] = useState(false);

  useLayoutEffect(() => {
    const { current } = before;
    before.current = { newest, busy };
    // Before the first question there was none to press.
    if (current.newest === undefined || newest === undefined || newest === current.newest || current.busy)
      return;
    setFresh(true);
    setStill(true);
  }, [newest, busy]);
  useLayoutEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(() => setFresh(false), readingMs);
    return () => clearTimeout(timer);
  }, [fresh, newest]);

  const onPointerMove = ({ movementX, movementY }: TargetedPointerEvent<HTMLElement>): void => {
    if (still && (movementX !== 0 || movementY !== 0)) setStill(false);
  };
  return { fresh, still, onPointerMove };
}
