import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the value. */
  readonly faults?: readonly string[];
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby'?: string;
  }) => ComponentChildren;
}

/** A labelled field with its hint and faults. The control takes the given attributes. */
export function Field({ label, hint, faults = [], children }: FieldProps): JSX.Element {
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, faults.length === 0 ? '' : `${id}-faults`]
    .filter((one) => one !== '')
    .join(' ');
  return (
    <div class={faults.length === 0 ? 'field' : 'field wrong'}>
      <label for={id}>{label}</label>
      {children({ id, ...(described === '' ? {} : { 'aria-describedby': described }) })}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {faults.length > 0 && (
        <ul class="faults" id={`${id}-faults`} lang="en">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string | undefined;
  readonly faults?: readonly string[];
  readonly type?: 'text' | 'time' | 'date' | 'search';
  readonly lang?: string;
  readonly rows?: number;
  readonly disabled?: boolean;
}

/** A line of text, or several where `rows` is given. */
export function TextField(props: TextFieldProps): JSX.Element {
  const { label, value, onValue, hint, faults = [], type = 'text', rows, lang, disabled = false } = props;
  const attributes = { disabled, ...(lang === undefined ? {} : { lang }) };
  return (
    <Field label={label} hint={hint} faults={faults}>
      {(ids) =>
        rows === undefined ? (
          <input
            {...ids}
            {...attributes}
            // The types tell inputs apart by one kind at a time.
            type={type as 'search'}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        ) : (
          <textarea
            {...ids}
            {...attributes}
            rows={rows}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

interface NumberFieldProps {
  readonly label: string;
  /** Null for an empty field. */
  readonly value: number | null;
  readonly onValue: (value: number | null) => void;
  readonly hint?: string | undefined;
  readonly faults?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string;
  readonly disabled?: boolean;
}

/** A whole number. */
export function NumberField(props: NumberFieldProps): JSX.Element {
  const { label, value, onValue, hint, faults = [], ...rest } = props;
  return (
    <Field label={label} hint={hint} faults={faults}>
      {(ids) => (
        <input
          {...ids}
          {...rest}
          type="number"
          inputmode="numeric"
          step="1"
          value={value ?? ''}
          onInput={(event) => {
            const number = event.currentTarget.valueAsNumber;
            onValue(Number.isNaN(number) ? null : number);
          }}
        />
      )}
    </Field>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onCheck: (isChecked: boolean) => void;
  readonly hint?: string;
  readonly disabled?: boolean;
}

/** A box to tick. */
export function CheckField(props: CheckFieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={props.isChecked}
        disabled={props.disabled ?? false}
        {...(props.hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => props.onCheck(event.currentTarget.checked)}
      />
      <label for={id}>{props.label}</label>
      {props.hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onValue: (value: Value) => void;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}

/** One of a list. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>): JSX.Element {
  const { label, value, options, onValue, hint, disabled = false } = props;
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <select
          {...ids}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const found = options.find((option) => option.value === event.currentTarget.value);
            if (found) onValue(found.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
