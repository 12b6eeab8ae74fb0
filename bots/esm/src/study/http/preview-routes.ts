import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deletePreviews } from '../../postgres/study/delete-previews.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { savePreview } from '../../postgres/study/save-preview.ts';
import { type PreviewRow, selectPreviews } from '../../postgres/study/select-previews.ts';
import { previewMinutes } from '../../schedule/preview-day.ts';
import { previewChatPlace } from '../../vault/places.ts';
import { readStudy } from '../actions/read-study.ts';
import { accepted, defineRoute, param, type Route } from './route.ts';
import { object, text, whole } from './schemas.ts';

const tag = 'preview';
const path = '/studies/{id}/preview';
/** No preview lasts longer, its last expiry and completion included. */
const longestPreviewMs = 3 * 3_600_000;

const start = defineRoute({
  ...{ method: 'POST', path, tag, role: 'owner' },
  summary:
    'Runs a day of the study in some minutes in a chat of yours; its rows are flagged and left out everywhere',
  body: z.strictObject({
    conversationId: z
      .string()
      .min(1)
      .max(200)
      .describe('the platform’s name of the chat, as in the HTTP channel'),
    channel: z.enum(['http', 'telegram']).default('http'),
    minutes: z.number().min(previewMinutes.fewest).max(previewMinutes.most).default(previewMinutes.usual),
  }),
  problems: [404, 422],
  answers: { 202: { description: 'The chat was asked', schema: object({ updateId: text }) } },
  async handle(call) {
    const { services, actor, now } = call;
    const { runtime } = services;
    const { id: studyId } = await readStudy(services, param(call, 'id'));
    const { conversationId: conversation, channel, minutes } = call.body;
    const vault = await services.vault();
    await runtime.write([
      savePreview({
        ...{ studyId, channel, at: now, chatHash: vault.hashChat({ channel, conversation }) },
        chatSealed: vault.seal(conversation, previewChatPlace(studyId)),
      }),
      insertAudit({ studyId, at: now, actor: actor.auditName, action: 'preview.start', detail: { minutes } }),
    ]);
    const id = randomUUID();
    const { updateId } = await runtime.intake.accept({
      ...{ bot: 'esm', channel, conversation, externalId: `esm.preview:${id}`, requestId: id },
      content: { kind: 'event', event: 'esm.preview', payload: { minutes, studyId } },
    });
    return accepted({ updateId });
  },
});

const remove = defineRoute({
  ...{ method: 'DELETE', path, tag, role: 'owner' },
  summary: 'Ends the previews of a study and removes everything they left',
  problems: [404],
  answers: { 202: { description: 'The chats were asked', schema: object({ conversations: whole }) } },
  async handle(call) {
    const { services, actor, now } = call;
    const { runtime } = services;
    const { id: studyId } = await readStudy(services, param(call, 'id'));
    const vault = await services.vault();
    const previews = await runtime.database.query<PreviewRow>(selectPreviews(studyId));
    for (const { channel, sealed } of previews) {
      const id = randomUUID();
      await runtime.intake.accept({
        ...{ bot: 'esm', channel, externalId: `esm.preview-end:${id}`, requestId: id },
        conversation: vault.open(Buffer.from(sealed, 'base64'), previewChatPlace(studyId)),
        content: { kind: 'event', event: 'esm.preview-end', payload: { studyId } },
      });
    }
    const hashes = previews.map(({ chatHash }) => chatHash);
    const detail = { conversations: previews.length };
    // What still runs is removed by its chat, which knows of it; what is over goes now.
    await runtime.write([
      ...deletePreviews(studyId, hashes, now - longestPreviewMs),
      insertAudit({ studyId, at: now, actor: actor.auditName, action: 'preview.remove', detail }),
    ]);
    return accepted(detail);
  },
});

/** Previews of a study. */
export const previewRoutes: readonly Route[] = [start, remove];
