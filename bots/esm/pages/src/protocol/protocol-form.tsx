import type { JSX } from 'preact';
import { maximumGapMinutes } from '../../../src/schedule/check-settings.ts';
import { useWords } from '../app/app-context.ts';
import { CheckField } from '../parts/field.tsx';
import { PlusIcon } from '../parts/icons.tsx';
import type { DraftFaults } from './draft-faults.ts';
import { HoursFields, QuietFields } from './hours-fields.tsx';
import {
  type DraftSchedule,
  newSchedule,
  type ProtocolDraft,
  type ScheduleKind,
  scheduleKinds,
} from './protocol-draft.ts';
import { protocolWords } from './protocol-words.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import { WaveFields } from './wave-fields.tsx';

interface ProtocolFormProps {
  readonly draft: ProtocolDraft;
  readonly onDraft: (draft: ProtocolDraft) => void;
  readonly faults: DraftFaults;
  /** Instruments of the study by name. */
  readonly instruments: readonly string[];
  readonly disabled: boolean;
}

const choiceKeys = ['hours', 'overMidnight', 'count', 'zone', 'quietHours'] as const;
const mostSchedules = 10;
const usualNames: Readonly<Record<ScheduleKind, string>> = {
  signal: 'day',
  interval: 'evening',
  event: 'event',
  once: 'entry',
};

/** The largest gap that the draft's hours allow; null while they are no hours. */
function maximumGap(draft: ProtocolDraft, schedule: DraftSchedule): number | null {
  if (schedule.kind !== 'signal' || !schedule.count) return null;
  try {
    return maximumGapMinutes(schedule.hours ?? draft.hours, draft.quietHours, schedule.count);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function freeName(draft: ProtocolDraft, kind: ScheduleKind): string {
  const isTaken = (name: string): boolean => draft.schedules.some((one) => one.name === name);
  const usual = usualNames[kind];
  let name = usual;
  for (let number = 2; isTaken(name); number += 1) name = `${usual}-${number}`;
  return name;
}

function Schedules({ draft, onDraft, faults, instruments, disabled }: ProtocolFormProps): JSX.Element {
  const words = useWords(protocolWords);
  const { schedules } = draft;
  const set = (next: readonly DraftSchedule[]): void => onDraft({ ...draft, schedules: next });
  return (
    <section class="block">
      <h2>{words.schedules}</h2>
      <div class="stack">
        {schedules.map((schedule, index) => (
          <ScheduleFields
            key={schedule.key}
            schedule={schedule}
            path={`schedules.${index}`}
            maximumGap={maximumGap(draft, schedule)}
            {...{ faults, instruments, disabled }}
            onSchedule={(change) =>
              set(schedules.map((one) => (one.key === schedule.key ? { ...one, ...change } : one)))
            }
            onRemove={
              schedules.length === 1 ? null : () => set(schedules.filter(({ key }) => key !== schedule.key))
            }
          />
        ))}
        {!disabled && schedules.length < mostSchedules && (
          <div class="row">
            {scheduleKinds.map((kind) => (
              <button
                key={kind}
                type="button"
                class="button small"
                onClick={() => set([...schedules, newSchedule(kind, freeName(draft, kind))])}
              >
                <PlusIcon /> {words.kinds[kind]}
              </button>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

/** The fields of a protocol. */
export function ProtocolForm(props: ProtocolFormProps): JSX.Element {
  const { draft, onDraft, faults, disabled } = props;
  const words = useWords(protocolWords);
  return (
    <div class="protocol-form">
      <Schedules {...props} />
      <section class="block">
        <h2>{words.waves}</h2>
        <p class="lead">{words.wavesLead}</p>
        <WaveFields
          waves={draft.waves}
          faults={faults}
          disabled={disabled}
          onWaves={(waves) => onDraft({ ...draft, waves })}
        />
      </section>
      <section class="block">
        <h2>{words.hours}</h2>
        <p class="lead">{words.hoursLead}</p>
        <div class="stack">
          <HoursFields
            hours={draft.hours}
            faults={faults.below('hours')}
            disabled={disabled}
            onHours={(hours) => onDraft({ ...draft, hours })}
          />
          <QuietFields
            quietHours={draft.quietHours}
            faults={faults}
            disabled={disabled}
            onQuietHours={(quietHours) => onDraft({ ...draft, quietHours })}
          />
        </div>
      </section>
      <section class="block">
        <h2>{words.choices}</h2>
        <div class="checks">
          {choiceKeys.map((key) => (
            <CheckField
              key={key}
              label={words.choice[key]}
              isChecked={draft.choices[key]}
              disabled={disabled}
              onCheck={(isChecked) => onDraft({ ...draft, choices: { ...draft.choices, [key]: isChecked } })}
            />
          ))}
        </div>
      </section>
    </div>
  );
}
