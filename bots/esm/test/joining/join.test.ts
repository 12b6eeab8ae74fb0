import { languages } from 'opora';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { participantTexts } from '../../src/texts/parts/participant.ts';
import { beepRows } from '../support/beep-rows.ts';
import { addVersion, consentWords, moveStudy, openStudy } from '../support/open-study.ts';
import { World } from '../support/world.ts';

const hour = 3_600_000;
const day = 24 * hour;
let world: World;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world);
});

afterAll(() => world?.close());

const participants = (): Promise<readonly object[]> => world.rows('SELECT * FROM esm_participants');

test.each(languages)('scenario 1: language, consent version, no beep before Agree (%s)', async (language) => {
  const person = world.person('new', language);
  expect(await person.say('/start study-code')).toContain(person.texts.chooseLanguage);
  expect(await person.press(person.texts.languageName)).toContain(consentWords(1)[language]);
  await world.advance(day);
  expect(await participants()).toEqual([]);
  expect(await beepRows(world, person)).toEqual([]);
  expect(person.thread.timers.size).toBe(0);
  expect({ ...person.state, language: null, invitation: null }).toEqual(
    expect.objectContaining({ participation: null, consent: null, survey: null, dialog: null }),
  );
  const [invited] = await world.rows<object>('SELECT * FROM esm_invitations');
  expect(invited).toMatchObject({ language, study_id: 'study' });
  expect(JSON.stringify(invited)).not.toContain('"new"');
  expect(await person.press(person.texts.agree)).toContain(person.part.askZone);
  expect(await beepRows(world, person)).toEqual([]);
  expect(await person.say('Kyiv')).toContain('Europe/Kyiv');
  expect((await beepRows(world, person)).length).toBeGreaterThan(6);
  const [row] = await participants();
  expect(row).toMatchObject({
    ...{ language, status: 'training', consent_version: 1, consent_language: language, zone: 'Europe/Kyiv' },
    consent_parts: { takingPart: true, aiProvider: false, quotation: false },
    pseudonym: expect.stringMatching(/^[A-Z2-7]{10}$/),
  });
  expect(JSON.stringify(row)).not.toContain('"new"');
  expect(await world.rows('SELECT * FROM esm_invitations')).toEqual([]);
});

test('scenario 1: Decline leaves an anonymous count and nothing else', async () => {
  const person = world.person('declines');
  await person.say('/start study-code');
  await person.press('English');
  expect(await person.press(person.texts.decline)).toContain(person.texts.declined);
  expect(person.thread.erasures).toBe(1);
  expect(await world.rows('SELECT * FROM esm_invitations')).toEqual([]);
  expect(await world.rows('SELECT study_id, count::int FROM esm_study_declines')).toEqual([
    { study_id: 'study', count: 1 },
  ]);
  await person.press(person.texts.decline);
  expect(await world.rows('SELECT count::int FROM esm_declines')).toEqual([{ count: 1 }]);
});

test('scenario 2: /start twice, then ten users: one record each', async () => {
  for (let index = 0; index < 10; index += 1) {
    const person = world.person(`user-${index}`, languages[index % 3] ?? 'en');
    await person.say('/start study-code');
    await person.say('/start study-code');
    await person.press(person.texts.languageName);
    await person.press(person.texts.agree);
    await person.press(person.texts.agree);
    await person.say('Kyiv');
    const before = JSON.stringify(await beepRows(world, person));
    expect(await person.say('/start study-code')).toContain(person.texts.alreadyIn);
    expect(await person.say('/start')).toContain(person.texts.alreadyIn);
    expect(JSON.stringify(await beepRows(world, person))).toBe(before);
  }
  expect(await participants()).toHaveLength(10);
  expect(await world.rows('SELECT uses FROM esm_invites')).toEqual([{ uses: 10 }]);
});

