import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deleteStudy, type Study } from '../api/studies.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { useRouter } from '../app/router.ts';
import { forgetLoaded } from '../loading/use-load.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { settingsWords } from './settings-words.ts';

/** The way to erase a study, with its title typed. */
export function DeleteStudy({ study }: { readonly study: Study }): JSX.Element {
  const { http, notify, options, isOnline } = useApp();
  const words = useWords(settingsWords);
  const { go } = useRouter();
  const [isAsking, setAsking] = useState(false);
  const isPossible = study.status === 'draft' || study.status === 'closed';
  return (
    <section class="block">
      <h2>{words.danger}</h2>
      <p class="lead">{words.dangerText}</p>
      <button
        type="button"
        class="button danger"
        disabled={!isPossible || !isOnline}
        onClick={() => setAsking(true)}
      >
        {words.delete}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={words.deleteTitle}
          act={words.delete}
          phrase={study.title}
          phraseLabel={words.typeTitle}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await deleteStudy(http, study.id, study.title);
            notify({ text: words.deleted(study.title) });
            forgetLoaded();
            go(`${options.basePath}/researcher`);
          }}
        >
          <p>{words.deleteText}</p>
          <p>
            <strong>{study.title}</strong>
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}
