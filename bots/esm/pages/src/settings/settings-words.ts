import type { Language } from '../language.ts';
import { counted } from '../words/format.ts';

const en = {
  title: 'Settings',
  lead: 'What can be changed at any time, without a new version.',
  name: 'Title',
  languages: 'Languages of the participants',
  contact: 'Contact',
  contactHint: 'Whom to ask, in the words participants read with /info.',
  support: 'Support text',
  supportHint:
    'Shown at once to whoever writes of harming themselves, with numbers to call. Needed before the study opens.',
  feedback: 'What participants see of their own data',
  feedbacks: {
    none: 'nothing',
    participation: 'how often they answered',
    after: 'their own charts, after the study',
    live: 'their own charts, during the study',
  },
  retention: 'Days until erasure, after closing',
  retentionHint: 'Announced 30 days ahead.',
  ai: 'Texts may go to an AI provider',
  aiHint: 'Only of participants who agreed to it, personal data removed, and only where a key is set.',
  saved: 'The settings are saved.',
  danger: 'Delete the study',
  dangerText:
    'Erases the study with all answers, texts and exports. A study that was open must be closed first.',
  delete: 'Delete the study',
  deleteTitle: 'Delete this study for good?',
  deleteText: 'Everything is erased: answers, texts, annotations, exports. This cannot be undone.',
  typeTitle: 'Type the title of the study',
  deleted: (title: string): string => `“${title}” is being erased.`,
  days: (count: number): string => counted('en', count, ['day', 'days', 'days']),
};

/** Words of the settings page. */
export type SettingsWords = typeof en;

const ru: SettingsWords = {
  title: 'Параметры',
  lead: 'То, что можно менять в любое время, без новой версии.',
  name: 'Название',
  languages: 'Языки участников',
  contact: 'Контакт',
  contactHint: 'К кому обращаться: эти слова участники читают по команде /info.',
  support: 'Текст поддержки',
  supportHint:
    'Сразу показывается тому, кто пишет о вреде себе; с номерами, куда звонить. Нужен до открытия.',
  feedback: 'Что участники видят из своих данных',
  feedbacks: {
    none: 'ничего',
    participation: 'как часто отвечали',
    after: 'свои графики после исследования',
    live: 'свои графики во время исследования',
  },
  retention: 'Дней до стирания после закрытия',
  retentionHint: 'Об этом объявят за 30 дней.',
  ai: 'Тексты можно передавать поставщику ИИ',
  aiHint: 'Только тех участников, кто согласился, без личных данных, и только если задан ключ.',
  saved: 'Параметры сохранены.',
  danger: 'Удаление исследования',
  dangerText:
    'Стирает исследование со всеми ответами, текстами и выгрузками. Открытое исследование сначала нужно закрыть.',
  delete: 'Удалить исследование',
  deleteTitle: 'Удалить исследование навсегда?',
  deleteText: 'Будет стёрто всё: ответы, тексты, пометки, выгрузки. Вернуть это нельзя.',
  typeTitle: 'Введите название исследования',
  deleted: (title: string): string => `Исследование «${title}» стирается.`,
  days: (count: number): string => counted('ru', count, ['день', 'дня', 'дней']),
};

const uk: SettingsWords = {
  title: 'Параметри',
  lead: 'Те, що можна змінювати будь-коли, без нової версії.',
  name: 'Назва',
  languages: 'Мови учасників',
  contact: 'Контакт',
  contactHint: 'До кого звертатися: ці слова учасники читають за командою /info.',
  support: 'Текст підтримки',
  supportHint:
    'Одразу показується тому, хто пише про шкоду собі; з номерами, куди дзвонити. Потрібен до відкриття.',
  feedback: 'Що учасники бачать зі своїх даних',
  feedbacks: {
    none: 'нічого',
    participation: 'як часто відповідали',
    after: 'свої графіки після дослідження',
    live: 'свої графіки під час дослідження',
  },
  retention: 'Днів до стирання після закриття',
  retentionHint: 'Про це оголосять за 30 днів.',
  ai: 'Тексти можна передавати постачальнику ШІ',
  aiHint: 'Лише тих учасників, хто погодився, без особистих даних, і лише якщо задано ключ.',
  saved: 'Параметри збережено.',
  danger: 'Видалення дослідження',
  dangerText:
    'Стирає дослідження з усіма відповідями, текстами й вивантаженнями. Відкрите дослідження спершу треба закрити.',
  delete: 'Видалити дослідження',
  deleteTitle: 'Видалити дослідження назавжди?',
  deleteText: 'Буде стерто все: відповіді, тексти, позначки, вивантаження. Повернути це не можна.',
  typeTitle: 'Введіть назву дослідження',
  deleted: (title: string): string => `Дослідження «${title}» стирається.`,
  days: (count: number): string => counted('uk', count, ['день', 'дні', 'днів']),
};

export const settingsWords: Readonly<Record<Language, SettingsWords>> = { ru, uk, en };