test('a bad code, an expired, used, frozen or closed invitation: the reason and the next step', async () => {
  await openStudy(world, { id: 'old', code: 'old-code', expiresAt: world.now + hour });
  await openStudy(world, { id: 'one', code: 'one-code', maxUses: 1 });
  await openStudy(world, { id: 'cold', code: 'cold-code' });
  await openStudy(world, { id: 'over', code: 'over-code' });
  await moveStudy(world, 'cold', 'open', 'frozen');
  await moveStudy(world, 'over', 'open', 'closed');
  await world.person('first').join('Kyiv', 'one-code');
  await world.advance(2 * hour);
  const person = world.person('tries');
  await person.say('/language en');
  const said = async (code: string): Promise<string> => person.say(`/start ${code}`);
  expect(await said('nowhere')).toContain(person.part.inviteUnknown);
  expect(await said("x' OR 1=1 --")).toContain(person.part.inviteUnknown);
  expect(await said('old-code')).toContain(person.part.inviteExpired);
  expect(await said('one-code')).toContain(person.part.inviteUsed);
  expect(await said('cold-code')).toContain(person.part.inviteFrozen);
  expect(await said('over-code')).toContain(person.part.inviteClosed);
  expect(await person.say('/start')).toContain(person.part.inviteNeeded);
  expect(await person.say('hello there')).toContain(person.part.inviteNeeded);
  expect(person.state).toMatchObject({ invitation: null, participation: null });
  expect(await person.say('study-code')).toContain(consentWords(1).en);
});

test('a newcomer whose language nobody knows is answered in each', async () => {
  const inEach = (key: 'inviteNeeded' | 'inviteUnknown'): string =>
    languages.map((language) => participantTexts[language][key]).join('\n\n');
  const person = world.person('newcomer');
  expect(await person.say('hello there')).toContain(inEach('inviteNeeded'));
  expect(await person.say('/start nowhere')).toContain(inEach('inviteUnknown'));
  await person.press('English');
  expect(await person.say('/start nowhere')).not.toContain(participantTexts.ru.inviteUnknown);
});

test('two people and one last place: one joins, the other is told', async () => {
  await openStudy(world, { id: 'one', code: 'one-code', maxUses: 1 });
  const [first, second] = [world.person('quick'), world.person('slow')];
  for (const person of [first, second]) {
    await person.say('/start one-code');
    await person.press('English');
  }
  await first.press('I agree');
  expect(await second.press('I agree')).toContain(second.part.inviteUsed);
  expect(await participants()).toHaveLength(1);
  expect(await second.say('/start one-code')).toContain(second.part.inviteUsed);
});

test('a second study is refused with the next step, and joined after leaving and deleting', async () => {
  await openStudy(world, { id: 'second', code: 'second-code' });
  const person = world.person('eager');
  await person.join('Kyiv', 'study-code');
  expect(await person.say('/start second-code')).toContain('Study study');
  expect(person.state.participation?.studyId).toBe('study');
  await person.say('/withdraw');
  expect(await person.say('/start second-code')).toContain(person.part.withdrawnOther);
  await person.say('/delete_my_data');
  await person.press('Erase everything');
  expect(await person.say('/start second-code')).toContain(consentWords(1).en);
  await person.press('I agree');
  await person.say('Kyiv');
  expect(person.state.participation?.studyId).toBe('second');
});

test('optional parts are off, ticked before Agree, and changed later', async () => {
  const person = world.person('picky');
  await person.say('/start study-code');
  await person.press('English');
  const old = person.codeOf('I agree');
  await person.press('☐ Texts to an AI provider');
  await person.press('I agree');
  expect(person.state.consent?.parts).toEqual({ takingPart: true, aiProvider: true, quotation: false });
  await person.say('Kyiv');
  expect(await person.say('/consent')).toContain(consentWords(1).en);
  await person.press('☑ Texts to an AI provider');
  await person.press('☐ Anonymous quotation');
  const parts = { takingPart: true, aiProvider: false, quotation: true };
  expect(person.state.consent?.parts).toEqual(parts);
  expect(await world.rows('SELECT consent_parts FROM esm_participants')).toEqual([{ consent_parts: parts }]);
  expect(await person.pressCode(old)).toContain(person.texts.alreadyAgreed);
  expect(person.state.consent?.parts).toEqual(parts);
});

