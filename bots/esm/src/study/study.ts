import type { Language } from 'opora';
import type { LocalText } from '../instrument/instrument.ts';
import type { StudyStatus } from './study-status.ts';

/** What participants may see of their own data. */
export const feedbackKinds = ['none', 'participation', 'after', 'live'] as const;
export type Feedback = (typeof feedbackKinds)[number];

/** What researchers may change of a study at any time before it closes. */
export interface StudyDetails {
  readonly title: string;
  /** Languages of participants; only a draft can change them. */
  readonly languages: readonly Language[];
  /** Whom to ask, in the words participants read. */
  readonly contact: LocalText;
  /** Shown to whoever writes of self-harm. */
  readonly supportText: LocalText;
  /** Whether texts may go to an AI provider, when the participant agrees too. Default false. */
  readonly aiAllowed: boolean;
  /** Default `after`. */
  readonly feedback: Feedback;
  /** Days after closing until the data are deleted. Default 730. */
  readonly retentionDays: number;
}

/** A study as researchers see it; times are ISO 8601 in UTC. */
export interface Study extends StudyDetails {
  readonly id: string;
  readonly status: StudyStatus;
  /** Newest versions; null until there is one. */
  readonly protocolVersion: number | null;
  readonly instrumentVersion: number | null;
  readonly consentVersion: number | null;
  /** Grows with every change; a change names the one it saw. */
  readonly revision: number;
  readonly createdAt: string;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  /** When the data will be deleted; null until the study closes. */
  readonly deletesAt: string | null;
  /** When researchers were told so. */
  readonly retentionAnnouncedAt: string | null;
}

/** What a new study has besides title and languages. */
export const studyDefaults: Omit<StudyDetails, 'title' | 'languages'> = {
  contact: {},
  supportText: {},
  aiAllowed: false,
  feedback: 'after',
  retentionDays: 730,
};
