import type { Language } from 'opora';

/** Sentences about checking by a model. */
export interface AiTexts {
  /** Said once when the reports of a minute were too many. */
  readonly simplified: string;
}

/** The sentences of each language. */
export const aiTexts: Readonly<Record<Language, AiTexts>> = {
  ru: { simplified: 'Сообщений за минуту много, поэтому проверка пока упрощена. Отвечать можно как обычно.' },
  uk: {
    simplified: 'Повідомлень за хвилину багато, тому перевірка поки спрощена. Відповідати можна як зазвичай.',
  },
  en: {
    simplified: 'Many messages came within a minute, so checking is simplified for now. Answer as usual.',
  },
};
