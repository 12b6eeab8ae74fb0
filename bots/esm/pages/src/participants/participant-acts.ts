import { useState } from 'preact/hooks';
import {
  changeParticipant,
  getParticipant,
  type Participant,
  type ParticipantChange,
} from '../api/participants.ts';
import { toProblem } from '../api/problem.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import type { MenuAct } from '../parts/action-menu.tsx';
import { tellProblem } from '../parts/problem-note.tsx';
import { commonWords } from '../words/common.ts';
import { type ParticipantsWords, participantsWords } from './participants-words.ts';

/** A window that an act opens. */
export type ParticipantDialog = 'exclude' | 'message' | 'delete';

/** What can be done with a participant, and the window that is open. */
export interface ParticipantActs {
  readonly acts: readonly MenuAct[];
  readonly dialog: ParticipantDialog | null;
  close(): void;
  /** Changes, says so, and offers to change back. */
  change(change: ParticipantChange, back: ParticipantChange | null, text: string): Promise<void>;
}

interface ActsInput {
  readonly study: string;
  readonly participant: Participant;
  readonly onParticipant: (participant: Participant) => void;
}

/** The chat acts within its next Turn; a moment later the server knows. */
const settledMs = 3_000;

const isOver = ({ status }: Participant): boolean => status === 'withdrawn' || status === 'completed';

/** The acts that are possible now. */
function possibleActs(
  participant: Participant,
  words: ParticipantsWords,
  change: ParticipantActs['change'],
  open: (dialog: ParticipantDialog) => void,
): readonly MenuAct[] {
  const { pseudonym, status, trainingCompleted, excludeReason } = participant;
  const act = (label: string, to: ParticipantChange, back: ParticipantChange, text: string): MenuAct => ({
    label,
    onChoose: () => void change(to, back, text),
  });
  const graduation = trainingCompleted
    ? act(words.hold, { trainingCompleted: false }, { trainingCompleted: true }, words.held(pseudonym))
    : act(
        words.graduate,
        { trainingCompleted: true },
        { trainingCompleted: false },
        words.graduated2(pseudonym),
      );
  const inclusion: MenuAct =
    excludeReason === null
      ? { label: words.exclude, onChoose: () => open('exclude') }
      : act(words.include, { excludeReason: null }, { excludeReason }, words.includedNow(pseudonym));
  const running = trainingCompleted ? 'active' : 'training';
  const paused = { status: 'paused' } as const;
  const pause =
    status === 'paused'
      ? act(words.resume, { status: running }, paused, words.resumedNow(pseudonym))
      : status === 'active' || status === 'training'
        ? act(words.pause, paused, { status }, words.pausedNow(pseudonym))
        : null;
  return [
    ...(isOver(participant) ? [] : [{ label: words.message, onChoose: () => open('message') }, graduation]),
    ...(pause === null ? [] : [pause]),
    inclusion,
    { label: words.delete, onChoose: () => open('delete'), tone: 'danger' },
  ];
}

/** What the researcher may do with a participant; nothing for whoever may only read. */
export function useParticipantActs({ study, participant, onParticipant }: ActsInput): ParticipantActs {
  const { http, notify, isOnline } = useApp();
  const words = useWords(participantsWords);
  const common = useWords(commonWords);
  const mayChange = useMayChange();
  const [dialog, setDialog] = useState<ParticipantDialog | null>(null);
  const { pseudonym } = participant;

  const change: ParticipantActs['change'] = async (to, back, text) => {
    const changed = await changeParticipant(http, study, pseudonym, to);
    // Until the chat has acted the page shows what was asked for.
    onParticipant(changed.isPending ? { ...changed.participant, ...to } : changed.participant);
    if (changed.isPending) {
      setTimeout(() => void getParticipant(http, study, pseudonym).then(onParticipant, () => {}), settledMs);
    }
    notify(back === null ? { text } : { text, undo: () => void quietly(back, null, words.undone) });
  };
  const quietly: ParticipantActs['change'] = async (to, back, text) => {
    try {
      await change(to, back, text);
    } catch (error) {
      notify({ text: tellProblem(toProblem(error), common), tone: 'danger' });
    }
  };
  return {
    acts: mayChange
      ? possibleActs(participant, words, quietly, setDialog).map((act) => ({ ...act, disabled: !isOnline }))
      : [],
    dialog,
    close: () => setDialog(null),
    change,
  };
}
