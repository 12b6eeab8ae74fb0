import type { JSX } from 'preact';
import type { Hours } from '../../../src/schedule/protocol.ts';
import { useWords } from '../app/app-context.ts';
import { TextField } from '../parts/field.tsx';
import { CloseIcon, PlusIcon } from '../parts/icons.tsx';
import { commonWords } from '../words/common.ts';
import type { DraftFaults } from './draft-faults.ts';
import { protocolWords } from './protocol-words.ts';

interface HoursFieldsProps {
  readonly hours: Hours;
  readonly onHours: (hours: Hours) => void;
  readonly faults: readonly string[];
  readonly disabled: boolean;
}

/** A time field gives 00:00 where the end of the day is meant. */
const toEnd = (time: string): string => (time === '00:00' ? '24:00' : time);
const fromEnd = (time: string): string => (time === '24:00' ? '00:00' : time);

/** From and to. */
export function HoursFields({ hours, onHours, faults, disabled }: HoursFieldsProps): JSX.Element {
  const words = useWords(protocolWords);
  return (
    <div class="hours">
      <TextField
        label={words.from}
        type="time"
        value={hours.start}
        disabled={disabled}
        faults={faults}
        onValue={(start) => onHours({ ...hours, start })}
      />
      <TextField
        label={words.to}
        type="time"
        value={fromEnd(hours.end)}
        disabled={disabled}
        onValue={(end) => onHours({ ...hours, end: toEnd(end) })}
      />
    </div>
  );
}

interface QuietFieldsProps {
  readonly quietHours: readonly Hours[];
  readonly onQuietHours: (quietHours: readonly Hours[]) => void;
  readonly faults: DraftFaults;
  readonly disabled: boolean;
}

const mostQuiet = 3;

/** Quiet periods, three at most. */
export function QuietFields({ quietHours, onQuietHours, faults, disabled }: QuietFieldsProps): JSX.Element {
  const words = useWords(protocolWords);
  const common = useWords(commonWords);
  return (
    <fieldset class="stack">
      <legend class="label quiet">{words.quiet}</legend>
      {quietHours.map((hours, index) => (
        <div class="entry-row" key={index}>
          <HoursFields
            hours={hours}
            disabled={disabled}
            faults={faults.below(`quietHours.${index}`)}
            onHours={(next) => onQuietHours(quietHours.map((one, place) => (place === index ? next : one)))}
          />
          {!disabled && (
            <button
              type="button"
              class="icon-button"
              aria-label={`${common.remove}: ${words.quiet} ${hours.start}–${hours.end}`}
              onClick={() => onQuietHours(quietHours.filter((_, place) => place !== index))}
            >
              <CloseIcon />
            </button>
          )}
        </div>
      ))}
      {!disabled && quietHours.length < mostQuiet && (
        <button
          type="button"
          class="button small start"
          onClick={() => onQuietHours([...quietHours, { start: '13:00', end: '14:00' }])}
        >
          <PlusIcon /> {words.addQuiet}
        </button>
      )}
    </fieldset>
  );
}
