import type { Language } from './language.ts';

/** Every word the page says by itself. */
export interface Labels {
  readonly languageName: string;
  readonly languageChoice: string;
  readonly botLanguage: string;
  readonly demo: string;
  readonly demoHint: string;
  readonly conversation: string;
  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly start: string;
  readonly message: string;
  readonly placeholder: string;
  readonly send: string;
  readonly commands: string;
  readonly commandsFound: (count: number) => string;
  readonly newMessages: (count: number) => string;
  readonly showEarlier: string;
  readonly typing: string;
  readonly you: string;
  readonly sending: string;
  readonly queued: string;
  readonly sent: string;
  readonly waiting: string;
  readonly failed: string;
  readonly held: string;
  readonly retry: string;
  readonly edit: string;
  readonly remove: string;
  readonly chosen: string;
  readonly answeredBy: string;
  /** In place of a model's name: `method` is what a local method calls itself. */
  readonly localMethod: (method: string) => string;
  readonly scaleHint: string;
  readonly download: string;
  readonly attachment: string;
  readonly tooLong: (over: number) => string;
  readonly connecting: string;
  readonly reconnecting: string;
  readonly offline: string;
  readonly unauthorised: string;
  readonly tryAgain: string;
  readonly today: string;
  readonly yesterday: string;
}

