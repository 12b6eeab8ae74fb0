import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from './support/actor.ts';
import { hour, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open();
  study = await stage.openStudy();
});

afterAll(() => stage?.close());

interface Participant {
  readonly pseudonym: string;
  readonly status: string;
}

const participants = async (): Promise<readonly Participant[]> =>
  (await stage.ask<{ readonly items: readonly Participant[] }>(`${study.path}/participants`)).items;

/** Somebody of the study whose chat a person holds, with the path of the participant. */
async function held(name: string): Promise<{ readonly one: Actor; readonly path: string }> {
  const before = (await participants()).map(({ pseudonym }) => pseudonym);
  const one = stage.web(name);
  await one.join(study.code);
  const joined = (await participants()).find(({ pseudonym }) => !before.includes(pseudonym));
  expect(await one.say('/contact')).toContain(one.part.contactAsked);
  return { one, path: `${study.path}/participants/${joined?.pseudonym}` };
}

const isHeld = async (one: Actor): Promise<boolean> => {
  const [row] = await stage.installation.rows<{ held: boolean }>(
    `SELECT c.handoff IS NOT NULL AS held FROM conversations c
     JOIN conversation_names n ON n.conversation_id = c.id WHERE n.external_id = $1`,
    stage.installation.stored(one.door.name),
  );
  return row?.held ?? false;
};

test('a researcher’s words reach a participant whose chat a person holds, and it stays held', async () => {
  const { one, path } = await held('asks');
  const shown = await one.act(() => stage.ask(`${path}/messages`, { text: 'Hello from us' }));
  expect(shown).toContain('Hello from us');
  expect(await one.say('thank you')).toBe('');
  expect(await isHeld(one)).toBe(true);
});

test('a status and the end of the training are set although a person holds the chat', async () => {
  const { one, path } = await held('trained');
  const trained = { trainingCompleted: true };
  await one.act(() => stage.ask(path, trained, 'PATCH'));
  const [row] = await stage.installation.rows<{ completed: boolean }>(
    `SELECT training_ended_by = 'researcher' AS completed FROM esm_participants WHERE pseudonym = $1`,
    path.split('/').at(-1),
  );
  expect(row?.completed).toBe(true);
  const shown = await one.act(() => stage.ask(path, { status: 'withdrawn' }, 'PATCH'));
  expect(shown).toContain(one.part.withdrawnByResearcher);
  expect((await participants()).map(({ status }) => status)).toContain('withdrawn');
  expect(await isHeld(one)).toBe(true);
});

test('a participant whose chat a person holds is deleted within the hour, and the chat is free', async () => {
  const { one, path } = await held('leaves');
  const before = (await participants()).length;
  const { status } = await stage.installation.ask(`/esm/api/${path}`, stage.token, {}, 'DELETE');
  expect(status).toBe(202);
  await stage.settle();
  expect(await participants()).toHaveLength(before - 1);
  await stage.advance(hour);
  expect(await isHeld(one)).toBe(false);
  expect(await one.say(`/start ${study.code}`)).not.toBe('');
});
