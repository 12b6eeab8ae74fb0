import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { usualConsentParts } from '../../src/study/consent-parts.ts';
import { participantTexts } from '../../src/texts/parts/participant.ts';
import { beepRows, signalsOf } from '../support/beep-rows.ts';
import { addVersion, consentWords, moveStudy, openStudy } from '../support/open-study.ts';
import type { Person } from '../support/person.ts';
import { World } from '../support/world.ts';

const hour = 3_600_000;
const release = { kind: 'event', event: 'opora.released', payload: { held: [] } } as const;
let world: World;
let person: Person;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world);
  person = world.person('leaves');
  await person.join('Kyiv', 'study-code');
});

afterAll(() => world?.close());

test('/withdraw cancels every beep at once and asks about the data, which may stay', async () => {
  await world.advanceUntil(() => signalsOf(person) === 1, 24 * hour);
  await person.press('Start');
  await person.say('a cold cup at my lip');
  expect(await person.say('/withdraw')).toContain(person.part.withdrawn);
  expect(person.state).toMatchObject({ survey: null, participation: { status: 'withdrawn' } });
  expect(person.thread.timers.size).toBe(0);
  const rows = await beepRows(world, person);
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['partial', 'cancelled']));
  expect(await person.press(person.part.withdrawKeep)).toContain(person.part.withdrawKept);
  await world.advance(48 * hour);
  expect(signalsOf(person)).toBe(1);
  expect(await world.rows('SELECT status, withdrawn_at IS NOT NULL AS dated FROM esm_participants')).toEqual([
    { status: 'withdrawn', dated: true },
  ]);
  expect(await person.say('/survey')).toContain(person.part.noPart);
  expect(await person.say('a word')).toContain(person.part.noPart);
  expect(await person.say('/export')).toContain(person.texts.exportJson);
});

test('whoever has left may come back to the same study, under the same pseudonym', async () => {
  const before = person.state.participation?.pseudonym;
  await person.say('/withdraw');
  await world.advance(24 * hour);
  await person.say('/start study-code');
  await person.press('I agree');
  expect(person.state.participation).toMatchObject({ status: 'training', pseudonym: before });
  await world.advance(24 * hour);
  expect(signalsOf(person)).toBeGreaterThan(0);
});

test('/withdraw and then delete: everything goes; a random id in the audit, a notice with the pseudonym', async () => {
  const pseudonym = person.state.participation?.pseudonym;
  await person.say('/survey');
  await person.say('something private');
  await person.say('/withdraw');
  expect(await person.press(person.part.withdrawDelete)).toContain(person.texts.deleteAsk);
  expect(await person.press('Erase everything')).toContain(person.texts.deleted);
  for (const table of ['participants', 'responses', 'answers', 'beeps', 'invitations', 'annotations']) {
    expect(await world.rows(`SELECT 1 FROM esm_${table}`)).toEqual([]);
  }
  const audit = await world.rows<{ action: string; detail: { deletionId: string } }>(
    "SELECT action, detail FROM esm_audit WHERE action = 'deletion'",
  );
  expect(audit).toHaveLength(1);
  expect(JSON.stringify(audit)).not.toContain(pseudonym);
  const notices = await world.rows<object>(
    'SELECT deletion_id, pseudonym, acknowledged_at FROM esm_deletion_notices',
  );
  expect(notices).toEqual([{ deletion_id: audit[0]?.detail.deletionId, pseudonym, acknowledged_at: null }]);
  expect(person.state).toMatchObject({ participation: null, consent: null, survey: null, language: 'en' });
  expect(person.thread).toMatchObject({ erasures: 1 });
  expect(person.thread.timers.size).toBe(0);
  await world.advance(48 * hour);
  expect(signalsOf(person)).toBe(0);
});

