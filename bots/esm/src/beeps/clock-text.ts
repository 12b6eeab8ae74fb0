import { languageFor, type Session } from '../session.ts';

/** The time of day of an instant where the participant is, `HH:MM`, with seconds where minutes say too little. */
export function clockText(session: Session, at: number, withSeconds = false): string {
  return new Intl.DateTimeFormat('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zoneOf(session) },
    ...(withSeconds ? { second: '2-digit' } : {}),
  }).format(at);
}

/** Date and time of an instant where the participant is, in words of the language spoken. */
export function dateText(session: Session, at: number): string {
  const language = languageFor(session);
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    timeZone: zoneOf(session),
  }).format(at);
}

function zoneOf(session: Session): string {
  return session.state.participation?.settings?.zone ?? 'UTC';
}
