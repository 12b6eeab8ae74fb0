import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../src/postgres/embedded/process-identity.ts';
import { freeze } from '../../src/postgres/embedded/test-setup.ts';
import { pause, until } from './engine-fixture.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct } from './support/product-fixture.ts';
import { openTalk } from './support/web-client.ts';

test('a database that stands still does not keep the product longer than a stop may take', async () => {
  // Windows has no signal that stops a process.
  if (process.platform === 'win32') return;
  const folder = await mkdtemp(join(tmpdir(), 'opora-frozen-'));
  const env = { OPORA_DATA_DIR: folder, OPORA_SHUTDOWN_SECONDS: '5' };
  const product = await openProduct({ bots: [{ bot: createProbeBot() }], databaseUrl: null, env });
  const talk = openTalk(product.url, 'probe', 'frozen');
  await talk.insist('m1', 'before');
  await until('the reply', async () => (await talk.replies()).length === 1);
  const pid = product.storage.embedded?.pid ?? 0;
  const thaw = freeze(pid);
  onTestFinished(async () => {
    thaw();
    await until('the server is gone', () => !isAlive(pid), 30_000);
    await rm(folder, { recursive: true, force: true });
  });
  // Something to wait for: a message that cannot be stored.
  void talk.post('m2', 'hello').catch(() => undefined);
  await pause(300);
  const startedAt = performance.now();
  await product.stop();
  expect(performance.now() - startedAt).toBeLessThan(5_500);
}, 60_000);
