import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { ConfigError } from '../core/errors.ts';

/** What a `.env` file says. */
export interface DotenvFile {
  readonly values: Readonly<Record<string, string>>;
  /** Variables whose text ends at a `#` that touches it: the rest was taken for a comment. */
  readonly cut: ReadonlySet<string>;
}

// As `dotenv` reads a line, with the comment kept: a name, a value (quoted values are whole), a comment.
const line =
  /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?[^\S\n]*(#.*)?$/gm;
const quoted = /^\s*(['"`]).*\1$/s;

/**
 * Reads a file of variables; nothing where `path` is null or no file is there.
 * @throws ConfigError `config_unreadable`
 */
export function readDotenv(path: string | null): DotenvFile {
  const text = path === null ? '' : readText(path);
  return { values: parse(text), cut: new Set(findCut(text.replaceAll(/\r\n?/g, '\n'))) };
}

function* findCut(text: string): Generator<string> {
  for (const [, name = '', value = '', comment = ''] of text.matchAll(line)) {
    // Behind a space it is a comment, and so it is where there is no value: `PORT=# the usual one`.
    const touches = value === '' ? /^#\S/.test(comment) : comment !== '' && !/\s$/.test(value);
    if (touches && !quoted.test(value)) yield name;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new ConfigError('config_unreadable', `Cannot read ${path}: make it a readable file or remove it.`, {
      cause: error,
    });
  }
}
