import type { BotCommand } from 'opora';
import { languageFor, type Session, say, textsFor } from '../session.ts';
import { researcherHere } from './act-as-researcher.ts';
import { freeze, invitePeople, messageParticipant, previewStudy } from './act-on-study.ts';
import { link, unlink } from './link-chat.ts';
import { showParticipants, showStatus, showStudies } from './show-studies.ts';

interface ChatCommand extends BotCommand {
  readonly run: (session: Session, argument: string) => void | Promise<void>;
}

/** Commands of a researcher's chat; for everybody else they do not exist. */
const chatCommands: readonly ChatCommand[] = [
  {
    name: 'studies',
    description: { ru: 'исследования', uk: 'дослідження', en: 'studies' },
    run: showStudies,
  },
  {
    name: 'status',
    description: { ru: 'числа исследования', uk: 'числа дослідження', en: 'figures of a study' },
    run: showStatus,
  },
  {
    name: 'participants',
    description: { ru: 'участники', uk: 'учасники', en: 'participants' },
    run: showParticipants,
  },
  {
    name: 'invite',
    description: { ru: 'новое приглашение', uk: 'нове запрошення', en: 'a new invitation' },
    run: invitePeople,
  },
  {
    name: 'preview',
    description: {
      ru: 'день исследования за несколько минут',
      uk: 'день дослідження за кілька хвилин',
      en: 'a day of a study in a few minutes',
    },
    run: previewStudy,
  },
  {
    name: 'freeze',
    description: { ru: 'остановить сигналы', uk: 'зупинити сигнали', en: 'stop the beeps' },
    run: freeze,
  },
  {
    name: 'message',
    description: { ru: 'написать участнику', uk: 'написати учаснику', en: 'write to a participant' },
    run: messageParticipant,
  },
  {
    name: 'unlink',
    description: { ru: 'отвязать этот чат', uk: "відв'язати цей чат", en: 'unlink this chat' },
    run: unlink,
  },
];

/** Runs a command of researchers; false where it is none, or this is not the chat of a researcher. */
export async function runChatCommand(session: Session, name: string, argument: string): Promise<boolean> {
  if (name === 'link' && argument.trim() !== '') {
    await link(session, argument);
    return true;
  }
  const command = chatCommands.find((one) => one.name === name);
  if (command === undefined || (await researcherHere(session)) === null) return false;
  session.prompt = false;
  await command.run(session, argument);
  return true;
}

/** A press on the name of a study: `r:<command>:<study>`. */
export async function pressChatButton(session: Session, code: string): Promise<void> {
  const [, name = '', study = ''] = code.split(':');
  const argument = name === 'preview' ? `10 ${study}` : study;
  const offered = ['status', 'participants', 'invite', 'freeze', 'preview'].includes(name);
  if (offered && (await runChatCommand(session, name, argument))) return;
  say(session, textsFor(session).staleButton);
}

/** The lines of `/help` for a researcher's chat; none for others. */
export async function chatHelp(session: Session): Promise<readonly string[]> {
  if ((await researcherHere(session)) === null) return [];
  const language = languageFor(session);
  return chatCommands.map(({ name, description }) => `/${name}: ${description[language]}`);
}
