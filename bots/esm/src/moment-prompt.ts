import { readFileSync } from 'node:fs';
import { type PromptFile, parsePromptFile } from 'opora';

// Beside the folders of the package: sources and the built file are both one level below it.
const file = new URL('../prompts/check-moment.md', import.meta.url);

/** The prompt by which a model reads a report; its version and hash are in the journal of every answer. */
export const momentPrompt: PromptFile = parsePromptFile(readFileSync(file, 'utf8'), 'check-moment');
