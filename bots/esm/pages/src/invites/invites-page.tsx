import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Invite, inviteEnd, listInvites, revokeInvite } from '../api/invites.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { LoadView } from '../loading/load-view.tsx';
import { usePages } from '../loading/use-pages.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Empty } from '../parts/empty.tsx';
import { PlusIcon } from '../parts/icons.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pill } from '../parts/pill.tsx';
import { formatDay, formatNumber } from '../words/format.ts';
import { CreateInvite } from './create-invite.tsx';
import { invitesWords } from './invites-words.ts';

function InviteRow(props: { readonly invite: Invite; readonly onRevoke: (() => void) | null }): JSX.Element {
  const { invite, onRevoke } = props;
  const { language } = useApp();
  const words = useWords(invitesWords);
  const { code, uses, maxUses, expiresAt, telegram, web } = invite;
  const end = inviteEnd(invite, Date.now());
  return (
    <tr>
      <th scope="row" class="mono">
        {code}
      </th>
      <td data-name={words.state}>
        <Pill tone={end === null ? 'good' : 'still'}>{end === null ? words.holds : words.ends[end]}</Pill>
      </td>
      <td data-name={words.joined}>
        {maxUses === null ? formatNumber(language, uses) : words.joinedOf(uses, maxUses)}
      </td>
      <td data-name={words.until}>{expiresAt === null ? words.always : formatDay(language, expiresAt)}</td>
      <td class="wide-acts">
        {end === null && (
          <ul class="invite-links">
            {telegram !== null && (
              <li>
                <span>{words.telegram}</span>
                <code>{telegram.replace(/^https:\/\//, '')}</code>
                <CopyButton text={telegram} label={words.copyTelegram(code)} />
              </li>
            )}
            <li>
              <span>{words.web}</span>
              <code>{web.replace(/^https?:\/\//, '')}</code>
              <CopyButton text={web} label={words.copyWeb(code)} />
            </li>
          </ul>
        )}
      </td>
      <td class="acts wide-acts">
        {onRevoke !== null && end === null && (
          <button type="button" class="button small danger" onClick={onRevoke}>
            {words.revoke}
          </button>
        )}
      </td>
    </tr>
  );
}

interface InviteTableProps {
  readonly invites: readonly Invite[];
  readonly onRevoke: ((invite: Invite) => void) | null;
}

function InviteTable({ invites, onRevoke }: InviteTableProps): JSX.Element {
  const words = useWords(invitesWords);
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{words.code}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.joined}</th>
          <th scope="col">{words.until}</th>
          <th scope="col">{words.links}</th>
          <th scope="col">
            <span class="sr">{words.revoke}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {invites.map((invite) => (
          <InviteRow
            key={invite.code}
            invite={invite}
            onRevoke={onRevoke === null ? null : () => onRevoke(invite)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** The ways into a study. */
export function InvitesPage({ study }: StudyPageProps): JSX.Element {
  const { http, notify } = useApp();
  const words = useWords(invitesWords);
  const mayChange = useMayChange();
  const loaded = usePages(`invites:${study.id}`, (cursor, signal) =>
    listInvites(http, study.id, cursor, signal),
  );
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Invite | null>(null);
  const create = (
    <button type="button" class="button primary" onClick={() => setCreating(true)}>
      <PlusIcon /> {words.create}
    </button>
  );
  const isEmpty = loaded.data?.items.length === 0;
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${study.title}`}>
        {mayChange && !isEmpty && study.status !== 'closed' && create}
      </PageHead>
      {(study.status === 'draft' || study.status === 'frozen') && <p class="note warn">{words.notOpen}</p>}
      <LoadView loaded={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.emptyTitle} text={words.emptyText}>
              {mayChange && study.status !== 'closed' && create}
            </Empty>
          ) : (
            <InviteTable invites={items} onRevoke={mayChange ? setRevoking : null} />
          )
        }
      </LoadView>
      <MoreButton list={loaded} />
      {isCreating && (
        <CreateInvite
          study={study.id}
          onClose={() => setCreating(false)}
          onCreate={() => {
            setCreating(false);
            loaded.reload();
          }}
        />
      )}
      {revoking !== null && (
        <ConfirmDialog
          title={words.revokeTitle}
          act={words.revoke}
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await revokeInvite(http, study.id, revoking.code);
            notify({ text: words.revoked(revoking.code) });
            loaded.reload();
          }}
        >
          <p>{words.revokeText}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
