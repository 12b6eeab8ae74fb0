import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConfigError } from '../../../core/errors.ts';

/** A prompt as a file: instructions, and optionally the frame of the last user message. */
export interface PromptFile {
  readonly name: string;
  /** From the front matter. */
  readonly version: string;
  /** SHA-256 of the file, hex. */
  readonly hash: string;
  readonly system: string;
  /** Text around the data; `{{data}}` alone when the file has no user part. */
  readonly user: string;
}

const userMark = /^<!-- user -->[ \t]*$/m;

/**
 * Reads a prompt:
 *
 * ```
 * ---
 * version: 3
 * ---
 * You answer for {{company}}.
 * <!-- user -->
 * Answer the question below.
 * {{data}}
 * ```
 *
 * `{{name}}` in either part is filled with a trusted value of the bot; `{{data}}` stands once, in the user part
 * only, for everything that users and other systems said.
 * @throws ConfigError `prompt_invalid` when the front matter, the version or a part is missing.
 */
export function parsePromptFile(text: string, name: string): PromptFile {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(plain);
  const version = /^version:[ \t]*(\S+)[ \t]*$/m.exec(match?.[1] ?? '')?.[1];
  if (match === null || version === undefined) {
    throw invalid(name, 'it must begin with front matter that holds a line "version: …"');
  }
  const [system = '', user = '{{data}}', ...more] = (match[2] ?? '')
    .split(userMark)
    .map((part) => part.trim());
  if (system === '') throw invalid(name, 'it has no instructions');
  if (more.length > 0) throw invalid(name, 'it has more than one user part');
  if (system.includes('{{data}}')) throw invalid(name, '{{data}} does not belong in the instructions');
  if (user.split('{{data}}').length !== 2) throw invalid(name, 'its user part must hold {{data}} once');
  const hash = createHash('sha256').update(plain).digest('hex');
  return { name, version, hash, system, user };
}

/** Reads a prompt from a file; see `parsePromptFile`. @throws ConfigError `prompt_invalid`. */
export async function loadPrompt(path: string): Promise<PromptFile> {
  const name = basename(path).replace(/\.[^.]+$/, '');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigError('prompt_invalid', `The prompt ${name} cannot be read.`, { cause: error });
  }
  return parsePromptFile(text, name);
}

const invalid = (name: string, why: string): ConfigError =>
  new ConfigError('prompt_invalid', `The prompt ${name} is not valid: ${why}.`);
