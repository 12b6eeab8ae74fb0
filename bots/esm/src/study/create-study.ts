import { randomBytes, randomUUID } from 'node:crypto';
import type { TurnWrite } from 'opora';
import { insertStudy } from '../postgres/study/insert-study.ts';
import { studySecretPlace } from '../vault/places.ts';
import { createStudySecret } from '../vault/pseudonym.ts';
import type { Vault } from '../vault/vault.ts';
import type { StudyDetails } from './study.ts';

/** A fresh id of a study. */
export function createStudyId(): string {
  return randomUUID();
}

/** The write that adds a draft, with a pseudonym secret and a plan seed of its own. */
export function newStudy(vault: Vault, id: string, details: StudyDetails, at: number): TurnWrite {
  return insertStudy({
    ...{ id, details, at },
    pseudonymSecret: vault.seal(createStudySecret(), studySecretPlace(id)),
    planSeed: randomBytes(32).toString('base64url'),
  });
}
