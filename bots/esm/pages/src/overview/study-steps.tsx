import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Study, type StudyStep, stepStudy } from '../api/studies.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import { useAct } from '../loading/use-act.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { formatDay } from '../words/format.ts';
import { overviewWords } from './overview-words.ts';

interface StudyStepsProps {
  readonly study: Study;
  readonly onStudy: (study: Study) => void;
}

const order = ['draft', 'open', 'frozen', 'closed'] as const;
const day = 86_400_000;

/** Draft, open, frozen, closed: where the study is. */
function Ladder({ study }: { readonly study: Study }): JSX.Element {
  const words = useWords(overviewWords);
  return (
    <ol class="ladder">
      {order.map((status) => (
        <li key={status} aria-current={status === study.status ? 'step' : undefined}>
          {words.steps[status]}
        </li>
      ))}
    </ol>
  );
}

function CloseStudy(props: StudyStepsProps & { readonly onClose: () => void }): JSX.Element {
  const { http, language, notify } = useApp();
  const words = useWords(overviewWords);
  const { study } = props;
  const until = Date.now() + study.retentionDays * day;
  return (
    <ConfirmDialog
      title={words.closeTitle}
      act={words.close}
      onClose={props.onClose}
      onConfirm={async () => {
        props.onStudy(await stepStudy(http, study.id, 'close'));
        notify({ text: words.closed });
      }}
    >
      <p>{words.closeText}</p>
      <p>{words.closeData(formatDay(language, until))}</p>
    </ConfirmDialog>
  );
}

/** Where the study is, and the acts that lead on. Opening and freezing can be taken back, closing cannot. */
export function StudySteps({ study, onStudy }: StudyStepsProps): JSX.Element {
  const { http, notify, isOnline } = useApp();
  const words = useWords(overviewWords);
  const mayChange = useMayChange();
  const act = useAct();
  const [isClosing, setClosing] = useState(false);
  const step = (to: StudyStep, back: StudyStep | null): void => {
    void act.run(async () => {
      onStudy(await stepStudy(http, study.id, to));
      const text = to === 'open' ? words.opened : words.frozen;
      notify(back === null ? { text } : { text, undo: () => step(back, null) });
    });
  };
  const disabled = act.isBusy || !isOnline;
  const { status } = study;
  return (
    <div class="study-steps">
      <Ladder study={study} />
      <p class="lead">{words.leads[status]}</p>
      {mayChange && (
        <div class="row">
          {status === 'draft' && (
            <button
              type="button"
              class="button primary"
              disabled={disabled}
              onClick={() => step('open', null)}
            >
              {words.open}
            </button>
          )}
          {status === 'frozen' && (
            <button
              type="button"
              class="button primary"
              disabled={disabled}
              onClick={() => step('open', 'freeze')}
            >
              {words.reopen}
            </button>
          )}
          {status === 'open' && (
            <button type="button" class="button" disabled={disabled} onClick={() => step('freeze', 'open')}>
              {words.freeze}
            </button>
          )}
          {(status === 'open' || status === 'frozen') && (
            <button type="button" class="button danger" disabled={disabled} onClick={() => setClosing(true)}>
              {words.close}
            </button>
          )}
        </div>
      )}
      <ProblemNote problem={act.problem} />
      {isClosing && <CloseStudy {...{ study, onStudy }} onClose={() => setClosing(false)} />}
    </div>
  );
}
