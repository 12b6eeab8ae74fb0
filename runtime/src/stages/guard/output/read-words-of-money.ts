/** Numerals as stems: enough to notice a sum in words, in three languages. */
const numeral =
  "(?:один\\p{L}{0,8}|одн[аіуо]\\p{L}{0,2}|дв[аеі]\\p{L}{0,8}|три\\p{L}{0,6}|чотир\\p{L}{0,8}|четыр\\p{L}{0,9}|п'ят\\p{L}{0,9}|пят\\p{L}{0,9}|шіст\\p{L}{0,8}|шест\\p{L}{0,9}|сім\\p{L}{0,7}|сем\\p{L}{0,8}|вісі?м\\p{L}{0,8}|восем\\p{L}{0,9}|восьм\\p{L}{0,4}|дев'я[тн]\\p{L}{0,8}|девя[тн]\\p{L}{0,9}|десят\\p{L}{0,2}|сорок\\p{L}{0,1}|сто|ста|сот\\p{L}{0,3}|півтор\\p{L}{0,3}|полтор\\p{L}{0,3}|тисяч\\p{L}{0,2}|тысяч\\p{L}{0,2}|мільйон\\p{L}{0,2}|миллион\\p{L}{0,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)";
const unit =
  "(?:грн|грив\\p{L}{1,3}|hryvn\\p{L}{0,3}|руб\\p{L}{0,4}|roubles?|rubles?|дол\\p{L}{1,6}|dollars?|bucks?|євро|евро|euros?|cents?|копі?[йе]\\p{L}{1,3}|коп'?\\p{L}{0,3})";

/** "дев'ятсот гривень", "five hundred dollars": at most eight numerals, joined by blanks, hyphens and "and". */
const sumInWords = new RegExp(
  `(?<!\\p{L})${numeral}(?:(?:\\s|-| and )${numeral}){0,8}\\s${unit}(?!\\p{L})`,
  'giu',
);
/** "коштує дев'ятсот", "price is five hundred": called a price, with or without a currency. */
const pricedInWords = new RegExp(
  `(?<!\\p{L})(?:цін\\p{L}{0,3}|цен\\p{L}{0,3}|кошту\\p{L}{0,4}|стоит|стоят|стоимость|вартість|price|costs?)(?:\\s(?:is|just|only|всього|всего|лише|только|це|это|за|—))?\\s${numeral}(?!\\p{L})`,
  'giu',
);
/** Nothing to pay is a price too. */
const free =
  /(?<!\p{L})(?:безкоштовн\p{L}{0,4}|бесплатн\p{L}{0,4}|даром|задарма|free of charge|for free|free (?:delivery|shipping|return\p{L}{0,1})|(?:is|are) free(?! (?:size|to))|(?:у|в) подарунок|в подарок)(?!\p{L})/giu;
const half =
  /(?<!\p{L})(?:пів ?ціни|полцены|за полцены|half(?:[ -]the)?[ -]price|вдвічі дешевше|вдвое дешевле|half off)(?!\p{L})/giu;

/** What a text claims about money without a single digit; lower-case phrases by kind. */
export interface MoneyClaim {
  readonly kind: 'money-in-words' | 'free' | 'half-price';
  readonly phrase: string;
}

/** Claims about money in words. `text` has its apostrophes unified. */
export function readWordsOfMoney(text: string): readonly MoneyClaim[] {
  const all = (kind: MoneyClaim['kind'], expression: RegExp): MoneyClaim[] =>
    [...text.matchAll(expression)].map((match) => ({ kind, phrase: match[0].toLowerCase() }));
  return [
    ...all('money-in-words', sumInWords),
    ...all('money-in-words', pricedInWords),
    ...all('free', free),
    ...all('half-price', half),
  ];
}
