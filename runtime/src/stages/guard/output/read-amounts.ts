const amount = '\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d+)?';
const currencies: readonly (readonly [string, RegExp])[] = [
  ['UAH', /грн|грив|₴|uah|hryvn/iu],
  ['RUB', /руб|₽|rub|р\.(?!\p{L})/iu],
  ['USDT', /usdt|usdc/iu],
  ['USD', /\$|usd|доллар|долар|dollar|buck/iu],
  ['EUR', /€|eur|евро|євро/iu],
  ['SOL', /sol(?![\p{L}])/iu],
  ['XNT', /xnt/iu],
];
const sign =
  '(?:грн|гривень|гривні|гривня|гривен|₴|uah|hryvn\\p{L}{0,3}|руб\\p{L}{0,3}|₽|rub|roubles?|rubles?|\\$|usd[tc]?|dollars?|bucks?|доллар\\p{L}{0,3}|долар\\p{L}{0,3}|€|euros?|eur|евро|євро|sol|xnt)';
const moneyForm = new RegExp(
  `(?<![\\p{L}\\d.,])(?:(${sign})\\s?(${amount})|(${amount})\\s?(тис\\.?|тыс\\.?|k|к)?\\s?(${sign}))(?![\\p{L}\\d])`,
  'giu',
);
const numberForm = new RegExp(`(?<![\\p{L}\\d.,])(?:${amount})(?![\\d])`, 'gu');
/** A word that begins with a letter; digits inside of it are read too: "ціна990", "XL2". */
const wordForm = /(?<![\p{L}\d])\p{L}[\p{L}\d.,]*/gu;
/** A number that is called a price, whatever stands or is missing behind it. */
const pricedForm = new RegExp(
  `(?:цін\\p{L}{0,3}|цен\\p{L}{0,3}|кошту\\p{L}{0,4}|сто(?:ит|ят|имост\\p{L}{1,2})|вартіст\\p{L}{0,2}|price|costs?|priced at|всього за|всего за|лише за|only)\\s?[:=—–-]?\\s{0,2}(?:is |are |— |від |от |from |за |at |just |всього |всего |лише |только )?(${amount})(?!\\d)`,
  'giu',
);

/** A sum of money as it stands in a text. */
export interface FoundMoney {
  readonly amount: number;
  /** Null when the sign is none of the known ones. */
  readonly currency: string | null;
  readonly start: number;
  readonly end: number;
}

/** A number as it stands in a text. */
export interface FoundNumber {
  readonly value: number;
  /** The whole word, for numbers inside of one. */
  readonly word: string;
}

/** Sums with a sign of currency before or after them. */
export function readMoney(text: string): readonly FoundMoney[] {
  return [...text.matchAll(moneyForm)].map((match) => {
    const unit = match[1] ?? match[5] ?? '';
    const thousands = match[4] === undefined ? 1 : 1_000;
    return {
      amount: toNumber(match[2] ?? match[3] ?? '') * thousands,
      currency: currencies.find(([, expression]) => expression.test(unit))?.[0] ?? null,
      start: match.index,
      end: match.index + match[0].length,
    };
  });
}

/** Numbers that stand alone or open a word ("3шт"), and those inside of one ("XL2"). */
export function readNumbers(text: string): readonly FoundNumber[] {
  const alone = [...text.matchAll(numberForm)].map((match) => ({
    value: toNumber(match[0]),
    word: match[0],
  }));
  const glued = [...text.matchAll(wordForm)].flatMap(([word]) =>
    [...word.matchAll(/\d+(?:[.,]\d+)?/g)].map(([digits]) => ({ value: toNumber(digits), word })),
  );
  return [...alone, ...glued].filter(({ value }) => !Number.isNaN(value));
}

/** Numbers that the text calls a price. */
export function readPriced(text: string): readonly number[] {
  return [...text.matchAll(pricedForm)].map((match) => toNumber(match[1] ?? ''));
}

/** "1 250,50" is 1250.5; "1,250" and "1.250" with three digits after are thousands. */
function toNumber(text: string): number {
  const plain = text.replace(/[ \u00a0\u202f]/g, '');
  if (/^\d{1,3}[.,]\d{3}$/.test(plain)) return Number(plain.replace(/[.,]/, ''));
  return Number(plain.replace(',', '.'));
}
