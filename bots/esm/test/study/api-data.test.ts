import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from './support/test-api.ts';
import { makeBeep, makeParticipant, makeResponse } from './support/test-participant.ts';

let api: TestApi;
let id: string;
let olha: string;
let petro: string;
const words = 'Тёплый край чашки, звоните +380 44 123 45 67';

beforeAll(async () => {
  api = await openTestApi();
  const { runtime } = api;
  id = await api.makeStudy();
  await api.ask('owner', `POST studies/${id}/open`);
  olha = await makeParticipant(runtime, { conversationId: '1', studyId: id });
  petro = await makeParticipant(runtime, { conversationId: '2', studyId: id, status: 'training' });
  const one = { conversationId: '1', studyId: id };
  await makeBeep(runtime, { ...one, id: 'b1', plannedAt: '2026-01-06T10:00:00Z', openedAfter: 0.2 });
  await makeBeep(runtime, {
    ...one,
    id: 'b2',
    plannedAt: '2026-01-06T12:00:00Z',
    status: 'expired',
    number: 2,
  });
  await makeBeep(runtime, {
    ...one,
    id: 'b3',
    plannedAt: '2026-01-07T10:00:00Z',
    status: 'missed',
    studyDay: 2,
    sentAfter: null,
  });
  await makeBeep(runtime, {
    ...one,
    id: 'b4',
    plannedAt: '2026-01-07T12:00:00Z',
    status: 'partial',
    studyDay: 2,
    number: 2,
    openedAfter: 4,
  });
  await makeBeep(runtime, { ...one, id: 'p1', plannedAt: '2026-01-06T11:00:00Z', preview: true });
  await makeBeep(runtime, {
    ...one,
    id: 'e1',
    plannedAt: '2026-01-06T13:00:00Z',
    kind: 'event',
    sentAfter: null,
  });
  const two = { conversationId: '2', studyId: id, isTraining: true };
  await makeBeep(runtime, { ...two, id: 'b5', plannedAt: '2026-01-06T10:00:00Z', openedAfter: 50 });
  await makeBeep(runtime, {
    ...two,
    id: 'b6',
    plannedAt: '2026-01-06T14:00:00Z',
    status: 'planned',
    sentAfter: null,
    number: 2,
  });
  await makeResponse(runtime, { ...one, id: 'r1', text: words });
  await makeResponse(runtime, { ...one, id: 'r2', text: 'Ключи', startedAt: '2026-01-07T10:00:00Z' });
  await makeResponse(runtime, { ...one, id: 'rp', text: 'Показ', preview: true });
});
afterAll(() => api?.close());

