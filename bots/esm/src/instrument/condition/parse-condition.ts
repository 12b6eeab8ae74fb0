import type { Condition, Operand, Operator } from './condition.ts';
import { readTokens, type SyntaxFault, type Token } from './tokens.ts';

/** Longest condition, in characters. */
export const longestCondition = 1000;
/** Deepest nesting of parentheses and `not`. */
export const deepestNesting = 30;

/** A condition, or the first thing in it that cannot be read. */
export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly fault: SyntaxFault };

/**
 * Reads a `showIf`: `or` binds least, then `and`, `not`, comparisons; parentheses group. Never throws,
 * whatever the text is.
 */
export function parseCondition(source: string): ParsedCondition {
  if (source.length > longestCondition) {
    const reason = `it has ${source.length} characters, at most ${longestCondition} are possible`;
    return { ok: false, fault: { at: longestCondition + 1, reason, advice: 'Make it shorter.' } };
  }
  const tokens = readTokens(source);
  if (!('length' in tokens)) return { ok: false, fault: tokens };
  const reader = new Reader(tokens);
  try {
    const condition = reader.or();
    reader.expectEnd();
    return { ok: true, condition };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** Leaves the nested calls of the reader; caught in `parseCondition` alone. */
class Unreadable extends Error {
  readonly fault: SyntaxFault;
  constructor(fault: SyntaxFault) {
    super(fault.reason);
    this.fault = fault;
  }
}

class Reader {
  private readonly tokens: readonly Token[];
  private position = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  or(): Condition {
    let left = this.and();
    while (this.takeWord('or')) left = { kind: 'or', left, right: this.and() };
    return left;
  }

  expectEnd(): void {
    const token = this.current();
    if (token.kind === 'end') return;
    this.fail(token, 'stands where and, or or the end is expected', 'Join two conditions by and or or.');
  }

  private and(): Condition {
    let left = this.not();
    while (this.takeWord('and')) left = { kind: 'and', left, right: this.not() };
    return left;
  }

  private not(): Condition {
    if (this.takeWord('not')) return this.nested(() => ({ kind: 'not', operand: this.not() }));
    if (this.current().kind !== '(') return this.comparison();
    this.position += 1;
    const inside = this.nested(() => this.or());
    this.takeClosing();
    return inside;
  }

  private comparison(): Condition {
    if (this.takeWord('answered')) return this.answered();
    const left = this.operand();
    const token = this.current();
    if (token.kind !== 'operator') return { kind: 'truth', value: left };
    this.position += 1;
    const operator = (token.text === '==' ? '=' : token.text) as Operator;
    const right = this.operand();
    const next = this.current();
    if (next.kind === 'operator') {
      this.fail(next, 'compares a second time', 'Write a < b and b < c instead of a < b < c.');
    }
    return { kind: 'compare', operator, left, right };
  }

  private answered(): Condition {
    const advice = 'Write answered(id).';
    const open = this.current();
    if (open.kind !== '(') this.fail(open, 'stands where ( is expected', advice);
    this.position += 1;
    const name = this.current();
    if (name.kind !== 'word') this.fail(name, 'stands where an id is expected', advice);
    this.position += 1;
    this.takeClosing();
    return { kind: 'answered', item: name.text };
  }

  private operand(): Operand {
    const token = this.current();
    const { kind, text } = token;
    if (kind === 'word' && !['and', 'or', 'not', 'answered'].includes(text)) {
      this.position += 1;
      if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' };
      return { kind: 'name', name: text };
    }
    if (kind === 'number' || kind === 'text') {
      this.position += 1;
      // Adding zero turns -0 into 0: they are one value.
      return kind === 'number' ? { kind, value: Number(text) + 0 } : { kind, value: text };
    }
    return this.fail(token, 'stands where a value is expected', 'Write an id, a number or a "text" there.');
  }

  private takeWord(word: string): boolean {
    const token = this.current();
    if (token.kind !== 'word' || token.text !== word) return false;
    this.position += 1;
    return true;
  }

  private takeClosing(): void {
    const token = this.current();
    if (token.kind !== ')') this.fail(token, 'stands where ) is expected', 'Close the parenthesis.');
    this.position += 1;
  }

  private nested<Result>(read: () => Result): Result {
    this.depth += 1;
    if (this.depth > deepestNesting) {
      this.fail(this.current(), `is nested more than ${deepestNesting} deep`, 'Make the condition simpler.');
    }
    const result = read();
    this.depth -= 1;
    return result;
  }

  private current(): Token {
    return this.tokens[this.position] ?? { kind: 'end', text: '', at: 1 };
  }

  private fail(token: Token, what: string, advice: string): never {
    const subject = token.kind === 'end' ? 'the end' : token.kind === 'text' ? 'a text' : `"${token.text}"`;
    throw new Unreadable({ at: token.at, reason: `${subject} ${what}`, advice });
  }
}
