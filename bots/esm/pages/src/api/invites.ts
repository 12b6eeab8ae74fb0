import { readFields } from './fields.ts';
import type { Http } from './http.ts';
import { type Page, readPage } from './pages.ts';

/** A way into a study. */
export interface Invite {
  readonly code: string;
  /** Null: as often as wanted. */
  readonly maxUses: number | null;
  readonly uses: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly createdAt: number | null;
  readonly createdBy: string;
  /** Null while the bot has no Telegram. */
  readonly telegram: string | null;
  readonly web: string;
}

function readInvite(value: unknown): Invite {
  const invite = readFields(value);
  return {
    code: invite.text('code'),
    maxUses: invite.numberOr('maxUses', null),
    uses: invite.numberOr('uses', 0),
    expiresAt: invite.at('expiresAt'),
    revokedAt: invite.at('revokedAt'),
    createdAt: invite.at('createdAt'),
    createdBy: invite.textOr('createdBy', ''),
    telegram: invite.textOr('telegram', null),
    web: invite.text('web'),
  };
}

const pathOf = (study: string): string => `studies/${encodeURIComponent(study)}/invites`;

/** Invites of a study, a page, the newest first. */
export async function listInvites(
  http: Http,
  study: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<Invite>> {
  return readPage(await http.get(pathOf(study), { cursor }, signal), readInvite);
}

/** Makes an invite. */
export async function createInvite(
  http: Http,
  study: string,
  invite: { readonly maxUses: number | null; readonly expiresAt: string | null },
): Promise<void> {
  await http.send('POST', pathOf(study), invite);
}

/** Ends an invite; whoever joined with it stays. */
export async function revokeInvite(http: Http, study: string, code: string): Promise<void> {
  await http.send('DELETE', `${pathOf(study)}/${encodeURIComponent(code)}`);
}

/** Why an invite leads nowhere; null when it holds. */
export function inviteEnd(invite: Invite, now: number): 'revoked' | 'expired' | 'used' | null {
  if (invite.revokedAt !== null) return 'revoked';
  if (invite.expiresAt !== null && invite.expiresAt <= now) return 'expired';
  return invite.maxUses !== null && invite.uses >= invite.maxUses ? 'used' : null;
}
