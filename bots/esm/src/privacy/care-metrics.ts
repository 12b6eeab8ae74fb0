import type { BotPackage } from 'opora/app';

/** What the bot measures of care. */
export const careMetrics: NonNullable<BotPackage['metrics']> = [
  {
    name: 'esm_self_harm_alerts_total',
    kind: 'counter',
    help: 'Messages with words of self-harm: the support text was shown and the researchers were alerted.',
  },
];
