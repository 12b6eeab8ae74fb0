import type { JSX } from 'preact';
import type { Participant } from '../api/participants.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { toPath } from '../app/router.ts';
import { overviewWords } from '../overview/overview-words.ts';
import { ActionMenu } from '../parts/action-menu.tsx';
import { Pill } from '../parts/pill.tsx';
import { formatAgo, formatInstant, formatTime } from '../words/format.ts';
import { useParticipantActs } from './participant-acts.ts';
import { ParticipantDialogs } from './participant-dialogs.tsx';
import { participantTones } from './participant-tones.ts';
import { participantsWords } from './participants-words.ts';

interface ParticipantRowProps {
  readonly study: string;
  readonly participant: Participant;
  readonly onParticipant: (participant: Participant) => void;
  readonly onDelete: () => void;
}

/** What time it is there; empty for a zone that the browser does not know. */
export function timeThere(language: Parameters<typeof formatTime>[0], zone: string): string {
  try {
    return formatTime(language, Date.now(), zone);
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

/** One participant in the list. */
export function ParticipantRow(props: ParticipantRowProps): JSX.Element {
  const { study, participant, onParticipant, onDelete } = props;
  const { language, options } = useApp();
  const words = useWords(participantsWords);
  const { statuses } = useWords(overviewWords);
  const acts = useParticipantActs({ study, participant, onParticipant });
  const { pseudonym, status, zone, trainingDay, trainingCompleted, sent, completed, lastSeenAt } =
    participant;
  const there = zone === null ? '' : timeThere(language, zone);
  return (
    <tr>
      <th scope="row">
        <a class="mono" href={`${options.basePath}/researcher${toPath(study, 'participants', pseudonym)}`}>
          {pseudonym}
        </a>
      </th>
      <td data-name={words.status}>
        <span class="row tight">
          <Pill tone={participantTones[status]}>{statuses[status]}</Pill>
          {participant.excludeReason !== null && <Pill tone="danger">{words.excluded}</Pill>}
        </span>
      </td>
      <td data-name={words.zone}>
        {zone?.replaceAll('_', ' ')} {there !== '' && <span class="quiet">{words.there(there)}</span>}
      </td>
      <td data-name={words.training}>{trainingCompleted ? words.graduated : trainingDay}</td>
      <td data-name={words.compliance}>
        {completed} / {sent}
      </td>
      <td data-name={words.lastSeen} title={lastSeenAt === null ? '' : formatInstant(language, lastSeenAt)}>
        {lastSeenAt === null ? words.never : formatAgo(language, lastSeenAt)}
      </td>
      <td class="acts">
        {acts.acts.length > 0 && <ActionMenu label={words.acts(pseudonym)} acts={acts.acts} />}
        <ParticipantDialogs {...{ study, participant, acts, onDelete }} />
      </td>
    </tr>
  );
}