describe('participants', () => {
  it('are listed by pseudonym with what they answered, and nothing that names them', async () => {
    const { body, text } = await api.ask('viewer', `GET studies/${id}/participants`);
    expect(body.items.map(({ pseudonym }) => pseudonym)).toEqual([olha, petro].toSorted());
    expect(body.items.find(({ pseudonym }) => pseudonym === olha)).toMatchObject({
      ...{ language: 'uk', zone: 'Europe/Kyiv', status: 'active', firstDate: '2026-01-05', trainingDay: 0 },
      ...{ sent: 3, completed: 1, excludeReason: null, quotationAllowed: true, aiAllowed: false },
    });
    for (const hidden of ['chat-', 'person-', 'conversation', 'sealed', 'reference'])
      expect(text).not.toContain(hidden);
    const training = await api.ask('viewer', `GET studies/${id}/participants?status=training`);
    expect(training.body.items.map(({ pseudonym }) => pseudonym)).toEqual([petro]);
    const page = await api.ask('viewer', `GET studies/${id}/participants?limit=1`);
    const rest = await api.ask('viewer', `GET studies/${id}/participants?limit=1&cursor=${page.body.cursor}`);
    expect([...page.body.items, ...rest.body.items]).toEqual(body.items);
    expect((await api.ask('viewer', `GET studies/${id}/participants/${olha}`)).body.participant).toEqual(
      body.items.find(({ pseudonym }) => pseudonym === olha),
    );
  });

  it('are asked through their Conversation, once each time', async () => {
    const { accepted } = api.runtime;
    accepted.length = 0;
    const path = `studies/${id}/participants/${petro}`;
    const change = { status: 'paused', trainingCompleted: true, excludeReason: 'was on a night shift' };
    const changed = await api.ask('owner', `PATCH ${path}`, change);
    expect([changed.status, changed.body]).toMatchObject([
      202,
      { pending: ['status', 'trainingCompleted'], participant: { excludeReason: 'was on a night shift' } },
    ]);
    const message = await api.ask('owner', `POST ${path}/messages`, { text: 'До завтра' });
    const again = await api.ask('owner', `POST ${path}/messages`, { text: 'До завтра' });
    const removed = await api.ask('owner', `DELETE ${path}`, { confirm: petro });
    expect([message.status, again.status, removed.status]).toEqual([202, 202, 202]);
    expect(accepted.map(({ content }) => [content.event, content.payload])).toEqual([
      ['esm.graduate', { completed: true }],
      ['esm.status', { status: 'paused' }],
      ...[
        ['esm.message', { text: 'До завтра' }],
        ['esm.message', { text: 'До завтра' }],
      ],
      ['esm.delete', {}],
    ]);
    expect(accepted[0]).toMatchObject({ bot: 'esm', channel: 'telegram', conversation: 'chat-2' });
    const back = await api.ask('owner', `PATCH ${path}`, { excludeReason: null });
    expect([back.status, back.body]).toMatchObject([
      200,
      { pending: [], participant: { excludeReason: null } },
    ]);
  });

  it('are not asked for what cannot be', async () => {
    const path = `studies/${id}/participants/${olha}`;
    expect((await api.ask('owner', `PATCH ${path}`, { status: 'unreachable' })).status).toBe(422);
    expect((await api.ask('owner', `PATCH ${path}`, {})).status).toBe(422);
    expect((await api.ask('coder', `PATCH ${path}`, { status: 'paused' })).status).toBe(403);
    expect(
      (await api.ask('owner', `PATCH studies/${id}/participants/AAAAAAAAAA`, { status: 'paused' })).status,
    ).toBe(404);
  });
});

describe('beeps', () => {
  it('are listed by their time in pages, previews left out, events among them', async () => {
    const pages: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await api.ask('viewer', `GET studies/${id}/beeps?limit=2${from}`);
      pages.push(...body.items);
      cursor = body.cursor;
    }
    expect(pages).toHaveLength(7);
    expect(pages).toMatchObject(['b1', 'b5', 'b2', 'e1', 'b6', 'b3', 'b4'].map((beep) => ({ id: beep })));
    expect(pages[0]).toMatchObject({
      pseudonym: olha,
      status: 'completed',
      sentAt: '2026-01-06T10:00:00.000Z',
    });
  });

  it('can be chosen by person, date, status and training', async () => {
    const ids = async (query: string) =>
      (await api.ask('viewer', `GET studies/${id}/beeps?${query}`)).body.items.map((beep) => beep.id);
    expect(await ids(`participant=${petro}`)).toEqual(['b5', 'b6']);
    expect(await ids('from=2026-01-07&to=2026-01-07')).toEqual(['b3', 'b4']);
    expect(await ids('status=missed')).toEqual(['b3']);
    expect(await ids('training=true')).toEqual(['b5', 'b6']);
    expect(await ids('training=false&to=2026-01-06')).toEqual(['b1', 'b2', 'e1']);
    expect((await api.ask('viewer', `GET studies/${id}/beeps?from=2026-02-30`)).status).toBe(400);
  });
});

