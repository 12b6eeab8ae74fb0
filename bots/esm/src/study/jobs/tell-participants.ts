import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { advanceAnnouncement } from '../../postgres/study/advance-announcement.ts';
import { deleteAnnouncement } from '../../postgres/study/delete-announcement.ts';
import { type DeletedRow, deleteStudyRows } from '../../postgres/study/delete-study-rows.ts';
import { emptyStudy } from '../../postgres/study/empty-study.ts';
import { type AnnouncementRow, selectAnnouncements } from '../../postgres/study/select-announcements.ts';
import { selectExportFiles } from '../../postgres/study/select-export-files.ts';
import { type OwnedTableRow, selectOwnedTables } from '../../postgres/study/select-owned-tables.ts';
import { type StudyChatRow, selectStudyChats } from '../../postgres/study/select-study-chats.ts';
import { chatPlace } from '../../vault/places.ts';
import type { Vault } from '../../vault/vault.ts';
import type { StudyServices } from '../study-services.ts';

/** Conversations told at once. */
const page = 100;

/**
 * Tells everybody of a study what became of it, page by page: a process that stops is followed by another, and nobody
 * is told twice. What a deleted study has left goes afterwards.
 */
export async function tellParticipants(services: StudyServices, signal: AbortSignal): Promise<void> {
  const { database } = services.runtime;
  const announcements = await database.query<AnnouncementRow>(selectAnnouncements());
  for (const announcement of announcements) {
    if (!(await tellAll(services, announcement, signal))) return;
    if (announcement.kind === 'deleted') await purgeStudy(services, announcement.studyId, signal);
    if (signal.aborted) return;
    await services.runtime.write([deleteAnnouncement(announcement.id)]);
  }
}

/** False when it was stopped before everybody was told. */
async function tellAll(
  services: StudyServices,
  { id, studyId, kind, toldThrough }: AnnouncementRow,
  signal: AbortSignal,
): Promise<boolean> {
  const { runtime } = services;
  const vault = await services.vault();
  for (let above = toldThrough; ; ) {
    const chats = await runtime.database.query<StudyChatRow>(selectStudyChats(studyId, above, page));
    const last = chats.at(-1);
    if (last === undefined) return true;
    if (signal.aborted) return false;
    await Promise.all(chats.map((chat) => tell(services, vault, chat, { id, studyId, kind })));
    above = last.conversationId;
    await runtime.write([advanceAnnouncement(id, above)]);
  }
}

async function tell(
  { runtime }: StudyServices,
  vault: Vault,
  { conversationId, channel, sealed }: StudyChatRow,
  { id, studyId, kind }: Pick<AnnouncementRow, 'id' | 'studyId' | 'kind'>,
): Promise<void> {
  let conversation: string;
  try {
    conversation = vault.open(Buffer.from(sealed, 'base64'), chatPlace(conversationId));
  } catch (error) {
    // One chat that does not open must not keep the others from being told.
    runtime.logger.error({ error, conversationId, studyId }, 'A participant cannot be told of the study.');
    return;
  }
  const event = kind === 'deleted' ? 'esm.delete' : 'esm.study-changed';
  await runtime.intake.accept({
    ...{ bot: 'esm', channel, externalId: `${event}:${id}`, requestId: `announcement-${id}` },
    conversation,
    content: { kind: 'event', event, payload: { studyId } },
  });
}

/** Deletes what is left of a study. The chats were told before: their Turns erase what the runtime keeps. */
async function purgeStudy(services: StudyServices, studyId: string, signal: AbortSignal): Promise<void> {
  const { runtime } = services;
  const { database } = runtime;
  const folder = await runtime.files();
  for (const { file } of await database.query<{ file: string }>(selectExportFiles(studyId))) {
    await rm(join(folder, file), { force: true, recursive: true });
  }
  const tables = await database.query<OwnedTableRow>(selectOwnedTables());
  // Those that go by their responses or participants, before responses and participants themselves.
  const order = ({ hasStudy }: OwnedTableRow): number => (hasStudy ? 1 : 0);
  for (const owned of tables.toSorted((one, other) => order(one) - order(other))) {
    let left = Number.POSITIVE_INFINITY;
    while (left > 0 && !signal.aborted) {
      const [row] = await database.query<DeletedRow>(deleteStudyRows(studyId, owned));
      left = row?.count ?? 0;
    }
  }
  if (!signal.aborted) await runtime.write([emptyStudy(studyId)]);
}
