import type { JSX } from 'preact';
import { useWords } from '../app/app-context.ts';
import { NumberField, SelectField, TextField } from '../parts/field.tsx';
import { CloseIcon } from '../parts/icons.tsx';
import { commonWords } from '../words/common.ts';
import type { DraftFaults } from './draft-faults.ts';
import type { DraftSchedule } from './protocol-draft.ts';
import { protocolWords } from './protocol-words.ts';

interface ScheduleFieldsProps {
  readonly schedule: DraftSchedule;
  /** Of the schedule: `schedules.0`. */
  readonly path: string;
  /** Largest gap that the hours allow, minutes; null where there is none to name. */
  readonly maximumGap: number | null;
  /** Instruments of the study by name. */
  readonly instruments: readonly string[];
  readonly faults: DraftFaults;
  readonly disabled: boolean;
  readonly onSchedule: (change: Partial<DraftSchedule>) => void;
  /** Null for the only schedule. */
  readonly onRemove: (() => void) | null;
}

function SignalFields({
  schedule,
  path,
  maximumGap,
  faults,
  disabled,
  onSchedule,
}: ScheduleFieldsProps): JSX.Element {
  const words = useWords(protocolWords);
  return (
    <>
      <NumberField
        label={words.count}
        min={1}
        max={10}
        value={schedule.count}
        disabled={disabled}
        faults={faults.at(`${path}.count`)}
        onValue={(count) => onSchedule({ count })}
      />
      <NumberField
        label={words.gap}
        min={0}
        value={schedule.minimumGapMinutes}
        disabled={disabled}
        hint={maximumGap === null ? undefined : words.gapHint(maximumGap)}
        faults={faults.at(`${path}.minimumGapMinutes`)}
        onValue={(minimumGapMinutes) => onSchedule({ minimumGapMinutes })}
      />
    </>
  );
}

function IntervalFields({ schedule, path, faults, disabled, onSchedule }: ScheduleFieldsProps): JSX.Element {
  const words = useWords(protocolWords);
  return (
    <>
      <SelectField
        label={words.mode}
        value={schedule.mode}
        disabled={disabled}
        options={(['times', 'every'] as const).map((value) => ({ value, label: words.modes[value] }))}
        onValue={(mode) => onSchedule({ mode })}
      />
      {schedule.mode === 'times' ? (
        <TextField
          label={words.times}
          value={schedule.times}
          disabled={disabled}
          hint={words.timesHint}
          faults={faults.below(`${path}.times`)}
          onValue={(times) => onSchedule({ times })}
        />
      ) : (
        <NumberField
          label={words.everyMinutes}
          min={15}
          value={schedule.everyMinutes}
          disabled={disabled}
          faults={faults.at(`${path}.everyMinutes`)}
          onValue={(everyMinutes) => onSchedule({ everyMinutes })}
        />
      )}
    </>
  );
}

function OnceFields({ schedule, path, faults, disabled, onSchedule }: ScheduleFieldsProps): JSX.Element {
  const words = useWords(protocolWords);
  return (
    <>
      <SelectField
        label={words.at}
        value={schedule.at}
        disabled={disabled}
        options={(['entry', 'exit'] as const).map((value) => ({ value, label: words.ats[value] }))}
        onValue={(at) => onSchedule({ at })}
      />
      <TextField
        label={words.time}
        type="time"
        value={schedule.time}
        disabled={disabled}
        hint={words.timeHint}
        faults={faults.at(`${path}.time`)}
        onValue={(time) => onSchedule({ time })}
      />
    </>
  );
}

function TimingFields({ schedule, path, faults, disabled, onSchedule }: ScheduleFieldsProps): JSX.Element {
  const words = useWords(protocolWords);
  const field = (
    key: 'expiryMinutes' | 'reminders' | 'completionMinutes' | 'graceMinutes',
    label: string,
    max?: number,
  ): JSX.Element => (
    <NumberField
      label={label}
      min={0}
      {...(max === undefined ? {} : { max })}
      value={schedule[key]}
      disabled={disabled}
      faults={faults.at(`${path}.timing.${key}`)}
      onValue={(value) => onSchedule({ [key]: value })}
    />
  );
  return (
    <details class="more-fields" open={faults.below(`${path}.timing`).length > 0}>
      <summary>{words.timing}</summary>
      <div class="fields">
        {field('expiryMinutes', words.expiry)}
        {field('reminders', words.reminders, 2)}
        {field('completionMinutes', words.completion)}
        {field('graceMinutes', words.grace)}
      </div>
    </details>
  );
}

const kindFields = { signal: SignalFields, interval: IntervalFields, once: OnceFields, event: EventFields };

function EventFields({ schedule, path, faults, disabled, onSchedule }: ScheduleFieldsProps): JSX.Element {
  const words = useWords(protocolWords);
  return (
    <NumberField
      label={words.maxPerDay}
      min={1}
      max={100}
      value={schedule.maxPerDay}
      disabled={disabled}
      faults={faults.at(`${path}.maxPerDay`)}
      onValue={(maxPerDay) => onSchedule({ maxPerDay })}
    />
  );
}

/** Which questions are asked; there is a choice only where there is more than one instrument. */
function InstrumentField({
  schedule,
  instruments,
  disabled,
  onSchedule,
}: ScheduleFieldsProps): JSX.Element | null {
  const words = useWords(protocolWords);
  const names = [...new Set([...instruments, schedule.instrument])].filter((name) => name !== '');
  if (names.length < 2 && schedule.instrument === '') return null;
  return (
    <SelectField
      label={words.instrument}
      value={schedule.instrument}
      disabled={disabled}
      options={[
        { value: '', label: words.anyInstrument },
        ...names.map((value) => ({ value, label: value })),
      ]}
      onValue={(instrument) => onSchedule({ instrument })}
    />
  );
}

/** One schedule of a protocol. */
export function ScheduleFields(props: ScheduleFieldsProps): JSX.Element {
  const { schedule, path, faults, disabled, onSchedule, onRemove } = props;
  const words = useWords(protocolWords);
  const common = useWords(commonWords);
  const KindFields = kindFields[schedule.kind];
  return (
    <fieldset class="schedule">
      <legend>
        <svg class={`beep-mark ${schedule.kind}`} viewBox="-6 4 12 20" aria-hidden="true">
          <path d={shapes[schedule.kind]} />
        </svg>
        {words.kinds[schedule.kind]}
      </legend>
      {onRemove !== null && !disabled && (
        <button
          type="button"
          class="icon-button"
          aria-label={`${common.remove}: ${schedule.name}`}
          onClick={onRemove}
        >
          <CloseIcon />
        </button>
      )}
      <p class="hint">{words.kindHints[schedule.kind]}</p>
      <div class="fields">
        <KindFields {...props} />
        <InstrumentField {...props} />
        <TextField
          label={words.name}
          value={schedule.name}
          disabled={disabled}
          faults={faults.at(`${path}.name`)}
          onValue={(name) => onSchedule({ name })}
        />
      </div>
      {schedule.kind !== 'event' && <TimingFields {...props} />}
      {[...faults.at(path), ...faults.below(`${path}.hours`)].map((fault) => (
        <p class="faults" lang="en" key={fault}>
          {fault}
        </p>
      ))}
    </fieldset>
  );
}

/** As the plan draws them. */
const shapes: Readonly<Record<DraftSchedule['kind'], string>> = {
  signal: 'M-3 22v-10a3 3 0 0 1 6 0v10z',
  interval: 'M-3 22v-13h6v13z',
  once: 'M0 7l4 7.5-4 7.5-4-7.5z',
  event: 'M-3.5 15a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z',
};