test('the confirmation holds for ten minutes, and a second press is harmless', async () => {
  await person.say('/delete_my_data');
  await world.advance(601_000);
  expect(await person.press('Erase everything')).toContain(person.texts.deleteExpired);
  expect(await world.rows('SELECT 1 FROM esm_participants')).toHaveLength(1);
  await person.say('/delete_my_data');
  await person.press('Erase everything');
  expect(await person.press('Erase everything')).toContain(person.texts.staleButton);
  expect(await world.rows('SELECT 1 FROM esm_deletion_notices')).toHaveLength(1);
});

test('a deletion asked for by a researcher or with the study is the same', async () => {
  await person.act({ kind: 'event', event: 'esm.delete', payload: null });
  expect(await world.rows('SELECT 1 FROM esm_participants')).toEqual([]);
  expect(await world.rows('SELECT 1 FROM esm_deletion_notices')).toHaveLength(1);
  expect(await person.act({ kind: 'event', event: 'esm.delete', payload: null })).toBe('');
});

test('/export holds signals that were sent and nothing of those to come', async () => {
  await world.advanceUntil(() => signalsOf(person) === 1, 24 * hour);
  await person.press('Start');
  await person.finishSurvey();
  await person.say('/export');
  const file = person.thread.shown.findLast(({ file: one }) => one?.mimeType === 'application/json')?.file;
  const data = JSON.parse(file?.content ?? '{}');
  expect(data.beeps).toHaveLength(1);
  expect(data.beeps[0]).toMatchObject({ status: 'completed', kind: 'signal' });
  expect(data.responses).toHaveLength(1);
  expect(data.responses[0].items[0]).toMatchObject({
    kind: 'signal',
    first_text: 'the rim of a cold cup on my lip',
  });
  expect(data.participant).toMatchObject({ zone: 'Europe/Kyiv', study_id: 'study' });
});

test('/contact gives the chat to a person; beeps meanwhile are cancelled, and signals go on afterwards', async () => {
  expect(await person.say('/contact')).toContain(person.part.contactAsked);
  expect(person.thread.isHeld).toBe(true);
  expect((await beepRows(world, person)).every((row) => row.cancelled_for === 'handoff')).toBe(true);
  const held = world.now;
  await world.advance(28 * hour);
  await person.say('May I change my city?');
  expect(signalsOf(person)).toBe(0);
  const said = await person.act(release);
  expect(said).toContain(person.part.contactOver);
  expect(said).toContain(person.part.beepsAgain);
  const released = world.now;
  for (const row of await beepRows(world, person)) {
    const between = row.planned > held && row.planned < released;
    expect(row.status).toBe(between ? 'cancelled' : 'planned');
  }
  await world.advance(24 * hour);
  expect(signalsOf(person)).toBeGreaterThan(0);
});

test.each([
  ['English', 'en'],
  ['Русский', 'ru'],
  ['Українська', 'uk'],
] as const)('the end of a conversation says of beeps what is so (%s)', async (name, language) => {
  await person.say('/language');
  await person.press(name);
  const over = async (): Promise<string> => {
    await person.say('/contact');
    await world.advance(hour);
    return person.act(release);
  };
  const { contactOver, beepsAgain, pauseOver, studyFrozen, pausedUntil } = participantTexts[language];
  const paused = pausedUntil.slice(0, pausedUntil.indexOf('{'));
  expect(await over()).toContain(`${contactOver}\n\n${beepsAgain}`);

  await person.say('/pause 1');
  const during = await over();
  expect(during).toContain(contactOver);
  expect(during).toContain(paused);
  expect(during).not.toContain(beepsAgain);

  await person.say('/contact');
  await world.advance(25 * hour);
  const after = await person.act(release);
  expect(after).toContain(pauseOver);
  expect(after).not.toContain(paused);

  await moveStudy(world, 'study', 'open', 'frozen');
  const frozen = await over();
  expect(frozen).toContain(studyFrozen);
  expect(frozen).not.toContain(beepsAgain);
});

