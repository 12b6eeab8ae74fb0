import type { BotCommand } from 'opora';
import { openSurveyByCommand } from './beeps/open-beep.ts';
import { startPreview } from './beeps/preview.ts';
import { reportEvent } from './beeps/report-event.ts';
import { showInfo, showNews } from './feedback/info.ts';
import { showInsights } from './feedback/insights.ts';
import { showAchievements, showStats } from './feedback/stats.ts';
import { showTraining } from './feedback/training.ts';
import { showConsent } from './joining/consent.ts';
import { start } from './joining/join.ts';
import { askLanguage } from './joining/language.ts';
import { memberOf } from './joining/membership.ts';
import { tellWhatIsPending } from './joining/tell-what-is-pending.ts';
import { contact } from './privacy/contact.ts';
import { askDeletion } from './privacy/delete-data.ts';
import { exportData } from './privacy/export-data.ts';
import { withdraw } from './privacy/withdraw.ts';
import { chatHelp, runChatCommand } from './researcher-chat/chat-commands.ts';
import { previewMinutes } from './schedule/preview-day.ts';
import { languageFor, type Session, say, textsFor } from './session.ts';
import { pause, resume } from './settings/pause.ts';
import { pushover } from './settings/pushover.ts';
import { settingsCommand } from './settings/type-settings.ts';
import { demoStudyId } from './study/seed-demo.ts';
import { cancelSurvey, goBack, skipItem } from './survey/answer-item.ts';
import { fill } from './texts/texts.ts';

/** A command with what it does. */
export interface EsmCommand extends BotCommand {
  /**
   * `anybody`: always. `survey`: whoever may answer one. `members`: people who agreed. Others are shown what is
   * pending. `demo`: members of the study of the demo; elsewhere it does not exist.
   */
  readonly for: 'anybody' | 'survey' | 'members' | 'demo';
  readonly run: (session: Session, argument: string) => void | Promise<void>;
}

