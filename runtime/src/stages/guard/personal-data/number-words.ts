import type { WordIndex } from './word-index.ts';

/** Numerals of three languages: value of each word. Tens and hundreds join with what follows: "сто двадцать три". */
const values: Readonly<Record<string, number>> = {
  zero: 0, oh: 0, nought: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11,
  twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30,
  forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100,
  ноль: 0, нуль: 0, один: 1, два: 2, три: 3, четыре: 4, пять: 5, шесть: 6, семь: 7, восемь: 8, девять: 9, десять: 10, одиннадцать: 11,
  двенадцать: 12, тринадцать: 13, четырнадцать: 14, пятнадцать: 15, шестнадцать: 16, семнадцать: 17, восемнадцать: 18,
  девятнадцать: 19, двадцать: 20, тридцать: 30, сорок: 40, пятьдесят: 50, шестьдесят: 60, семьдесят: 70, восемьдесят: 80,
  девяносто: 90, сто: 100, двести: 200, триста: 300, четыреста: 400, пятьсот: 500, шестьсот: 600, семьсот: 700, восемьсот: 800,
  девятьсот: 900, чотири: 4, "п'ять": 5, шість: 6, сім: 7, вісім: 8, "дев'ять": 9, одинадцять: 11, дванадцять: 12, тринадцять: 13,
  чотирнадцять: 14, "п'ятнадцять": 15, шістнадцять: 16, сімнадцять: 17, вісімнадцять: 18, "дев'ятнадцять": 19, двадцять: 20,
  тридцять: 30, "п'ятдесят": 50, шістдесят: 60, сімдесят: 70, вісімдесят: 80, "дев'яносто": 90, двісті: 200, чотириста: 400,
  "п'ятсот": 500, шістсот: 600, сімсот: 700, вісімсот: 800, "дев'ятсот": 900, одна: 1, две: 2, дві: 2, одну: 1,
  единица: 1, единичка: 1, двойка: 2, тройка: 3, четверка: 4, пятерка: 5, шестерка: 6, семерка: 7, восьмерка: 8, девятка: 9, нолик: 0, нулик: 0,
  одиниця: 1, двійка: 2, трійка: 3, четвірка: 4, "п'ятірка": 5, шістка: 6, сімка: 7, вісімка: 8, "дев'ятка": 9, одно: 1, одне: 1,
  пятсот: 500, шестсот: 600, пят: 5, пиять: 5, девят: 9, тридцяти: 30, nil: 0, o: 0,
}; // biome-ignore format: a table

/** A run of spoken numerals with the digits it spells. */
export interface SpokenNumber {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  readonly hasPlus: boolean;
}

const word = /[\p{L}]+(?:'\p{L}+)?|\d+|\+|[.!?\n]/gu;
const MINIMUM_WORDS = 4;
/** Runs of at least four numerals, in order; digits written as such may stand among them. */
export function findSpokenNumbers(words: WordIndex): readonly SpokenNumber[] {
  const found: SpokenNumber[] = [];
  // Most texts hold no numerals in words at all.
  if (!holdsNumerals(words)) return found;
  let run = new Run();
  for (const match of words.text.matchAll(word)) {
    if (run.take(match[0], match.index)) continue;
    if (run.words >= MINIMUM_WORDS) found.push(run.finish());
    run = new Run();
    run.take(match[0], match.index);
  }
  if (run.words >= MINIMUM_WORDS) found.push(run.finish());
  return found;
}

function holdsNumerals(words: WordIndex): boolean {
  let count = 0;
  for (let place = 0; place < words.size; place += 1) {
    if (numerals.has(words.word(place))) count += 1;
    if (count > 1) return true;
  }
  return false;
}

const numerals: ReadonlyMap<string, number> = new Map(Object.entries(values));
const pluses = new Set(['+', 'плюс', 'plus']);
/** Words said between groups. */
const joiners = new Set(
  'и та і and тире дефис дефіс dash минус мінус потом дальше далее затем потім далі then скобка дужка пробел пробіл space'.split(
    ' ',
  ),
);
/** "два нуля": so many zeros as the numeral before it says. */
const zeros = new Set(['нуля', 'нулі', 'нулей', 'нулів', 'ноля', 'zeros', 'zeroes', 'ohs']);
const doublers = new Set([
  'double',
  'triple',
  'дважды',
  'двічі',
  'двойной',
  'двойная',
  'двойное',
  'подвійний',
  'подвійна',
  'подвійне',
]);

class Run {
  words = 0;
  private digits = '';
  private pending: { value: number; room: number } | null = null;
  private start = -1;
  private end = -1;
  private hasPlus = false;
  private repeat = 1;

  /** Whether `text` carries the run on. */
  take(text: string, at: number): boolean {
    if (this.words === 0 && pluses.has(text)) {
      this.hasPlus = true;
      this.start = at;
      return true;
    }
    if (doublers.has(text)) {
      this.repeat = text === 'triple' ? 3 : 2;
      return this.words > 0;
    }
    if (this.words > 0 && joiners.has(text)) return true;
    if (this.pending !== null && this.pending.value <= 4 && zeros.has(text)) {
      this.digits += '0'.repeat(this.pending.value);
      this.pending = null;
      this.end = at + text.length;
      return true;
    }
    const isDigits = text.length <= 4 && text >= '0' && text < ':' && /^\d+$/.test(text);
    const value = numerals.get(text);
    if (value === undefined && !isDigits) return false;
    if (this.start < 0) this.start = at;
    this.end = at + text.length;
    if (isDigits) this.flush(text);
    else for (; this.repeat > 0; this.repeat -= 1) this.add(value ?? 0);
    this.repeat = 1;
    this.words += isDigits ? 0.5 : 1;
    return true;
  }

  finish(): SpokenNumber {
    this.flush('');
    return { start: this.start, end: this.end, digits: this.digits, hasPlus: this.hasPlus };
  }

  /** Hundreds take tens and units, tens take units; anything else begins a new group. */
  private add(value: number): void {
    if (this.pending !== null && value > 0 && value < this.pending.room) {
      this.pending = { value: this.pending.value + value, room: value >= 20 && value < 100 ? 10 : 0 };
      return;
    }
    if (value === 100 && this.pending !== null && this.pending.value < 10) {
      this.pending = { value: this.pending.value * 100, room: 100 };
      return;
    }
    this.flush('');
    this.pending = { value, room: value >= 100 ? 100 : value >= 20 ? 10 : 0 };
  }

  private flush(after: string): void {
    if (this.pending !== null) this.digits += String(this.pending.value);
    this.pending = null;
    this.digits += after;
  }
}
