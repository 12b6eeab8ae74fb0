import { type OwnBeep, selectOwnBeeps } from '../postgres/beep-select-own.ts';
import { type ParticipantRow, selectParticipant } from '../postgres/select-participant.ts';
import { type StoredResponse, selectResponses } from '../postgres/select-responses.ts';
import { type Session, say, send, textsFor } from '../session.ts';
import { fill } from '../texts/texts.ts';
import { exportFiles, maximumFileBytes } from './export-files.ts';
import { openWords } from './open-words.ts';

type Stored = {
  readonly participant: ParticipantRow | null;
  readonly responses: readonly StoredResponse[];
  readonly beeps: readonly OwnBeep[];
};

/** `/export`, `/mydata`: the person's own data as two files, as stored before this Turn. */
export async function exportData(session: Session): Promise<void> {
  const { context } = session;
  const texts = textsFor(session);
  if (session.exported) return;
  if (session.state.consent === null) {
    say(session, texts.exportNothing);
    return;
  }
  session.exported = true;
  const stored = await context.step<Stored>(
    'export',
    async () => {
      const id = context.conversationId;
      const [participant] = await context.database.query<ParticipantRow>(selectParticipant(id));
      const responses = await context.database.query<StoredResponse>(selectResponses(id, maximumFileBytes));
      const beeps = await context.database.query<OwnBeep>(selectOwnBeeps(id, context.now));
      return { participant: participant ?? null, responses, beeps };
    },
    { journal: 'with-commit' },
  );
  if (stored.participant === null && stored.responses.length === 0) {
    say(session, texts.exportNothing);
    return;
  }
  const { participant, beeps } = stored;
  const responses = await openWords(session, stored.responses);
  const { json, csv, shown, total } = exportFiles(participant, responses, { beeps });
  if (shown < total) say(session, fill(texts.exportShortened, { shown, total }));
  send(session, {
    text: texts.exportJson,
    file: { name: 'esm-data.json', mimeType: 'application/json', content: json },
  });
  send(session, {
    text: texts.exportCsv,
    file: { name: 'esm-data.csv', mimeType: 'text/csv; charset=utf-8', content: csv },
  });
}
