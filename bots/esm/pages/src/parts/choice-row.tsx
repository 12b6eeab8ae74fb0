import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

/** One choice. `name` is said in place of a label that is only a sign. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly name?: string;
  readonly lang?: string;
}

interface ChoiceRowProps<Value extends string> {
  /** What is chosen; said to those who do not see the row. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Choice<Value>[];
  readonly onValue: (value: Value) => void;
  readonly class?: string;
}

/** A few exclusive choices side by side; arrows move among them. */
export function ChoiceRow<Value extends string>(props: ChoiceRowProps<Value>): JSX.Element {
  const name = useId();
  return (
    <fieldset class={`choice-row ${props.class ?? ''}`} aria-label={props.label}>
      {props.options.map(({ value, label, name: said, lang }) => (
        <label key={value} {...(lang === undefined ? {} : { lang })}>
          <input
            type="radio"
            name={name}
            value={value}
            {...(said === undefined ? {} : { 'aria-label': said })}
            checked={value === props.value}
            onChange={() => props.onValue(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
