import type { GuardText } from '../../../contracts/guard.ts';
import type { Language } from '../../../contracts/message.ts';

type Sentences = Readonly<Record<GuardText, string>>;

const ru: Sentences = {
  refused: 'С этим я помочь не могу. Задайте, пожалуйста, вопрос иначе.',
  limited: 'Сообщений слишком много, я за ними не успеваю. Подождите немного и напишите снова.',
  'never-send': 'Пожалуйста, не присылайте сюда номера карт, пароли и ключи. Я это удалил и не сохранил.',
  care: 'Мне жаль, что вам сейчас так тяжело. Я программа и не могу заменить человека. Пожалуйста, не оставайтесь с этим наедине.',
  handoff: 'Передаю разговор человеку.',
  calm: 'Понимаю, что вы сердитесь. Давайте спокойно разберёмся.',
};

const uk: Sentences = {
  refused: 'З цим я допомогти не можу. Поставте, будь ласка, запитання інакше.',
  limited: 'Повідомлень забагато, я за ними не встигаю. Зачекайте трохи й напишіть знову.',
  'never-send': 'Будь ласка, не надсилайте сюди номери карток, паролі й ключі. Я це вилучив і не зберіг.',
  care: 'Мені шкода, що вам зараз так важко. Я програма й не можу замінити людину. Будь ласка, не залишайтеся з цим наодинці.',
  handoff: 'Передаю розмову людині.',
  calm: 'Розумію, що ви сердитеся. Давайте спокійно розберемося.',
};

const en: Sentences = {
  refused: 'I cannot help with that. Please ask your question in another way.',
  limited: 'That is more messages than I can follow. Please wait a little and write again.',
  'never-send':
    'Please do not send card numbers, passwords or keys here. I have removed it and kept nothing.',
  care: 'I am sorry that things are so hard for you now. I am a program and cannot take the place of a person. Please do not stay alone with this.',
  handoff: 'I am passing this conversation to a person.',
  calm: 'I understand that you are angry. Let us look at it calmly.',
};

/** What the runtime says itself, by language. */
export const guardTexts: Readonly<Record<Language, Sentences>> = { ru, uk, en };

/** Where to turn to, put after the careful text. */
export const helpLineText: Readonly<Record<Language, (line: string) => string>> = {
  ru: (line) => `Здесь помогут: ${line}`,
  uk: (line) => `Тут допоможуть: ${line}`,
  en: (line) => `Help is here: ${line}`,
};

/** Said where no help line is configured. */
export const noHelpLineText: Readonly<Record<Language, string>> = {
  ru: 'Если вы в опасности, позвоните в экстренную службу вашей страны.',
  uk: 'Якщо ви в небезпеці, зателефонуйте до екстреної служби вашої країни.',
  en: 'If you are in danger, call the emergency service of your country.',
};
