/** A key block that has no end reaches this far, UTF-16 units. */
export const LONGEST_KEY_BLOCK = 8_000;

const opening = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const closing = /-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/**
 * Private keys in armour (RFC 7468, OpenPGP), from the line that opens them to the one that closes them. One without an end
 * was cut: 8,000 characters of it are taken for the key. Every character is looked at twice at most, whatever is opened how
 * often.
 */
export function findKeyBlocks(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  const ends = [...text.matchAll(closing)].map((match) => match.index + match[0].length);
  let next = 0;
  let from = 0;
  for (const { index: start } of text.matchAll(opening)) {
    if (start < from) continue;
    while ((ends[next] ?? Number.POSITIVE_INFINITY) < start) next += 1;
    const closed = ends[next] ?? Number.POSITIVE_INFINITY;
    const end = Math.min(closed, start + LONGEST_KEY_BLOCK, text.length);
    found.push({ start, end });
    from = end;
  }
  return found;
}
