import { expect, test } from 'vitest';
import { boardPackage } from '../../../docs/examples/board-bot.ts';
import { createTestDatabase } from '../../src/testing/index.ts';
import { until } from '../integration/engine-fixture.ts';
import { openProduct } from '../integration/support/product-fixture.ts';
import { defineTestApp, runCommand } from '../integration/support/run-command.ts';
import { ask, openTalk, postJson } from '../integration/support/web-client.ts';

test('a notice goes from a route through a table and an event to a Conversation', async () => {
  const database = await createTestDatabase();
  const databaseUrl = database.connectionString;
  const product = await openProduct({ bots: [boardPackage], databaseUrl, env: { BOARD_PREFIX: 'Heard:' } });
  try {
    const notices = `${product.url}/board/api/notices`;
    const notice = { conversation: 'anna', text: 'the lift works again' };
    expect((await postJson(notices, notice)).status).toBe(401);
    expect((await postJson(notices, notice, product.operator)).status).toBe(202);
    const talk = openTalk(product.url, 'board', 'anna');
    await until('the notice', async () => (await talk.replies()).length === 1);
    expect(await talk.replies()).toEqual(['Heard: the lift works again']);
    const health = await ask(`${product.url}/healthz`, { headers: product.operator });
    expect(health.body.checks).toContainEqual(
      expect.objectContaining({ name: 'board-notices', status: 'healthy' }),
    );
    await until('the job', () => product.logs.some(({ message }) => message === 'Old notices were removed.'));
    const listed = await runCommand(defineTestApp([boardPackage]), ['board'], { DATABASE_URL: databaseUrl });
    expect([listed.code, listed.stdout]).toEqual([0, 'the lift works again\n']);
  } finally {
    await product.stop();
    await database.drop();
  }
});
