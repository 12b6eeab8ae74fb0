import type { Language } from '../../contracts/message.ts';

const notices: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  model_rate_limited: {
    ru: 'Вопросов за короткое время стало слишком много: некоторое время отвечаю проще, чем обычно.',
    uk: 'Запитань за короткий час стало забагато: деякий час відповідаю простіше, ніж зазвичай.',
    en: 'That was a lot of questions in a short time: for a while I answer more simply than usual.',
  },
};

/**
 * Words for `notice` of an answer, which is set once a window: a bot adds them to its reply. Null when there is
 * nothing to tell.
 */
export function noticeText(notice: string | null, language: Language): string | null {
  return notice === null ? null : (notices[notice]?.[language] ?? null);
}
