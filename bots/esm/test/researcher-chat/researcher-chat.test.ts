import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addResearcher, createChatCode, shutOut } from '../../src/study/researchers/register.ts';
import type { Role } from '../../src/study/researchers/role.ts';
import { signalsOf } from '../support/beep-rows.ts';
import { openStudy } from '../support/open-study.ts';
import type { Person } from '../support/person.ts';
import { World } from '../support/world.ts';

const minute = 60_000;
const hour = 60 * minute;
let world: World;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world);
});

afterAll(() => world?.close());

async function linked(
  name: string,
  role: Role = 'owner',
): Promise<Person & { readonly researcherId: string }> {
  const { id } = await addResearcher(world.runtime, { name, role });
  const person = world.person(name);
  await person.say('/language en');
  expect(await person.say(`/link ${(await createChatCode(world.runtime, id)).code}`)).toContain(name);
  return Object.assign(person, { researcherId: id });
}

test('the commands of researchers do not exist for anybody else', async () => {
  const person = world.person('curious');
  await person.join('Kyiv', 'study-code');
  for (const command of [
    'studies',
    'status',
    'participants',
    'invite',
    'freeze',
    'message A b',
    'unlink',
    'link',
  ]) {
    expect(await person.say(`/${command}`)).toContain('There is no command');
  }
  expect(await person.say('/help')).not.toContain('/participants');
  expect(await person.pressCode('r:status:study')).toContain(person.texts.staleButton);
});

test('/link takes a code once, within 15 minutes; /unlink ends it', async () => {
  const { id } = await addResearcher(world.runtime, { name: 'Olena', role: 'owner' });
  const person = world.person('olena');
  await person.say('/language en');
  expect(await person.say('/link WRONGCODE2')).toContain('does not fit');
  const late = await createChatCode(world.runtime, id);
  await world.advance(16 * minute);
  expect(await person.say(`/link ${late.code}`)).toContain('does not fit');
  const { code } = await createChatCode(world.runtime, id);
  expect(await person.say(`/link ${code}`)).toContain('Olena');
  const other = world.person('other');
  await other.say('/language en');
  expect(await other.say(`/link ${code}`)).toContain('does not fit');
  expect(await person.say('/studies')).toContain('Study study: open');
  const [row] = await world.rows<{ chat_sealed: Buffer }>('SELECT chat_sealed FROM esm_researchers');
  expect(row?.chat_sealed.toString('utf8')).not.toContain('olena');
  await person.say('/unlink');
  expect(await person.say('/studies')).toContain('There is no command');
});

test('whoever is shut out has no commands from the next message on', async () => {
  const researcher = await linked('Olena');
  await shutOut(world.runtime, researcher.researcherId);
  expect(await researcher.say('/status')).toContain('There is no command');
});

test('/status and /participants give numbers and pseudonyms and links, nothing that was written', async () => {
  const researcher = await linked('Olena');
  const person = world.person('takes-part');
  await person.join('Kyiv', 'study-code');
  await world.advanceUntil(() => signalsOf(person) === 1, 24 * hour);
  await person.press('Start');
  await person.finishSurvey();
  const status = await researcher.say('/status');
  expect(status).toContain('training: 1');
  expect(status).toContain('sent 1, completed 1 (100 %)');
  expect(status).toContain('http://localhost:3000/esm/researcher?study=study');
  const listed = await researcher.say('/participants');
  expect(listed).toContain(`${person.state.participation?.pseudonym}: training`);
  expect(listed).not.toContain('takes-part');
  expect(status + listed).not.toContain('rim of a cold cup');
});

test('with several studies the chat asks which one', async () => {
  await openStudy(world, { id: 'second', code: 'second-code' });
  const researcher = await linked('Olena');
  expect(await researcher.say('/status')).toContain('Which study?');
  expect(await researcher.press('Study second')).toContain('Study second: open');
  expect(await researcher.say('/status study')).toContain('Study study: open');
});

