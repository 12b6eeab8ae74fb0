import { TerminalError } from '../core/errors.ts';

/**
 * Characters of JSON that one part of a Turn may have as it is stored (a reply, an effect's or a timer's payload, the
 * journal), and the results of its steps together. A file of 1 MiB and a minute of sound fit; what is larger is a bug
 * that every later claim would have to read.
 */
export const maximumPartCharacters: number = 4 * 1024 * 1024;

/** Characters of JSON of a state, which is stored whole with every Turn; growth without end is a bug of the bot. */
export const maximumStateCharacters: number = 64 * 1024;

/**
 * The JSON text of a part as it is to be stored; `null` for null and undefined.
 * @throws TerminalError `turn_size`, naming the part and its size.
 */
export function toPartText(part: string, value: unknown): string | null {
  const text = value === null || value === undefined ? null : JSON.stringify(value);
  const characters = text?.length ?? 0;
  if (characters <= maximumPartCharacters) return text;
  throw new TerminalError(
    'turn_size',
    `"${part}" has ${characters} characters of JSON; one part of a Turn may have ${maximumPartCharacters}.`,
    { context: { part, characters } },
  );
}
