import { isEan } from './checksums.ts';
import { type Cue, type CueWords, cueAfter, cueBefore } from './cues.ts';
import type { SearchText } from './kinds.ts';

/** What a shop, a carrier or a ledger numbers. */
export const businessWords: CueWords = {
  ru: 'заказ*|заказ-*|сертификат*|акт|гост|ту|патент*|лицензи*|тариф*|изделия|баркод*|накладн*|ттн|эн|посылк*|трек*|трек-номер*|чек*|квитанц*|артикул*|арт|код товар*|штрих|штрихкод*|штрих-код*|фактур*|счет-фактур*|договор*|билет*|заявк*|отделени*|почтомат*|постамат*|сери* номер*|заводск* номер*|верси*|модел*|транзакц*|блок*|слот*|лот*|парти*|рейс*|полис*|лояльност*|бонусн* карт*|скидочн* карт*|подарочн* карт*|карт* лояльност*|обращени*|тикет*|эпох*|лицевой счет|счет|счета|кадастр*|инвентарн* номер*',
  uk: 'замовленн*|сертифікат*|дсту|ліцензі*|замовл|ен|посилк*|квитанці*|штрих-код*|договір|квиток|відділенн*|поштомат*|сері* номер*|заводськ* номер*|парті*|поліс*|лояльност*|бонусн* картк*|подарунков* картк*|рахунок-фактур*|рахунок|звернення|епох*|транзакці*|інвентарн* номер*',
  en: 'order*|ttn|tracking|track|parcel*|shipment*|consignment*|waybill*|receipt*|sku|item*|product code|part|account|barcode*|ean|gtin|isbn|imei|invoice*|contract*|ticket*|branch|locker*|serial|model*|transaction*|block*|slot*|lot|batch|flight*|loyalty card|gift card|voucher*|epoch*|case|ref|reference|booking*|meter*',
};

/** Before a number: it names an order, a parcel, a receipt, a product, a branch. */
export const businessCue: Cue = cueBefore(businessWords, {
  length: 24,
  words: 3,
  fillers: new Set(
    'номер номера номером number no n id код code is був был это це from від от with під под за на'.split(
      ' ',
    ),
  ),
  breaks: /[^\s:#№.,=-]/,
});

/** After a number: it counts something. */
export const unitCue: Cue = cueAfter(
  {
    ru: 'грн|гривен|гривн*|руб|рубл*|р|коп|копеек|копейк*|шт|штук*|мл|см|мм|кг|г|гр|км|м|м2|м²|токен*|бал|балл*|просмотр*|человек*|людей|шаг*|лет|год*|бонус*|лампорт*|единиц*',
    uk: 'гривень|копійок|копійк*|тис|бал*|перегляд*|людей|осіб|крок*|років|рок*|одиниц*',
    en: 'uah|usd|eur|rub|pcs|pieces|ml|cm|mm|kg|km|m2|sol|xnt|usdt|btc|eth|token*|lamport*|points|views|people|steps|years|units',
  },
  { length: 2, words: 0 },
);
/** Signs that do the same. */
export const unitSign: RegExp = /\s{0,2}[₽₴$€£%°]/y;

interface Range {
  readonly start: number;
  readonly end: number;
}

const dates =
  /(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)\d{2}|(?:19|20)\d{2}[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?!\d)/g;
const longNumbers = /(?<!\d)(?:\d{8}|\d{13,14})(?!\d)/g;
/** Dates, times, product codes with a valid check digit and 14-digit parcel numbers: no phone begins in them. */
export class Untouched {
  private readonly search: SearchText;
  private lists: readonly (readonly Range[])[] | null = null;

  constructor(search: SearchText) {
    this.search = search;
  }

  /** Whether `range` meets one of them. */
  meets(range: Range): boolean {
    this.lists ??= [
      rangesOf(this.search.numeric, dates, () => true),
      rangesOf(this.search.numeric, longNumbers, (text) => text.length === 14 || isEan(text)),
    ];
    return this.lists.some((list) => {
      const next = list[firstEndingAfter(list, range.start)];
      return next !== undefined && next.start < range.end;
    });
  }
}

function rangesOf(text: string, pattern: RegExp, holds: (text: string) => boolean): Range[] {
  const ranges: Range[] = [];
  for (const match of text.matchAll(pattern)) {
    if (holds(match[0])) ranges.push({ start: match.index, end: match.index + match[0].length });
  }
  return ranges;
}

function firstEndingAfter(ranges: readonly Range[], at: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
