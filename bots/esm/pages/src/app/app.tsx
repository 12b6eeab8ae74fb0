import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Http } from '../api/http.ts';
import { chooseLanguage, type Language, rememberedLanguage, rememberLanguage } from '../language.ts';
import type { PageOptions } from '../options.ts';
import { tellProblem } from '../parts/problem-note.tsx';
import { commonWords } from '../words/common.ts';
import { AppProvider } from './app-context.ts';
import { LoginPage } from './login-page.tsx';
import { Pages } from './pages.tsx';
import { type Session, useSession } from './session.ts';
import { ToastList } from './toast-list.tsx';
import { useToasts } from './toasts.ts';
import { useConnection } from './use-connection.ts';

function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(() => chooseLanguage(rememberedLanguage(), navigator.languages));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (next: Language): void => {
    rememberLanguage(next);
    setLanguage(next);
  };
  return [language, choose];
}

/** Nobody knows yet who is there: the server has not answered. */
function Unknown({ session, language }: { session: Session; language: Language }): JSX.Element | null {
  const words = commonWords[language];
  if (session.state.kind !== 'unknown') return null;
  return (
    <main class="login">
      <section>
        <h1>{words.failedTitle}</h1>
        <p class="lead">{tellProblem(session.state.problem, words)}</p>
        <button type="button" class="button primary" onClick={session.ask}>
          {words.retry}
        </button>
      </section>
    </main>
  );
}

/** The whole of the researcher pages. */
export function ResearcherApp(props: { readonly options: PageOptions; readonly http: Http }): JSX.Element {
  const { options, http } = props;
  const [language, onLanguage] = useLanguage();
  const toasts = useToasts();
  const isOnline = useConnection(http);
  const session = useSession(http);
  const { state } = session;
  if (state.kind === 'asking') return <main aria-busy="true" />;
  if (state.kind === 'unknown') return <Unknown session={session} language={language} />;
  const researcher = state.kind === 'in' ? state.researcher : state.was;
  return (
    <>
      {state.kind === 'out' && (
        <LoginPage
          {...{ http, language, onLanguage, demo: options.demo }}
          isReturning={state.was !== null}
          onLogIn={session.begin}
        />
      )}
      {researcher !== null && (
        // A session that has ended hides the pages; what was being written is there again after the login.
        <div hidden={state.kind === 'out'} key={researcher.id}>
          <AppProvider value={{ options, http, language, researcher, isOnline, notify: toasts.notify }}>
            <Pages onLanguage={onLanguage} onLogOut={() => void session.end()} />
          </AppProvider>
        </div>
      )}
      <ToastList toasts={toasts} language={language} />
    </>
  );
}
