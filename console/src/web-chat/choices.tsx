import type { JSX, TargetedKeyboardEvent } from 'preact';
import type { Draft } from './chat-store.ts';
import { CheckIcon } from './icons.tsx';
import type { Labels } from './labels.ts';
import { ScaleInput, scaleValues, widestScale } from './scale-input.tsx';
import { type Entry, scaleButton, withoutBox } from './timeline.ts';
import type { WireButton, WireMessage } from './wire.ts';

interface ChoicesProps {
  readonly entry: Entry;
  readonly message: WireMessage;
  readonly words: Labels;
  readonly onChoose: (draft: Draft) => void;
}

function ChoiceButton(props: ChoicesProps & { button: WireButton }): JSX.Element {
  const { entry, words, button, onChoose } = props;
  const chosen = entry.chosen === button.code;
  return (
    <button
      type="button"
      class={chosen ? 'choice chosen' : 'choice'}
      disabled={!entry.live}
      onClick={() => onChoose({ button: button.code, label: button.label })}
    >
      {chosen && <CheckIcon />}
      <span lang="" dir="auto">
        {chosen ? withoutBox(button.label) : button.label}
      </span>
      {chosen && <span class="sr">({words.chosen})</span>}
    </button>
  );
}

/** A key held down answers one question, not also those that come after it. */
function ignoreHeldKey(event: TargetedKeyboardEvent<HTMLDivElement>): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}

/** The scale and the rows of buttons of a message. Buttons that the scale stands for are not repeated. */
export function Choices(props: ChoicesProps): JSX.Element {
  const { entry, message, words, onChoose } = props;
  const scale = message.scale;
  const values = scale && scale.max - scale.min < widestScale ? scaleValues(scale) : [];
  const onScale = new Set(values.map((value) => scaleButton(message, value)));
  // Once a value has been given, "Back" and "Skip" beside it only lengthen the page.
  const isOver = !entry.live && entry.chosen !== null && onScale.has(entry.chosen);
  const rows = (isOver ? [] : message.buttons)
    .map((row) => row.filter((button) => !onScale.has(button.code)))
    .filter((row) => row.length > 0);

  const answer = (value: number): void => {
    const code = scaleButton(message, value);
    onChoose(code === null ? { text: String(value) } : { button: code, label: String(value) });
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside
    <div class="choices" onKeyDown={ignoreHeldKey}>
      {scale !== null && values.length > 0 && (
        <ScaleInput entry={entry} message={message} scale={scale} words={words} onChoose={answer} />
      )}
      {scale !== null && values.length === 0 && (
        <p class="quiet" lang="">
          {scale.min} ({scale.minLabel}) … {scale.max} ({scale.maxLabel})
        </p>
      )}
      {rows.map((row) => (
        <div class="row" key={row[0]?.code}>
          {row.map((button) => (
            <ChoiceButton key={button.code} {...props} button={button} />
          ))}
        </div>
      ))}
    </div>
  );
}
