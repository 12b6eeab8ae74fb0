import type { Validator } from '../../../contracts/draft.ts';
import { createPromptShingles, scanOutput } from '../../guard/output/index.ts';

export interface LeakGateOptions {
  /** Prompts of the bot: eight of their words in a row are a leak. */
  readonly prompts: readonly string[];
  /** Texts that may be said aloud although a prompt holds them. */
  readonly publicTexts?: readonly string[];
  /** Hosts that links may lead to; left out: any. `*.example.org` allows every name below it. */
  readonly allowedHosts?: readonly string[];
}

/**
 * Prompt fragments, secrets and links outside of the allow-list, also on buttons. Reasons: `prompt-fragment`, `secret`,
 * `link:<host>`, `scan-failed`.
 */
export function createLeakGate(options: LeakGateOptions): Validator {
  const prompt = createPromptShingles(options.prompts, options.publicTexts);
  const { allowedHosts } = options;
  return {
    name: 'leak',
    judge: ({ text, buttons }) =>
      scanOutput([text, ...(buttons ?? []).flat().map(({ label }) => label)].join('\n'), {
        prompt,
        ...(allowedHosts === undefined ? {} : { allowedHosts }),
      }),
  };
}
