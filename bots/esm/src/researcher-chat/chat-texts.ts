import type { Language } from 'opora';
import { languageFor, type Session } from '../session.ts';
import type { StudyStatus } from '../study/study-status.ts';

/** What is said in the chat of a researcher. `{name}` marks a place to fill. */
interface ChatTexts {
  readonly linkWrong: string;
  /** Fills: `name`. */
  readonly linked: string;
  readonly unlinked: string;
  readonly ownersOnly: string;
  readonly noStudies: string;
  readonly whichStudy: string;
  readonly studyClosed: string;
  readonly notOpen: string;
  readonly nobody: string;
  /** Fills: `people`, `invited`. */
  readonly figuresPeople: string;
  /** Fills: `sent`, `completed`, `compliance`, `expired`, `missed`, `failed`. */
  readonly figuresBeeps: string;
  /** Fills: `title`, `code`. */
  readonly invitation: string;
  /** Fills: `title`. */
  readonly frozen: string;
  readonly messageForm: string;
  /** Fills: `pseudonym`. */
  readonly messageSent: string;
  readonly pseudonymUnknown: string;
  /** Fills: `pseudonym`. */
  readonly alertSelfHarm: string;
  /** Fills: `pseudonym`. */
  readonly alertContact: string;
}

const ru: ChatTexts = {
  linkWrong:
    'Этот код не подходит: он действует 15 минут и один раз. Возьмите новый на страницах исследователя и отправьте /link с ним.',
  linked:
    'Этот чат теперь привязан к исследователю {name}. Сюда приходят извещения; /help показывает команды.',
  unlinked: 'Чат отвязан.',
  ownersOnly: 'Это может только владелец исследования.',
  noStudies: 'Исследований пока нет.',
  whichStudy: 'О каком исследовании речь?',
  studyClosed: 'Исследование закрыто и никого не принимает.',
  notOpen: 'Исследование не открыто, останавливать нечего.',
  nobody: 'Участников пока нет.',
  figuresPeople: 'Участники: {people}. Приглашены и ещё не решили: {invited}.',
  figuresBeeps:
    'Сигналы: отправлено {sent}, завершено {completed} ({compliance}), истекло {expired}, пропущено из-за сбоев {missed}, не доставлено {failed}.',
  invitation: 'Приглашение в исследование «{title}», код {code}:',
  frozen: 'Исследование «{title}» приостановлено, сигналы не уходят. Продолжить можно на страницах:',
  messageForm: 'Напишите псевдоним и текст: /message ABCDE23456 Добрый день.',
  messageSent: 'Сообщение для {pseudonym} отправляется.',
  pseudonymUnknown: 'Участника с таким псевдонимом нет. /participants показывает псевдонимы.',
  alertSelfHarm:
    'Внимание: участник {pseudonym} пишет о том, чтобы причинить себе вред. Текст поддержки показан. Оценку бот не даёт; посмотрите сами:',
  alertContact: 'Участник {pseudonym} просит связаться. Чат ждёт человека:',
};

const uk: ChatTexts = {
  linkWrong:
    'Цей код не підходить: він діє 15 хвилин і один раз. Візьміть новий на сторінках дослідника й надішліть /link з ним.',
  linked: "Цей чат тепер прив'язано до дослідника {name}. Сюди надходять сповіщення; /help показує команди.",
  unlinked: "Чат відв'язано.",
  ownersOnly: 'Це може лише власник дослідження.',
  noStudies: 'Досліджень поки немає.',
  whichStudy: 'Про яке дослідження йдеться?',
  studyClosed: 'Дослідження закрито, воно нікого не приймає.',
  notOpen: 'Дослідження не відкрите, зупиняти нічого.',
  nobody: 'Учасників поки немає.',
  figuresPeople: 'Учасники: {people}. Запрошені й ще не вирішили: {invited}.',
  figuresBeeps:
    'Сигнали: надіслано {sent}, завершено {completed} ({compliance}), минув термін {expired}, пропущено через збої {missed}, не доставлено {failed}.',
  invitation: 'Запрошення до дослідження «{title}», код {code}:',
  frozen: 'Дослідження «{title}» призупинено, сигнали не надсилаються. Продовжити можна на сторінках:',
  messageForm: 'Напишіть псевдонім і текст: /message ABCDE23456 Добрий день.',
  messageSent: 'Повідомлення для {pseudonym} надсилається.',
  pseudonymUnknown: 'Учасника з таким псевдонімом немає. /participants показує псевдоніми.',
  alertSelfHarm:
    'Увага: учасник {pseudonym} пише про те, щоб заподіяти собі шкоду. Текст підтримки показано. Оцінки бот не дає; подивіться самі:',
  alertContact: "Учасник {pseudonym} просить зв'язатися. Чат чекає на людину:",
};

