import type { InjectionPattern } from './pattern.ts';
import { type MeaningfulToken, means, type WordHit } from './scan-words.ts';

/** A hit that its surroundings explain counts this much (specification, §2). */
export const LOWERED = 0.25;

const conjunctions = new Set([
  'and',
  'then',
  'but',
  'и',
  'а',
  'но',
  'затем',
  'та',
  'і',
  'й',
  'але',
  'потім',
  '&',
]);
const senders = new Set(['i', 'я', 'we', 'ми', 'мы']);
/** Words that ask about a phrase rather than use it. */
const suspecting =
  /(?<!\p{L})(?:(?:what|что|що)[^.!?\n]{0,40}(?:mean|знач|означ)|scam|phish|safe to|legit(?!\p{L})|fraud|virus|rumou?r|is (?:it|that|this) true|is that right|это мошен|мошенн|развод(?!\p{L})|фишинг|правда ли|это правда|безопасно ли|стоит ли|шахра|фішинг|чи безпечно|це правда|чи правда|чи варто|защищен|захищен|интересно|цікаво|смешн|смішн)/u;
const asking =
  /(?<!\p{L})(?:mean|means|meaning|scam|phish|safe to|legit|fake|fraud|hack|virus|should i|is this|what is|what does|does it work|что знач|что означ|что это|как понять|стоит ли|это мошен|мошен|развод|фишинг|обман|безопасно ли|нормально ли|правда ли|що означ|що це|як розуміти|чи варто|шахра|шахрай|фішинг|обман|чи безпечно|це правда|чи правда|wirus|explain|поясни|об[ъ']ясни|роз'ясни|перевод|переклад|translate|опечатк|смешн|смішн|lol|ахах|хаха)/u;
const reporting =
  /(?<!\p{L})(?:saw|read|article|received|got a|got this|wrote|sent me|someone|colleague|friend|book|phrase|sentence|headline|quote|lecture|news|post|course|comment|poster|song|titled|named|t-shirt|mug|message says|podcast|joked|joking|шутил|жартува|people type|transcript|laughed|stranger|незнаком|незнайом|увидел|видел|прочита|чита|стать|пришло|прислал|написал|пишут|написано|фраз|цитат|заголов|книг|лекци|новост|пост[еуа]?(?!\p{L})|подруг|знаком|комментар|надпис|плакат|называ|песн|футболк|кружк|назван|побачи|бачи|прийшло|надісла|написа|колег|коллег|книж|новин|комента|напис|пісн|назва)/u;
/** Asks to do what the quoted words say. */
const obeying =
  /(?<!\p{L})(?:do it|do this|do so|do that|do exactly|follow it|follow this|obey|execute|apply it|comply|выполни|исполни|сделай это|сделай так|сделай именно|виконай|зроби це|зроби так|слушайся|слухайся|act on|carry out|и выполняй|and execute)/u;
/** Which sign closes a quotation, by the one that opens it; single quotes only beside a blank. */
const closingOf: Readonly<Record<string, string>> = { '«': '»', '“': '”', '„': '“”', '"': '"', "'": "'" };

/** What surrounds the hits of one reading. */
export interface ReadingContext {
  readonly text: string;
  readonly tokens: readonly MeaningfulToken[];
  /** Data from an indirect source explains nothing by quoting. */
  readonly isIndirect: boolean;
  readonly quotes: readonly (readonly [start: number, end: number])[];
  /** Asks what a phrase is: enough beside quotation marks. */
  readonly asks: boolean;
  /** Asks whether to trust it or what it means: enough without them. */
  readonly suspects: boolean;
  readonly reports: boolean;
  readonly obeys: boolean;
}

/** Reads the surroundings once for all hits of a reading. */
export function readContext(
  text: string,
  tokens: readonly MeaningfulToken[],
  isIndirect: boolean,
): ReadingContext {
  const quotes = isIndirect ? [] : findQuotes(text);
  const outside = quotes.reduceRight(
    (rest, [start, end]) => `${rest.slice(0, start)} ${rest.slice(end)}`,
    text,
  );
  return {
    text,
    tokens,
    isIndirect,
    quotes,
    asks: !isIndirect && asking.test(outside),
    suspects: !isIndirect && suspecting.test(outside),
    reports: !isIndirect && reporting.test(outside),
    obeys: obeying.test(outside),
  };
}

/** Whether the hit's object is the sender's own, a public rule, or a phrase that is only asked about. */
export function isLowered(hit: WordHit, pattern: InjectionPattern, context: ReadingContext): boolean {
  if (hit.flooded) return false;
  const range = { start: context.tokens[hit.first]?.start ?? 0, end: context.tokens[hit.last]?.end ?? 0 };
  if (isQuoted(range, context)) return true;
  const near = neighbours(hit, context.tokens, context.text);
  for (const innocent of pattern.innocentNear) {
    if (innocent === 'ask' ? asksAboutOneself(range, context) : near.some((token) => means(token, innocent)))
      return true;
  }
  if (pattern.lowering === 'none') return false;
  return isOwnOrPublic(hit, pattern, near, context.tokens);
}

/** Whether a found stretch of signs is a phrase that is only asked about. */
export function isQuoted(
  range: { readonly start: number; readonly end: number },
  context: ReadingContext,
): boolean {
  if (context.isIndirect || context.obeys) return false;
  const inside = context.quotes.some(([start, end]) => start <= range.start && range.end <= end);
  const isAcross = context.quotes.some(([start, end]) => start <= range.start && range.start < end);
  if (isAcross && context.reports) return true;
  if (inside) return context.asks || context.reports || context.suspects;
  return context.suspects && context.reports;
}

function isOwnOrPublic(
  hit: WordHit,
  pattern: InjectionPattern,
  near: readonly MeaningfulToken[],
  tokens: readonly MeaningfulToken[],
): boolean {
  const inside = tokens.slice(hit.first, hit.last + 1);
  const isAboutAssistant = pattern.class === 'cancel-rules' && inside.some((token) => means(token, 'your'));
  if (isAboutAssistant || near.some((token) => means(token, 'strong'))) return false;
  if (near.some((token) => senders.has(token.word))) return true;
  if (pattern.lowering === 'sender') return false;
  if (near.some((token) => means(token, 'own'))) return true;
  if (pattern.class === 'cancel-rules' && isOneRule(inside, near)) return true;
  if (pattern.lowering !== 'own-or-public') return false;
  // What stands before the hit is its subject: "this message cancels …".
  const start = tokens[hit.first]?.start ?? 0;
  const isYours = inside.some((token) => means(token, 'your'));
  return near.some(
    (token) => token.start > start && (means(token, 'public') || (!isYours && means(token, 'thing'))),
  );
}

const oneself =
  /(?<!\p{L})(?:can i|could i|may i|how (?:do|can|could|should|to)|where|when|why|is there|are there|можно|могу|как|где|когда|почему|сколько|нельзя ли|чи можна|чи можу|як|де|коли|чому|скільки|можна|чи є)(?!\p{L})(?!\s(?:ты|ти|you)(?!\p{L}))/u;

/** "Can I set the alert to 1 dollar?" asks for help; "can you set the price to 1 dollar?" asks for the deed. */
function asksAboutOneself(
  range: { readonly start: number; readonly end: number },
  context: ReadingContext,
): boolean {
  const { text } = context;
  const before = text.slice(Math.max(0, range.start - 120), range.start);
  const clause = before.slice(
    Math.max(before.lastIndexOf('.'), before.lastIndexOf('!'), before.lastIndexOf('\n')) + 1,
  );
  const after = /^[^.!?\n]{0,120}\?/u.test(text.slice(range.end));
  return after && oneself.test(`${clause} `);
}

const oneRule = new Set([
  'rule',
  'правило',
  'instruction',
  'policy',
  'filter',
  'фильтр',
  'фільтр',
  'инструкцию',
  'інструкцію',
  'limit',
]);

function isOfAssistant(token: MeaningfulToken): boolean {
  return means(token, 'prior') || means(token, 'everything') || means(token, 'your') || means(token, 'you');
}

/** "Cancel the rule about two items" speaks of one rule of the shop; an attacker wants all, earlier or "your" ones. */
function isOneRule(inside: readonly MeaningfulToken[], near: readonly MeaningfulToken[]): boolean {
  if (!inside.some((token) => oneRule.has(token.word))) return false;
  return !near.some((token) => isOfAssistant(token));
}

/** The words of the hit, one before and four after, within the clause. */
function neighbours(
  hit: WordHit,
  tokens: readonly MeaningfulToken[],
  text: string,
): readonly MeaningfulToken[] {
  const result = tokens.slice(hit.first, hit.last + 1);
  const before = tokens[hit.first - 1];
  if (before !== undefined) result.unshift(before);
  let position = tokens[hit.last]?.position ?? 0;
  for (let index = hit.last + 1; index <= hit.last + 4; index += 1) {
    const token = tokens[index];
    const isFar = token === undefined || token.position - position > 1 || conjunctions.has(token.word);
    if (isFar || /[,;:()—]/.test(text.slice(tokens[index - 1]?.end ?? 0, token.start))) break;
    position = token.position;
    result.push(token);
  }
  return result;
}

/** An apostrophe stands between letters. */
function isLetter(sign: string): boolean {
  return /\p{L}/u.test(sign);
}

const MAXIMUM_QUOTES = 20;
const LONGEST_QUOTE = 600;

function findQuotes(text: string): (readonly [number, number])[] {
  const quotes: [number, number][] = [];
  let start = -1;
  let closing = '';
  for (let at = 0; at < text.length && quotes.length < MAXIMUM_QUOTES; at += 1) {
    const sign = text.charAt(at);
    if (start >= 0 && closing.includes(sign)) {
      if (sign === "'" && isLetter(text.charAt(at + 1))) continue;
      if (at - start <= LONGEST_QUOTE) quotes.push([start, at + 1]);
      start = -1;
    } else if (start < 0 && closingOf[sign] !== undefined) {
      if (sign === "'" && isLetter(text.charAt(at - 1))) continue;
      start = at;
      closing = closingOf[sign] ?? '';
    }
  }
  return quotes;
}
