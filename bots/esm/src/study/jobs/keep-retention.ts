import { announceRetention } from '../../postgres/study/announce-retention.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { purgeDeletionNotices } from '../../postgres/study/purge-deletion-notices.ts';
import { purgeStudyVersions } from '../../postgres/study/purge-study-versions.ts';
import { type RetentionRow, selectRetention } from '../../postgres/study/select-retention.ts';
import { changeStatus } from '../actions/change-status.ts';
import type { StudyServices } from '../study-services.ts';

const dayMs = 86_400_000;
/** How long a notice names a pseudonym at most. */
const noticeMs = 30 * dayMs;
/** How long the definitions of a deleted study stay, for Turns that were under way. */
const versionsMs = dayMs;

/**
 * Announces the end of a closed study's data 30 days ahead and deletes the study when its days are over, never within
 * 30 days of the announcement; purges notices of deletions.
 */
export async function keepRetention(services: StudyServices, signal: AbortSignal): Promise<void> {
  const { runtime } = services;
  const at = runtime.clock.now();
  for (const { id, due } of await runtime.database.query<RetentionRow>(selectRetention(at))) {
    if (signal.aborted) return;
    if (due === 'delete') await changeStatus(services, id, 'delete', { auditName: 'opora' });
    else {
      await runtime.write([
        announceRetention(id, at),
        insertAudit({ studyId: id, at, actor: 'opora', action: 'retention.announce' }),
      ]);
    }
    runtime.logger.warn({ studyId: id, due }, 'The retention of a closed study ends.');
  }
  await runtime.write([purgeDeletionNotices(at - noticeMs), purgeStudyVersions(at - versionsMs)]);
}
