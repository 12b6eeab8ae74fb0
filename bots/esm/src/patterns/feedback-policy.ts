/** What a study shows its participants of themselves; `esm_studies.feedback`. */
export const feedbackPolicies = ['none', 'participation', 'after', 'live'] as const;
/** One of them; default `after`. */
export type FeedbackPolicy = (typeof feedbackPolicies)[number];

/** Whether the study is over for somebody: closed, or they have completed it or left. */
export function isStudyOver(studyStatus: string, participantStatus: string): boolean {
  return studyStatus === 'closed' || participantStatus === 'completed' || participantStatus === 'withdrawn';
}

/** Whether participants read how much they took part. */
export function showsParticipation(policy: FeedbackPolicy): boolean {
  return policy !== 'none';
}

/** Whether they read their own answers now. */
export function showsAnswers(policy: FeedbackPolicy, isOver: boolean): boolean {
  return policy === 'live' || (policy === 'after' && isOver);
}
