import type { JSX } from 'preact';
import { useWords } from '../app/app-context.ts';
import { NumberField, TextField } from '../parts/field.tsx';
import { CloseIcon, PlusIcon } from '../parts/icons.tsx';
import { commonWords } from '../words/common.ts';
import type { DraftFaults } from './draft-faults.ts';
import { type DraftWave, nextKey } from './protocol-draft.ts';
import { protocolWords } from './protocol-words.ts';

interface WaveFieldsProps {
  readonly waves: readonly DraftWave[];
  readonly onWaves: (waves: readonly DraftWave[]) => void;
  readonly faults: DraftFaults;
  readonly disabled: boolean;
}

const everyDays = 14;

/** A name that no wave has. */
function freeName(waves: readonly DraftWave[]): string {
  let number = waves.length + 1;
  while (waves.some((wave) => wave.name === `wave-${number}`)) number += 1;
  return `wave-${number}`;
}

/** The waves of a protocol. */
export function WaveFields({ waves, onWaves, faults, disabled }: WaveFieldsProps): JSX.Element {
  const words = useWords(protocolWords);
  const common = useWords(commonWords);
  const change = (key: number, to: Partial<DraftWave>): void =>
    onWaves(waves.map((wave) => (wave.key === key ? { ...wave, ...to } : wave)));
  const last = waves.at(-1);
  const add = (startDay: number): void =>
    onWaves([...waves, { key: nextKey(), name: freeName(waves), startDay, days: last?.days ?? 7 }]);
  return (
    <div class="stack">
      {waves.map((wave, index) => (
        <div class="entry-row" key={wave.key}>
          <div class="wave-fields">
            <TextField
              label={words.wave}
              value={wave.name}
              disabled={disabled}
              faults={faults.at(`waves.${index}.name`)}
              onValue={(name) => change(wave.key, { name })}
            />
            <NumberField
              label={words.startDay}
              min={1}
              value={wave.startDay}
              disabled={disabled}
              faults={faults.at(`waves.${index}.startDay`)}
              onValue={(startDay) => change(wave.key, { startDay })}
            />
            <NumberField
              label={words.days}
              min={1}
              value={wave.days}
              disabled={disabled}
              faults={faults.at(`waves.${index}.days`)}
              onValue={(days) => change(wave.key, { days })}
            />
          </div>
          {!disabled && waves.length > 1 && (
            <button
              type="button"
              class="icon-button"
              aria-label={`${common.remove}: ${wave.name}`}
              onClick={() => onWaves(waves.filter(({ key }) => key !== wave.key))}
            >
              <CloseIcon />
            </button>
          )}
        </div>
      ))}
      {!disabled && (
        <div class="row">
          <button
            type="button"
            class="button small"
            onClick={() => add((last?.startDay ?? 1) + (last?.days ?? 0))}
          >
            <PlusIcon /> {words.addWave}
          </button>
          <button
            type="button"
            class="button small"
            onClick={() => add((last?.startDay ?? 1 - everyDays) + everyDays)}
          >
            <PlusIcon /> {words.repeat}
          </button>
        </div>
      )}
    </div>
  );
}
