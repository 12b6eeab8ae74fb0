import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type ApiProblem, toProblem } from '../api/problem.ts';

/** What is known of something that comes from the server. */
export interface Loaded<Data> {
  /** The newest that came; kept while it is asked for again, and when that fails. */
  readonly data: Data | null;
  readonly problem: ApiProblem | null;
  readonly isLoading: boolean;
  /** When `data` came, ms since the epoch. */
  readonly loadedAt: number | null;
  reload(): void;
  /** Puts what a change answered in place of what was loaded. */
  replace(change: (data: Data) => Data): void;
}

interface Kept {
  readonly data: unknown;
  readonly at: number;
}

/** What was loaded lately, so that going back shows it at once. The oldest goes first. */
const kept = new Map<string, Kept>();
const mostKept = 60;

function keep(key: string, data: unknown): void {
  kept.delete(key);
  kept.set(key, { data, at: Date.now() });
  const oldest = kept.keys().next().value;
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}

/** Forgets everything: another person may log in. */
export function forgetLoaded(): void {
  kept.clear();
}

interface State {
  readonly key: string;
  readonly problem: ApiProblem | null;
  readonly isLoading: boolean;
}

/** How something is loaded. */
export interface LoadOptions {
  /** Asked for once only: every asking is written down, or would disturb. Default false. */
  readonly isOnce?: boolean;
}

/**
 * Loads something and keeps it under `key`, which names it fully. It is asked for again on a new key, by
 * `reload`, and, unless `isOnce`, when the network comes back and when the page is looked at again after a minute.
 */
export function useLoad<Data>(
  key: string,
  load: (signal: AbortSignal) => Promise<Data>,
  { isOnce = false }: LoadOptions = {},
): Loaded<Data> {
  const [state, setState] = useState<State>({ key, problem: null, isLoading: true });
  const [asked, ask] = useState(0);
  const newest = useRef(load);
  newest.current = load;

  useEffect(() => {
    if (isOnce && asked === 0 && kept.has(key)) {
      setState({ key, problem: null, isLoading: false });
      return;
    }
    const ending = new AbortController();
    setState({ key, problem: null, isLoading: true });
    newest.current(ending.signal).then(
      (data) => {
        if (ending.signal.aborted) return;
        keep(key, data);
        setState({ key, problem: null, isLoading: false });
      },
      (error: unknown) => {
        if (!ending.signal.aborted) setState({ key, problem: toProblem(error), isLoading: false });
      },
    );
    return () => ending.abort();
  }, [key, asked]);

  const reload = useCallback((): void => ask((count) => count + 1), []);
  useReturn(key, isOnce, reload);
  const found = kept.get(key);
  const isCurrent = state.key === key;
  return {
    data: (found?.data as Data | undefined) ?? null,
    problem: isCurrent ? state.problem : null,
    isLoading: isCurrent ? state.isLoading : true,
    loadedAt: found?.at ?? null,
    reload,
    replace: (change) => {
      const current = kept.get(key);
      if (current === undefined) return;
      keep(key, change(current.data as Data));
      setState({ key, problem: null, isLoading: false });
    },
  };
}

const staleMs = 60_000;

/** Asks again when the network or the person comes back. */
function useReturn(key: string, isOnce: boolean, reload: () => void): void {
  useEffect(() => {
    if (isOnce) return;
    const onVisible = (): void => {
      const age = Date.now() - (kept.get(key)?.at ?? 0);
      if (!document.hidden && age > staleMs) reload();
    };
    addEventListener('online', reload);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      removeEventListener('online', reload);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [key, isOnce, reload]);
}
