import { ModelError, silentLogger } from 'opora';
import { type BotCheck, type BotRuntime, createMeter } from 'opora/app';
import { createVirtualClock } from 'opora/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDoctorChecks } from '../../src/doctor/doctor-checks.ts';
import type { EsmServices } from '../../src/esm-part.ts';
import { readEsmSettings } from '../../src/esm-settings.ts';
import { activityOf } from '../../src/metrics/activity.ts';
import { createEsmMetrics } from '../../src/metrics/esm-metrics.ts';
import { esmMetrics } from '../../src/metrics/metric-declarations.ts';
import { createLocalValidator, type LocalValidator } from '../../src/validator/local-validator.ts';
import { generateDataKey } from '../../src/vault/data-keys.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { type EsmDatabase, openEsmDatabase } from '../fakes/esm-database.ts';
import { accepted, addBeep, addPerson, addResponse } from '../fakes/figure-rows.ts';

type Status = 'healthy' | 'degraded' | 'unhealthy';

let database: EsmDatabase;
let clock = createVirtualClock(Date.now());

beforeAll(async () => {
  database = await openEsmDatabase();
});

afterAll(() => database?.close());

beforeEach(async () => {
  clock = createVirtualClock(Date.now());
  await database.run(`TRUNCATE esm_participants, esm_responses, esm_answers, esm_beeps, esm_daily_figures,
    esm_stale_figures, esm_studies, esm_researchers, heartbeats`);
});

interface Setting {
  readonly settings?: BotRuntime['settings'];
  readonly isDemo?: boolean;
  readonly url?: string;
  readonly query?: BotRuntime['database']['query'];
  readonly vault?: EsmServices['vault'];
  readonly validator?: LocalValidator;
  /** Shown by the clock as time that has passed. */
  readonly spentMs?: () => number;
}

const dataKey = generateDataKey();
const meter = createMeter({ declarations: esmMetrics });

/** The checks of one installation, by name. */
function open({
  settings: values = {},
  isDemo = false,
  url = 'https://esm.example.org',
  ...rest
}: Setting = {}) {
  const settings = readEsmSettings({ DATA_KEY: dataKey, ...values });
  const runtime = {
    ...{ logger: silentLogger, meter, isDemo, url, settings: values },
    clock: rest.spentMs === undefined ? clock : { ...clock, monotonic: rest.spentMs },
    database: rest.query === undefined ? database : { query: rest.query },
  };
  const services = {
    runtime: runtime as unknown as BotRuntime,
    settings,
    vault: rest.vault ?? (() => Promise.resolve(openVault(settings))),
  };
  const checks = createDoctorChecks(services, rest.validator);
  return async (name: string): ReturnType<BotCheck['run']> => {
    const check = checks.find((one) => one.name === name);
    if (check === undefined) throw new Error(`There is no check ${name}.`);
    return check.run();
  };
}

/** Runs one check and remembers nothing else of it. */
const statusOf = async (name: string, setting?: Setting): Promise<Status> =>
  (await open(setting)(name)).status;

test('a fresh installation without a key is well in every check', async () => {
  const checks = ['database', 'models', 'validators', 'ai-services', 'configuration', 'performance'];
  const ask = open({ isDemo: true, url: 'http://localhost:3000' });
  for (const name of [...checks, 'metrics', 'scheduler', 'deliveries', 'backup']) {
    const { status, detail } = await ask(name);
    expect([name, status, detail]).toEqual([name, 'healthy', expect.any(String)]);
  }
  expect(await ask('ai-services')).toMatchObject({
    detail: expect.stringContaining('local only (no API keys'),
  });
});

