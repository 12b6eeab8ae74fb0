import type { JSX } from 'preact';
import { getParticipant, type Participant } from '../api/participants.ts';
import type { Study } from '../api/studies.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { toPath, useRouter } from '../app/router.ts';
import { languageNames } from '../language.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useLoad } from '../loading/use-load.ts';
import { overviewWords } from '../overview/overview-words.ts';
import { Facts } from '../parts/facts.tsx';
import { BackIcon } from '../parts/icons.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pill } from '../parts/pill.tsx';
import { formatDate, formatInstant, formatShare } from '../words/format.ts';
import { useParticipantActs } from './participant-acts.ts';
import { ParticipantDialogs } from './participant-dialogs.tsx';
import { ParticipantPlan } from './participant-plan.tsx';
import { timeThere } from './participant-row.tsx';
import { participantTones } from './participant-tones.ts';
import { type ParticipantsWords, participantsWords } from './participants-words.ts';

interface DetailsProps {
  readonly study: Study;
  readonly participant: Participant;
  readonly onParticipant: (participant: Participant) => void;
}

/** The version that was agreed to, and the optional parts. */
function consentParts(participant: Participant, words: ParticipantsWords): string {
  const { consentVersion, aiAllowed, quotationAllowed } = participant;
  return [
    ...(consentVersion === null ? [] : [words.consentVersion(consentVersion)]),
    ...(aiAllowed ? [words.aiAllowed] : []),
    ...(quotationAllowed ? [words.quotationAllowed] : []),
  ].join(', ');
}

function ParticipantFacts({ participant }: { readonly participant: Participant }): JSX.Element {
  const { language } = useApp();
  const words = useWords(participantsWords);
  const { zone, trainingCompleted, trainingDay, sent, completed, lastSeenAt, firstDate } = participant;
  return (
    <Facts
      facts={[
        {
          name: words.language,
          value: participant.language === null ? '–' : languageNames[participant.language],
        },
        {
          name: words.zone,
          value:
            zone === null ? '–' : `${zone.replaceAll('_', ' ')}, ${words.there(timeThere(language, zone))}`,
        },
        { name: words.joined, value: firstDate === null ? '–' : formatDate(language, firstDate) },
        { name: words.training, value: trainingCompleted ? words.graduated : String(trainingDay) },
        {
          name: words.compliance,
          value: `${completed} / ${sent}${sent === 0 ? '' : ` (${formatShare(language, completed, sent)})`}`,
        },
        {
          name: words.lastSeen,
          value: lastSeenAt === null ? words.never : formatInstant(language, lastSeenAt),
        },
        { name: words.consent, value: consentParts(participant, words) },
      ]}
    />
  );
}

function Details({ study, participant, onParticipant }: DetailsProps): JSX.Element {
  const { options } = useApp();
  const words = useWords(participantsWords);
  const { statuses } = useWords(overviewWords);
  const { go } = useRouter();
  const acts = useParticipantActs({ study: study.id, participant, onParticipant });
  const base = `${options.basePath}/researcher`;
  const { pseudonym, status, excludeReason } = participant;
  return (
    <>
      <p class="row">
        <Pill tone={participantTones[status]}>{statuses[status]}</Pill>
        {excludeReason !== null && <Pill tone="danger">{words.excluded}</Pill>}
        {excludeReason !== null && <span class="quiet">{excludeReason}</span>}
      </p>
      <div class="row person-acts">
        {acts.acts.map(({ label, onChoose, tone, disabled = false }) => (
          <button
            key={label}
            type="button"
            class={tone === 'danger' ? 'button danger' : 'button'}
            disabled={disabled}
            onClick={onChoose}
          >
            {label}
          </button>
        ))}
      </div>
      <section class="block">
        <ParticipantFacts participant={participant} />
        <p class="after-chart">
          <a href={`${base}${toPath(study.id, 'review')}?participant=${encodeURIComponent(pseudonym)}`}>
            {words.review}
          </a>
        </p>
      </section>
      <ParticipantPlan study={study.id} participant={participant} />
      <ParticipantDialogs
        {...{ participant, acts }}
        study={study.id}
        onDelete={() => go(`${base}${toPath(study.id, 'participants')}`)}
      />
    </>
  );
}

/** One participant: facts, acts and plan. */
export function ParticipantPage(props: { readonly study: Study; readonly pseudonym: string }): JSX.Element {
  const { study, pseudonym } = props;
  const { http, options } = useApp();
  const words = useWords(participantsWords);
  const loaded = useLoad(`participant:${study.id}:${pseudonym}`, (signal) =>
    getParticipant(http, study.id, pseudonym, signal),
  );
  return (
    <>
      <p class="back">
        <a href={`${options.basePath}/researcher${toPath(study.id, 'participants')}`}>
          <BackIcon /> {words.back}
        </a>
      </p>
      <PageHead title={pseudonym} tab={`${pseudonym} · ${study.title}`} />
      <LoadView loaded={loaded}>
        {(participant) => (
          <Details {...{ study, participant }} onParticipant={(next) => loaded.replace(() => next)} />
        )}
      </LoadView>
    </>
  );
}