/** Every command that works, in the order of `/help`. */
export const commands: readonly EsmCommand[] = [
  {
    name: 'start',
    description: { ru: 'начать участие', uk: 'почати участь', en: 'join' },
    for: 'anybody',
    run: start,
  },
  {
    name: 'survey',
    description: { ru: 'открыть опрос', uk: 'відкрити опитування', en: 'open a survey' },
    for: 'survey',
    run: openSurveyByCommand,
  },
  {
    name: 'event',
    description: { ru: 'сообщить о событии', uk: 'повідомити про подію', en: 'report an event' },
    for: 'members',
    run: reportEvent,
  },
  {
    name: 'back',
    description: { ru: 'предыдущий вопрос', uk: 'попереднє запитання', en: 'previous question' },
    for: 'survey',
    run: goBack,
  },
  {
    name: 'skip',
    description: {
      ru: 'оставить вопрос без ответа',
      uk: 'залишити запитання без відповіді',
      en: 'no answer to this question',
    },
    for: 'survey',
    run: skipItem,
  },
  {
    name: 'cancel',
    description: { ru: 'прекратить опрос', uk: 'припинити опитування', en: 'stop the survey' },
    for: 'survey',
    run: cancelSurvey,
  },
  {
    name: 'settings',
    description: {
      ru: 'часы, число сигналов, пояс, обращение',
      uk: 'години, кількість сигналів, пояс, звертання',
      en: 'hours, number of beeps, time zone, address',
    },
    for: 'members',
    run: settingsCommand,
  },
  {
    name: 'language',
    description: { ru: 'выбрать язык', uk: 'обрати мову', en: 'choose the language' },
    for: 'anybody',
    run: askLanguage,
  },
  {
    name: 'pause',
    description: {
      ru: 'без сигналов до 14 дней',
      uk: 'без сигналів до 14 днів',
      en: 'no beeps for up to 14 days',
    },
    for: 'members',
    run: pause,
  },
  {
    name: 'resume',
    description: { ru: 'снова получать сигналы', uk: 'знову отримувати сигнали', en: 'get beeps again' },
    for: 'members',
    run: resume,
  },
  {
    name: 'training',
    description: { ru: 'как идёт тренировка', uk: 'як триває тренування', en: 'how the training goes' },
    for: 'members',
    run: showTraining,
  },
  {
    name: 'stats',
    description: {
      ru: 'своё участие в числах',
      uk: 'своя участь у числах',
      en: 'your participation in numbers',
    },
    for: 'members',
    run: showStats,
  },
  {
    name: 'achievements',
    description: { ru: 'вехи участия', uk: 'віхи участі', en: 'milestones of taking part' },
    for: 'members',
    run: showAchievements,
  },
  {
    name: 'insights',
    description: {
      ru: 'свои ответы по шкалам',
      uk: 'власні відповіді за шкалами',
      en: 'your own answers on scales',
    },
    for: 'members',
    run: showInsights,
  },
  {
    name: 'pushover',
    description: {
      ru: 'второй сигнал через Pushover',
      uk: 'другий сигнал через Pushover',
      en: 'a second beep by Pushover',
    },
    for: 'members',
    run: pushover,
  },
  {
    name: 'preview',
    description: {
      ru: 'день исследования за несколько минут',
      uk: 'день дослідження за кілька хвилин',
      en: 'a day of the study in a few minutes',
    },
    for: 'demo',
    run: (session, argument) =>
      startPreview(session, argument === '' ? previewMinutes.usual : Number(argument)),
  },
  {
    name: 'consent',
    description: {
      ru: 'на что дано согласие; изменить части по желанию',
      uk: "на що дано згоду; змінити необов'язкові частини",
      en: 'what was agreed; change the optional parts',
    },
    for: 'members',
    run: showConsent,
  },
  {
    name: 'info',
    description: {
      ru: 'о методе и к кому обратиться',
      uk: 'про метод і до кого звернутися',
      en: 'the method, whom to ask',
    },
    for: 'anybody',
    run: showInfo,
  },
  {
    name: 'news',
    description: { ru: 'что нового', uk: 'що нового', en: 'what is new' },
    for: 'anybody',
    run: showNews,
  },
  {
    name: 'contact',
    description: {
      ru: 'написать исследователям',
      uk: 'написати дослідникам',
      en: 'write to the researchers',
    },
    for: 'members',
    run: contact,
  },
  {
    name: 'export',
    description: { ru: 'свои данные файлами', uk: 'власні дані файлами', en: 'own data as files' },
    for: 'anybody',
    run: exportData,
  },
  {
    name: 'mydata',
    description: { ru: 'то же, что /export', uk: 'те саме, що /export', en: 'the same as /export' },
    for: 'anybody',
    run: exportData,
  },
  {
    name: 'withdraw',
    description: { ru: 'выйти из исследования', uk: 'вийти з дослідження', en: 'leave the study' },
    for: 'anybody',
    run: withdraw,
  },
  {
    name: 'delete_my_data',
    description: { ru: 'стереть все свои данные', uk: 'стерти всі свої дані', en: 'erase all own data' },
    for: 'anybody',
    run: askDeletion,
  },
  {
    name: 'help',
    description: { ru: 'список команд', uk: 'перелік команд', en: 'list of commands' },
    for: 'anybody',
    run: showHelp,
  },
];

/** Runs a command, never taking it for an answer; an unknown one is named and helped with. */
export async function runCommand(session: Session, name: string, argument: string): Promise<void> {
  session.state = { ...session.state, dialog: null };
  if (await runChatCommand(session, name, argument)) return;
  const command = commands.find((one) => one.name === name && exists(session, one));
  if (command === undefined) {
    const shown = name.length > 32 ? `${name.slice(0, 32)}…` : name;
    say(session, fill(textsFor(session).unknownCommand, { command: `/${shown}` }));
  } else if (isAllowed(session, command)) await command.run(session, argument);
  else tellWhatIsPending(session);
}

function exists(session: Session, command: EsmCommand): boolean {
  return command.for !== 'demo' || session.study?.id === demoStudyId;
}

function isAllowed(session: Session, command: EsmCommand): boolean {
  if (command.for === 'anybody') return true;
  const isMember = memberOf(session) !== null;
  return isMember || (command.for === 'survey' && session.state.preview !== null);
}

async function showHelp(session: Session): Promise<void> {
  const language = languageFor(session);
  const listed = commands.filter((one) => exists(session, one));
  const lines = listed.map((one) => `/${one.name}: ${one.description[language]}`);
  say(session, [textsFor(session).helpTitle, ...(await chatHelp(session)), ...lines].join('\n'));
}
