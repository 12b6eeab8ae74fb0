import type { JSX } from 'preact';
import { useApp, useWords } from '../app/app-context.ts';
import { toPath } from '../app/router.ts';
import { commonWords } from '../words/common.ts';

/** The next step where nobody has joined yet. */
export function ToInvites({ study }: { readonly study: string }): JSX.Element {
  const { options } = useApp();
  const { toInvites } = useWords(commonWords);
  return (
    <a class="button" href={`${options.basePath}/researcher${toPath(study, 'invites')}`}>
      {toInvites}
    </a>
  );
}