/** Chooses among the forms for 1, 2–4 and 5 and more, as Russian and Ukrainian decline nouns. */
function decline(language: Language, count: number, one: string, few: string, many: string): string {
  const rule = new Intl.PluralRules(language).select(count);
  return `${count} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
}

const en: Labels = {
  languageName: 'English',
  languageChoice: 'Language',
  botLanguage: 'Change the bot’s language too',
  demo: 'demo',
  demoHint: 'Demonstration data',
  conversation: 'Conversation',
  emptyTitle: 'Begin whenever you like',
  emptyText: 'Press Start and the bot will explain what comes next. You can also just write a message below.',
  start: 'Start',
  message: 'Your message',
  placeholder: 'Write a message…',
  send: 'Send',
  commands: 'Commands',
  commandsFound: (count) =>
    `${decline('en', count, 'command', 'commands', 'commands')}. Up and down arrows choose`,
  newMessages: (count) => `${count} new message${count === 1 ? '' : 's'}`,
  showEarlier: 'Show earlier messages',
  typing: 'writing…',
  you: 'You:',
  sending: 'Sending…',
  queued: 'In the queue',
  sent: 'Sent',
  waiting: 'Not sent yet. It will be sent again by itself',
  failed: 'Not sent',
  held: 'Written before the bot replied. Send it all the same?',
  retry: 'Retry',
  edit: 'Edit',
  remove: 'Delete',
  chosen: 'your answer',
  answeredBy: 'Answered by:',
  localMethod: (method) => `local method (${method})`,
  scaleHint: 'Arrow keys or digits to choose, Enter to answer',
  download: 'Download',
  attachment: 'Attachment',
  tooLong: (over) => `${decline('en', over, 'character', 'characters', 'characters')} too many`,
  connecting: 'Connecting…',
  reconnecting: 'Connection lost. Reconnecting…',
  offline: 'You are offline. Messages are kept and will go out when the network is back.',
  unauthorised:
    'The server no longer lets this page in. Open the chat from your link again. Unsent messages are kept.',
  tryAgain: 'Try again',
  today: 'Today',
  yesterday: 'Yesterday',
};

const ru: Labels = {
  languageName: 'Русский',
  languageChoice: 'Язык',
  botLanguage: 'Сменить и язык бота',
  demo: 'демо',
  demoHint: 'Демонстрационные данные',
  conversation: 'Переписка',
  emptyTitle: 'Начните, когда будет удобно',
  emptyText: 'Нажмите «Начать», и бот объяснит, что дальше. Можно и просто написать сообщение внизу.',
  start: 'Начать',
  message: 'Ваше сообщение',
  placeholder: 'Напишите сообщение…',
  send: 'Отправить',
  commands: 'Команды',
  commandsFound: (count) =>
    `${decline('ru', count, 'команда', 'команды', 'команд')}. Стрелки вверх и вниз — выбрать`,
  newMessages: (count) => decline('ru', count, 'новое сообщение', 'новых сообщения', 'новых сообщений'),
  showEarlier: 'Показать более ранние сообщения',
  typing: 'пишет…',
  you: 'Вы:',
  sending: 'Отправляется…',
  queued: 'В очереди',
  sent: 'Отправлено',
  waiting: 'Пока не отправлено. Отправится само',
  failed: 'Не отправлено',
  held: 'Написано до ответа бота. Всё равно отправить?',
  retry: 'Повторить',
  edit: 'Изменить',
  remove: 'Удалить',
  chosen: 'ваш ответ',
  answeredBy: 'Кто ответил:',
  localMethod: (method) => `локальный метод (${method})`,
  scaleHint: 'Стрелки или цифры — выбрать, Enter — ответить',
  download: 'Скачать',
  attachment: 'Вложение',
  tooLong: (over) => `Лишнее: ${decline('ru', over, 'знак', 'знака', 'знаков')}`,
  connecting: 'Соединение…',
  reconnecting: 'Связь прервалась. Восстанавливаем…',
  offline: 'Нет сети. Сообщения сохранены и уйдут, когда она появится.',
  unauthorised:
    'Сервер больше не пускает эту страницу. Откройте чат по своей ссылке ещё раз. Неотправленное сохранено.',
  tryAgain: 'Попробовать снова',
  today: 'Сегодня',
  yesterday: 'Вчера',
};

const uk: Labels = {
  languageName: 'Українська',
  languageChoice: 'Мова',
  botLanguage: 'Змінити й мову бота',
  demo: 'демо',
  demoHint: 'Демонстраційні дані',
  conversation: 'Листування',
  emptyTitle: 'Почніть, коли буде зручно',
  emptyText: 'Натисніть «Почати», і бот пояснить, що далі. Можна й просто написати повідомлення внизу.',
  start: 'Почати',
  message: 'Ваше повідомлення',
  placeholder: 'Напишіть повідомлення…',
  send: 'Надіслати',
  commands: 'Команди',
  commandsFound: (count) =>
    `${decline('uk', count, 'команда', 'команди', 'команд')}. Стрілки вгору й вниз — вибрати`,
  newMessages: (count) => decline('uk', count, 'нове повідомлення', 'нові повідомлення', 'нових повідомлень'),
  showEarlier: 'Показати раніші повідомлення',
  typing: 'пише…',
  you: 'Ви:',
  sending: 'Надсилається…',
  queued: 'У черзі',
  sent: 'Надіслано',
  waiting: 'Поки не надіслано. Надішлеться саме',
  failed: 'Не надіслано',
  held: 'Написано до відповіді бота. Усе одно надіслати?',
  retry: 'Повторити',
  edit: 'Змінити',
  remove: 'Видалити',
  chosen: 'ваша відповідь',
  answeredBy: 'Хто відповів:',
  localMethod: (method) => `локальний метод (${method})`,
  scaleHint: 'Стрілки або цифри — вибрати, Enter — відповісти',
  download: 'Завантажити',
  attachment: 'Вкладення',
  tooLong: (over) => `Зайве: ${decline('uk', over, 'знак', 'знаки', 'знаків')}`,
  connecting: 'З’єднання…',
  reconnecting: 'Зв’язок перервався. Відновлюємо…',
  offline: 'Немає мережі. Повідомлення збережено, вони підуть, коли вона з’явиться.',
  unauthorised:
    'Сервер більше не пускає цю сторінку. Відкрийте чат за своїм посиланням ще раз. Ненадіслане збережено.',
  tryAgain: 'Спробувати знову',
  today: 'Сьогодні',
  yesterday: 'Учора',
};

/** Who wrote an answer, in words: a model by its own name, a local method as such. */
export function authorName(modelUsed: string, words: Labels): string {
  const method = /^local:(.+)$/.exec(modelUsed)?.[1];
  return method === undefined ? modelUsed : words.localMethod(method);
}

/** The words of each language. */
export const labels: Readonly<Record<Language, Labels>> = { ru, uk, en };
