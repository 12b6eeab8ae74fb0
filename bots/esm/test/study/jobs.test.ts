import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TransientError } from 'opora';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepRetention } from '../../src/study/jobs/keep-retention.ts';
import { tellParticipants } from '../../src/study/jobs/tell-participants.ts';
import { openTestApi, type TestApi } from './support/test-api.ts';
import { makeBeep, makeParticipant, makeResponse } from './support/test-participant.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api?.close());
beforeEach(async () => {
  await tell();
  api.runtime.accepted.length = 0;
});

const running = new AbortController().signal;
const tell = (signal: AbortSignal = running): Promise<void> => tellParticipants(api.services, signal);
const retain = (): Promise<void> => keepRetention(api.services, running);
const dayMs = 86_400_000;

/** A study with `people` participants whose Conversations begin at `first`. */
async function makeFilled(first: number, people: number): Promise<string> {
  const id = await api.makeStudy();
  await api.ask('owner', `POST studies/${id}/open`);
  for (let index = 0; index < people; index += 1) {
    await makeParticipant(api.runtime, { conversationId: String(first + index), studyId: id });
  }
  await tell();
  api.runtime.accepted.length = 0;
  return id;
}

describe('a change of a study', () => {
  it('is told to everybody once, also when the process is killed in the middle', async () => {
    const id = await makeFilled(1000, 250);
    await api.ask('owner', `POST studies/${id}/freeze`);
    const { accept } = api.runtime.runtime.intake;
    let told = 0;
    Object.assign(api.runtime.runtime.intake, {
      accept: (update: Parameters<typeof accept>[0]) => {
        told += 1;
        if (told > 130) throw new TransientError('intake_unavailable', 'Killed.');
        return accept(update);
      },
    });
    await expect(tell()).rejects.toThrow('Killed');
    Object.assign(api.runtime.runtime.intake, { accept });
    expect(await api.runtime.rows('SELECT 1 FROM esm_announcements')).toHaveLength(1);
    await tell();
    const { accepted } = api.runtime;
    expect(new Set(accepted.map(({ conversation }) => conversation)).size).toBe(250);
    expect(
      new Set(accepted.map(({ externalId, conversation }) => `${externalId} ${conversation}`)).size,
    ).toBe(250);
    expect(accepted[0]).toMatchObject({ content: { event: 'esm.study-changed', payload: { studyId: id } } });
    expect(await api.runtime.rows('SELECT 1 FROM esm_announcements')).toEqual([]);
  });

  it('is told to the others when one chat does not open', async () => {
    const id = await makeFilled(2000, 3);
    await api.runtime.rows(
      "UPDATE esm_participants SET chat_sealed = '\\x0101' WHERE conversation_id = 2001",
    );
    await api.ask('owner', `POST studies/${id}/protocols`, {
      waves: [{ name: 'm', startDay: 1, days: 9 }],
      schedules: [{ kind: 'signal', name: 'day' }],
    });
    await tell();
    expect(api.runtime.accepted.map(({ conversation }) => conversation)).toEqual(['chat-2000', 'chat-2002']);
  });

  it('stops when it is asked to and goes on later', async () => {
    const id = await makeFilled(3000, 120);
    await api.ask('owner', `POST studies/${id}/freeze`);
    await tell(AbortSignal.abort());
    expect(api.runtime.accepted).toEqual([]);
    await tell();
    expect(api.runtime.accepted).toHaveLength(120);
  });
});

