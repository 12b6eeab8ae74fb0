import { randomInt } from 'node:crypto';
import { isJoinable, type StudyStatus } from './study-status.ts';

/** What decides whether an invitation holds. */
export type InviteFacts = {
  readonly studyId: string;
  /** Null: as often as wanted. */
  readonly maxUses: number | null;
  readonly uses: number;
  /** Ms since the epoch; null: never. */
  readonly expiresAt: number | null;
  readonly isRevoked: boolean;
  readonly studyStatus: StudyStatus;
};

/** Why an invitation does not lead into a study. */
export type InviteRefusal =
  | 'unknown'
  | 'revoked'
  | 'expired'
  | 'used-up'
  | 'not-open-yet'
  | 'paused'
  | 'closed';

/** Whether an invitation holds at `now`; null when it does. */
export function judgeInvite(invite: InviteFacts | null, now: number): InviteRefusal | null {
  if (invite === null || invite.studyStatus === 'deleted') return 'unknown';
  if (invite.isRevoked) return 'revoked';
  if (invite.studyStatus === 'closed') return 'closed';
  if (invite.expiresAt !== null && invite.expiresAt <= now) return 'expired';
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return 'used-up';
  if (isJoinable(invite.studyStatus)) return null;
  return invite.studyStatus === 'draft' ? 'not-open-yet' : 'paused';
}

// Without letters and digits that look alike when they are read aloud or copied by hand.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const codeLength = 12;

/** A fresh code, hard to guess (59 bits); fit for links of Telegram and of the web chat. */
export function createInviteCode(): string {
  return Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A typed or linked code in the form in which codes are stored; null for what can be none. */
export function readInviteCode(text: string): string | null {
  const code = text.trim().toLowerCase();
  return /^[a-z0-9_-]{1,64}$/.test(code) ? code : null;
}

/** Where an invitation leads. */
export interface InviteLinks {
  /** Null while the bot has no Telegram. */
  readonly telegram: string | null;
  readonly web: string;
}

/** The links of an invitation on this installation. */
export function inviteLinks(
  code: string,
  { url, telegramUrl }: { readonly url: string; readonly telegramUrl: string | null },
): InviteLinks {
  return {
    telegram: telegramUrl === null ? null : `${telegramUrl}?start=${code}`,
    web: `${url}/esm/chat?invite=${code}`,
  };
}
