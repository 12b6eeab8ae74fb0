import { type Context, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Http } from '../api/http.ts';
import type { Researcher } from '../api/session.ts';
import type { Language } from '../language.ts';
import type { PageOptions } from '../options.ts';
import type { Toast } from './toasts.ts';

/** What every part of the pages can reach. */
export interface App {
  readonly options: PageOptions;
  readonly http: Http;
  readonly language: Language;
  readonly researcher: Researcher;
  /** The server answers at present. */
  readonly isOnline: boolean;
  /** Says that something was done, or why not. */
  notify(toast: Toast): void;
}

const context: Context<App | null> = createContext<App | null>(null);

/** Gives the app to everything below. */
export const AppProvider: Context<App | null>['Provider'] = context.Provider;

/** The app; throws outside of it. */
export function useApp(): App {
  const app = useContext(context);
  if (app === null) throw new Error('This part is drawn outside of the app.');
  return app;
}

/** The words of a part in the language of the page. */
export function useWords<Words>(words: Readonly<Record<Language, Words>>): Words {
  return words[useApp().language];
}

/** Whether the researcher may change things; a coder may code only, a viewer read. */
export function useMayChange(): boolean {
  return useApp().researcher.role === 'owner';
}
