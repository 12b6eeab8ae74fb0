import { createHash } from 'node:crypto';
import type { Language } from 'opora';
import { z } from 'zod';
import type { Fault } from '../fault.ts';
import type { LocalText } from '../instrument/instrument.ts';
import { missingLanguages } from './missing-languages.ts';

/** Most characters of a consent text, and of the question of an optional part. */
export const consentLimits = { text: 12_000, part: 1000 } as const;

/** An immutable version of what participants agree to. */
export interface Consent {
  /** What taking part means; needed. */
  readonly text: LocalText;
  /** Parts that are asked beside it and off until agreed; a part that is absent is not asked. */
  readonly parts: {
    /** Texts go to an AI provider, personal data removed. */
    readonly aiProvider?: LocalText | undefined;
    /** Texts may be quoted anonymously. */
    readonly quotation?: LocalText | undefined;
  };
}

const local = (most: number): z.ZodType<LocalText> => {
  const words = z.string().trim().min(1).max(most).exactOptional();
  return z.strictObject({ ru: words, uk: words, en: words });
};

/** The shape of a consent. */
export const consentSchema: z.ZodType<Consent> = z.strictObject({
  text: local(consentLimits.text).describe('what taking part means, in every language of the study'),
  parts: z
    .strictObject({
      aiProvider: local(consentLimits.part)
        .optional()
        .describe('asks whether texts may go to an AI provider'),
      quotation: local(consentLimits.part)
        .optional()
        .describe('asks whether texts may be quoted anonymously'),
    })
    .prefault({}),
});

/** A usable consent, or null; and every fault. */
export interface ConsentCheck {
  readonly consent: Consent | null;
  readonly faults: readonly Fault[];
}

/** Reads a consent and reports all faults together; every text is needed in every language of the study. */
export function checkConsent(data: unknown, languages: readonly Language[]): ConsentCheck {
  const parsed = consentSchema.safeParse(data);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      ...{ severity: 'error' as const, line: null, path: issue.path.join('.'), reason: issue.message },
      advice: 'A consent has text and, where asked, parts.aiProvider and parts.quotation, by language.',
    }));
    return { consent: null, faults };
  }
  const consent = parsed.data;
  const faults = [
    ...missingLanguages('text', consent.text, languages),
    ...missingLanguages('parts.aiProvider', consent.parts.aiProvider, languages),
    ...missingLanguages('parts.quotation', consent.parts.quotation, languages),
  ];
  return { consent: faults.length === 0 ? consent : null, faults };
}

/** SHA-256 of the exact words agreed to, hexadecimal. */
export function hashConsentText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
