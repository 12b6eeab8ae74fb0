import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from './engine-fixture.ts';
import { expectedReplies, readReplies, startCrowd } from './support/crowd.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { ask } from './support/web-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'opora-disk-'));
const mounted = mount();
let product: TestProduct;

/** A disk of its own, small enough to fill; only root may have one. */
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=250m,mode=0755', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  if (!mounted) return;
  product = await openProduct({
    bots: [{ bot: createProbeBot() }],
    databaseUrl: null,
    env: { OPORA_DATA_DIR: folder },
  });
});

afterAll(async () => {
  await product?.stop();
  if (mounted) execFileSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a file that leaves no byte free. */
async function fillDisk(path: string): Promise<void> {
  const file = await open(path, 'w');
  for (let size = 1024 * 1024; size >= 4_096; size /= 2) {
    const block = Buffer.alloc(size, 1);
    try {
      for (;;) {
        // A file system takes what fits; a short write is the end of this size.
        const { bytesWritten } = await file.write(block);
        if (bytesWritten < size) break;
      }
    } catch {
      // Full for this size: try a smaller one.
    }
  }
  await file.close();
}

const name = mounted
  ? 'a disk without a free byte (a tmpfs of its own): 503, nothing acknowledged is lost, it recovers'
  : 'NOT TRIED a full disk: no tmpfs can be mounted here, which needs root';

test(name, async () => {
  if (!mounted) return;
  const ballast = join(folder, 'ballast');
  const crowd = startCrowd(product.url, { people: 8, pauseMs: 5 });
  await until('some messages', () => [...crowd.accepted.values()].flat().length > 40, 60_000);
  await fillDisk(ballast);
  expect(statfsSync(folder).bfree).toBeLessThan(64);
  await until(
    'a refusal',
    async () => {
      // What the server frees or recycles for itself is taken from it again.
      await fillDisk(`${ballast}-more`);
      return crowd.refusals > 5;
    },
    60_000,
  );
  expect((await ask(`${product.url}/livez`)).status).toBe(200);
  await until('not ready', async () => (await ask(`${product.url}/readyz`)).status === 503, 10_000);
  const databaseCheck = async (): Promise<unknown> => {
    await fillDisk(`${ballast}-more`);
    const { checks } = JSON.parse((await ask(`${product.url}/healthz`)).text) as {
      checks: { name: string }[];
    };
    return checks.find((check) => check.name === 'database');
  };
  await expect.poll(databaseCheck).toMatchObject({ status: 'unhealthy' });
  await rm(`${ballast}-more`, { force: true });
  await rm(ballast);
  await until('ready again', async () => (await ask(`${product.url}/readyz`)).status === 200, 60_000);
  await crowd.stop();
  const expected = expectedReplies(crowd);
  const total = [...expected.values()].flat().length;
  const count = async (): Promise<number> => [...(await readReplies(crowd)).values()].flat().length;
  await until('every reply', async () => (await count()) >= total, 60_000).catch(async () => {
    // Shows what it waits for.
    const { rows } = await product.storage.pool.query(
      `select external_id, attempt, last_error, leased_by is not null as leased, due_at - now() as due,
           (select json_agg(reason) from dead_letters d where d.conversation_id = c.id) as buried
         from conversations c where due_at is not null or waiting_seq > done_seq`,
    );
    expect(rows).toEqual([]);
  });
  expect(await readReplies(crowd)).toEqual(expected);
}, 180_000);