describe('compliance', () => {
  it('is completed ÷ sent; failed, missed and cancelled stand beside it', async () => {
    const { body } = await api.ask('viewer', `GET studies/${id}/compliance`);
    expect(body.total).toEqual({
      ...{
        planned: 1,
        sent: 4,
        completed: 2,
        partial: 1,
        expired: 1,
        skipped: 0,
        failed: 0,
        missed: 1,
        cancelled: 0,
      },
      compliance: 0.5,
    });
    expect(body.days).toMatchObject([
      { studyDay: 1, sent: 3, completed: 2 },
      { studyDay: 2, sent: 1, missed: 1, compliance: 0 },
    ]);
    expect(body.blocks).toMatchObject([
      { block: 1, sent: 2 },
      { block: 2, sent: 2 },
    ]);
    expect(body.cells).toHaveLength(3);
    expect(body.cells).toContainEqual(
      expect.objectContaining({ pseudonym: olha, studyDay: 2, missed: 1, partial: 1 }),
    );
    const latency = body.latency as readonly { readonly fromSeconds: number; readonly count: number }[];
    expect(latency.filter(({ count }) => count > 0)).toEqual([
      { fromSeconds: 0, toSeconds: 30, count: 1 },
      { fromSeconds: 120, toSeconds: 300, count: 1 },
      { fromSeconds: 2700, toSeconds: null, count: 1 },
    ]);
  });

  it('is told with and without the training, and person by person', async () => {
    const only = await api.ask('viewer', `GET studies/${id}/compliance?training=true`);
    const without = await api.ask('viewer', `GET studies/${id}/compliance?training=false`);
    expect([only.body.total, without.body.total]).toMatchObject([{ sent: 1, compliance: 1 }, { sent: 3 }]);
    const first = await api.ask('viewer', `GET studies/${id}/compliance?limit=1`);
    const second = await api.ask(
      'viewer',
      `GET studies/${id}/compliance?limit=1&cursor=${first.body.cursor}`,
    );
    expect(first.body.cursor).not.toBeNull();
    expect(second.body.cursor).toBeNull();
    const people = [first, second].map(
      ({ body }) => (body.cells as readonly { pseudonym: string }[])[0]?.pseudonym,
    );
    expect(people).toEqual([olha, petro].toSorted());
    const empty = await api.ask('viewer', `GET studies/${await api.makeStudy('empty')}/compliance`);
    expect(empty.body).toMatchObject({
      total: { sent: 0, compliance: null },
      cells: [],
      days: [],
      cursor: null,
    });
  });
});

describe('responses', () => {
  const path = () => `studies/${id}/responses`;

  it('show counts and no words unless words are asked for', async () => {
    const { body, text } = await api.ask('viewer', `GET ${path()}`);
    expect(body.items.map((one) => one.id)).toEqual(['r1', 'r2']);
    expect(body.items[0]).toMatchObject({
      ...{ pseudonym: olha, instrument: 'des-9', status: 'completed', date: '2026-01-06', coders: 0 },
      answers: [{ item: 'moment_capture', latencyMs: 5000, characters: words.length, firstText: null }],
    });
    expect(text).not.toMatch(/чашки|Sealed/);
  });

  it('show words to coders, redacted or whole, and every viewing is in the audit', async () => {
    for (const mode of ['redacted', 'full']) {
      const refused = await api.ask('viewer', `GET ${path()}?texts=${mode}`);
      expect([refused.status, refused.body.code]).toEqual([403, 'role_insufficient']);
    }
    const redacted = (await api.ask('coder', `GET ${path()}?texts=redacted`)).text;
    expect(redacted).toContain('край чашки');
    expect(redacted).not.toContain('123 45 67');
    const full = await api.ask('coder', 'GET responses/r1?texts=full');
    expect(full.body.response).toMatchObject({ answers: [{ firstText: words, finalText: words }] });
    const { items } = (await api.ask('owner', `GET studies/${id}/audit`)).body;
    expect(items.filter(({ action }) => action === 'texts.view')).toMatchObject([
      { actor: 'The coder', pseudonym: olha, detail: { texts: 'full', responses: 1, response: 'r1' } },
      { actor: 'The coder', pseudonym: olha, detail: { texts: 'redacted', responses: 2 } },
    ]);
    const stored = JSON.stringify(await api.runtime.rows('SELECT * FROM esm_audit'));
    expect(stored).not.toContain(olha);
    expect(stored).not.toContain('чашки');
  });

  it('are not shown when the audit cannot be written', async () => {
    api.runtime.fail(new Error('The disk is full.'));
    const { status, text } = await api.ask('coder', 'GET responses/r1?texts=full');
    api.runtime.fail(null);
    expect(status).toBe(500);
    expect(text).not.toContain('чашки');
  });

  it('stand beside the examples of the golden standard that are most like them', async () => {
    const { status, body } = await api.ask('coder', 'GET responses/r1/examples?item=moment_capture');
    expect(status).toBe(200);
    expect(body.items).toHaveLength(3);
    const scores = body.items.map(({ score }) => Number(score));
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(body.items[0]).toMatchObject({
      text: expect.any(String),
      note: expect.any(String),
      value: expect.any(Number),
    });
    expect((await api.ask('coder', 'GET responses/r1/examples?item=mood')).status).toBe(404);
    expect((await api.ask('viewer', 'GET responses/r1/examples?item=moment_capture')).status).toBe(403);
  });

  it('of previews and of other ids are not found', async () => {
    for (const one of ['rp', 'none'])
      expect((await api.ask('coder', `GET responses/${one}`)).status).toBe(404);
  });
});

