import { systemClock } from 'opora';
import { expect, type TestContext, test } from 'vitest';
import { createLlmEmulator, type LlmEmulator } from '../../../../emulators/src/llm/index.ts';
import { aiTexts } from '../../src/texts/parts/ai.ts';
import { usualProtocol } from '../support/open-study.ts';
import { Installation } from '../support/product.ts';
import { Actor, WebDoor } from './support/actor.ts';
import { doubtfulReports, isDoubtful } from './support/doubtful-reports.ts';
import { RealTime } from './support/real-time.ts';

/** Somebody at a product with a provider of its own: both tests wait long, and need not wait for each other. */
interface Reader {
  readonly one: Actor;
  readonly emulator: LlmEmulator;
  readonly installation: Installation;
  readonly time: RealTime;
}

/** Somebody who lets the provider read their texts, in an open survey. */
async function open({ onTestFinished }: TestContext, env: Readonly<Record<string, string>>): Promise<Reader> {
  const emulator = createLlmEmulator();
  await emulator.start();
  onTestFinished(() => emulator.stop());
  const installation = await Installation.open({
    env: {
      ...{ OPENAI_API_KEY: 'sk-very-secret-key-0123456789abcdef', OPENAI_BASE_URL: emulator.url },
      ...{
        OPORA_MODEL: 'openai:gpt-4.1-mini',
        OPORA_MODERATION_MODEL: 'none',
        OPORA_MODEL_RETRY_BASE: '5ms',
      },
      ...env,
    },
  });
  onTestFinished(() => installation.close());
  const time = new RealTime(installation.database.connectionString);
  onTestFinished(() => time.end());
  const code = await installation.openStudy(await installation.addOwner(), usualProtocol, {
    aiAllowed: true,
  });
  const one = new Actor(new WebDoor(installation, 'reader'), 'en', () => time.settle());
  await one.say(`/start ${code}`);
  await one.press('English');
  await one.press(`☐ ${one.part.partAi}`);
  await one.press(one.texts.agree);
  await one.say('Kyiv');
  await one.press(one.part.keepHours);
  expect(await one.say('/survey')).toContain('1/9');
  return { one, emulator, installation, time };
}

let written = 0;
/** A report that the rules are in doubt about and no cache knows. */
function doubtful(): string {
  for (;;) {
    written += 1;
    const text =
      `${doubtfulReports[written % doubtfulReports.length]} ${'x'.repeat(Math.floor(written / doubtfulReports.length) % 7)}`.trim();
    const told = `${text} (${written})`;
    if (isDoubtful(told)) return told;
  }
}

/** Reports once more, in a new survey where the last one went on; returns what was said and who judged. */
async function report({ one, time }: Reader, text = doubtful()): Promise<{ said: string; source: string }> {
  if (!((await one.heard()).at(-1) ?? '').includes('1/9')) {
    await one.say('/cancel');
    await one.say('/survey');
  }
  const said = await one.say(text);
  const [row] = await time.rows<{ source: string }>(
    "SELECT validation ->> 'source' AS source FROM esm_answers WHERE item_id = 'moment_capture' ORDER BY answered_at DESC LIMIT 1",
  );
  return { said, source: row?.source ?? 'none' };
}

const judged = async (reader: Reader, text?: string): Promise<string> => (await report(reader, text)).source;
const opinion = { verdict: 'accept', classes: [], phenomena: [], confidence: 0.5 };

interface Health {
  readonly status: string;
  readonly checks: readonly { readonly name: string; readonly status: string }[];
}

async function health({
  installation,
}: Reader): Promise<{ readonly all: string; readonly models: string | undefined }> {
  const found = (await (await fetch(`${installation.url}/healthz`)).json()) as Health;
  return { all: found.status, models: found.checks.find(({ name }) => name === 'models')?.status };
}

test.concurrent('scenario 14: the provider hangs, then sends prose: local within 10 s, the breaker opens, health warns, no caching', async (context) => {
  const reader = await open(context, { OPORA_MODEL_BREAKER_FAILURES: '2', OPORA_MODEL_BREAKER_OPEN: '3s' });
  const { one, emulator } = reader;
  emulator.addFault({ kind: 'hang', count: 0 });
  const startedAt = systemClock.monotonic();
  const first = await report(reader);
  expect(first.source).toBe('local');
  // Ten seconds for the provider, and the quiet time of the Burst before.
  expect(systemClock.monotonic() - startedAt).toBeLessThan(14_000);
  expect(await one.say('/survey')).toMatch(/[12]\/9/u);
  expect(await judged(reader)).toBe('local');
  const asked = emulator.ledger().calls;
  const quickly = systemClock.monotonic();
  expect(await judged(reader)).toBe('local');
  expect(systemClock.monotonic() - quickly).toBeLessThan(8_000);
  expect(emulator.ledger().calls).toBe(asked);
  await expect
    .poll(() => health(reader), { timeout: 10_000 })
    .toEqual({ all: 'degraded', models: 'degraded' });

  emulator.clearFaults();
  emulator.addRule({ answer: { text: 'This reads like a lovely, honest report to me!' } });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const prose = doubtful();
  const answered = await report(reader, prose);
  expect([answered.source, answered.said.includes('lovely')]).toEqual(['local', false]);
  expect(emulator.ledger().calls).toBeGreaterThan(asked);

  emulator.clearRules();
  emulator.addRule({ answer: { object: opinion } });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const before = emulator.ledger().calls;
  expect(await judged(reader, prose)).toBe('ai');
  expect(emulator.ledger().calls).toBe(before + 1);
  // And health clears by itself.
  await expect.poll(async () => (await health(reader)).models, { timeout: 15_000 }).toBe('healthy');
}, 120_000);

test.concurrent('scenario 15: the eleventh uncached check in a minute: local, one notice, recovers alone', async (context) => {
  const reader = await open(context, {});
  reader.emulator.addRule({ answer: { object: opinion } });
  const notice = aiTexts.en.simplified;
  for (let index = 1; index <= 10; index += 1) {
    const { said, source } = await report(reader);
    expect([index, source, said.includes(notice)]).toEqual([index, 'ai', false]);
  }
  const startedAt = systemClock.monotonic();
  const eleventh = await report(reader);
  expect([eleventh.source, eleventh.said.includes(notice)]).toEqual(['local', true]);
  const twelfth = await report(reader);
  expect([twelfth.source, twelfth.said.includes(notice)]).toEqual(['local', false]);
  // Nobody does anything; the minute passes.
  await new Promise((resolve) => setTimeout(resolve, 61_000 - (systemClock.monotonic() - startedAt)));
  const later = await report(reader);
  expect([later.source, later.said.includes(notice)]).toEqual(['ai', false]);
}, 180_000);