test('/invite makes a working invitation; coders and viewers may not', async () => {
  const researcher = await linked('Olena');
  const said = await researcher.say('/invite');
  const code = /invite=([a-z0-9]+)/.exec(said)?.[1] ?? '';
  expect(said).toContain(`https://t.me/test_bot?start=${code}`);
  const person = world.person('invited');
  await person.join('Kyiv', code);
  expect(person.state.participation?.studyId).toBe('study');
  const coder = await linked('Coder', 'coder');
  for (const command of ['/invite', '/freeze', '/message ABCDE23456 hello']) {
    expect(await coder.say(command)).toContain('Only an owner');
  }
});

test('/freeze stops the signals', async () => {
  const researcher = await linked('Olena');
  const person = world.person('signalled');
  await person.join('Kyiv', 'study-code');
  expect(await researcher.say('/freeze')).toContain('frozen');
  expect(await world.rows('SELECT status FROM esm_studies')).toEqual([{ status: 'frozen' }]);
  await world.advance(24 * hour);
  expect(signalsOf(person)).toBe(0);
  expect(await researcher.say('/freeze')).toContain('not open');
});

test('/message reaches the chat of a participant by pseudonym', async () => {
  const researcher = await linked('Olena');
  const person = world.person('reads');
  await person.join('Kyiv', 'study-code');
  const pseudonym = person.state.participation?.pseudonym ?? '';
  expect(await researcher.say(`/message ${pseudonym.toLowerCase()} Thank you, see you on Monday`)).toContain(
    pseudonym,
  );
  expect(person.last?.text).toContain('see you on Monday');
  expect(await researcher.say('/message NOBODY hello')).toContain('no participant');
  expect(await researcher.say('/message')).toContain('/message ABCDE23456');
});

test('/preview runs a day of a study in the chat of the researcher', async () => {
  const researcher = await linked('Olena');
  expect(await researcher.say('/preview 5')).toContain('beeps: 6');
  await world.advanceUntil(() => signalsOf(researcher) === 1, 5 * minute);
  expect(await researcher.press('Start')).toContain('1/9');
  await researcher.finishSurvey();
  await world.advance(8 * minute);
  expect(researcher.state).toMatchObject({ preview: null, participation: null });
  const rows = await world.rows<{ preview: boolean }>(
    'SELECT preview FROM esm_beeps UNION ALL SELECT preview FROM esm_responses',
  );
  expect(rows.length).toBeGreaterThan(6);
  expect(rows.every(({ preview }) => preview)).toBe(true);
  await researcher.press('Remove the preview');
  expect(await world.rows('SELECT 1 FROM esm_beeps UNION ALL SELECT 1 FROM esm_responses')).toEqual([]);
});

test('/contact of a participant is told in the chat of the researcher', async () => {
  const researcher = await linked('Olena');
  const person = world.person('asks');
  await person.join('Kyiv', 'study-code');
  await person.say('/contact');
  expect(researcher.last?.text).toContain(`${person.state.participation?.pseudonym} asks for contact`);
});

test('what researchers decide by events: status, training, message, preview', async () => {
  const person = world.person('decided');
  await person.join('Kyiv', 'study-code');
  const event = (name: string, payload: object): Promise<string> =>
    person.act({ kind: 'event', event: name, payload: JSON.parse(JSON.stringify(payload)) });
  expect(await event('esm.message', { text: 'Hello <b>there</b>' })).toContain('Hello <b>there</b>');
  await event('esm.graduate', { completed: true });
  expect(person.state.participation?.status).toBe('active');
  await event('esm.graduate', { completed: false });
  expect(person.state.participation?.status).toBe('training');
  await event('esm.status', { status: 'paused' });
  expect(person.state.participation?.status).toBe('paused');
  await event('esm.status', { status: 'active' });
  expect(person.state.beeps.planned.length).toBeGreaterThan(0);
  expect(await event('esm.preview', { minutes: 2 })).toContain('2 minutes');
  await event('esm.preview-end', {});
  expect(person.state.preview).toBeNull();
  expect(await event('esm.status', { status: 'withdrawn' })).toContain(person.part.withdrawnByResearcher);
  expect(person.thread.timers.size).toBe(0);
  for (const odd of [{}, { status: 'emperor' }, { minutes: 'soon' }]) {
    for (const name of ['esm.status', 'esm.graduate', 'esm.message', 'esm.nonsense']) {
      expect(await event(name, odd)).toBe('');
    }
  }
});
