import type { ParticipantStatus } from '../api/participants.ts';
import type { Tone } from '../parts/pill.tsx';

/** The tone of a participant's status. */
export const participantTones: Readonly<Record<ParticipantStatus, Tone>> = {
  invited: 'plain',
  training: 'waiting',
  active: 'good',
  paused: 'waiting',
  unreachable: 'danger',
  completed: 'still',
  withdrawn: 'still',
};
