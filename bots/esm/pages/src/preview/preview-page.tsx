import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type PreviewChat, removePreviews, startPreview } from '../api/preview.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { useAct } from '../loading/use-act.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { NumberField, SelectField, TextField } from '../parts/field.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { commonWords } from '../words/common.ts';
import { TelegramLink, WebChatPreview } from './own-chat.tsx';
import { previewWords } from './preview-words.ts';

const limits = { fewest: 2, most: 60, usual: 10 } as const;

interface PartProps {
  readonly study: string;
  readonly minutes: number | null;
}

function OtherChat({ study, minutes }: PartProps): JSX.Element {
  const { http, isOnline, notify } = useApp();
  const words = useWords(previewWords);
  const [conversationId, setConversation] = useState('');
  const [channel, setChannel] = useState<PreviewChat['channel']>('telegram');
  const act = useAct();
  const submit = (event: Event): void => {
    event.preventDefault();
    void act.run(async () => {
      await startPreview(http, study, { conversationId: conversationId.trim(), channel }, minutes ?? 0);
      notify({ text: words.begunThere });
    });
  };
  return (
    <section class="block">
      <h2>{words.other}</h2>
      <p class="lead">{words.otherText}</p>
      <form onSubmit={submit}>
        <div class="filters">
          <TextField label={words.conversation} value={conversationId} onValue={setConversation} />
          <SelectField
            label={words.channel}
            value={channel}
            options={(['telegram', 'http'] as const).map((value) => ({
              value,
              label: words.channels[value],
            }))}
            onValue={setChannel}
          />
          <button
            type="submit"
            class="button"
            disabled={conversationId.trim() === '' || minutes === null || act.isBusy || !isOnline}
          >
            {words.startThere}
          </button>
        </div>
      </form>
      <ProblemNote problem={act.problem} />
    </section>
  );
}

function Removal({ study }: { readonly study: string }): JSX.Element {
  const { http, isOnline, notify } = useApp();
  const words = useWords(previewWords);
  const [isAsking, setAsking] = useState(false);
  return (
    <section class="block">
      <h2>{words.clean}</h2>
      <p class="lead">{words.cleanText}</p>
      <button type="button" class="button danger" disabled={!isOnline} onClick={() => setAsking(true)}>
        {words.remove}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={words.removeTitle}
          act={words.remove}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            notify({ text: words.removed(await removePreviews(http, study)) });
          }}
        >
          <p>{words.removeText}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

/** A day of the study in a few minutes, and the removal of what such days left. */
export function PreviewPage({ study }: StudyPageProps): JSX.Element {
  const words = useWords(previewWords);
  const common = useWords(commonWords);
  const mayChange = useMayChange();
  const [typed, setTyped] = useState<number | null>(limits.usual);
  const isPossible = typed !== null && typed >= limits.fewest && typed <= limits.most;
  const minutes = isPossible ? typed : null;
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${study.title}`} />
      {mayChange ? (
        <>
          <div class="fields preview-minutes">
            <NumberField
              label={words.minutes}
              hint={words.minutesHint}
              min={limits.fewest}
              max={limits.most}
              value={typed}
              onValue={setTyped}
            />
          </div>
          <WebChatPreview study={study.id} minutes={minutes} />
          <TelegramLink />
          <OtherChat study={study.id} minutes={minutes} />
          <Removal study={study.id} />
        </>
      ) : (
        <>
          <p class="note">{common.readOnly}</p>
          <TelegramLink />
        </>
      )}
    </>
  );
}
