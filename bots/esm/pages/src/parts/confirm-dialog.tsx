import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useApp, useWords } from '../app/app-context.ts';
import { useAct } from '../loading/use-act.ts';
import { commonWords } from '../words/common.ts';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './problem-note.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** The word on the button, which names the act. */
  readonly act: string;
  /** Must be typed before the act can be done. */
  readonly phrase?: string;
  /** What is to be typed, in words. */
  readonly phraseLabel?: string;
  readonly tone?: 'plain' | 'danger';
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  const { title, children, act, phrase, phraseLabel, tone = 'danger', onConfirm, onClose } = props;
  const words = useWords(commonWords);
  const { isOnline } = useApp();
  const work = useAct();
  const [typed, setTyped] = useState('');
  const field = useId();
  const isReady = phrase === undefined || typed.trim() === phrase.trim();

  const submit = (event: Event): void => {
    event.preventDefault();
    if (!isReady) return;
    void work.run(onConfirm).then((done) => {
      if (done) onClose();
    });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <div class="dialog-text">{children}</div>
        {phrase !== undefined && (
          <div class="field">
            <label for={field}>{phraseLabel}</label>
            <input
              id={field}
              type="text"
              autocomplete="off"
              spellcheck={false}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
        )}
        <ProblemNote problem={work.problem} />
        <div class="dialog-acts">
          <button type="button" class="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="submit"
            class={tone === 'danger' ? 'button danger' : 'button primary'}
            disabled={!isReady || work.isBusy || !isOnline}
          >
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
