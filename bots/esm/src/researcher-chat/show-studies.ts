import { liveServices } from '../live-services.ts';
import { type ListedParticipant, selectListed } from '../postgres/participant-select-listed.ts';
import { type StudyFigures, selectStudyFigures } from '../postgres/participant-select-study-figures.ts';
import { readOnce, type Session, say } from '../session.ts';
import { fill } from '../texts/texts.ts';
import { chatTexts, participantStatuses, studyStatuses } from './chat-texts.ts';
import { type ChatStudy, chooseStudy, readStudies } from './choose-study.ts';

/** Most participants a chat names; the pages show all of them. */
const mostListed = 30;

/** `/studies`: every study with its status, and where its pages are. */
export async function showStudies(session: Session): Promise<void> {
  const texts = chatTexts(session);
  const studies = await readStudies(session);
  if (studies.length === 0) {
    say(session, texts.noStudies);
    return;
  }
  const statuses = studyStatuses(session);
  const lines = studies.map(({ title, status }, index) => `${index + 1}. ${title}: ${statuses[status]}`);
  say(session, [...lines, await pagesUrl(session)].join('\n'));
}

/** `/status [study]`: numbers of participants and signals; nothing that anybody has written. */
export async function showStatus(session: Session, argument: string): Promise<void> {
  const study = await chooseStudy(session, 'status', argument.trim());
  if (study === null) return;
  const { context } = session;
  const rows = await readOnce(session, `figures:${study.id}`, () =>
    context.database.query<StudyFigures>(selectStudyFigures(study.id)),
  );
  const figures = rows[0];
  if (figures === undefined) return;
  const { completed, sent } = figures;
  const compliance = sent === 0 ? '–' : `${Math.round((100 * completed) / sent)} %`;
  const names = participantStatuses(session);
  const people = Object.entries(figures.participants)
    .map(([status, count]) => `${names[status] ?? status}: ${count}`)
    .join(', ');
  const texts = chatTexts(session);
  const lines = [
    `${study.title}: ${studyStatuses(session)[study.status]}`,
    fill(texts.figuresPeople, { people: people === '' ? '–' : people, invited: figures.invited }),
    fill(texts.figuresBeeps, { ...figures.beeps, sent, completed, compliance }),
    await pagesUrl(session, study),
  ];
  say(session, lines.join('\n'));
}

/** `/participants [study]`: pseudonyms with their status. */
export async function showParticipants(session: Session, argument: string): Promise<void> {
  const study = await chooseStudy(session, 'participants', argument.trim());
  if (study === null) return;
  const { context } = session;
  const rows = await readOnce(session, `listed:${study.id}`, () =>
    context.database.query<ListedParticipant>(selectListed(study.id, mostListed)),
  );
  const names = participantStatuses(session);
  const texts = chatTexts(session);
  const lines = rows.map(({ pseudonym, status }) => `${pseudonym}: ${names[status] ?? status}`);
  say(
    session,
    [study.title, ...(lines.length === 0 ? [texts.nobody] : lines), await pagesUrl(session, study)].join(
      '\n',
    ),
  );
}

/** Where the researcher pages are, of one study where it is given. */
export async function pagesUrl(
  session: Session,
  study?: ChatStudy | { readonly id: string },
): Promise<string> {
  const url = await readOnce(session, 'pages-url', () => Promise.resolve(liveServices().runtime.url));
  return study === undefined ? `${url}/esm/researcher` : `${url}/esm/researcher?study=${study.id}`;
}
