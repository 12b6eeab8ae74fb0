import type { JSX } from 'preact';
import type { ApiProblem } from '../api/problem.ts';
import type { SavedVersion } from '../api/versions.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { versionWords } from './version-words.ts';

interface SaveBarProps {
  /** The number the next version gets. */
  readonly next: number;
  readonly isChanged: boolean;
  /** Nothing is wrong with what is on the page. */
  readonly isUsable: boolean;
  readonly isBusy: boolean;
  readonly problem: ApiProblem | null;
  /** What the server said to the last version saved here. */
  readonly saved: SavedVersion | null;
  readonly onSave: () => void;
}

/** Saves the next version; stays in sight while there is something to save. */
export function SaveBar(props: SaveBarProps): JSX.Element {
  const { next, isChanged, isUsable, isBusy, problem, saved, onSave } = props;
  const { isOnline } = useApp();
  const words = useWords(versionWords);
  return (
    <div class={isChanged ? 'save-bar changed' : 'save-bar'}>
      <ProblemNote problem={problem} />
      {saved !== null && saved.warnings.length > 0 && (
        <div class="note warn" role="status">
          <p>{words.warnings}</p>
          <ul lang="en">
            {saved.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      <div class="row">
        <button
          type="button"
          class="button primary"
          disabled={!isChanged || !isUsable || isBusy || !isOnline}
          onClick={onSave}
        >
          {words.saveAs(next)}
        </button>
        <p class="quiet" role="status">
          {!isUsable
            ? words.faultsTitle
            : isChanged
              ? words.isChanged
              : next === 1
                ? words.isNew
                : words.unchanged}
        </p>
      </div>
    </div>
  );
}