test('a new consent version asks again; beeps stop from its date until it is agreed to', async () => {
  const person = world.person('asked-again');
  await person.join('Kyiv', 'study-code');
  await world.advance(8 * hour);
  await addVersion(world, 'study', 'consent', { text: consentWords(2), parts: {} });
  // Its date is tomorrow: today's beeps still come.
  const today = (await beepRows(world, person)).filter(({ sent }) => sent !== null).length;
  await world.advance(5 * hour);
  expect((await beepRows(world, person)).filter(({ sent }) => sent !== null).length).toBeGreaterThan(today);
  await world.advance(24 * hour);
  expect(person.thread.shown.map(({ text }) => text).join('\n')).toContain(consentWords(2).en);
  const rows = await beepRows(world, person);
  expect(rows.filter(({ sent, date }) => sent !== null && date === '2026-11-24')).toEqual([]);
  expect(rows.some(({ cancelled_for: reason }) => reason === 'consent')).toBe(true);
  const offered = person.thread.shown.length;
  await world.advance(24 * hour);
  expect(person.thread.shown).toHaveLength(offered);
  expect(await person.say('/survey')).toContain(person.texts.consentChanged);
  expect(person.state.survey).toBeNull();
  await person.press('I agree');
  expect(person.state.consent?.version).toBe(2);
  await world.advance(24 * hour);
  const after = await beepRows(world, person);
  expect(after.filter(({ sent, date }) => sent !== null && date >= '2026-11-26').length).toBeGreaterThan(0);
});

test('declining a new version keeps the data and stays without beeps', async () => {
  const person = world.person('declines-change');
  await person.join('Kyiv', 'study-code');
  await addVersion(world, 'study', 'consent', { text: consentWords(2), parts: {} });
  await world.advance(2 * day);
  expect(await person.press('I decline')).toContain(person.texts.declinedChange);
  await world.advance(2 * day);
  const rows = await beepRows(world, person);
  expect(rows.filter(({ sent, date }) => sent !== null && date > '2026-11-23')).toEqual([]);
  expect(await participants()).toHaveLength(1);
  expect(await person.say('/export')).toContain(person.texts.exportJson);
});

test('joining in the middle of the window uses the blocks left today', async () => {
  world.now = Date.UTC(2026, 10, 23, 13, 30, 0);
  const person = world.person('afternoon');
  await person.join('Kyiv', 'study-code');
  const today = (await beepRows(world, person)).filter(({ date }) => date === '2026-11-23');
  // 15:30 of 9 to 21: the blocks from 17:00 and 19:00 are left.
  expect(today.map(({ number }) => number)).toEqual([5, 6]);
  expect(person.state.participation?.firstDate).toBe('2026-11-23');
  const late = world.person('night');
  await world.advance(6 * hour);
  await late.join('Kyiv', 'study-code');
  expect(late.state.participation?.firstDate).toBe('2026-11-24');
});

test('stickers, words and commands before consent are answered with what is pending and stored nowhere', async () => {
  const person = world.person('impatient');
  await person.say('/start study-code');
  await person.press('English');
  for (const word of ['I saw a tree', '/survey', '/settings', '/pause 3', '/event', '/contact', '/stats']) {
    expect(await person.say(word)).toContain(consentWords(1).en);
  }
  expect(await participants()).toEqual([]);
  expect(person.state.participation).toBeNull();
});

test('an unknown zone is refused with a reason; a beginning of several offers them', async () => {
  const person = world.person('lost');
  await person.say('/start study-code');
  await person.press('English');
  await person.press('I agree');
  expect(await person.say('Atlantis')).toContain('not on the list');
  expect(await person.say('UTC+2')).toContain('offset');
  expect(person.state.participation?.settings).toBeNull();
  expect(await person.say('San')).toContain(person.part.whichZone);
  expect(await person.say('New York')).toContain('America/New_York');
});

test('hours chosen while joining hold from today', async () => {
  const person = world.person('chooses');
  await person.say('/start study-code');
  await person.press('English');
  await person.press('I agree');
  await person.say('Kyiv');
  await person.press(person.part.otherHours);
  await person.say('12:00');
  expect(await person.say('18:00')).toContain('12:00–18:00');
  const today = (await beepRows(world, person)).filter(({ date }) => date === '2026-11-23');
  expect(today).toHaveLength(6);
  for (const { planned } of today) {
    expect(planned).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 23, 10));
    expect(planned).toBeLessThan(Date.UTC(2026, 10, 23, 16));
  }
});