describe('annotations', () => {
  const path = 'responses/r1/annotations';

  it('keep one decision a coder, told apart by version, and notes sealed', async () => {
    const first = {
      phenomena: { innerSpeech: 'confirmed', feeling: 'unsure' },
      notes: ' слова вслух ',
      version: 0,
    };
    const saved = await api.ask('coder', `PUT ${path}`, first);
    expect([saved.status, saved.body.annotation]).toMatchObject([
      200,
      { coder: 'The coder', isOwn: true, notes: 'слова вслух', version: 1, phenomena: first.phenomena },
    ]);
    expect((await api.ask('coder', `PUT ${path}`, first)).body.code).toBe('revision_stale');
    expect((await api.ask('coder', `PUT ${path}`, { ...first, version: 2 })).status).toBe(409);
    const second = { phenomena: { innerSpeech: 'rejected' }, notes: null, version: 1 };
    expect((await api.ask('coder', `PUT ${path}`, second)).body.annotation).toMatchObject({
      version: 2,
      notes: null,
    });
    expect((await api.ask('owner', `PUT ${path}`, { ...first, version: 7 })).status).toBe(409);
    expect((await api.ask('owner', `PUT ${path}`, first)).status).toBe(200);
    const { items } = (await api.ask('coder', `GET ${path}`)).body;
    expect(items).toMatchObject([
      { coder: 'The coder', isOwn: true, notes: null },
      { coder: 'The owner', isOwn: false, notes: 'слова вслух' },
    ]);
    const rows = JSON.stringify(await api.runtime.rows('SELECT * FROM esm_annotations'));
    expect(rows).not.toContain('слова');
    const { items: lines } = (await api.ask('viewer', `GET studies/${id}/audit`)).body;
    expect(lines[0]).toMatchObject({
      action: 'notes.view',
      detail: { response: 'r1', notes: 1 },
      pseudonym: olha,
    });
    expect((await api.ask('viewer', `GET responses/r1`)).body.response).toMatchObject({ coders: 2 });
  });

  it('take the five phenomena and three decisions only, and no viewer', async () => {
    const odd = { phenomena: { innerHearing: 'confirmed', feeling: 'maybe' }, version: 0 };
    const { status, body } = await api.ask('coder', `PUT ${path}`, odd);
    expect([status, body.errors.length]).toEqual([422, 2]);
    expect((await api.ask('viewer', `PUT ${path}`, { phenomena: {}, version: 0 })).status).toBe(403);
    expect((await api.ask('viewer', `GET ${path}`)).status).toBe(403);
  });

  it('of two coders are compared by κ', async () => {
    await api.ask('coder', 'PUT responses/r2/annotations', {
      phenomena: { innerSpeech: 'confirmed' },
      version: 0,
    });
    await api.ask('owner', 'PUT responses/r2/annotations', {
      phenomena: { innerSpeech: 'confirmed' },
      version: 0,
    });
    const { items } = (await api.ask('viewer', `GET studies/${id}/agreement`)).body;
    expect(items).toEqual([
      {
        phenomenon: 'innerSpeech',
        coders: expect.arrayContaining(['The coder', 'The owner']),
        responses: 2,
        agreement: 0.5,
        kappa: 0,
      },
    ]);
  });
});

