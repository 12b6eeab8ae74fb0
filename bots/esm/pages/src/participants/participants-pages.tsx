import type { JSX } from 'preact';
import type { StudyPageProps } from '../app/study-page.ts';
import { ParticipantPage } from './participant-page.tsx';
import { ParticipantsList } from './participants-list.tsx';

/** Everybody, or the one that the address names. */
export function ParticipantsPages({ study, item }: StudyPageProps): JSX.Element {
  return item === null ? (
    <ParticipantsList study={study} />
  ) : (
    <ParticipantPage study={study} pseudonym={item} />
  );
}
