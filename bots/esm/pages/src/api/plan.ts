import { type BeepStatus, beepStatuses } from '../plan/simulate-plan.ts';
import { readFields } from './fields.ts';
import type { Http } from './http.ts';

/** A beep of a participant, stored or to be stored. */
export interface PlannedBeep {
  readonly schedule: string;
  readonly kind: 'signal' | 'interval' | 'once';
  readonly studyDay: number;
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly wave: string | null;
  readonly number: number;
  readonly at: number;
  readonly status: BeepStatus;
  /** False for one that planning would store as things are now. */
  readonly isStored: boolean;
}

/** A participant's plan, in their own zone. */
export interface ParticipantPlan {
  readonly zone: string;
  readonly beeps: readonly PlannedBeep[];
}

const kinds = ['signal', 'interval', 'once'] as const;

/** The beeps of a participant on `days` days from `from`. */
export async function getPlan(
  http: Http,
  study: string,
  query: { readonly participant: string; readonly from: string; readonly days: number },
  signal?: AbortSignal,
): Promise<ParticipantPlan> {
  const answer = await http.get(`studies/${encodeURIComponent(study)}/plan`, { ...query }, signal);
  const beeps = answer.list('beeps', (value): PlannedBeep => {
    const beep = readFields(value);
    return {
      schedule: beep.text('schedule'),
      kind: beep.oneOf('kind', kinds),
      studyDay: beep.number('studyDay'),
      date: beep.text('date'),
      wave: beep.textOr('wave', null),
      number: beep.number('number'),
      at: beep.at('at') ?? 0,
      status: beepStatuses.find((status) => status === beep.value('status')) ?? 'planned',
      isStored: beep.flag('isStored'),
    };
  });
  return { zone: answer.text('zone'), beeps };
}
