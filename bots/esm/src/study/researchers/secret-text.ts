import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** A fresh bearer token of a researcher: 256 bits, with a beginning that scanners of leaked secrets can know. */
export function createResearcherToken(): string {
  return `esm_${randomBytes(32).toString('base64url')}`;
}

/** A fresh secret of a cookie session. */
export function createSessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const linkCodeLength = 10;

/** A fresh one-time code for `/link`, 49 bits, without letters and digits that look alike. */
export function createLinkCode(): string {
  return Array.from({ length: linkCodeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A typed link code as it was made; null for what can be none. */
export function readLinkCode(typed: string): string | null {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  return /^[A-Z0-9]{10}$/.test(code) ? code : null;
}

/** SHA-256, hexadecimal: what is stored of a token, a session or a link code. All of them are drawn, not chosen. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** Compares two texts in a time that does not depend on where they differ. */
export function isSameText(one: string, other: string): boolean {
  const salt = randomBytes(16);
  const digest = (text: string): Buffer => createHmac('sha256', salt).update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** The token that writes of a cookie session show in `x-csrf-token`; only who was told it can know it. */
export function csrfTokenOf(sessionSecret: string): string {
  return createHmac('sha256', sessionSecret).update('csrf').digest('base64url');
}
