import { randomUUID } from 'node:crypto';
import type { BotRuntime } from 'opora/app';
import { disableResearcher } from '../../postgres/study/disable-researcher.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { insertLinkCode } from '../../postgres/study/insert-link-code.ts';
import { insertResearcher } from '../../postgres/study/insert-researcher.ts';
import { renewResearcherToken } from '../../postgres/study/renew-researcher-token.ts';
import type { Role } from './role.ts';
import { createLinkCode, createResearcherToken, hashSecret } from './secret-text.ts';

/** What writing researchers needs. */
export type Register = Pick<BotRuntime, 'clock' | 'write'>;

/** How long a link code holds, in ms. */
export const linkCodeMs: number = 15 * 60_000;

/** Longest name of a researcher, in characters. */
export const longestName = 100;

/** Adds a researcher; the token is known to the caller only and cannot be read again. */
export async function addResearcher(
  { clock, write }: Register,
  researcher: { readonly name: string; readonly role: Role },
  token: string = createResearcherToken(),
): Promise<{ readonly id: string; readonly token: string }> {
  const at = clock.now();
  const id = randomUUID();
  const detail = { researcher: id, role: researcher.role };
  await write([
    insertResearcher({ ...researcher, id, tokenHash: hashSecret(token), at }),
    insertAudit({ studyId: null, at, actor: 'operator', action: 'researcher.add', detail }),
  ]);
  return { id, token };
}

/** Gives a researcher a new token; the old one and all sessions end. Throws where there is no such researcher. */
export async function renewToken(
  { clock, write }: Register,
  id: string,
  token: string = createResearcherToken(),
): Promise<string> {
  const at = clock.now();
  const detail = { researcher: id };
  await write([
    renewResearcherToken(id, hashSecret(token)),
    insertAudit({ studyId: null, at, actor: 'operator', action: 'researcher.renew-token', detail }),
  ]);
  return token;
}

/** Shuts a researcher out at once. Throws where there is no such researcher. */
export async function shutOut({ clock, write }: Register, id: string): Promise<void> {
  const at = clock.now();
  const detail = { researcher: id };
  await write([
    disableResearcher(id, at),
    insertAudit({ studyId: null, at, actor: 'operator', action: 'researcher.disable', detail }),
  ]);
}

/** Makes a one-time code with which the researcher links a chat; it replaces earlier ones. */
export async function createChatCode(
  { clock, write }: Register,
  id: string,
): Promise<{ readonly code: string; readonly expiresAt: number }> {
  const at = clock.now();
  const code = createLinkCode();
  const expiresAt = at + linkCodeMs;
  const detail = { researcher: id };
  await write([
    insertLinkCode({ hash: hashSecret(code), researcherId: id, at, expiresAt }),
    insertAudit({ studyId: null, at, actor: `researcher:${id}`, action: 'chat.code', detail }),
  ]);
  return { code, expiresAt };
}
