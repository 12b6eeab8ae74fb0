import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deleteParticipant, type Participant, sendMessage } from '../api/participants.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { useAct } from '../loading/use-act.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { commonWords } from '../words/common.ts';
import type { ParticipantActs } from './participant-acts.ts';
import { participantsWords } from './participants-words.ts';

interface DialogsProps {
  readonly study: string;
  readonly participant: Participant;
  readonly acts: ParticipantActs;
  /** After the participant was deleted. */
  readonly onDelete: () => void;
}

interface TextDialogProps {
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly hint?: string;
  readonly act: string;
  readonly rows: number;
  readonly onSubmit: (text: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for a text and does something with it. */
function TextDialog(props: TextDialogProps): JSX.Element {
  const { title, lead, label, hint, act, rows, onSubmit, onClose } = props;
  const { isOnline } = useApp();
  const common = useWords(commonWords);
  const [text, setText] = useState('');
  const work = useAct();
  const submit = (event: Event): void => {
    event.preventDefault();
    void work
      .run(() => onSubmit(text.trim()))
      .then((done) => {
        if (done) onClose();
      });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{lead}</p>
        <TextField {...{ label, hint, rows }} value={text} onValue={setText} />
        <ProblemNote problem={work.problem} />
        <div class="dialog-acts">
          <button type="button" class="button" onClick={onClose}>
            {common.cancel}
          </button>
          <button
            type="submit"
            class="button primary"
            disabled={text.trim() === '' || work.isBusy || !isOnline}
          >
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The window of an act; nothing while none is open. */
export function ParticipantDialogs(props: DialogsProps): JSX.Element | null {
  const { study, participant, acts, onDelete } = props;
  const { http, notify } = useApp();
  const words = useWords(participantsWords);
  const { pseudonym } = participant;
  const onClose = acts.close;
  if (acts.dialog === 'exclude') {
    return (
      <TextDialog
        title={words.excludeTitle(pseudonym)}
        lead={words.excludeText}
        label={words.reason}
        hint={words.reasonHint}
        act={words.exclude}
        rows={2}
        onClose={onClose}
        onSubmit={(excludeReason) =>
          acts.change({ excludeReason }, { excludeReason: null }, words.excludedNow(pseudonym))
        }
      />
    );
  }
  if (acts.dialog === 'message') {
    return (
      <TextDialog
        title={words.messageTitle(pseudonym)}
        lead={words.messageText}
        label={words.text}
        act={words.sendMessage}
        rows={5}
        onClose={onClose}
        onSubmit={async (text) => {
          await sendMessage(http, study, pseudonym, text);
          notify({ text: words.sent(pseudonym) });
        }}
      />
    );
  }
  if (acts.dialog === null) return null;
  return (
    <ConfirmDialog
      title={words.deleteTitle(pseudonym)}
      act={words.delete}
      phrase={pseudonym}
      phraseLabel={words.typePseudonym}
      onClose={onClose}
      onConfirm={async () => {
        await deleteParticipant(http, study, pseudonym);
        notify({ text: words.deleted(pseudonym) });
        onDelete();
      }}
    >
      <p>{words.deleteText}</p>
    </ConfirmDialog>
  );
}
