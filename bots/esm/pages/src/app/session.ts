import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Http } from '../api/http.ts';
import { type ApiProblem, toProblem } from '../api/problem.ts';
import { findSession, logOut, type Researcher } from '../api/session.ts';
import { forgetLoaded } from '../loading/use-load.ts';

/** Who uses the pages, as far as is known. */
export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unknown'; readonly problem: ApiProblem }
  /** Nobody is logged in. `was` had a session that the server ended. */
  | { readonly kind: 'out'; readonly was: Researcher | null }
  | { readonly kind: 'in'; readonly researcher: Researcher };

/** The session of the browser and what changes it. */
export interface Session {
  readonly state: SessionState;
  begin(researcher: Researcher): void;
  end(): Promise<void>;
  ask(): void;
}

/** Follows the session: asks for it at the start, hears when the server has ended it. */
export function useSession(http: Http): Session {
  const [state, setState] = useState<SessionState>({ kind: 'asking' });
  const ask = useCallback((): void => {
    findSession(http).then(
      (researcher) => setState(researcher === null ? { kind: 'out', was: null } : { kind: 'in', researcher }),
      (error: unknown) => setState({ kind: 'unknown', problem: toProblem(error) }),
    );
  }, [http]);
  useEffect(() => {
    http.onSessionEnd = () =>
      setState((state) => (state.kind === 'in' ? { kind: 'out', was: state.researcher } : state));
    ask();
  }, [http, ask]);
  return {
    state,
    ask,
    begin: (researcher) => {
      // What was loaded was loaded for somebody else.
      if (state.kind === 'out' && state.was?.id !== researcher.id) forgetLoaded();
      setState({ kind: 'in', researcher });
    },
    end: async () => {
      await logOut(http);
      forgetLoaded();
      setState({ kind: 'out', was: null });
    },
  };
}
