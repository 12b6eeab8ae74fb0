export { detectLanguage } from './detect-language.ts';
export type { GuardRecord } from './guard-record.ts';
export { guardTexts } from './guard-texts.ts';
export { type GuardRows, type GuardTurnOptions, guardBot, guardStep } from './guard-turn.ts';
export { ALERT_REFUSALS } from './judge-burst.ts';
export { createRecentMemory, type RecentMemory, type RecentTurn, type TurnPlace } from './recent.ts';
