import { useState } from 'preact/hooks';
import { type ApiProblem, toProblem } from '../api/problem.ts';

/** Something a person does that the server must answer. */
export interface Act {
  readonly isBusy: boolean;
  readonly problem: ApiProblem | null;
  /** Runs `work` unless something runs already; resolves with whether it succeeded. */
  run(work: () => Promise<void>): Promise<boolean>;
  clear(): void;
}

/** Keeps one act at a time, with its problem. */
export function useAct(): Act {
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly problem: ApiProblem | null }>({
    isBusy: false,
    problem: null,
  });
  return {
    ...state,
    run: async (work) => {
      if (state.isBusy) return false;
      setState({ isBusy: true, problem: null });
      try {
        await work();
        setState({ isBusy: false, problem: null });
        return true;
      } catch (error) {
        setState({ isBusy: false, problem: toProblem(error) });
        return false;
      }
    },
    clear: () => setState({ isBusy: false, problem: null }),
  };
}
