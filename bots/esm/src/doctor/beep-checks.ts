import type { BotCheck, BotRuntime } from 'opora/app';
import { type BeepState, selectBeepState } from '../postgres/doctor/select-beep-state.ts';
import { degraded, type Finding, healthy, inWords, unhealthy } from './finding.ts';

type Store = Pick<BotRuntime, 'database' | 'clock'>;

/** Lag at which somebody should look, and at which beeps are past their grace and missed, seconds. */
const lateSeconds = 30;
const missedSeconds = 300;
/** Failed sends of a day that are too many, as a share, and the fewest beeps to judge by. */
const failedShare = { degraded: 0.05, unhealthy: 0.5 } as const;
const fewestBeeps = 5;

/** `scheduler`: no beep waits that should have left. */
export const schedulerCheck = (store: Store): BotCheck => ({
  name: 'scheduler',
  async run() {
    const { overdue, oldestSeconds } = await readBeeps(store);
    if (oldestSeconds <= lateSeconds) return healthy('beeps leave on time');
    const told = `${inWords(overdue)} beeps are due and not sent, the oldest for ${Math.round(oldestSeconds)} s`;
    const advice =
      'See that a worker runs, and `opora_timer_lag_seconds`; past five minutes beeps are missed.';
    return oldestSeconds > missedSeconds ? unhealthy(told, advice) : degraded(told, advice);
  },
});

/** `deliveries`: beeps arrive. */
export const deliveriesCheck = (store: Store): BotCheck => ({
  name: 'deliveries',
  async run() {
    const { sent, failed } = await readBeeps(store);
    const all = sent + failed;
    const told = `${inWords(failed)} of ${inWords(all)} beeps of the last 24 h were not delivered`;
    const share = all === 0 ? 0 : failed / all;
    if (all < fewestBeeps || share <= failedShare.degraded) return healthy(told);
    return judge(share, told);
  },
});

function judge(share: number, told: string): Finding {
  const advice =
    'See `opora deadletters list` and the health of the channel; participants who block the bot are few.';
  return share > failedShare.unhealthy ? unhealthy(told, advice) : degraded(told, advice);
}

async function readBeeps({ database, clock }: Store): Promise<BeepState> {
  const [state] = await database.query<BeepState>(selectBeepState(clock.now()));
  return state ?? { overdue: 0, oldestSeconds: 0, sent: 0, failed: 0 };
}