describe('each check can fail and clears:', () => {
  test('database', async () => {
    await addPerson(database, { id: 1 });
    await addResponse(database, { person: 1, responseId: 'r', startedAt: clock.now() });
    const away = open({ query: () => Promise.reject(new Error('connection refused')) });
    await expect(away('database')).rejects.toThrow('connection refused');
    expect(await open()('database')).toEqual({ status: 'healthy', detail: '1 participants, 1 responses' });
  });

  test('models', async () => {
    await addPerson(database, { id: 1 });
    await database.run(`UPDATE esm_participants SET golden_fields = golden_fields - 'achievements'`);
    expect(await open()('models')).toMatchObject({
      ...{ status: 'degraded', detail: '1 participants lack golden standard fields' },
      advice: 'Run `opora migrate up --only golden-standard-fields`.',
    });
    await database.run(`UPDATE esm_participants SET golden_fields = golden_fields || '{"achievements": []}'`);
    expect(await open()('models')).toEqual({ status: 'healthy', detail: 'golden standard fields present' });
  });

  test('validators', async () => {
    const rules = createLocalValidator();
    const lenient: LocalValidator = {
      validate: (text, options) => ({ ...rules.validate(text, options), verdict: 'accept', quality: 90 }),
    };
    expect(await open({ validator: lenient })('validators')).toMatchObject({
      ...{ status: 'unhealthy', detail: '3/6 texts as expected, good not above poor' },
    });
    expect(await open()('validators')).toEqual({
      ...{ status: 'healthy', detail: '6/6 texts as expected, good above poor' },
    });
    const plain = createLocalValidator({ goldenStandard: false });
    expect(await statusOf('validators', { validator: plain })).toBe('healthy');
  });

  test('ai-services, by what this process asked', async () => {
    const activity = activityOf(meter);
    const ask = (outcome: 'answered' | 'timeout' | 'limited', fromCache = false): void =>
      activity.asked({ provider: 'openai', outcome, fromCache });
    for (let index = 0; index < 5; index += 1) ask('timeout');
    expect(await open()('ai-services')).toMatchObject({
      ...{ status: 'degraded', detail: '5 of the last 5 checks by a model failed' },
    });
    // What no model was asked for says nothing about models.
    for (let index = 0; index < 10; index += 1) ask('answered', true);
    for (let index = 0; index < 10; index += 1) ask('limited');
    expect(await statusOf('ai-services')).toBe('degraded');
    for (let index = 0; index < 6; index += 1) ask('answered');
    expect(await statusOf('ai-services')).toBe('healthy');
    expect(await open({ settings: { AI_ENABLE_SMART_VALIDATION: false } })('ai-services')).toEqual({
      ...{ status: 'healthy', detail: 'local only (switched off)' },
    });
  });

  test('ai-services, by what the database says of other processes', async () => {
    await addPerson(database, { id: 1 });
    await database.run(`UPDATE esm_participants SET study_id = 's', consent_parts = '{"aiProvider": true}'`);
    await database.run(`INSERT INTO esm_studies (study_id, title, languages, status, pseudonym_secret, plan_seed,
      contact, support_text, ai_allowed, created_at)
      VALUES ('s', 'S', '["en"]', 'draft', '', 'x', '{}', '{}', true, now())`);
    const judge = async (id: string, agoMs: number, source: 'ai' | 'local'): Promise<void> => {
      const classes = [{ id: 'vague', confidence: 0.5, start: 0, end: 1 }];
      const startedAt = clock.now() - agoMs;
      await addResponse(database, {
        ...{ person: 1, responseId: id, startedAt, judged: { ...accepted, source, classes } },
      });
      await database.run(`UPDATE esm_responses SET study_id = 's'`);
    };
    await judge('earlier', 3 * 3_600_000, 'ai');
    for (let index = 0; index < 5; index += 1) await judge(`late-${index}`, 60_000 * index, 'local');
    expect(await open()('ai-services')).toMatchObject({
      ...{ status: 'degraded', detail: 'no model has judged for an hour; 5 reports went without' },
    });
    await judge('again', 1_000, 'ai');
    expect(await open()('ai-services')).toEqual({
      ...{ status: 'healthy', detail: '2 reports judged with a model in 24 h' },
    });
  });

  test('configuration', async () => {
    const advice = async (setting?: Setting): Promise<string> =>
      (await open(setting)('configuration')).advice ?? '';
    expect(await open()('configuration')).toEqual({ status: 'healthy', detail: '7/7 checks passed' });
    await database.run(`INSERT INTO esm_studies (study_id, title, languages, status, pseudonym_secret, plan_seed,
      contact, support_text, created_at)
      VALUES ('s', 'Sleep', '["uk", "en"]', 'open', '', 'x', '{"uk": "a"}', '{"en": "b"}', now())`);
    const faulty = await open({
      ...{ url: 'http://localhost:3000', settings: { TRAINING_DAYS: 9 } },
      vault: () => Promise.reject(new Error('no key')),
    })('configuration');
    expect(faulty).toMatchObject({ status: 'degraded', detail: '0/7 checks passed' });
    for (const part of [
      'no key',
      'ESM_TRAINING_DAYS',
      'protocol',
      'support text',
      'contact',
      'researcher add',
    ]) {
      expect(faulty.advice).toContain(part);
    }
    expect(faulty.advice).toContain('PUBLIC_URL');
    await database.run(
      `UPDATE esm_studies SET protocol_version = 1, instrument_version = 1, consent_version = 1`,
    );
    expect(await advice()).not.toContain('protocol');
    await database.run(`UPDATE esm_studies SET contact = '{"uk": "a", "en": "a"}'`);
    expect(await advice()).not.toContain('contact');
    await database.run(`UPDATE esm_studies SET support_text = '{"uk": "b", "en": "b"}'`);
    expect(await advice()).not.toContain('support text');
    await database.run(`INSERT INTO esm_researchers (researcher_id, name, role, token_hash, created_at)
      VALUES ('r', 'R', 'owner', 'h', now())`);
    expect(await open()('configuration')).toEqual({ status: 'healthy', detail: '7/7 checks passed' });
  });

  test('performance', async () => {
    const slowly: BotRuntime['database']['query'] = async () => {
      await clock.advance(501);
      return [];
    };
    expect(await open({ query: slowly })('performance')).toMatchObject({
      ...{ status: 'degraded', detail: expect.stringMatching(/database 501 ms$/) },
    });
    const rules = createLocalValidator();
    let spentMs = 0;
    const pondering: LocalValidator = {
      validate(text, options) {
        spentMs += 21;
        return rules.validate(text, options);
      },
    };
    expect(await open({ validator: pondering, spentMs: () => spentMs })('performance')).toMatchObject({
      ...{ status: 'degraded', detail: 'validation 21.0 ms, database 0 ms' },
    });
    expect(await open()('performance')).toMatchObject({
      ...{ status: 'healthy', detail: expect.stringMatching(/^validation \d+\.\d ms, database \d+ ms$/) },
    });
  });

  test('metrics', async () => {
    await addPerson(database, { id: 1 });
    await addResponse(database, { person: 1, responseId: 'r', startedAt: clock.now() });
    expect(await open()('metrics')).toMatchObject({
      ...{ status: 'degraded', detail: 'the figures were never counted' },
    });
    const metrics = createEsmMetrics({
      ...{ clock, logger: silentLogger, meter, database },
      write: (statements) => database.write(statements),
    });
    await metrics.getMetrics();
    expect(await statusOf('metrics')).toBe('healthy');
    await clock.advance(3_600_000);
    expect(await open()('metrics')).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining('ago'),
    });
    expect(await statusOf('metrics')).toBe('degraded');
  });

  test('scheduler', async () => {
    await addPerson(database, { id: 1 });
    await addBeep(database, { person: 1, beepId: 'b', plannedAt: clock.now() - 60_000 });
    expect(await open()('scheduler')).toMatchObject({
      ...{ status: 'degraded', detail: '1 beeps are due and not sent, the oldest for 60 s' },
    });
    await clock.advance(301_000);
    expect(await statusOf('scheduler')).toBe('unhealthy');
    await database.run(`UPDATE esm_beeps SET status = 'sent', sent_at = now()`);
    expect(await open()('scheduler')).toEqual({ status: 'healthy', detail: 'beeps leave on time' });
  });

  test('deliveries', async () => {
    await addPerson(database, { id: 1 });
    const plannedAt = clock.now() - 3_600_000;
    const add = (id: string, status: string): Promise<void> =>
      addBeep(database, {
        ...{ person: 1, beepId: id, plannedAt, status },
        ...(status === 'failed' ? {} : { sentAt: plannedAt + 1_000 }),
      });
    for (let index = 0; index < 6; index += 1) await add(`f${index}`, 'failed');
    expect(await statusOf('deliveries')).toBe('unhealthy');
    for (let index = 0; index < 12; index += 1) await add(`s${index}`, 'completed');
    expect(await open()('deliveries')).toMatchObject({
      ...{ status: 'degraded', detail: '6 of 18 beeps of the last 24 h were not delivered' },
    });
    await clock.advance(24 * 3_600_000);
    expect(await statusOf('deliveries')).toBe('healthy');
  });

  test('backup', async () => {
    expect(await open()('backup')).toMatchObject({ status: 'degraded', detail: 'there is no backup yet' });
    expect(await statusOf('backup', { isDemo: true })).toBe('healthy');
    await database.run(
      `INSERT INTO heartbeats (name, beat_at) VALUES ('backup', now() - interval '3 hours')`,
    );
    expect(await open()('backup')).toEqual({
      status: 'healthy',
      detail: expect.stringMatching(/^[23] h old$/),
    });
    await clock.advance(40 * 3_600_000);
    expect(await open()('backup')).toMatchObject({
      status: 'degraded',
      detail: expect.stringMatching(/^4[23] h old$/),
    });
    await database.run(`UPDATE heartbeats SET beat_at = now() + interval '39 hours' WHERE name = 'backup'`);
    expect(await statusOf('backup')).toBe('healthy');
  });
});

test('a check that throws is a finding of the runtime, not of the bot: nothing is swallowed', async () => {
  const away = open({ query: () => Promise.reject(new ModelError('model_failed')) });
  for (const name of [
    'database',
    'models',
    'metrics',
    'scheduler',
    'deliveries',
    'configuration',
    'backup',
  ]) {
    await expect(away(name)).rejects.toThrow();
  }
});
