import type { Language } from 'opora';

/**
 * How a text is asked about once more. `moment`, then `again`: any report; `words`: no words were given; `choice`: it
 * was refused; `last`: several moments; `presupposition`: a claim about how experience goes; `specific-words` and
 * `specific-choice`: items that ask for a fact.
 */
export const probeKinds = [
  'moment',
  'again',
  'words',
  'choice',
  'last',
  'presupposition',
  'specific-words',
  'specific-choice',
] as const;

/** One of them. */
export type ProbeKind = (typeof probeKinds)[number];

/** What is said around probes. No form of address in ru and uk, no content, no verdict; each at most 25 words. */
export interface ProbeTexts {
  /** `presupposition` fills: `words`, the participant's own. */
  readonly probes: Readonly<Record<ProbeKind, string>>;
  /** After a validated text, whatever it was. */
  readonly recorded: string;
  /** Button under a probe: the answer stays as it is. */
  readonly keepAsIs: string;
}

/** The texts of the probes in each language. */
export const probeTexts: Readonly<Record<Language, ProbeTexts>> = {
  en: {
    probes: {
      moment: 'Go back to the last moment before the beep. What, if anything, was in your experience then?',
      again: 'Only that one moment, right before the beep: what, if anything, was in your experience?',
      words: 'In a few words: what, if anything, was in your experience in the last moment before the beep?',
      choice:
        'The answer can be left as it is. Otherwise: what, if anything, was in your experience in the last moment before the beep?',
      last: 'Which of this, if any, was in your experience in the very last moment before the beep? Or something else, or nothing?',
      presupposition:
        '“{words}”: was it so in the last moment before the beep, or something else, or nothing?',
      'specific-words': 'A few words are needed here. The answer can also be left as it is.',
      'specific-choice': 'The answer can be left as it is. Otherwise, a few words are enough.',
    },
    recorded: 'Saved.',
    keepAsIs: 'Leave my answer as it is',
  },
  ru: {
    probes: {
      moment:
        'Ещё раз о последнем миге перед сигналом. Что тогда, если вообще что-нибудь, было в переживании?',
      again: 'Только тот один миг, прямо перед сигналом: что, если вообще что-нибудь, было в переживании?',
      words:
        'В нескольких словах: что, если вообще что-нибудь, было в переживании в последний миг перед сигналом?',
      choice:
        'Ответ можно оставить как есть. Иначе: что, если вообще что-нибудь, было в переживании в последний миг перед сигналом?',
      last: 'Что из этого, если вообще что-нибудь, было в переживании именно в последний миг перед сигналом? Или что-то другое, или ничего?',
      presupposition: '«{words}»: так ли было в последний миг перед сигналом, или что-то другое, или ничего?',
      'specific-words': 'Здесь нужно несколько слов. Ответ можно и оставить как есть.',
      'specific-choice': 'Ответ можно оставить как есть. Иначе хватит нескольких слов.',
    },
    recorded: 'Сохранено.',
    keepAsIs: 'Оставить ответ как есть',
  },
  uk: {
    probes: {
      moment: 'Ще раз про останню мить перед сигналом. Що тоді, якщо взагалі щось, було в переживанні?',
      again: 'Лише та одна мить, просто перед сигналом: що, якщо взагалі щось, було в переживанні?',
      words: 'Кількома словами: що, якщо взагалі щось, було в переживанні в останню мить перед сигналом?',
      choice:
        'Відповідь можна залишити як є. Інакше: що, якщо взагалі щось, було в переживанні в останню мить перед сигналом?',
      last: 'Що з цього, якщо взагалі щось, було в переживанні саме в останню мить перед сигналом? Або щось інше, або нічого?',
      presupposition: '«{words}»: чи так було в останню мить перед сигналом, або щось інше, або нічого?',
      'specific-words': 'Тут потрібно кілька слів. Відповідь можна й залишити як є.',
      'specific-choice': 'Відповідь можна залишити як є. Інакше вистачить кількох слів.',
    },
    recorded: 'Збережено.',
    keepAsIs: 'Залишити відповідь як є',
  },
};
