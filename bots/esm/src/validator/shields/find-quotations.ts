/** A stretch of the text in UTF-16 offsets, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const closers: ReadonlyMap<string, string> = new Map([
  ['«', '»'],
  ['“', '”“'],
  ['„', '“”"'],
  ['‹', '›'],
  ['‘', '’'],
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
]);
const letter = /[\p{L}\p{N}]/u;

/** A single mark between letters is an apostrophe; before a word it opens, after one it closes. */
function opens(text: string, at: number): boolean {
  return text[at] === '"' || text[at] === '«' || text[at] === '„' || !letter.test(text[at - 1] ?? ' ');
}

function closes(text: string, at: number): boolean {
  const mark = text[at];
  if (mark !== "'" && mark !== '’' && mark !== '`') return true;
  return !letter.test(text[at + 1] ?? ' ') && !/\s/u.test(text[at - 1] ?? ' ');
}

/** Places of every mark that can close, by mark, in order. */
function closingPlaces(text: string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const mark of new Set([...closers.values()].flatMap((marks) => [...marks]))) places.set(mark, []);
  for (let at = 0; at < text.length; at += 1) {
    const list = places.get(text[at] ?? '');
    if (list !== undefined && closes(text, at)) list.push(at);
  }
  return places;
}

/**
 * The quotations of a text without their marks: « », “ ”, „ “, ‘ ’, straight double and single ones. A mark without
 * its partner opens nothing. Linear: every list of closing marks is walked once.
 */
export function findQuotations(text: string): readonly TextRange[] {
  const places = closingPlaces(text);
  const next = new Map<string, number>();
  const found: TextRange[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const marks = closers.get(text[at] ?? '');
    if (marks === undefined || !opens(text, at)) continue;
    const ends: number[] = [];
    for (const mark of marks) {
      const list = places.get(mark) ?? [];
      let pointer = next.get(mark) ?? 0;
      while ((list[pointer] ?? text.length) <= at) pointer += 1;
      next.set(mark, pointer);
      const end = list[pointer];
      if (end !== undefined) ends.push(end);
    }
    const end = Math.min(...ends);
    if (!Number.isFinite(end)) continue;
    if (end > at + 1) found.push({ start: at + 1, end });
    at = end;
  }
  return found;
}
