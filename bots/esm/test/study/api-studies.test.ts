import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useInvite } from '../../src/postgres/study/use-invite.ts';
import { defaultProtocol } from '../../src/study/default-protocol.ts';
import { loadStudyByInvite } from '../../src/study/load-study.ts';
import { openTestApi, type TestApi } from './support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api?.close());

const des9 = readFileSync(new URL('../../instruments/des-9.yaml', import.meta.url), 'utf8');
const yaml = { 'content-type': 'application/yaml' };
const paths = (errors: readonly { readonly path: string }[]): readonly string[] =>
  errors.map(({ path }) => path);

describe('a study', () => {
  it('begins as a draft with a protocol and des-9, and keeps its secrets to itself', async () => {
    const { status, body, text } = await api.ask('owner', 'POST studies', {
      ...{ title: ' Moments ', languages: ['uk', 'en'], protocol: defaultProtocol, feedback: 'live' },
    });
    expect(status).toBe(201);
    expect(body.study).toMatchObject({
      ...{ title: 'Moments', status: 'draft', languages: ['uk', 'en'], aiAllowed: false, feedback: 'live' },
      ...{
        retentionDays: 730,
        protocolVersion: 1,
        instrumentVersion: 1,
        consentVersion: null,
        deletesAt: null,
      },
    });
    expect(body.id).toBe(body.study.id);
    expect(Object.keys(body.study.supportText).toSorted()).toEqual(['en', 'uk']);
    expect(text).not.toMatch(/secret|planSeed/);
    expect((await api.ask('viewer', `GET studies/${body.study.id}`)).body.study).toEqual(body.study);
  });

  it('is listed newest first, in pages', async () => {
    for (const title of ['one', 'two', 'three']) {
      await api.runtime.clock.advance(1000);
      await api.ask('owner', 'POST studies', { title, languages: ['en'] });
    }
    const first = await api.ask('viewer', 'GET studies?limit=2');
    expect(first.body.items.map(({ title }) => title)).toEqual(['three', 'two']);
    const second = await api.ask('viewer', `GET studies?limit=2&cursor=${first.body.cursor}`);
    expect(second.body.items[0]).toMatchObject({ title: 'one' });
    const whole = await api.ask('viewer', 'GET studies');
    expect(whole.body.cursor).toBeNull();
  });

  it('is not found under another id', async () => {
    for (const request of ['GET studies/none', 'POST studies/none/open', 'GET studies/none/plan']) {
      expect((await api.ask('owner', request)).status, request).toBe(404);
    }
  });

  it('changes only from the revision that was seen', async () => {
    const id = await api.makeStudy();
    const { study } = (await api.ask('owner', `GET studies/${id}`)).body;
    const change = { title: 'Light', contact: { en: 'Write to Olha' }, revision: study.revision };
    const changed = await api.ask('owner', `PATCH studies/${id}`, change);
    expect(changed.body.study).toMatchObject({
      title: 'Light',
      contact: { en: 'Write to Olha' },
      retentionDays: 730,
    });
    const stale = await api.ask('owner', `PATCH studies/${id}`, { ...change, title: 'Dark' });
    expect([stale.status, stale.body.code]).toEqual([409, 'revision_stale']);
    const both = await Promise.all(
      ['a', 'b'].map((title) =>
        api.ask('owner', `PATCH studies/${id}`, { title, revision: changed.body.study.revision }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('opening', () => {
  it('lists everything that is missing, with paths', async () => {
    const made = await api.ask('owner', 'POST studies', {
      ...{ title: 'x', languages: ['en'], supportText: {} },
      protocol: { ...defaultProtocol, schedules: [{ kind: 'signal', name: 'day', instrument: 'evening' }] },
    });
    expect(made.body.warnings).toEqual([]);
    const { status, body } = await api.ask('owner', `POST studies/${made.body.study.id}/open`);
    expect(status).toBe(422);
    expect(paths(body.errors)).toEqual(['protocol.schedules.0.instrument', 'consent', 'supportText.en']);
  });

  it('asks for texts in languages that a draft got later', async () => {
    const { body } = await api.ask('owner', 'POST studies', { title: 'x', languages: ['en'] });
    const { id } = body.study;
    await api.ask('owner', `POST studies/${id}/consents`, { text: { en: 'Taking part' } });
    await api.ask('owner', `PATCH studies/${id}`, { languages: ['en', 'ru'] });
    const opened = await api.ask('owner', `POST studies/${id}/open`);
    expect(paths(opened.body.errors)).toEqual(['consent.text.ru', 'supportText.ru']);
  });

  it('leads through open ⇄ frozen → closed and refuses every other way', async () => {
    const id = await api.makeStudy();
    const step = async (verb: string): Promise<string> => {
      const { status, body } = await api.ask('owner', `POST studies/${id}/${verb}`);
      return status === 200 ? body.study.status : `${status} ${body.code}`;
    };
    const wrong = '409 status_wrong';
    expect([await step('freeze'), await step('close')]).toEqual([wrong, wrong]);
    expect([await step('open'), await step('open')]).toEqual(['open', wrong]);
    expect([await step('freeze'), await step('freeze'), await step('open')]).toEqual([
      'frozen',
      wrong,
      'open',
    ]);
    const languages = await api.ask('owner', `PATCH studies/${id}`, { languages: ['en'] });
    expect(languages.body.code).toBe('languages_fixed');
    expect([await step('close'), await step('open'), await step('close')]).toEqual(['closed', wrong, wrong]);
    const { study } = (await api.ask('owner', `GET studies/${id}`)).body;
    const days = (Date.parse(study.deletesAt ?? '') - Date.parse(study.closedAt ?? '')) / 86_400_000;
    expect(days).toBe(730);
    for (const request of [`PATCH studies/${id}`, `POST studies/${id}/invites`]) {
      expect((await api.ask('owner', request, {})).body.code, request).toBe('study_not_changeable');
    }
  });

  it('happens once when two researchers do it together', async () => {
    const id = await api.makeStudy();
    const both = await Promise.all([1, 2].map(() => api.ask('owner', `POST studies/${id}/open`)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('versions', () => {
  it('are added as JSON or YAML, with warnings, and never change', async () => {
    const id = await api.makeStudy();
    const short = { ...defaultProtocol, waves: [{ name: 'short', startDay: 1, days: 2 }] };
    const added = await api.ask('owner', `POST studies/${id}/protocols`, short);
    expect([added.status, added.body]).toMatchObject([201, { version: 2, warnings: [{ path: 'waves' }] }]);
    const again = await api.ask('owner', `POST studies/${id}/protocols`, short);
    expect([again.status, again.body.version]).toEqual([200, 2]);
    const text = des9.replace('version: 1', 'version: 2').replace('challenge', 'difficulty');
    const questions = await api.ask('owner', `POST studies/${id}/instruments`, undefined, {
      payload: text,
      headers: yaml,
    });
    expect([questions.status, questions.body]).toEqual([201, { version: 2, warnings: [] }]);
    const { items } = (await api.ask('viewer', `GET studies/${id}/instruments`)).body;
    expect(items).toMatchObject([
      { version: 2, name: 'des-9', createdBy: 'The owner', inForceAt: null, definition: { version: 2 } },
      { version: 1, definition: { version: 1 } },
    ]);
    expect((await api.ask('viewer', `GET studies/${id}/instruments/1`)).body).toEqual(items[1]);
    for (const version of ['9', '0', 'x', '99999999999']) {
      expect((await api.ask('viewer', `GET studies/${id}/instruments/${version}`)).status).toBe(404);
    }
    await expect(api.runtime.rows('UPDATE esm_study_versions SET definition = $1', '{')).rejects.toThrow();
  });

  it('hold from the next local day in an open study', async () => {
    const id = await api.makeStudy();
    await api.ask('owner', `POST studies/${id}/open`);
    await api.ask('owner', `POST studies/${id}/protocols`, {
      ...defaultProtocol,
      hours: { start: '10:00', end: '20:00' },
    });
    const { items } = (await api.ask('viewer', `GET studies/${id}/protocols`)).body;
    expect(items.map(({ inForceAt }) => inForceAt)).toEqual([
      new Date(api.runtime.clock.now()).toISOString(),
      null,
    ]);
  });

  it('are refused with every fault, its path and its line', async () => {
    const id = await api.makeStudy();
    const broken = des9.replace('type: text', 'type: poem').replace('max: 9', 'max: -9');
    const { status, body } = await api.ask('owner', `POST studies/${id}/instruments`, undefined, {
      payload: broken,
      headers: yaml,
    });
    expect(status).toBe(422);
    expect(body.errors.length).toBeGreaterThan(1);
    for (const fault of body.errors)
      expect(fault).toMatchObject({ message: expect.any(String), line: expect.any(Number) });
    const consent = await api.ask('owner', `POST studies/${id}/consents`, {
      text: { en: 'x' },
      parts: { music: {} },
    });
    expect([consent.status, paths(consent.body.errors)]).toEqual([422, ['parts']]);
    const lacking = await api.ask('owner', `POST studies/${id}/consents`, { text: { en: 'x' } });
    expect(paths(lacking.body.errors)).toEqual(['text.ru', 'text.uk']);
    for (const payload of [undefined, null]) {
      expect((await api.ask('owner', `POST studies/${id}/protocols`, payload)).status).toBe(400);
    }
  });

  it('of an instrument keep one number for one questionnaire', async () => {
    const id = await api.makeStudy();
    const payload = des9.replace('challenge', 'difficulty');
    const { status, body } = await api.ask('owner', `POST studies/${id}/instruments`, undefined, {
      payload,
      headers: yaml,
    });
    expect([status, body.errors]).toMatchObject([
      422,
      [{ path: 'version', message: 'version 1 of des-9 exists with other questions' }],
    ]);
  });

  it('are not lost when two researchers add them together', async () => {
    const id = await api.makeStudy();
    const tries = await Promise.all(
      [8, 9].map((days) =>
        api.ask('owner', `POST studies/${id}/protocols`, {
          ...defaultProtocol,
          waves: [{ name: 'main', startDay: 1, days }],
        }),
      ),
    );
    const { items } = (await api.ask('viewer', `GET studies/${id}/protocols`)).body;
    expect(items).toHaveLength(1 + tries.filter(({ status }) => status === 201).length);
    expect(tries.every(({ status }) => status === 201 || status === 409)).toBe(true);
  });

  it('up to 1 MiB are taken', async () => {
    const id = await api.makeStudy();
    const long = { text: { ru: 'я'.repeat(12_000), uk: 'ю'.repeat(12_000), en: 'x'.repeat(12_000) } };
    expect((await api.ask('owner', `POST studies/${id}/consents`, long)).status).toBe(201);
    const payload = 'x'.repeat(1_100_000);
    expect(
      (await api.ask('owner', `POST studies/${id}/consents`, undefined, { payload, headers: yaml })).status,
    ).toBe(413);
  });
});

describe('an invitation', () => {
  it('gets a code and links, and is listed with its uses', async () => {
    const id = await api.makeStudy();
    await api.ask('owner', `POST studies/${id}/open`);
    const now = api.runtime.clock.now();
    const expiresAt = new Date(now + 86_400_000).toISOString();
    const made = await api.ask('owner', `POST studies/${id}/invites`, { maxUses: 2, expiresAt });
    const code = String(made.body.code);
    expect([made.status, made.body]).toEqual([
      201,
      {
        code,
        telegram: `https://t.me/test_bot?start=${code}`,
        web: `http://localhost:3000/esm/chat?invite=${code}`,
      },
    ]);
    await api.runtime.runtime.write([useInvite(code, now)]);
    const { items } = (await api.ask('viewer', `GET studies/${id}/invites`)).body;
    expect(items).toMatchObject([
      { code, maxUses: 2, uses: 1, expiresAt, createdBy: 'The owner', revokedAt: null },
    ]);
    expect((await api.ask('owner', `DELETE studies/${id}/invites/${code}`)).status).toBe(204);
    expect((await api.ask('owner', `DELETE studies/${id}/invites/${code}`)).status).toBe(404);
    expect((await loadStudyByInvite(api.runtime.turn(), code)).refusal).toBe('revoked');
    const past = await api.ask('owner', `POST studies/${id}/invites`, {
      expiresAt: '2020-01-01T00:00:00Z',
      maxUses: 0,
    });
    expect(paths(past.body.errors)).toEqual(['maxUses']);
    expect(
      (await api.ask('owner', `POST studies/${id}/invites`, { expiresAt: '2020-01-01T00:00:00Z' })).status,
    ).toBe(422);
  });
});

describe('the audit', () => {
  it('tells who did what, in pages, newest first', async () => {
    const id = await api.makeStudy();
    await api.ask('owner', `PATCH studies/${id}`, { aiAllowed: true });
    await api.ask('owner', `POST studies/${id}/open`);
    const page = await api.ask('viewer', `GET studies/${id}/audit?limit=2`);
    expect(page.body.items).toMatchObject([
      { actor: 'The owner', action: 'study.open', detail: { from: 'draft' }, pseudonym: null },
      { actor: 'The owner', action: 'study.change', detail: { changed: ['aiAllowed'] } },
    ]);
    const rest = await api.ask('viewer', `GET studies/${id}/audit?limit=9&cursor=${page.body.cursor}`);
    expect(rest.body.items.map(({ action }) => action)).toEqual(['consent.add', 'study.create']);
  });
});
