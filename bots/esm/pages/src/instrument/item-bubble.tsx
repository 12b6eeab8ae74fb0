import type { ComponentChildren, JSX } from 'preact';
import type { Instrument, Item } from '../../../src/instrument/instrument.ts';
import { questionFor } from '../../../src/instrument/item-question.ts';
import { texts } from '../../../src/texts/texts.ts';
import type { Language } from '../language.ts';
import { ArchIcon } from '../parts/icons.tsx';

interface ItemBubbleProps {
  readonly item: Item;
  readonly instrument: Instrument;
  readonly language: Language;
  /** Number of the question; null where it is not counted. */
  readonly number: number | null;
  /** Options of a `multi` ticked so far. */
  readonly ticked?: readonly string[];
  /** Presses of the buttons: a value, or null for the end of a `multi`. Absent where nothing is asked. */
  readonly onPress?: (value: string | null) => void;
  /** Below the question. */
  readonly children?: ComponentChildren;
}

const end = '\u0000end';

/** An item as the chat shows it. */
export function ItemBubble(props: ItemBubbleProps): JSX.Element {
  const { item, instrument, language, number, ticked = [], onPress, children } = props;
  const question = questionFor(item, instrument, language, (value) => value ?? end, texts[language], ticked);
  const press = (code: string): void => onPress?.(code === end ? null : code);
  const isScale = question.scale !== null && question.buttons.length > 0;
  const buttons = question.buttons.flat();
  return (
    <article class="say out">
      <ArchIcon class="mark" />
      <p class="say-text" lang={language}>
        {number !== null && <span class="quiet">{number}. </span>}
        {question.text}
        {question.lines.map((line) => (
          <span key={line}>
            <br />
            {line}
          </span>
        ))}
      </p>
      {isScale && (
        <div class="say-scale" lang={language}>
          <div class="segments">
            {buttons.map(({ code, label }) => (
              <button key={code} type="button" disabled={!onPress} onClick={() => press(code)}>
                {label}
              </button>
            ))}
          </div>
          <p class="ends">
            <span>{question.scale?.minLabel}</span>
            <span>{question.scale?.maxLabel}</span>
          </p>
        </div>
      )}
      {question.scale !== null && !isScale && (
        <p class="quiet" lang={language}>
          {question.scale.min} ({question.scale.minLabel}) … {question.scale.max} ({question.scale.maxLabel})
        </p>
      )}
      {!isScale && buttons.length > 0 && (
        <div class="say-buttons" lang={language}>
          {buttons.map(({ code, label }) => (
            <button
              key={code}
              type="button"
              class="button small"
              disabled={!onPress}
              onClick={() => press(code)}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      {children}
    </article>
  );
}
