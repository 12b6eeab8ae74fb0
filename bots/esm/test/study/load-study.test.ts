import type { Json } from 'opora';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { des9 } from '../../src/des-9.ts';
import { currentConsent } from '../../src/joining/consent-text.ts';
import { insertInvite } from '../../src/postgres/study/insert-invite.ts';
import { insertVersion } from '../../src/postgres/study/insert-version.ts';
import { revokeInvite } from '../../src/postgres/study/revoke-invite.ts';
import { useInvite } from '../../src/postgres/study/use-invite.ts';
import { hashDefinition } from '../../src/study/check-definition.ts';
import { defaultProtocol } from '../../src/study/default-protocol.ts';
import {
  loadConsent,
  loadInstrument,
  loadProtocol,
  loadStudy,
  loadStudyByInvite,
  loadStudySecret,
  loadStudyWords,
  loadVersion,
} from '../../src/study/load-study.ts';
import { demoStudyId, seedDemo } from '../../src/study/seed-demo.ts';
import { openTestRuntime, type TestRuntime } from './support/test-runtime.ts';

let runtime: TestRuntime;

beforeAll(async () => {
  runtime = await openTestRuntime({ demo: true });
  await seedDemo(runtime);
});
afterAll(() => runtime?.close());

const today = { date: '2026-01-05', zone: 'Europe/Kyiv' };

test('the demo is an open study in three languages with everything a participant needs', async () => {
  const context = runtime.turn();
  const found = await loadStudyByInvite(context, 'DEMO');
  expect(found).toMatchObject({ refusal: null, code: 'demo', study: { id: 'demo', status: 'open' } });
  const { study } = found;
  if (study === null) return;
  expect(study.languages).toEqual(['ru', 'uk', 'en']);
  expect((await loadProtocol(context, study, today))?.definition.schedules.map(({ kind }) => kind)).toEqual([
    'signal',
    'event',
  ]);
  expect(await loadInstrument(context, study, today, 'day')).toEqual({ version: 1, definition: des9 });
  const consent = await loadConsent(context, study, today);
  expect(consent?.definition.text).toEqual(currentConsent.text);
  expect((await loadStudyWords(context, demoStudyId))?.contact.uk).toContain('/esm/researcher');
});

test('laying the demo again changes nothing', async () => {
  const before = await runtime.rows(
    'SELECT * FROM esm_studies, esm_study_versions, esm_invites ORDER BY kind',
  );
  await seedDemo(runtime);
  await Promise.all([seedDemo(runtime), seedDemo(runtime)]);
  expect(
    await runtime.rows('SELECT * FROM esm_studies, esm_study_versions, esm_invites ORDER BY kind'),
  ).toEqual(before);
  expect(before).toHaveLength(3);
});

test('what the journal of a Turn keeps is small, and read once', async () => {
  const steps = new Map<string, Json>();
  const context = runtime.turn(steps);
  const [study, again] = await Promise.all([
    loadStudy(context, demoStudyId),
    loadStudy(context, demoStudyId),
  ]);
  expect(again).toBe(study);
  if (study === null) throw new Error('The demo is missing.');
  for (const load of [loadProtocol, loadConsent] as const) await load(context, study, today);
  await loadInstrument(context, study, today, null);
  expect([...steps.keys()]).toEqual(['study:demo']);
  expect(JSON.stringify([...steps.values()]).length).toBeLessThan(800);
});

test('definitions come from the cache and cannot be changed', async () => {
  const first = runtime.turn();
  const study = await loadStudy(first, demoStudyId);
  if (study === null) throw new Error('The demo is missing.');
  const protocol = await loadProtocol(first, study, today);
  const offline = {
    ...runtime.turn(),
    database: { query: () => Promise.reject(new Error('The cache was not used.')) },
  };
  expect((await loadProtocol(offline, study, today))?.definition).toBe(protocol?.definition);
  expect(() => Object.assign(protocol?.definition.waves[0] ?? {}, { days: 1 })).toThrow(TypeError);
});

test('the secret of the pseudonyms is sealed in the table and in the journal', async () => {
  const steps = new Map<string, Json>();
  const vault = await runtime.vault();
  const secret = await loadStudySecret(runtime.turn(steps), vault, demoStudyId);
  expect(Buffer.from(secret, 'base64')).toHaveLength(32);
  const [row] = await runtime.rows<{ pseudonym_secret: Buffer }>('SELECT pseudonym_secret FROM esm_studies');
  expect(row?.pseudonym_secret.includes(Buffer.from(secret))).toBe(false);
  expect(JSON.stringify([...steps.values()])).not.toContain(secret);
  await expect(loadStudySecret(runtime.turn(), vault, 'none')).rejects.toThrow('no study none');
});

test('a version added to an open study holds from the next local day, and the old one is still found', async () => {
  const changedAt = runtime.clock.now();
  const shorter = { ...defaultProtocol, waves: [{ name: 'short', startDay: 1, days: 4 }] };
  const [{ revision } = { revision: 0 }] = await runtime.rows<{ revision: number }>(
    'SELECT revision FROM esm_studies',
  );
  const version = {
    ...{ studyId: demoStudyId, revision, kind: 'protocol' as const, version: 2, name: '' },
    ...{ definition: shorter as unknown as Json, hash: hashDefinition(shorter as unknown as Json) },
    ...{ by: 'test', at: changedAt },
  };
  await runtime.runtime.write([insertVersion(version)]);
  await expect(runtime.runtime.write([insertVersion({ ...version, version: 3 })])).rejects.toThrow('0 rows');
  const wavesOn = async (date: string): Promise<string | undefined> => {
    const context = runtime.turn();
    const study = await loadStudy(context, demoStudyId);
    if (study === null) throw new Error('The demo is missing.');
    return (await loadProtocol(context, study, { date, zone: 'UTC' }))?.definition.waves[0]?.name;
  };
  expect([await wavesOn('2026-01-05'), await wavesOn('2026-01-06')]).toEqual(['main', 'short']);
  await runtime.clock.advance(10 * 86_400_000);
  const context = runtime.turn();
  const study = await loadStudy(context, demoStudyId);
  expect(study?.versions.filter(({ kind }) => kind === 'protocol').map(({ version }) => version)).toEqual([
    2,
  ]);
  const old = await loadVersion(context, demoStudyId, 'protocol', 1);
  expect(old?.definition).toMatchObject({ waves: [{ name: 'main' }] });
  expect(await loadVersion(context, demoStudyId, 'protocol', 9)).toBeNull();
  expect(await loadStudy(context, 'none')).toBeNull();
});

test('of many who use an invitation at once exactly as many join as it allows', async () => {
  const { write } = runtime.runtime;
  const at = runtime.clock.now();
  const invite = { code: 'three', studyId: demoStudyId, maxUses: 3, expiresAt: at + 1000, by: 'test', at };
  await write([insertInvite(invite)]);
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => write([useInvite('three', at)])));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect((await loadStudyByInvite(runtime.turn(), 'three')).refusal).toBe('used-up');
  await write([insertInvite({ ...invite, code: 'later', maxUses: null })]);
  await expect(write([useInvite('later', at + 1000)])).rejects.toThrow('0 rows');
  await write([revokeInvite(demoStudyId, 'later', at)]);
  await expect(write([useInvite('later', at)])).rejects.toThrow('0 rows');
  expect((await loadStudyByInvite(runtime.turn(), 'later')).refusal).toBe('revoked');
  expect((await loadStudyByInvite(runtime.turn(), 'nobody')).refusal).toBe('unknown');
  expect((await loadStudyByInvite(runtime.turn(), '<b>')).refusal).toBe('unknown');
});
