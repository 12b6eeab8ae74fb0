export type { TelegramFailureCode } from './errors.ts';
export type { TelegramStatus } from './receiving-status.ts';
export { createTelegramChannel, type TelegramChannel } from './telegram-channel.ts';
export type {
  TelegramChannelOptions,
  TelegramMode,
  TextByLanguage,
} from './telegram-options.ts';
export type { TelegramWebhookRefusal, TelegramWebhookRequest } from './webhook.ts';