describe('exports', () => {
  it('are requested, begun, and given as a file when they are done', async () => {
    const asked = await api.ask('coder', `POST studies/${id}/exports`, {
      texts: 'redacted',
      from: '2026-01-06',
      delimiter: ';',
    });
    const one = asked.body.export as { readonly id: string; readonly filters: unknown };
    expect([asked.status, asked.body.export]).toMatchObject([
      202,
      { status: 'waiting', requestedBy: 'The coder' },
    ]);
    expect(one.filters).toEqual({
      texts: 'redacted',
      from: '2026-01-06',
      to: null,
      training: false,
      bom: false,
      delimiter: ';',
    });
    const file = `exports/${one.id}/file`;
    expect((await api.ask('coder', `GET ${file}`)).body.code).toBe('export_not_ready');
    const folder = await api.runtime.runtime.files();
    await mkdir(join(folder, 'exports'));
    await writeFile(join(folder, 'exports', 'one.zip'), 'PK data');
    const done = (name: string) =>
      api.runtime.rows(
        "UPDATE esm_exports SET status = 'done', file = $2 WHERE export_id = $1",
        one.id,
        name,
      );
    await done('exports/one.zip');
    const got = await api.ask('coder', `GET ${file}`);
    expect([got.status, got.text, got.headers['content-type']]).toEqual([200, 'PK data', 'application/zip']);
    expect(got.headers['content-disposition']).toBe(`attachment; filename="esm-${one.id}.zip"`);
    expect(
      (await api.ask(null, `GET ${file}`, undefined, { headers: { authorization: 'Bearer wrong' } })).status,
    ).toBe(401);
    expect((await api.ask('viewer', `GET ${file}`)).status).toBe(403);
    await done('../../etc/passwd');
    expect((await api.ask('coder', `GET ${file}`)).status).toBe(404);
    const { items } = (await api.ask('viewer', `GET studies/${id}/exports`)).body;
    expect(items).toMatchObject([{ id: one.id, status: 'done' }]);
    expect(JSON.stringify(items)).not.toContain('passwd');
  });

  it('with wrong filters are refused with every fault', async () => {
    const { status, body } = await api.ask('owner', `POST studies/${id}/exports`, {
      texts: 'all',
      from: 'June',
      rows: 1,
    });
    expect([status, [...new Set(body.errors.map(({ path }) => path))].toSorted()]).toEqual([
      422,
      ['from', 'rows', 'texts'],
    ]);
    const turned = await api.ask('owner', `POST studies/${id}/exports`, {
      from: '2026-02-01',
      to: '2026-01-01',
    });
    expect(turned.body.errors).toEqual([{ path: 'to', message: 'is before from' }]);
    expect((await api.ask('coder', 'GET exports/none')).status).toBe(404);
  });
});

describe('notices of deletions', () => {
  it('name a pseudonym until somebody acknowledges them', async () => {
    await api.runtime.rows(
      `INSERT INTO esm_deletion_notices (deletion_id, study_id, pseudonym, at) VALUES ('d1', $1, 'GONEGONE22', now())`,
      id,
    );
    const path = `studies/${id}/deletion-notices`;
    expect((await api.ask('viewer', `GET ${path}`)).body.items).toMatchObject([
      { id: 'd1', pseudonym: 'GONEGONE22' },
    ]);
    expect((await api.ask('coder', `POST ${path}/d1/acknowledge`, {})).status).toBe(204);
    expect((await api.ask('coder', `POST ${path}/d1/acknowledge`, {})).status).toBe(404);
    expect((await api.ask('viewer', `GET ${path}`)).body.items).toEqual([]);
    expect(JSON.stringify(await api.runtime.rows('SELECT * FROM esm_deletion_notices'))).not.toContain(
      'GONEGONE22',
    );
  });
});

describe('the validator and the figures', () => {
  it('answer as their own parts do', async () => {
    const { body } = await api.ask('viewer', 'POST validate', {
      text: 'I usually feel tense',
      language: 'en',
    });
    expect(body).toMatchObject({
      verdict: 'probe',
      source: 'local',
      grade: 'poor',
      classes: [{ id: 'generalisation' }],
    });
    const specific = await api.ask('viewer', 'POST validate', {
      text: 'I usually feel tense',
      item: 'specific',
      trainingDay: 3,
    });
    expect(specific.body.verdict).toBe('accept');
    expect(
      (await api.ask('viewer', 'POST validate', { language: 'fr', item: 'poem' })).body.errors,
    ).toHaveLength(3);
    expect((await api.ask('viewer', 'GET metrics')).body).toMatchObject({
      validationRequests: expect.any(Number),
    });
  });
});

describe('a link code', () => {
  it('is made for whoever asks', async () => {
    const { status, body } = await api.ask('viewer', 'POST link-codes');
    expect([status, body.code]).toEqual([201, expect.stringMatching(/^[A-Z2-9]{10}$/)]);
    expect(Date.parse(String(body.expiresAt))).toBe(api.runtime.clock.now() + 900_000);
  });
});
