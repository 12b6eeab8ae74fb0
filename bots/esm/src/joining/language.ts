import { type Button, type Language, languages, type OutgoingMessage } from 'opora';
import { languageFor, type Session, say, send, textsFor } from '../session.ts';
import { texts } from '../texts/texts.ts';
import { studyLanguages } from './study-languages.ts';

/** Asks for the language in all of the study's, the likeliest first. */
export function languageMessage(session: Session): OutgoingMessage {
  const likely = languageFor(session);
  const offered = studyLanguages(session);
  const ordered = [likely, ...offered.filter((language) => language !== likely)].filter((one) =>
    offered.includes(one),
  );
  return {
    text: ordered.map((language) => texts[language].chooseLanguage).join('\n'),
    buttons: [buttons(offered)],
  };
}

/** `/language [code or name]`: asks, or sets what the argument names. */
export function askLanguage(session: Session, argument: string): void {
  const named = parseLanguage(argument);
  if (named !== null) setLanguage(session, named);
  // While no language is chosen at all, the end of the Turn asks anyway.
  else if (session.state.language !== null) send(session, languageMessage(session));
}

/** A press on a language button: `l:<language>`. */
export function pressLanguage(session: Session, code: string): void {
  const language = languages.find((one) => code === `l:${one}`);
  if (language === undefined) say(session, textsFor(session).staleButton);
  else setLanguage(session, language);
}

/** Speaks `language` from now on, if the study does. */
export function setLanguage(session: Session, language: Language): void {
  if (!studyLanguages(session).includes(language)) {
    send(session, languageMessage(session));
    return;
  }
  const first = session.state.language === null;
  session.state = { ...session.state, language };
  if (!first) say(session, texts[language].languageSet);
}

/** Reads a language code or its own name, for channels and people that do without buttons. */
export function parseLanguage(text: string): Language | null {
  const word = text.trim().toLowerCase();
  return languages.find((one) => word === one || word === texts[one].languageName.toLowerCase()) ?? null;
}

function buttons(offered: readonly Language[]): readonly Button[] {
  return offered.map((language) => ({ code: `l:${language}`, label: texts[language].languageName }));
}
