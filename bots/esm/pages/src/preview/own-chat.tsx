import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { createLinkCode, findOwnChat, startPreview } from '../api/preview.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { useAct } from '../loading/use-act.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { OutIcon } from '../parts/icons.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { formatTime } from '../words/format.ts';
import { previewWords } from './preview-words.ts';

interface OwnChatProps {
  readonly study: string;
  /** Null while the field holds no number from 2 to 60. */
  readonly minutes: number | null;
}

/** Begins a day in the web chat of this browser. */
export function WebChatPreview({ study, minutes }: OwnChatProps): JSX.Element {
  const { http, options, isOnline, notify } = useApp();
  const words = useWords(previewWords);
  const [isBegun, setBegun] = useState(false);
  const act = useAct();
  const start = (): void => {
    void act.run(async () => {
      await startPreview(http, study, await findOwnChat(options.basePath), minutes ?? 0);
      setBegun(true);
      notify({ text: words.begun });
    });
  };
  return (
    <section class="block">
      <h2>{words.here}</h2>
      <p class="lead">{words.hereText}</p>
      <div class="row">
        <button
          type="button"
          class="button primary"
          disabled={minutes === null || act.isBusy || !isOnline}
          onClick={start}
        >
          {words.start}
        </button>
        {isBegun && (
          <a class="button" href={`${options.basePath}/chat`} target="_blank" rel="noopener">
            <OutIcon /> {words.toChat}
          </a>
        )}
      </div>
      <ProblemNote problem={act.problem} />
    </section>
  );
}

/** Gives the code that links a chat of the researcher. */
export function TelegramLink(): JSX.Element {
  const { http, language, isOnline } = useApp();
  const words = useWords(previewWords);
  const [link, setLink] = useState<{ readonly code: string; readonly expiresAt: number | null } | null>(null);
  const act = useAct();
  return (
    <section class="block">
      <h2>{words.telegram}</h2>
      <p class="lead">{words.telegramText}</p>
      {link === null ? (
        <button
          type="button"
          class="button"
          disabled={act.isBusy || !isOnline}
          onClick={() => void act.run(async () => setLink(await createLinkCode(http)))}
        >
          {words.makeCode}
        </button>
      ) : (
        <>
          <p>{words.codeHolds(link.expiresAt === null ? '' : formatTime(language, link.expiresAt))}</p>
          <p class="row">
            <code class="link-code">/link {link.code}</code>
            <CopyButton text={`/link ${link.code}`} label={words.copyCode} />
          </p>
        </>
      )}
      <ProblemNote problem={act.problem} />
    </section>
  );
}
