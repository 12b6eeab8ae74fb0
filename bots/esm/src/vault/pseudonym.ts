import { createHmac, randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Characters of a pseudonym; 50 bits. */
export const pseudonymLength = 10;

/** A fresh secret of a study, base64 of 32 bytes. Without it no pseudonym leads back to a participant. */
export function createStudySecret(): string {
  return randomBytes(32).toString('base64');
}

/**
 * The pseudonym of a participant: the first 50 bits of HMAC-SHA-256 under the study's secret, as 10 characters
 * of base32 (RFC 4648). The same person has another one in every study.
 */
export function pseudonymOf(studySecret: string, participantId: string): string {
  const digest = createHmac('sha256', Buffer.from(studySecret, 'base64')).update(participantId).digest();
  let bits = digest.readBigUInt64BE() >> 14n;
  let pseudonym = '';
  for (let index = 0; index < pseudonymLength; index += 1) {
    pseudonym = `${alphabet[Number(bits & 31n)]}${pseudonym}`;
    bits >>= 5n;
  }
  return pseudonym;
}
