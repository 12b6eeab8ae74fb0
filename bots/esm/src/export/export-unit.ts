import type { ReportValidation } from '../validator/report.ts';

// Type aliases: rows of the database.

/** One participant of an export. */
export type ExportParticipant = {
  readonly conversation_id: string;
  readonly pseudonym: string;
  readonly language: string;
  readonly excluded: boolean;
  readonly consent_version: number;
};

/** One scheduled beep or one event with its response, as stored. Instants in ms since the epoch. */
export type UnitRow = {
  readonly conversation_id: string;
  readonly beep_id: string;
  /** `planned` in µs: the order of rows goes by it, then by `beep_id`. */
  readonly planned_us: string;
  readonly schedule: string;
  readonly kind: string;
  readonly status: string;
  readonly wave: string | null;
  readonly study_day: number;
  readonly local_date: string;
  readonly number: number;
  readonly plan_version: number;
  readonly zone: string;
  readonly is_training: boolean;
  readonly reminded: number;
  readonly planned: number;
  readonly sent: number | null;
  readonly opened: number | null;
  readonly completed: number | null;
  readonly expired: number | null;
  readonly closed: number | null;
  readonly response_id: string | null;
  readonly response_status: string | null;
  readonly instrument: string | null;
  readonly version: number | null;
  readonly language: string | null;
  readonly training_day: number | null;
  readonly item_order: readonly string[] | null;
};

/** What is kept of a validation, of any version of the validator. */
export type StoredValidation = Pick<
  ReportValidation,
  'verdict' | 'classes' | 'presupposition' | 'phenomena' | 'quality' | 'grade'
> & { readonly language: string; readonly source: string };

/** One stored answer. */
export type AnswerRow = {
  readonly conversation_id: string;
  readonly response_id: string;
  readonly item_id: string;
  readonly status: 'answered' | 'skipped' | 'shown' | 'not_shown';
  readonly value: null | boolean | number | string | readonly string[];
  readonly attempts: number;
  readonly edits: number;
  readonly characters: number | null;
  readonly words: number | null;
  readonly shown: number | null;
  readonly answered: number | null;
  readonly probes: number;
  readonly flags: readonly string[];
  readonly first_validation: StoredValidation | null;
  readonly validation: StoredValidation | null;
  /** Sealed words; not read where an export holds none. */
  readonly first_sealed?: Uint8Array | null;
  readonly final_sealed?: Uint8Array | null;
};

/** What one coder decided about the phenomena of one response. */
export type AnnotationRow = {
  readonly conversation_id: string;
  readonly response_id: string;
  readonly coder: string;
  readonly phenomena: unknown;
};

/** A beep or event with everything that belongs to it. */
export interface ExportUnit {
  readonly participant: ExportParticipant;
  readonly row: UnitRow;
  /** By item id. */
  readonly answers: ReadonlyMap<string, AnswerRow>;
  readonly annotations: readonly AnnotationRow[];
}
