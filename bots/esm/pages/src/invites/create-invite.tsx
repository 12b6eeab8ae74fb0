import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { createInvite } from '../api/invites.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { useAct } from '../loading/use-act.ts';
import { Dialog } from '../parts/dialog.tsx';
import { NumberField, TextField } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { commonWords } from '../words/common.ts';
import { invitesWords } from './invites-words.ts';

interface CreateInviteProps {
  readonly study: string;
  readonly onCreate: () => void;
  readonly onClose: () => void;
}

/** The last instant of a day by the clock of the browser; null for none. */
function endOfDay(date: string): string | null {
  return date === '' ? null : new Date(`${date}T23:59:59`).toISOString();
}

/** Asks for the limits of an invite. */
export function CreateInvite({ study, onCreate, onClose }: CreateInviteProps): JSX.Element {
  const { http, notify, isOnline } = useApp();
  const words = useWords(invitesWords);
  const common = useWords(commonWords);
  const [maxUses, setMaxUses] = useState<number | null>(null);
  const [expires, setExpires] = useState('');
  const act = useAct();
  const submit = (event: Event): void => {
    event.preventDefault();
    void act.run(async () => {
      await createInvite(http, study, { maxUses, expiresAt: endOfDay(expires) });
      notify({ text: words.made });
      onCreate();
    });
  };
  return (
    <Dialog title={words.create} onClose={onClose}>
      <form onSubmit={submit}>
        <NumberField
          label={words.maxUses}
          hint={words.maxUsesHint}
          min={1}
          value={maxUses}
          onValue={setMaxUses}
        />
        <TextField
          label={words.expires}
          hint={words.expiresHint}
          type="date"
          value={expires}
          onValue={setExpires}
        />
        <ProblemNote problem={act.problem} />
        <div class="dialog-acts">
          <button type="button" class="button" onClick={onClose}>
            {common.cancel}
          </button>
          <button type="submit" class="button primary" disabled={act.isBusy || !isOnline}>
            {words.create}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
