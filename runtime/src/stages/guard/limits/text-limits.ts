/** Bounds on what comes in (specification, §5). */
export const limits: {
  readonly keptCharacters: 20_000;
  readonly modelCharacters: 4_000;
  readonly modelHead: 2_500;
  readonly modelTail: 1_500;
  readonly marksPerLetter: 4;
  readonly images: 4;
  readonly imageBytes: number;
  readonly imagePixels: number;
  readonly urlCharacters: 2_000;
  readonly jsonDepth: 10;
  readonly bodyBytes: number;
  readonly messagesPerMinute: 20;
  readonly messagesPerHour: 200;
} = {
  keptCharacters: 20_000,
  modelCharacters: 4_000,
  modelHead: 2_500,
  modelTail: 1_500,
  marksPerLetter: 4,
  images: 4,
  imageBytes: 8 * 1024 * 1024,
  imagePixels: 40_000_000,
  urlCharacters: 2_000,
  jsonDepth: 10,
  bodyBytes: 64 * 1024,
  messagesPerMinute: 20,
  messagesPerHour: 200,
};

/** What stands where the middle of a long text was left out. */
export const OMITTED = '\n[…]\n';

/** The text as it is kept: at most 20,000 characters, no letter with more than four marks, no half of a pair. */
export function toKeptText(text: string): string {
  return limitMarks(sliceWhole(text, 0, limits.keptCharacters)).toWellFormed();
}

/** The text as a model may see it: whole up to 4,000 characters, else the first 2,500 and the last 1,500. */
export function toModelText(text: string): string {
  if (text.length <= limits.modelCharacters) return text;
  const head = sliceWhole(text, 0, limits.modelHead);
  return head + OMITTED + sliceWhole(text, text.length - limits.modelTail, text.length);
}

/** Removes the fifth and further combining marks of a letter. */
export function limitMarks(text: string): string {
  return text.replace(/(\p{M}{4})\p{M}+/gu, '$1');
}

/** `text.slice` that never cuts a surrogate pair: the half at either edge is left out. */
function sliceWhole(text: string, start: number, end: number): string {
  const isLow = (at: number): boolean => text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff;
  const isHigh = (at: number): boolean => text.charCodeAt(at) >= 0xd800 && text.charCodeAt(at) <= 0xdbff;
  const from = start > 0 && isLow(start) && isHigh(start - 1) ? start + 1 : start;
  const to = end < text.length && isLow(end) && isHigh(end - 1) ? end - 1 : end;
  return text.slice(from, to);
}

/** Whether JSON text nests no deeper than `maximum`; counted without parsing, so depth cannot exhaust the stack. */
export function isJsonWithinDepth(json: string, maximum: number = limits.jsonDepth): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (isInString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isInString = false;
    } else if (sign === '"') isInString = true;
    else if (sign === '{' || sign === '[') {
      depth += 1;
      if (depth > maximum) return false;
    } else if (sign === '}' || sign === ']') depth -= 1;
  }
  return true;
}
