import { createHttpChannel } from '../channels/http/index.ts';
import type { TelegramChannel } from '../channels/telegram/index.ts';
import type { Channel } from '../contracts/channel.ts';
import type { BotPackage } from './definition.ts';

/** Every channel of every bot: what the engine sends through, and what a replay prepares messages with. */
export const listChannels = (
  packages: readonly BotPackage[],
  telegram: ReadonlyMap<string, TelegramChannel>,
): readonly { readonly bot: string; readonly channel: Channel }[] => [
  ...packages.map(({ bot }) => ({ bot: bot.name, channel: createHttpChannel() })),
  ...[...telegram].map(([bot, channel]) => ({ bot, channel })),
];
