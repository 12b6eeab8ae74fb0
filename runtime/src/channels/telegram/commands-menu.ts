import type { ApiClient } from './api-client.ts';
import type { TelegramSettings } from './telegram-options.ts';

/**
 * Puts the commands into Telegram's menu: the first language for everybody, each language for its speakers.
 *
 * @throws what grammY throws; the menu is a comfort, so the caller only logs it.
 */
export async function publishCommands(
  settings: TelegramSettings,
  client: ApiClient,
  signal: AbortSignal,
): Promise<void> {
  const { commands, languages } = settings;
  const [first] = languages;
  if (first === undefined || commands.length === 0) return;
  const publish = async (
    language: (typeof languages)[number],
    scope: { language_code?: typeof language },
  ): Promise<void> => {
    const menu = commands.map(({ name, description }) => ({
      command: name,
      description: description[language],
    }));
    await client.call('setMyCommands', (api, limit) => api.setMyCommands(menu, scope, limit), signal);
  };
  await publish(first, {});
  for (const language of languages) await publish(language, { language_code: language });
}
