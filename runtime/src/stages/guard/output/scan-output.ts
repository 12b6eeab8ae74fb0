import { createRedactor } from '../../../core/redaction.ts';
import { isAllowedHost } from '../limits/url-policy.ts';
import { cleanText } from '../normalise/clean-text.ts';
import { findPersonalData } from '../personal-data/redact.ts';
import { findLinks } from './links.ts';

/** A machine-readable reason against a Draft: `prompt-fragment`, `secret`, `link:<host>`. Never the text itself. */
export type OutputReason = string;

/** Words of a prompt that may not appear in a row in a Draft. */
export const SHINGLE_WORDS = 8;

/** A prepared prompt: its shingles, to be compared with any number of Drafts. */
export interface PromptShingles {
  readonly shingles: ReadonlySet<string>;
}

/**
 * Shingles of the prompts of a bot. Texts that may be said aloud (`publicTexts`: templates, facts, catalog) give no
 * shingle.
 */
export function createPromptShingles(
  prompts: readonly string[],
  publicTexts: readonly string[] = [],
): PromptShingles {
  const open = new Set(publicTexts.flatMap((text) => shinglesOf(text)));
  return {
    shingles: new Set(
      prompts.flatMap((prompt) => shinglesOf(prompt)).filter((shingle) => !open.has(shingle)),
    ),
  };
}

/** Whether eight words of a prompt stand in a row in the Draft, whatever their case and punctuation. */
export function findPromptFragments(draft: string, prompt: PromptShingles): readonly OutputReason[] {
  return shinglesOf(draft).some((shingle) => prompt.shingles.has(shingle)) ? ['prompt-fragment'] : [];
}

function shinglesOf(text: string): string[] {
  const words = cleanText(text).mapped.text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const result: string[] = [];
  for (let first = 0; first + SHINGLE_WORDS <= words.length; first += 1) {
    result.push(words.slice(first, first + SHINGLE_WORDS).join(' '));
  }
  return result;
}

/** Whether the Draft holds something of the shape of a key, or one of the known secrets. */
export function findSecretShapes(
  draft: string,
  knownSecrets: readonly string[] = [],
): readonly OutputReason[] {
  const clean = cleanText(draft, { keepCase: true }).mapped.text;
  const hasShape = findPersonalData(clean).some((span) => span.kind === 'secret');
  const isKnown =
    createRedactor({ secrets: knownSecrets }).text(clean.slice(0, 7_000)) !== clean.slice(0, 7_000);
  return hasShape || (isKnown && knownSecrets.some((secret) => secret.length >= 6 && clean.includes(secret)))
    ? ['secret']
    : [];
}

/** Hosts of links in the Draft that the bot may not send. */
export function findForeignLinks(draft: string, allowedHosts: readonly string[]): readonly OutputReason[] {
  const foreign = findLinks(cleanText(draft, { keepCase: true }).mapped.text).filter(
    (link) => link.host === '' || !isAllowedHost(link.host, allowedHosts),
  );
  return [...new Set(foreign.map((link) => `link:${link.host === '' ? 'unreadable' : link.host}`))];
}

export interface OutputScanOptions {
  readonly prompt?: PromptShingles;
  readonly allowedHosts?: readonly string[];
  readonly knownSecrets?: readonly string[];
}

/** All reasons of the output scan; none lets the Draft pass. Throws nothing: a scan that breaks is a reason. */
export function scanOutput(draft: string, options: OutputScanOptions): readonly OutputReason[] {
  try {
    return [
      ...(options.prompt === undefined ? [] : findPromptFragments(draft, options.prompt)),
      ...findSecretShapes(draft, options.knownSecrets),
      ...(options.allowedHosts === undefined ? [] : findForeignLinks(draft, options.allowedHosts)),
    ];
  } catch {
    // What could not be scanned does not leave.
    return ['scan-failed'];
  }
}
