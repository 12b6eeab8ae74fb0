import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  listParticipants,
  type Participant,
  type ParticipantStatus,
  participantStatuses,
} from '../api/participants.ts';
import type { Study } from '../api/studies.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { LoadView } from '../loading/load-view.tsx';
import { usePages } from '../loading/use-pages.ts';
import { overviewWords } from '../overview/overview-words.ts';
import { Empty } from '../parts/empty.tsx';
import { SelectField, TextField } from '../parts/field.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ToInvites } from '../parts/to-invites.tsx';
import { commonWords } from '../words/common.ts';
import { ParticipantRow } from './participant-row.tsx';
import { participantsWords } from './participants-words.ts';

interface TableProps {
  readonly study: string;
  readonly participants: readonly Participant[];
  readonly onParticipant: (participant: Participant) => void;
  readonly onDelete: (pseudonym: string) => void;
}

function ParticipantTable({ study, participants, onParticipant, onDelete }: TableProps): JSX.Element {
  const words = useWords(participantsWords);
  return (
    <table class="cards participants">
      <thead>
        <tr>
          <th scope="col">{words.pseudonym}</th>
          <th scope="col">{words.status}</th>
          <th scope="col">{words.zone}</th>
          <th scope="col">{words.training}</th>
          <th scope="col">{words.compliance}</th>
          <th scope="col">{words.lastSeen}</th>
          <th scope="col">
            <span class="sr">{words.acts('')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {participants.map((participant) => (
          <ParticipantRow
            key={participant.pseudonym}
            {...{ study, participant, onParticipant }}
            onDelete={() => onDelete(participant.pseudonym)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Filters(props: {
  readonly status: ParticipantStatus | 'all';
  readonly onStatus: (status: ParticipantStatus | 'all') => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}): JSX.Element {
  const words = useWords(participantsWords);
  const common = useWords(commonWords);
  const { statuses } = useWords(overviewWords);
  return (
    <div class="filters">
      <TextField label={words.search} type="search" value={props.search} onValue={props.onSearch} />
      <SelectField
        label={words.status}
        value={props.status}
        options={[
          { value: 'all', label: common.all },
          ...participantStatuses.map((value) => ({ value, label: statuses[value] })),
        ]}
        onValue={props.onStatus}
      />
    </div>
  );
}

/** Everybody in a study, under their pseudonyms. */
export function ParticipantsList({ study }: { readonly study: Study }): JSX.Element {
  const { http } = useApp();
  const words = useWords(participantsWords);
  const [status, setStatus] = useState<ParticipantStatus | 'all'>('all');
  const [search, setSearch] = useState('');
  const list = usePages(`participants:${study.id}:${status}`, (cursor, signal) =>
    listParticipants(http, study.id, { status: status === 'all' ? null : status, cursor }, signal),
  );
  const wanted = search.trim().toUpperCase();
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${study.title}`} />
      <Filters {...{ status, search }} onStatus={setStatus} onSearch={setSearch} />
      <LoadView loaded={list}>
        {({ items }) => {
          const found = items.filter(({ pseudonym }) => pseudonym.toUpperCase().includes(wanted));
          if (items.length === 0 && status === 'all') {
            return (
              <Empty title={words.emptyTitle} text={words.emptyText}>
                <ToInvites study={study.id} />
              </Empty>
            );
          }
          if (found.length === 0) return <p class="quiet">{words.noneFound}</p>;
          return (
            <ParticipantTable
              study={study.id}
              participants={found}
              onParticipant={(next) =>
                list.replace((page) => ({
                  ...page,
                  items: page.items.map((one) => (one.pseudonym === next.pseudonym ? next : one)),
                }))
              }
              onDelete={(gone) =>
                list.replace((page) => ({
                  ...page,
                  items: page.items.filter(({ pseudonym }) => pseudonym !== gone),
                }))
              }
            />
          );
        }}
      </LoadView>
      <MoreButton list={list} />
    </>
  );
}
