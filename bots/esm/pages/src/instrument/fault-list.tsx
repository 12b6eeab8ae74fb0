import type { JSX } from 'preact';
import type { Fault } from '../../../src/fault.ts';
import { useWords } from '../app/app-context.ts';
import { CheckIcon, WarnIcon } from '../parts/icons.tsx';
import { instrumentWords } from './instrument-words.ts';

interface FaultListProps {
  readonly id: string;
  readonly faults: readonly Fault[];
  /** Items of the instrument; null while it cannot be read. */
  readonly itemCount: number | null;
  readonly onLine: (line: number) => void;
}

/** What is wrong, line by line; a press leads there. */
export function FaultList({ id, faults, itemCount, onLine }: FaultListProps): JSX.Element {
  const words = useWords(instrumentWords);
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const sum = [
    ...(errors > 0 ? [words.errors(errors)] : []),
    ...(faults.length > errors ? [words.remarks(faults.length - errors)] : []),
  ].join(', ');
  return (
    <section id={id} class="fault-list">
      <p class={errors > 0 ? 'fault-sum wrong' : 'fault-sum'} role="status">
        {errors > 0 ? <WarnIcon /> : <CheckIcon />}
        {errors === 0 && itemCount !== null && `${words.fine(itemCount)} `}
        {sum}
      </p>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ severity, line, path, reason, advice }) => (
            <li key={`${line}${path}${reason}`} class={severity}>
              {line !== null && (
                <button type="button" class="link-button" onClick={() => onLine(line)}>
                  {words.line(line)}
                </button>
              )}
              <span lang="en">
                {path !== '' && <code>{path}</code>} {reason}. <span class="quiet">{advice}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
