/** A piece of a condition, with the 1-based character at which it begins. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'operator' | '(' | ')' | 'end';
  /** The word, digits, content of a quotation, or sign. */
  readonly text: string;
  readonly at: number;
}

/** What cannot be read, and where. */
export interface SyntaxFault {
  readonly at: number;
  readonly reason: string;
  readonly advice: string;
}

type Rule = readonly [pattern: RegExp, kind: Token['kind']];

const rules: readonly Rule[] = [
  [/[A-Za-z][A-Za-z0-9_]*/y, 'word'],
  [/-?\d{1,9}(?:\.\d{1,6})?(?![\w.])/y, 'number'],
  [/<=|>=|!=|==|=|<|>/y, 'operator'],
  [/\(/y, '('],
  [/\)/y, ')'],
];
const quoted = /"([^"\n]*)"|'([^'\n]*)'/y;
const foreign: Readonly<Record<string, string>> = {
  ...{ '&': 'Write and.', '|': 'Write or.', '!': 'Write not, or != between two values.', '≠': 'Write !=.' },
  ...{ '≤': 'Write <=.', '≥': 'Write >=.', '"': 'Close the quotation.', "'": 'Close the quotation.' },
  ...{ '«': 'Write "…".', '“': 'Write "…".', '„': 'Write "…".', '”': 'Write "…".', '’': "Write '…'." },
};

/** Cuts a condition into pieces; the last one is `end`. */
export function readTokens(source: string): readonly Token[] | SyntaxFault {
  const tokens: Token[] = [];
  let index = 0;
  for (;;) {
    while (/\s/.test(source.charAt(index))) index += 1;
    if (index >= source.length) return [...tokens, { kind: 'end', text: '', at: index + 1 }];
    const token = readToken(source, index);
    if (token === null) return unreadable(source, index);
    tokens.push(token.token);
    index = token.next;
  }
}

function readToken(source: string, index: number): { readonly token: Token; readonly next: number } | null {
  quoted.lastIndex = index;
  const quotation = quoted.exec(source);
  if (quotation !== null) {
    const text = quotation[1] ?? quotation[2] ?? '';
    return { token: { kind: 'text', text, at: index + 1 }, next: quoted.lastIndex };
  }
  for (const [pattern, kind] of rules) {
    pattern.lastIndex = index;
    const match = pattern.exec(source);
    if (match === null) continue;
    return { token: { kind, text: match[0], at: index + 1 }, next: pattern.lastIndex };
  }
  return null;
}

function unreadable(source: string, index: number): SyntaxFault {
  const sign = String.fromCodePoint(source.codePointAt(index) ?? 0);
  const advice =
    foreign[sign] ?? 'Conditions are made of ids, numbers, "texts", comparisons, and, or, not and ( ).';
  return { at: index + 1, reason: `"${sign}" cannot be read`, advice };
}
