import { assertSchemaCurrent } from '../../postgres/migrate/index.ts';
import type { AppDefinition, BotPackage, BotRuntime } from '../definition.ts';
import { createBotRuntime } from '../live/create-bot-runtime.ts';
import { migrationSets } from '../storage.ts';
import { assertRuns } from './doctor.ts';
import { openSession, readConfig } from './session.ts';
import { botRuntimeOptionsOf, engineOf } from './session-parts.ts';

/** The bot whose commands `opora <name>` are; undefined when there is none. */
export const findBotCommand = (
  { bots }: AppDefinition,
  name: string | undefined,
): (BotPackage & Required<Pick<BotPackage, 'commandLine'>>) | undefined => {
  const found = bots.find(({ bot }) => bot.name === name);
  return found?.commandLine === undefined ? undefined : { ...found, commandLine: found.commandLine };
};

/** `opora <bot> …`: hands the rest of the line to the bot; what it leaves open is closed. */
export async function runBotCommand(
  definition: AppDefinition,
  one: BotPackage & Required<Pick<BotPackage, 'commandLine'>>,
  argv: readonly string[],
): Promise<number> {
  const opened: (() => Promise<void>)[] = [];
  const open = async (): Promise<{ runtime: BotRuntime; close(): Promise<void> }> => {
    assertRuns(one.bot.name, readConfig(definition).bots);
    const { session, close } = await openSession(definition);
    opened.push(close);
    await assertSchemaCurrent(session.storage.pool, migrationSets([one]));
    return { runtime: createBotRuntime(one, botRuntimeOptionsOf(session, engineOf(session))), close };
  };
  try {
    return await one.commandLine(argv, open);
  } finally {
    for (const close of opened) await close();
  }
}
