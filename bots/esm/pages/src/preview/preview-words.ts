import type { Language } from '../language.ts';
import { counted } from '../words/format.ts';

const en = {
  title: 'Preview',
  lead: 'A whole day of the study in a few minutes, in a chat of yours. Gaps, reminders and expiry shrink alike. Its rows are flagged and left out of everything.',
  minutes: 'Minutes for the day',
  minutesHint: 'From 2 to 60.',
  here: 'In the web chat of this browser',
  hereText: 'Begins a day in the web chat and leads you there. Answer, skip, or let a beep expire.',
  start: 'Begin the day',
  begun: 'The day has begun in your web chat.',
  toChat: 'Open the web chat',
  telegram: 'In Telegram',
  telegramText:
    'Link your own chat once: send the code to the bot. Then /preview 10 begins a day there, and /studies, /status and /invite work too.',
  makeCode: 'Make a code',
  codeHolds: (time: string): string => `Send this to the bot before ${time}:`,
  copyCode: 'Copy the command',
  other: 'In another chat',
  otherText: 'For a chat whose id you know, such as a test device.',
  conversation: 'Id of the chat',
  channel: 'Channel',
  channels: { http: 'web or HTTP', telegram: 'Telegram' },
  startThere: 'Begin there',
  begunThere: 'The chat was asked to begin the day.',
  clean: 'Afterwards',
  cleanText: 'Ends all previews of this study and removes every row they left.',
  remove: 'Remove the previews',
  removed: (count: number): string =>
    count === 0
      ? 'There was nothing to remove.'
      : `Removed in ${counted('en', count, ['chat', 'chats', 'chats'])}.`,
  removeTitle: 'Remove all previews?',
  removeText:
    'Previews that run end at once, in all chats of this study. The answers given in them are erased for good.',
};

/** Words of the preview page. */
export type PreviewWords = typeof en;

const ru: PreviewWords = {
  title: 'Просмотр',
  lead: 'Целый день исследования за несколько минут, в вашем чате. Промежутки, напоминания и сроки сжимаются одинаково. Строки помечены и нигде не учитываются.',
  minutes: 'Минут на день',
  minutesHint: 'От 2 до 60.',
  here: 'В веб-чате этого браузера',
  hereText: 'Начинает день в веб-чате и ведёт вас туда. Ответьте, пропустите или дайте сигналу истечь.',
  start: 'Начать день',
  begun: 'День в вашем веб-чате начался.',
  toChat: 'Открыть веб-чат',
  telegram: 'В Telegram',
  telegramText:
    'Один раз свяжите свой чат: отправьте код боту. Потом /preview 10 начинает там день; работают и /studies, /status, /invite.',
  makeCode: 'Сделать код',
  codeHolds: (time: string): string => `Отправьте это боту до ${time}:`,
  copyCode: 'Скопировать команду',
  other: 'В другом чате',
  otherText: 'Для чата, id которого вы знаете, например на пробном устройстве.',
  conversation: 'Id чата',
  channel: 'Канал',
  channels: { http: 'веб или HTTP', telegram: 'Telegram' },
  startThere: 'Начать там',
  begunThere: 'Чат получил просьбу начать день.',
  clean: 'После просмотра',
  cleanText: 'Завершает все просмотры этого исследования и убирает все строки, которые они оставили.',
  remove: 'Убрать просмотры',
  removed: (count: number): string =>
    count === 0 ? 'Убирать было нечего.' : `Убрано: ${counted('ru', count, ['чат', 'чата', 'чатов'])}.`,
  removeTitle: 'Убрать все просмотры?',
  removeText:
    'Идущие просмотры сразу завершатся во всех чатах исследования. Данные в них ответы сотрутся навсегда.',
};

const uk: PreviewWords = {
  title: 'Перегляд',
  lead: 'Цілий день дослідження за кілька хвилин, у вашому чаті. Проміжки, нагадування й терміни стискаються однаково. Рядки позначено й ніде не враховано.',
  minutes: 'Хвилин на день',
  minutesHint: 'Від 2 до 60.',
  here: 'У вебчаті цього браузера',
  hereText: 'Починає день у вебчаті й веде вас туди. Відповідайте, пропускайте або дайте сигналу спливти.',
  start: 'Почати день',
  begun: 'День у вашому вебчаті почався.',
  toChat: 'Відкрити вебчат',
  telegram: 'У Telegram',
  telegramText:
    "Один раз зв'яжіть свій чат: надішліть код боту. Потім /preview 10 починає там день; працюють і /studies, /status, /invite.",
  makeCode: 'Зробити код',
  codeHolds: (time: string): string => `Надішліть це боту до ${time}:`,
  copyCode: 'Скопіювати команду',
  other: 'В іншому чаті',
  otherText: 'Для чату, id якого ви знаєте, наприклад на пробному пристрої.',
  conversation: 'Id чату',
  channel: 'Канал',
  channels: { http: 'веб або HTTP', telegram: 'Telegram' },
  startThere: 'Почати там',
  begunThere: 'Чат отримав прохання почати день.',
  clean: 'Після перегляду',
  cleanText: 'Завершує всі перегляди цього дослідження й прибирає всі рядки, які вони залишили.',
  remove: 'Прибрати перегляди',
  removed: (count: number): string =>
    count === 0 ? 'Прибирати не було чого.' : `Прибрано: ${counted('uk', count, ['чат', 'чати', 'чатів'])}.`,
  removeTitle: 'Прибрати всі перегляди?',
  removeText:
    'Перегляди, що тривають, одразу завершаться в усіх чатах дослідження. Дані в них відповіді зітруться назавжди.',
};

export const previewWords: Readonly<Record<Language, PreviewWords>> = { ru, uk, en };
