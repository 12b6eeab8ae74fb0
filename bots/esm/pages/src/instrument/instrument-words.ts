import type { Language } from '../language.ts';
import { counted } from '../words/format.ts';

const en = {
  title: 'Instrument',
  lead: 'What people are asked, written as YAML. The chat beside it shows what participants will see.',
  editor: 'Instrument as YAML',
  fine: (items: number): string => `Nothing is wrong. ${counted('en', items, ['item', 'items', 'items'])}.`,
  errors: (count: number): string => counted('en', count, ['error', 'errors', 'errors']),
  remarks: (count: number): string => counted('en', count, ['remark', 'remarks', 'remarks']),
  line: (line: number): string => `Line ${line}`,
  begin: 'Begin another instrument',
  begun: 'A new instrument is on the page. Nothing is saved yet.',
  makeVersion: (version: number): string => `Make it version ${version}`,
  preview: 'Chat',
  modes: { all: 'All questions', try: 'Try it' },
  language: 'Language of the chat',
  noPreview: 'The chat appears as soon as the text can be read.',
  stale: 'The chat shows the text as it was before the errors.',
  onlyIf: 'Only if',
  random: (picked: number, all: number): string =>
    picked === all ? 'In random order' : `${picked} of ${all}, drawn at random`,
  draws: (picked: number, all: number): string => `${picked} of ${all} are drawn`,
  required: 'cannot be skipped',
  checks: { moment: 'checked as a report of a moment', specific: 'checked for empty answers' },
  answer: 'Answer',
  send: 'Send',
  skip: 'Skip',
  skipped: 'skipped',
  back: 'Back',
  again: 'Begin again',
  over: 'The survey is over.',
  typed: 'Typed by the participant',
};

/** Words of the instrument page. */
export type InstrumentWords = typeof en;

const ru: InstrumentWords = {
  title: 'Опросник',
  lead: 'О чём спрашивают, в виде YAML. Чат рядом показывает то, что увидят участники.',
  editor: 'Опросник в виде YAML',
  fine: (items: number): string => `Ошибок нет. ${counted('ru', items, ['вопрос', 'вопроса', 'вопросов'])}.`,
  errors: (count: number): string => counted('ru', count, ['ошибка', 'ошибки', 'ошибок']),
  remarks: (count: number): string => counted('ru', count, ['замечание', 'замечания', 'замечаний']),
  line: (line: number): string => `Строка ${line}`,
  begin: 'Начать другой опросник',
  begun: 'На странице новый опросник. Ещё ничего не сохранено.',
  makeVersion: (version: number): string => `Сделать версией ${version}`,
  preview: 'Чат',
  modes: { all: 'Все вопросы', try: 'Попробовать' },
  language: 'Язык чата',
  noPreview: 'Чат появится, как только текст удастся прочесть.',
  stale: 'Чат показывает текст, каким он был до ошибок.',
  onlyIf: 'Только если',
  random: (picked: number, all: number): string =>
    picked === all ? 'В случайном порядке' : `${picked} из ${all}, выбираются случайно`,
  draws: (picked: number, all: number): string => `выбираются ${picked} из ${all}`,
  required: 'нельзя пропустить',
  checks: { moment: 'проверяется как рассказ о миге', specific: 'проверяется на пустые ответы' },
  answer: 'Ответ',
  send: 'Отправить',
  skip: 'Пропустить',
  skipped: 'пропущено',
  back: 'Назад',
  again: 'Начать сначала',
  over: 'Опрос закончен.',
  typed: 'Пишет участник',
};

const uk: InstrumentWords = {
  title: 'Опитувальник',
  lead: 'Про що питають, у вигляді YAML. Чат поруч показує те, що побачать учасники.',
  editor: 'Опитувальник у вигляді YAML',
  fine: (items: number): string =>
    `Помилок немає. ${counted('uk', items, ['запитання', 'запитання', 'запитань'])}.`,
  errors: (count: number): string => counted('uk', count, ['помилка', 'помилки', 'помилок']),
  remarks: (count: number): string => counted('uk', count, ['зауваження', 'зауваження', 'зауважень']),
  line: (line: number): string => `Рядок ${line}`,
  begin: 'Почати інший опитувальник',
  begun: 'На сторінці новий опитувальник. Ще нічого не збережено.',
  makeVersion: (version: number): string => `Зробити версією ${version}`,
  preview: 'Чат',
  modes: { all: 'Усі запитання', try: 'Спробувати' },
  language: 'Мова чату',
  noPreview: "Чат з'явиться, щойно текст вдасться прочитати.",
  stale: 'Чат показує текст, яким він був до помилок.',
  onlyIf: 'Лише якщо',
  random: (picked: number, all: number): string =>
    picked === all ? 'У випадковому порядку' : `${picked} з ${all}, обираються випадково`,
  draws: (picked: number, all: number): string => `обираються ${picked} з ${all}`,
  required: 'не можна пропустити',
  checks: { moment: 'перевіряється як розповідь про мить', specific: 'перевіряється на порожні відповіді' },
  answer: 'Відповідь',
  send: 'Надіслати',
  skip: 'Пропустити',
  skipped: 'пропущено',
  back: 'Назад',
  again: 'Почати спочатку',
  over: 'Опитування закінчено.',
  typed: 'Пише учасник',
};

export const instrumentWords: Readonly<Record<Language, InstrumentWords>> = { ru, uk, en };
