/** `draft → open ⇄ frozen → closed → deleted`. */
export const studyStatuses = ['draft', 'open', 'frozen', 'closed', 'deleted'] as const;
export type StudyStatus = (typeof studyStatuses)[number];

/** What is done to a study. */
export type StudyVerb = 'open' | 'freeze' | 'close' | 'delete';

const transitions: Readonly<Record<StudyVerb, Partial<Record<StudyStatus, StudyStatus>>>> = {
  open: { draft: 'open', frozen: 'open' },
  freeze: { open: 'frozen' },
  close: { open: 'closed', frozen: 'closed' },
  // A draft has no data of participants; what was open must be closed before.
  delete: { draft: 'deleted', closed: 'deleted' },
};

/** The status that follows, or null where the verb is not possible. */
export function statusAfter(status: StudyStatus, verb: StudyVerb): StudyStatus | null {
  return transitions[verb][status] ?? null;
}

/** Statuses from which the verb is possible. */
export function statusesFor(verb: StudyVerb): readonly StudyStatus[] {
  return studyStatuses.filter((status) => statusAfter(status, verb) !== null);
}

/** Whether versions and details may still change. */
export function isChangeable(status: StudyStatus): boolean {
  return status === 'draft' || status === 'open' || status === 'frozen';
}

/** Whether people may join. */
export function isJoinable(status: StudyStatus): boolean {
  return status === 'open';
}
