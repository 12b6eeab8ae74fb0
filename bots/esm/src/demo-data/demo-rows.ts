import type { LocalDate } from '../schedule/local-time.ts';
import type { DemoAnswer } from './demo-answers.ts';
import type { DemoBeep } from './demo-beeps.ts';
import type { DemoPerson } from './demo-person.ts';

/** An invented beep or event with what is stored of it. */
export interface DemoBeepRow extends DemoBeep {
  readonly beepId: string;
  readonly schedule: string;
  readonly kind: string;
  readonly wave: string | null;
  readonly studyDay: number;
  readonly date: LocalDate;
  readonly number: number;
  readonly plannedAt: number;
  readonly completedAt: number | null;
  readonly isTraining: boolean;
  readonly timing: Readonly<Record<string, number>>;
}

/** An invented response. */
export interface DemoResponseRow {
  readonly responseId: string;
  readonly beepId: string;
  readonly kind: 'beep' | 'event';
  readonly status: 'completed' | 'partial';
  readonly order: readonly string[];
  readonly startedAt: number;
  readonly completedAt: number | null;
  readonly isTraining: boolean;
  readonly trainingDay: number | null;
  readonly date: LocalDate;
}

/** Everything of one invented participant. */
export interface DemoRows {
  readonly person: DemoPerson;
  readonly firstDate: LocalDate;
  readonly beeps: DemoBeepRow[];
  readonly responses: DemoResponseRow[];
  readonly answers: (DemoAnswer & { readonly responseId: string })[];
  readonly annotations: {
    readonly responseId: string;
    readonly phenomena: Readonly<Record<string, string>>;
  }[];
}
