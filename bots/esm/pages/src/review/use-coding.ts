import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Annotation, type Code, type Phenomenon, saveAnnotation } from '../api/annotations.ts';
import { type ApiProblem, toProblem } from '../api/problem.ts';
import { useApp } from '../app/app-context.ts';
import { useLeaveGuard } from '../versions/use-versions.ts';

/** What a coder writes about one response. */
export interface CodingDraft {
  readonly phenomena: Annotation['phenomena'];
  readonly notes: string;
}

/** The coder's own work on one response, saved by itself. */
export interface Coding extends CodingDraft {
  readonly state: 'clean' | 'dirty' | 'saving' | 'failed';
  readonly problem: ApiProblem | null;
  readonly savedAt: number | null;
  code(phenomenon: Phenomenon, code: Code | null): void;
  note(notes: string): void;
  /** Tries again after a failure. */
  retry(): void;
}

/** Codes are saved soon; words a little later. */
const codeMs = 400;
const noteMs = 1_200;

interface State {
  readonly draft: CodingDraft;
  readonly version: number;
  readonly state: Coding['state'];
  readonly problem: ApiProblem | null;
  readonly savedAt: number | null;
}

function startOf(mine: Annotation | undefined): State {
  return {
    draft: { phenomena: mine?.phenomena ?? {}, notes: mine?.notes ?? '' },
    version: mine?.version ?? 0,
    state: 'clean',
    problem: null,
    savedAt: mine?.updatedAt ?? null,
  };
}

/** Keeps and saves the coding of one response. Mount it anew for another response. */
export function useCoding(
  response: string,
  own: Annotation | undefined,
  onSaved: (annotation: Annotation) => void,
): Coding {
  const { http, isOnline } = useApp();
  const [state, setState] = useState(() => startOf(own));
  const current = useRef(state);
  current.current = state;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const saved = useRef(onSaved);
  saved.current = onSaved;

  const save = useCallback(async (): Promise<void> => {
    const { draft, version } = current.current;
    setState((now) => ({ ...now, state: 'saving', problem: null }));
    try {
      const annotation = await saveAnnotation(http, response, { ...draft, version });
      // What was written meanwhile is still to be saved, on top of the new version.
      setState((now) => ({
        ...now,
        version: annotation.version,
        savedAt: annotation.updatedAt ?? Date.now(),
        state: now.draft === draft ? 'clean' : 'dirty',
      }));
      saved.current(annotation);
    } catch (error) {
      setState((now) => ({ ...now, state: 'failed', problem: toProblem(error) }));
    }
  }, [http, response]);

  const write = (change: Partial<CodingDraft>, afterMs: number): void => {
    setState((now) => ({
      ...now,
      draft: { ...now.draft, ...change },
      state: now.state === 'saving' ? 'saving' : 'dirty',
    }));
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), afterMs);
  };
  useEffect(() => {
    // Leaving the response saves what is still waiting.
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
      if (current.current.state === 'dirty') void save();
    };
  }, [save]);
  useEffect(() => {
    if (isOnline && current.current.state === 'failed' && current.current.problem?.isPassing) void save();
  }, [isOnline]);
  useLeaveGuard(state.state === 'failed');

  return {
    ...state.draft,
    ...{ state: state.state, problem: state.problem, savedAt: state.savedAt },
    code: (phenomenon, code) => {
      const { [phenomenon]: _, ...rest } = current.current.draft.phenomena;
      write({ phenomena: code === null ? rest : { ...rest, [phenomenon]: code } }, codeMs);
    },
    note: (notes) => write({ notes }, noteMs),
    retry: () => void save(),
  };
}
