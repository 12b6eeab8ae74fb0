import type { EsmPart } from '../esm-part.ts';
import { answerPlace } from '../vault/places.ts';
import type { Vault } from '../vault/vault.ts';
import { exportJob } from './export-job.ts';
import type { OpenText } from './read-texts.ts';

/** The job that makes the files of exports. */
export const exportPart: EsmPart = ({ runtime, vault }) => ({
  jobs: [exportJob({ runtime, openText: async () => openTextWith(await vault()) })],
});

/** Opens words of answers with a vault. */
export function openTextWith(vault: Pick<Vault, 'open'>): OpenText {
  return (sealed, { conversationId, responseId, itemId, column }) =>
    vault.open(sealed, answerPlace(conversationId, responseId, itemId, column));
}
