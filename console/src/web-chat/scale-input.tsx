import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Labels } from './labels.ts';
import { type Entry, scaleButton } from './timeline.ts';
import type { WireMessage, WireScale } from './wire.ts';

/** Scales with more values than this are answered by typing the number. */
export const widestScale = 21;
const digitWindowMs = 900;

/** The whole numbers of a scale. */
export function scaleValues(scale: WireScale): readonly number[] {
  return Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
}

/** The value a key leads to from `current`; null when the key means nothing to a scale. */
export function scaleStep(key: string, current: number | null, scale: WireScale): number | null {
  const from = current ?? scale.min - 1;
  if (key === 'ArrowRight' || key === 'ArrowDown') return from >= scale.max ? scale.min : from + 1;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return from <= scale.min ? scale.max : from - 1;
  if (key === 'Home') return scale.min;
  if (key === 'End') return scale.max;
  return null;
}

interface ScaleInputProps {
  readonly entry: Entry;
  readonly message: WireMessage;
  readonly scale: WireScale;
  readonly words: Labels;
  readonly onChoose: (value: number) => void;
}

function describe(value: number, scale: WireScale): string {
  const end = value === scale.min ? scale.minLabel : value === scale.max ? scale.maxLabel : '';
  return end === '' ? String(value) : `${value}, ${end}`;
}

/** A scale as a segmented control. Arrows and digits move, Enter, Space or a press answers. */
export function ScaleInput({ entry, message, scale, words, onChoose }: ScaleInputProps): JSX.Element {
  const group = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState<number | null>(null);
  const typed = useRef({ digits: '', at: 0 });
  const values = scaleValues(scale);
  const answered = values.find((one) => entry.chosen === (scaleButton(message, one) ?? String(one))) ?? null;
  const checked = entry.live ? value : answered;

  const fromDigit = (key: string): number | null => {
    if (!/^\d$/.test(key)) return null;
    const now = Date.now();
    const digits = now - typed.current.at < digitWindowMs ? typed.current.digits + key : key;
    typed.current = { digits, at: now };
    return [Number(digits), Number(key)].find((one) => one >= scale.min && one <= scale.max) ?? null;
  };

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    if (!entry.live || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = scaleStep(event.key, value, scale) ?? fromDigit(event.key);
    if (next === null) return;
    event.preventDefault();
    setValue(next);
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next - scale.min]?.focus();
  };

  return (
    <div class="scale">
      <div
        ref={group}
        class={values.length > 11 ? 'segments many' : 'segments'}
        role="radiogroup"
        aria-labelledby={`text-${entry.key}`}
        aria-describedby={entry.live ? `hint-${entry.key}` : undefined}
        onKeyDown={onKeyDown}
      >
        {values.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: arrows must move without answering; native radios cannot
          <button
            key={one}
            type="button"
            role="radio"
            lang=""
            aria-checked={checked === one}
            aria-label={describe(one, scale)}
            disabled={!entry.live}
            tabIndex={one === (value ?? scale.min) ? 0 : -1}
            onClick={() => onChoose(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <div class="ends" aria-hidden="true">
        <span>{scale.minLabel}</span>
        <span>{scale.maxLabel}</span>
      </div>
      {entry.live && (
        <p class="hint" id={`hint-${entry.key}`}>
          {words.scaleHint}
        </p>
      )}
    </div>
  );
}
