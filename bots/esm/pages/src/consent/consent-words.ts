import type { Language } from '../language.ts';

const en = {
  title: 'Consent',
  lead: 'What participants agree to, in each language of the study. Nothing is asked before they agree.',
  text: 'Taking part',
  textHint: 'Needed. What happens, what is kept, who can read it, and how to leave.',
  parts: { aiProvider: 'Texts to an AI provider', quotation: 'Anonymous quotation' },
  partHints: {
    aiProvider:
      'Asked beside it, off until the participant agrees. It matters only where the study allows AI.',
    quotation: 'Asked beside it, off until the participant agrees.',
  },
  ask: 'Ask this too',
  usual: 'Insert the usual text',
  confirmTitle: 'Ask everybody again?',
  confirmText:
    'A new version is asked of every participant again. Their beeps stop on the day it begins until they have agreed.',
  confirmAct: 'Save and ask again',
};

/** Words of the consent page. */
export type ConsentWords = typeof en;

const ru: ConsentWords = {
  title: 'Согласие',
  lead: 'На что соглашаются участники, на каждом языке исследования. До согласия ничего не спрашивается.',
  text: 'Участие',
  textHint: 'Обязательно. Что происходит, что хранится, кто может это читать и как выйти.',
  parts: { aiProvider: 'Передача текстов поставщику ИИ', quotation: 'Анонимное цитирование' },
  partHints: {
    aiProvider:
      'Спрашивается отдельно и выключено, пока участник не согласится. Имеет значение, только если исследование допускает ИИ.',
    quotation: 'Спрашивается отдельно и выключено, пока участник не согласится.',
  },
  ask: 'Спрашивать и об этом',
  usual: 'Вставить обычный текст',
  confirmTitle: 'Спросить всех заново?',
  confirmText:
    'О новой версии каждого участника спросят заново. С дня, когда она начнёт действовать, сигналы прекращаются, пока человек не согласится.',
  confirmAct: 'Сохранить и спросить заново',
};

const uk: ConsentWords = {
  title: 'Згода',
  lead: 'На що погоджуються учасники, кожною мовою дослідження. До згоди нічого не питається.',
  text: 'Участь',
  textHint: "Обов'язково. Що відбувається, що зберігається, хто може це читати і як вийти.",
  parts: { aiProvider: 'Передавання текстів постачальнику ШІ', quotation: 'Анонімне цитування' },
  partHints: {
    aiProvider:
      'Питається окремо й вимкнено, доки учасник не погодиться. Має значення, лише якщо дослідження дозволяє ШІ.',
    quotation: 'Питається окремо й вимкнено, доки учасник не погодиться.',
  },
  ask: 'Питати й про це',
  usual: 'Вставити звичайний текст',
  confirmTitle: 'Спитати всіх знову?',
  confirmText:
    'Про нову версію кожного учасника спитають знову. З дня, коли вона почне діяти, сигнали припиняються, доки людина не погодиться.',
  confirmAct: 'Зберегти й спитати знову',
};

export const consentWords: Readonly<Record<Language, ConsentWords>> = { ru, uk, en };
