import { WordStart } from '../word-start.ts';

/** What a person may always ask for: honoured at any score. */
export type Right = 'person' | 'complaint' | 'opt-out' | 'erasure';

/** How a right is asked for, in three languages; case-folded text. */
interface RightRule {
  readonly right: Right;
  /** Every match holds one of these: looking for them costs a tenth of the expression. */
  readonly hints: readonly string[];
  readonly expression: RegExp;
}

/** One rule a right. */
export const rightRules: readonly RightRule[] = [
  {
    right: 'person',
    hints: [
      'человек',
      'людин',
      'оператор',
      'консультант',
      'менеджер',
      'сотрудник',
      'працівник',
      'администратор',
      'адміністратор',
      'human',
      'person',
      'operator',
      'manager',
      'agent',
      'representative',
      'being',
      'support',
      'someone real',
    ],
    expression:
      /(?<!\p{L})(?:(?:жив(?:ой|ого|ому|ым|им|а|ий|ого) (?:человек|людин|оператор|консультант|менеджер)|(?:позов|соедин|переключ|дай|нуж|хочу|можно|свяж|клич|поклич|з.єдна|перемкн|потріб|хотів|зв.яж)\p{L}{0,8}[^.!?\n]{0,30}(?<!\p{L})(?:оператор|менеджер|человек|людин|консультант|сотрудник|працівник|администратор|адміністратор))|(?:human|live|real) (?:agent|operator|person|being|support)|(?:talk|speak|connect|transfer|pass|want|need|call|get)(?: me)?[^.!?\n]{0,20}(?<!\p{L})(?:human|person|operator|manager|representative|someone real|agent)(?!\p{L}))/u,
  },
  {
    right: 'complaint',
    hints: [
      'жалоб',
      'пожаловат',
      'жалуюс',
      'претензи',
      'скарг',
      'скарж',
      'complain',
      'file a claim',
      'ombudsman',
    ],
    expression:
      /(?<!\p{L})(?:жалоб|пожаловат|жалуюс|претензи|скарг|поскарж|скаржус|complain|file a claim|ombudsman)/u,
  },
  {
    right: 'opt-out',
    hints: [
      'отпис',
      'отпиш',
      'пишите',
      'хватит писать',
      'відпис',
      'відпиш',
      'пишіть',
      'unsubscribe',
      'opt',
      'stop',
      'do not contact',
      'стоп',
    ],
    expression:
      /(?<!\p{L})(?:отпис(?:аться|ать|ка|ывайте|ите)|отпишите|не пишите мне|больше не пишите|хватит писать|відпис(?:атися|ати|ка|уюсь)|відпишіть|не пишіть мені|більше не пишіть|unsubscribe|opt[ -]?out|stop (?:messaging|writing|texting|contacting|sending)|do not contact)|^\s*(?:стоп|stop)[.!]?\s*$/u,
  },
  {
    right: 'erasure',
    hints: [
      'удал',
      'сотр',
      'видал',
      'зітр',
      'стер',
      'delete',
      'erase',
      'remove',
      'gdpr',
      'right to be forgotten',
    ],
    expression:
      /(?<!\p{L})(?:(?:удал|сотр|видал|зітр|стер)\p{L}{0,7}[^.!?\n]{0,20}(?<!\p{L})(?:мои|мой|моё|мої|мій|моє|меня|про меня|обо мне|про мене)(?!\p{L})[^.!?\n]{0,20}(?<!\p{L})(?:данн|дані|дан|аккаунт|акаунт|профил|профіл|переписк|листуван|истори|істор|информаци|інформаці)|(?:delete|erase|remove) (?:all )?(?:of )?my (?:personal )?(?:data|account|profile|history|information|details|messages)|gdpr|right to be forgotten)/u,
  },
];

/** The rights the message calls on. */
export function findRights(folded: string): readonly Right[] {
  return rightRules
    .filter(({ hints, expression }) => hints.some((hint) => folded.includes(hint)) && expression.test(folded))
    .map(({ right }) => right);
}

const request = new WordStart(
  /(?:размер|цен[ауы]|стоит|налич|доставк|заказ|возврат|обмен|цвет|адрес|график|часы работы|когда|сколько|где|розмір|цін|кошту|наявн|замовл|поверн|обмін|колір|графік|коли|скільки|де є|size|price|cost|stock|deliver|shipping|order|return|exchange|colou?r|address|opening|when|how much|where|help with|clean|прибира|убор|опитув|опрос|survey|wallet|кошел|гаман)/u,
);

/**
 * The sentences of the message that hold no hit and ask for something: what the bot may answer although the rest is
 * suspect. Null when there is none.
 */
export function legitimatePart(
  text: string,
  hits: readonly { readonly start: number; readonly end: number; readonly lowered: boolean }[],
): string | null {
  const serious = hits.filter((hit) => !hit.lowered);
  const kept: string[] = [];
  for (const match of text.matchAll(/[^.!?\n]+[.!?]*/g)) {
    const start = match.index;
    const end = start + match[0].length;
    const isTouched = serious.some((hit) => hit.start < end && hit.end > start);
    const sentence = match[0].trim();
    const isRequest = sentence.includes('?') || request.test(sentence.toLowerCase());
    if (!isTouched && isRequest && sentence.split(/\s+/, 3).length === 3) kept.push(sentence);
  }
  return kept.length === 0 ? null : kept.join(' ');
}
