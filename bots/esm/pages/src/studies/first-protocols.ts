import type { Wave } from '../../../src/schedule/protocol.ts';
import { burstWaves } from '../../../src/schedule/study-days.ts';

/** Protocols to begin with. */
export const firstProtocols = {
  typical: {
    waves: [{ name: 'week', startDay: 1, days: 7 }],
    schedules: [{ kind: 'signal', name: 'day', count: 6 }],
  },
  bursts: {
    waves: burstWaves(4, 14, 3) as readonly Wave[],
    schedules: [{ kind: 'signal', name: 'day', count: 6 }],
  },
  evening: {
    waves: [{ name: 'fortnight', startDay: 1, days: 14 }],
    schedules: [{ kind: 'interval', name: 'evening', times: ['20:30'] }],
  },
} as const;

/** Name of a protocol to begin with. */
export type FirstProtocol = keyof typeof firstProtocols;
