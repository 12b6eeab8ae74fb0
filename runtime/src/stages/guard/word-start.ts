/**
 * An expression that counts only where a word begins. To ask for the letter before at every place costs six times
 * the expression itself; hence it is asked only of texts in which the expression matches at all.
 */
export class WordStart {
  readonly #anywhere: RegExp;
  readonly #atStart: RegExp;

  /** `expression` has the flag `u` alone. */
  constructor(expression: RegExp) {
    this.#anywhere = expression;
    this.#atStart = new RegExp(`(?<!\\p{L})(?:${expression.source})`, 'u');
  }

  /** Whether the text holds a word that begins so. */
  test(text: string): boolean {
    return this.#anywhere.test(text) && this.#atStart.test(text);
  }
}
