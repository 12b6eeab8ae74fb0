import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Http } from '../api/http.ts';
import { logIn, type Researcher } from '../api/session.ts';
import type { Language } from '../language.ts';
import { useAct } from '../loading/use-act.ts';
import { ArchIcon } from '../parts/icons.tsx';
import { tellProblem } from '../parts/problem-note.tsx';
import { appWords } from '../words/app.ts';
import { commonWords } from '../words/common.ts';
import { LanguageChoice } from './language-choice.tsx';

interface LoginPageProps {
  readonly http: Http;
  readonly language: Language;
  /** On a demonstration installation. */
  readonly demo: boolean;
  /** The session was there and has gone. */
  readonly isReturning: boolean;
  readonly onLanguage: (language: Language) => void;
  readonly onLogIn: (researcher: Researcher) => void;
}

/** Asks for the token. It is sent once and never kept by the page. */
export function LoginPage(props: LoginPageProps): JSX.Element {
  const { http, language, isReturning, onLogIn } = props;
  const words = appWords[language];
  const common = commonWords[language];
  const [token, setToken] = useState('');
  const act = useAct();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = `${words.loginTitle} · Opora`;
    field.current?.focus();
  }, [words]);

  const submit = (event: Event): void => {
    event.preventDefault();
    void act.run(async () => onLogIn(await logIn(http, token.trim()))).then(() => field.current?.select());
  };
  const fault =
    act.problem === null
      ? null
      : act.problem.status === 401
        ? words.badToken
        : tellProblem(act.problem, common);
  return (
    <main class="login">
      <form onSubmit={submit}>
        <ArchIcon class="mark" />
        <h1>{words.loginTitle}</h1>
        <p class="lead">{isReturning ? words.sessionEnded : words.loginText}</p>
        <div class={fault === null ? 'field' : 'field wrong'}>
          <label for={id}>{words.token}</label>
          <input
            ref={field}
            id={id}
            type="password"
            autocomplete="current-password"
            spellcheck={false}
            required
            value={token}
            aria-describedby={fault === null ? undefined : `${id}-fault`}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
          <p class="faults" id={`${id}-fault`} role="alert">
            {fault}
          </p>
        </div>
        <button type="submit" class="button primary" disabled={act.isBusy || token.trim() === ''}>
          {words.logIn}
        </button>
        <p class="quiet">
          {words.tokenHelp} <code>opora esm researcher add</code>. {props.demo && words.demoToken}
        </p>
      </form>
      <LanguageChoice language={language} onLanguage={props.onLanguage} />
    </main>
  );
}