const en: ChatTexts = {
  linkWrong:
    'This code does not fit: it holds for 15 minutes and once. Take a new one from the researcher pages and send /link with it.',
  linked: 'This chat is now linked to the researcher {name}. Alerts come here; /help lists the commands.',
  unlinked: 'The chat is unlinked.',
  ownersOnly: 'Only an owner may do this.',
  noStudies: 'There are no studies yet.',
  whichStudy: 'Which study?',
  studyClosed: 'The study is closed and takes nobody in.',
  notOpen: 'The study is not open; there is nothing to stop.',
  nobody: 'There are no participants yet.',
  figuresPeople: 'Participants: {people}. Invited and still undecided: {invited}.',
  figuresBeeps:
    'Beeps: sent {sent}, completed {completed} ({compliance}), expired {expired}, missed in downtime {missed}, not delivered {failed}.',
  invitation: 'An invitation to the study “{title}”, code {code}:',
  frozen: 'The study “{title}” is frozen; no beep leaves. The pages let it go on:',
  messageForm: 'Write pseudonym and text: /message ABCDE23456 Good day.',
  messageSent: 'The message to {pseudonym} is on its way.',
  pseudonymUnknown: 'There is no participant of this pseudonym. /participants lists them.',
  alertSelfHarm:
    'Attention: participant {pseudonym} writes of self-harm. The support text was shown. The bot assesses nothing; please look yourself:',
  alertContact: 'Participant {pseudonym} asks for contact. The chat waits for a person:',
};

const texts: Readonly<Record<Language, ChatTexts>> = { ru, uk, en };

/** The texts in the language of the chat. */
export function chatTexts(session: Session): ChatTexts {
  return texts[languageFor(session)];
}

const studyNames: Readonly<Record<Language, Readonly<Record<StudyStatus, string>>>> = {
  ru: {
    draft: 'черновик',
    open: 'открыто',
    frozen: 'приостановлено',
    closed: 'закрыто',
    deleted: 'удалено',
  },
  uk: {
    draft: 'чернетка',
    open: 'відкрите',
    frozen: 'призупинене',
    closed: 'закрите',
    deleted: 'видалене',
  },
  en: { draft: 'draft', open: 'open', frozen: 'frozen', closed: 'closed', deleted: 'deleted' },
};

/** Statuses of studies in words. */
export function studyStatuses(session: Session): Readonly<Record<StudyStatus, string>> {
  return studyNames[languageFor(session)];
}

const statusNames: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: {
    training: 'тренировка',
    active: 'участвуют',
    paused: 'пауза',
    unreachable: 'недоступны',
    completed: 'завершили',
    withdrawn: 'вышли',
  },
  uk: {
    training: 'тренування',
    active: 'беруть участь',
    paused: 'пауза',
    unreachable: 'недосяжні',
    completed: 'завершили',
    withdrawn: 'вийшли',
  },
  en: {
    training: 'training',
    active: 'active',
    paused: 'paused',
    unreachable: 'unreachable',
    completed: 'completed',
    withdrawn: 'withdrawn',
  },
};

/** Statuses of participants in words. */
export function participantStatuses(session: Session): Readonly<Record<string, string>> {
  return statusNames[languageFor(session)];
}