describe('deleting a study', () => {
  it('needs its title, a draft or closed study, and an owner', async () => {
    const id = await makeFilled(4000, 1);
    const remove = (confirm: unknown) => api.ask('owner', `DELETE studies/${id}`, { confirm });
    expect((await remove('Sleep')).body.errors).toMatchObject([{ path: 'confirm' }]);
    expect((await remove('Sleep and light')).body.code).toBe('status_wrong');
    expect((await api.ask('coder', `DELETE studies/${id}`, { confirm: 'Sleep and light' })).status).toBe(403);
    expect((await api.ask('owner', `DELETE studies/${id}`)).status).toBe(400);
  });

  it('erases everybody and everything of it, and nothing else', async () => {
    const other = await makeFilled(5000, 1);
    await makeResponse(api.runtime, { conversationId: '5000', studyId: other, id: 'kept', text: 'x' });
    const id = await makeFilled(6000, 2);
    const one = { conversationId: '6000', studyId: id };
    await makeBeep(api.runtime, { ...one, id: 'b', plannedAt: '2026-01-06T10:00:00Z' });
    await makeResponse(api.runtime, { ...one, id: 'gone', text: 'x' });
    await api.ask('coder', 'PUT responses/gone/annotations', {
      phenomena: { feeling: 'confirmed' },
      notes: 'n',
      version: 0,
    });
    await api.ask('owner', `POST studies/${id}/invites`, {});
    const asked = (await api.ask('owner', `POST studies/${id}/exports`, {})).body.export as {
      readonly id: string;
    };
    const folder = join(await api.runtime.runtime.files(), 'exports');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'a.zip'), 'x');
    await api.runtime.rows("UPDATE esm_exports SET file = 'exports/a.zip' WHERE export_id = $1", asked.id);
    await api.ask('owner', `POST studies/${id}/close`);
    await tell();
    api.runtime.accepted.length = 0;
    const { status, body } = await api.ask('owner', `DELETE studies/${id}`, { confirm: 'Sleep and light' });
    expect([status, body.study.status]).toEqual([202, 'deleted']);
    expect((await api.ask('owner', `GET studies/${id}`)).status).toBe(404);
    await tell();
    expect(api.runtime.accepted.map(({ conversation, content }) => [conversation, content.event])).toEqual([
      ['chat-6000', 'esm.delete'],
      ['chat-6001', 'esm.delete'],
    ]);
    for (const table of ['participants', 'beeps', 'responses', 'invites', 'exports']) {
      const rows = await api.runtime.rows(`SELECT 1 FROM esm_${table} WHERE study_id = $1`, id);
      expect(rows, table).toEqual([]);
    }
    for (const table of ['answers', 'annotations']) {
      const rows = await api.runtime.rows(`SELECT 1 FROM esm_${table} WHERE conversation_id IN (6000, 6001)`);
      expect(rows, table).toEqual([]);
    }
    expect(await readdir(folder)).toEqual([]);
    const [study] = await api.runtime.rows(
      'SELECT title, pseudonym_secret, plan_seed FROM esm_studies WHERE study_id = $1',
      id,
    );
    expect(study).toEqual({ title: '', pseudonym_secret: Buffer.alloc(0), plan_seed: '' });
    expect(await api.runtime.rows('SELECT 1 FROM esm_answers WHERE conversation_id = 5000')).toHaveLength(1);
    expect(await api.runtime.rows('SELECT 1 FROM esm_audit WHERE study_id = $1', id)).not.toHaveLength(0);
    const versions = () => api.runtime.rows('SELECT 1 FROM esm_study_versions WHERE study_id = $1', id);
    expect(await versions()).not.toHaveLength(0);
    await api.runtime.clock.advance(dayMs + 1);
    await retain();
    expect(await versions()).toEqual([]);
  });
});

describe('retention', () => {
  it('is announced 30 days ahead, and the data go when the days are over', async () => {
    const id = await makeFilled(7000, 1);
    await api.ask('owner', `PATCH studies/${id}`, { retentionDays: 100 });
    await api.ask('owner', `POST studies/${id}/close`);
    const state = async () => {
      await retain();
      const { status, body } = await api.ask('viewer', `GET studies/${id}`);
      return status === 200 ? (body.study.retentionAnnouncedAt === null ? 'kept' : 'announced') : 'deleted';
    };
    await api.runtime.clock.advance(70 * dayMs - 1000);
    expect(await state()).toBe('kept');
    await api.runtime.clock.advance(1000);
    expect(await state()).toBe('announced');
    await api.runtime.clock.advance(30 * dayMs - 1000);
    expect(await state()).toBe('announced');
    await api.runtime.clock.advance(1000);
    expect(await state()).toBe('deleted');
    await tell();
    expect(await api.runtime.rows('SELECT 1 FROM esm_participants WHERE study_id = $1', id)).toEqual([]);
    const audit = await api.runtime.rows<{ action: string; actor: string }>(
      "SELECT action, actor FROM esm_audit WHERE study_id = $1 AND actor = 'opora' ORDER BY audit_id",
      id,
    );
    expect(audit.map(({ action }) => action)).toEqual(['retention.announce', 'study.delete']);
  });

  it('never deletes within 30 days of the announcement, however short it is or long the server was down', async () => {
    const id = await makeFilled(8000, 1);
    await api.ask('owner', `PATCH studies/${id}`, { retentionDays: 1 });
    await api.ask('owner', `POST studies/${id}/close`);
    await api.runtime.clock.advance(400 * dayMs);
    await retain();
    await api.runtime.clock.advance(29 * dayMs);
    await retain();
    expect((await api.ask('viewer', `GET studies/${id}`)).status).toBe(200);
    await api.runtime.clock.advance(dayMs);
    await retain();
    expect((await api.ask('viewer', `GET studies/${id}`)).status).toBe(404);
  });
});

describe('notices of deletions', () => {
  it('are purged after 30 days, acknowledged or not', async () => {
    const at = new Date(api.runtime.clock.now()).toISOString();
    await api.runtime.rows(
      "INSERT INTO esm_deletion_notices (deletion_id, study_id, pseudonym, at) VALUES ('d9', 's', 'X', $1)",
      at,
    );
    const left = async () => {
      await retain();
      return (await api.runtime.rows("SELECT 1 FROM esm_deletion_notices WHERE deletion_id = 'd9'")).length;
    };
    await api.runtime.clock.advance(30 * dayMs);
    expect(await left()).toBe(1);
    await api.runtime.clock.advance(1000);
    expect(await left()).toBe(0);
  });
});
