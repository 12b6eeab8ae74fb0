import type { Button, Language, OutgoingMessage } from 'opora';
import { languageFor, partFor, type Session, textsFor } from '../session.ts';
import { hashConsentText } from '../study/consent.ts';

/** The optional parts as they are ticked. */
export interface OptionalParts {
  readonly aiProvider: boolean;
  readonly quotation: boolean;
}

/** Nothing optional: how everybody begins. */
const noOptionalParts: OptionalParts = { aiProvider: false, quotation: false };

/** What a button under a consent text says: the words that were seen and the parts ticked when it was drawn. */
export interface ConsentPress extends OptionalParts {
  readonly action: 'yes' | 'no' | 'ai' | 'quote';
  /** First 12 digits of the hash of the text that was shown. */
  readonly seen: string;
}

/** The consent text in a language, with the hash of its exact words; null while the study has none. */
export function consentText(
  session: Session,
  language: Language,
): { readonly text: string; readonly hash: string; readonly language: Language } | null {
  const { study } = session;
  const consent = study?.consent ?? null;
  if (study === null || consent === null) return null;
  const spoken = [language, ...study.languages].find((one) => consent.definition.text[one] !== undefined);
  const text = spoken === undefined ? undefined : consent.definition.text[spoken];
  return spoken === undefined || text === undefined
    ? null
    : { text, hash: hashConsentText(text), language: spoken };
}

/** The consent text with its buttons; null while the study has none. */
export function consentMessage(session: Session): OutgoingMessage | null {
  const consent = consentText(session, languageFor(session));
  if (consent === null) return null;
  const optional = optionalTexts(session, consent.language);
  const lines = optional.length === 0 ? [] : [partFor(session).optionalParts, ...optional];
  return {
    text: [consent.text, ...lines].join('\n\n'),
    buttons: consentButtons(session, consent.hash, noOptionalParts),
  };
}

/** The optional parts that are asked, in words; those of the study beside what its settings allow. */
function optionalTexts(session: Session, language: Language): readonly string[] {
  const parts = session.study?.consent?.definition.parts;
  const asked = askedParts(session);
  return [
    ...(asked.aiProvider ? [parts?.aiProvider?.[language] ?? ''] : []),
    ...(asked.quotation ? [parts?.quotation?.[language] ?? ''] : []),
  ];
}

/** Which optional parts the study asks for. */
export function askedParts({ study }: Session): OptionalParts {
  const parts = study?.consent?.definition.parts;
  return {
    aiProvider: study?.aiAllowed === true && parts?.aiProvider !== undefined,
    quotation: parts?.quotation !== undefined,
  };
}

/** The buttons under a consent text: optional parts to tick, then the choice. */
export function consentButtons(
  session: Session,
  hash: string,
  ticked: OptionalParts,
): readonly (readonly Button[])[] {
  const texts = textsFor(session);
  const code = (action: ConsentPress['action']): string => consentCode({ action, seen: hash, ...ticked });
  return [
    ...optionalButtons(session, ticked, code),
    [
      { code: code('yes'), label: texts.agree },
      { code: code('no'), label: texts.decline },
    ],
  ];
}

/** One row for each optional part that the study asks for. */
export function optionalButtons(
  session: Session,
  ticked: OptionalParts,
  code: (action: 'ai' | 'quote') => string,
): readonly (readonly Button[])[] {
  const texts = partFor(session);
  const asked = askedParts(session);
  const box = (isTicked: boolean, label: string): string => `${isTicked ? '☑' : '☐'} ${label}`;
  return [
    ...(asked.aiProvider ? [[{ code: code('ai'), label: box(ticked.aiProvider, texts.partAi) }]] : []),
    ...(asked.quotation
      ? [[{ code: code('quote'), label: box(ticked.quotation, texts.partQuotation) }]]
      : []),
  ];
}

function consentCode({ action, seen, aiProvider, quotation }: ConsentPress): string {
  return `c:${action}:${seen.slice(0, 12)}:${Number(aiProvider)}${Number(quotation)}`;
}

/** Reads a code back; null when it is none. */
export function parseConsentCode(code: string): ConsentPress | null {
  const match = /^c:(yes|no|ai|quote):([0-9a-f]{12}):([01])([01])$/.exec(code);
  if (match === null) return null;
  const [, action, seen = '', ai, quote] = match;
  return {
    action: action as ConsentPress['action'],
    seen,
    aiProvider: ai === '1',
    quotation: quote === '1',
  };
}
