import type { Protocol } from '../schedule/protocol.ts';
import type { Consent } from '../study/consent.ts';
import type { LoadedStudy, Versioned } from '../study/load-study.ts';

/** A study as this Turn sees it, with the versions that hold today where the participant is. */
export interface StudyView extends LoadedStudy {
  /** Of the running date: after midnight it may be the day before. Null while there is none. */
  readonly protocol: Versioned<Protocol> | null;
  /** Of the calendar's date. Null while there is none. */
  readonly consent: Versioned<Consent> | null;
}
