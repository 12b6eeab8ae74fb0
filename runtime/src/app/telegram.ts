import {
  createTelegramChannel,
  type TelegramChannel,
  type TextByLanguage,
} from '../channels/telegram/index.ts';
import { languages } from '../contracts/message.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { Meter } from '../core/meter.ts';
import type { Config } from './config.ts';
import type { BotPackage } from './definition.ts';

const repeatedLabel: TextByLanguage = {
  ru: '(возможно, повтор) ',
  uk: '(можливо, повтор) ',
  en: '(possibly repeated) ',
};

const groupRefusal: TextByLanguage = {
  ru: 'Этот бот работает только в личной переписке. Напишите ему напрямую.',
  uk: 'Цей бот працює лише в особистому листуванні. Напишіть йому напряму.',
  en: 'This bot works in private chats only. Please write to it directly.',
};

/** The Telegram channels of the bots that have a token, by bot. */
export function createTelegramChannels(
  config: Config,
  packages: readonly BotPackage[],
  parts: { readonly clock: Clock; readonly logger: Logger; readonly meter: Meter },
): ReadonlyMap<string, TelegramChannel> {
  const channels = new Map<string, TelegramChannel>();
  for (const { bot } of packages) {
    const settings = config.telegram[bot.name];
    if (settings === undefined || settings.botToken === null) continue;
    const { publicUrl } = config;
    const webhook =
      publicUrl === null || settings.webhookSecret === null
        ? null
        : {
            url: `${publicUrl.replace(/\/+$/, '')}/${bot.name}/webhooks/telegram`,
            secret: settings.webhookSecret,
          };
    channels.set(
      bot.name,
      createTelegramChannel({
        ...parts,
        bot: bot.name,
        token: settings.botToken,
        apiRoot: config.telegramApiRoot,
        commands: bot.commands,
        languages,
        mode: bot.telegramMode ?? 'plain',
        repeatedLabel,
        groupRefusal,
        ...(webhook === null ? {} : { webhook }),
      }),
    );
  }
  return channels;
}
