export type { ChatView, EmulatorState, TelegramEmulatorControl } from './control.ts';
export { type TelegramFault, type TelegramFaultKind, telegramFaultKinds } from './faults.ts';
export type { JournalEntry, JournalFilter, JournalOutcome } from './journal.ts';
export type { PersonAct, PersonMedia, Place } from './people.ts';
export { realRateLimits, type TelegramRateLimits } from './rate-limits.ts';
export { type RunningTelegramEmulator, runTelegramEmulator } from './run-telegram-emulator.ts';
export {
  createTelegramEmulator,
  type TelegramEmulator,
  type TelegramEmulatorOptions,
} from './telegram-emulator.ts';
export type { EmulatorClock, MediaKind, ShownMessage, TelegramBotAccount, TelegramPerson } from './types.ts';
export type { WebhookTimes } from './webhook-sender.ts';
