import type { BotCheck } from 'opora/app';

/** What a check found. */
export type Finding = Awaited<ReturnType<BotCheck['run']>>;

/** All is well. */
export const healthy = (detail: string, advice?: string): Finding => ({
  status: 'healthy',
  detail,
  ...(advice === undefined ? {} : { advice }),
});

/** Something is to be done, and the bot works meanwhile. */
export const degraded = (detail: string, advice: string): Finding => ({ status: 'degraded', detail, advice });

/** The bot does not do its work. */
export const unhealthy = (detail: string, advice: string): Finding => ({
  status: 'unhealthy',
  detail,
  advice,
});

/** A whole number as people write it: `1,234`. */
export const inWords = (count: number): string => count.toLocaleString('en');