test('an Operator who takes the chat: what came due meanwhile is cancelled or ends at its instant', async () => {
  await world.advanceUntil(() => signalsOf(person) === 1, 24 * hour);
  const sent = world.now;
  person.thread.isHeld = true;
  await world.advance(5 * hour);
  await person.act(release);
  const rows = await beepRows(world, person);
  expect(rows[0]).toMatchObject({ status: 'expired', closed: sent + 45 * 60_000 });
  const meanwhile = rows.slice(1).filter(({ planned }) => planned <= world.now);
  expect(meanwhile.length).toBeGreaterThan(0);
  expect(meanwhile.every((row) => row.cancelled_for === 'handoff')).toBe(true);
  const before = signalsOf(person);
  await world.advance(24 * hour);
  expect(signalsOf(person)).toBeGreaterThan(before);
});

test('what researchers do themselves reaches a chat that a person holds; a change of the study does not', async () => {
  await person.say('/contact');
  const event = (name: string, payload: object = {}): Promise<string> =>
    person.act({ kind: 'event', event: name, payload: { ...payload } });
  expect(await event('esm.message', { text: 'Hello' })).toContain('Hello');
  expect(await event('esm.study-changed')).toBe('');
  await event('esm.graduate', { completed: true });
  expect(person.state.training.end).toMatchObject({ by: 'researcher' });
  await event('esm.status', { status: 'withdrawn' });
  expect(person.state.participation?.status).toBe('withdrawn');
  expect(person.thread.isHeld).toBe(true);
  await event('esm.delete');
  expect(await world.rows('SELECT 1 FROM esm_participants')).toEqual([]);
  expect(person.thread.isHeld).toBe(false);
});

test('a study that was closed while a person held the chat is over at the release', async () => {
  await person.say('/contact');
  await moveStudy(world, 'study', 'open', 'closed');
  const said = await person.act(release);
  expect(said).toContain(person.part.studyOver);
  expect(said).not.toContain(person.part.contactOver);
  expect(person.state.participation?.status).toBe('completed');
  expect(person.thread.timers.size).toBe(0);
});

test('a new consent is offered at the release, and signals go on once it is given', async () => {
  await person.say('/contact');
  await addVersion(world, 'study', 'consent', { text: consentWords(2), parts: usualConsentParts });
  // Its date is tomorrow.
  await world.advance(24 * hour);
  const said = await person.act(release);
  expect(said).toContain(person.texts.consentChanged);
  await world.advance(24 * hour);
  expect(signalsOf(person)).toBe(0);
  await person.press(person.texts.agree);
  await world.advance(24 * hour);
  expect(signalsOf(person)).toBeGreaterThan(0);
});

test('edits of answers that were held count, once', async () => {
  await person.say('/survey');
  await person.say('a cold cup at my lip');
  const [answer] = await world.rows<{ of: string }>('SELECT sources->>0 AS of FROM esm_answers');
  await person.say('/contact');
  const place = { seq: person.thread.seq + 1, receivedAt: world.now };
  const edit = { ...place, kind: 'edit', text: 'a warm cup', edits: answer?.of ?? '' };
  const held = [edit, { ...place, kind: 'message', text: 'hello' }];
  for (const _ of [1, 2]) await person.act({ ...release, payload: { held } });
  expect(await world.rows('SELECT edits FROM esm_answers')).toMatchObject([{ edits: 1 }]);
});

test('a preview that came to its end while a person held the chat is over at the release', async () => {
  await person.act({ kind: 'event', event: 'esm.preview', payload: { minutes: 2, studyId: 'study' } });
  person.thread.isHeld = true;
  await world.advance(hour);
  expect(person.state.preview).not.toBeNull();
  const held = [{ seq: 1, receivedAt: world.now, kind: 'timer', timer: 'preview-end' }];
  expect(await person.act({ ...release, payload: { held } })).toContain(person.part.previewOver);
  expect(person.state.preview).toBeNull();
});
