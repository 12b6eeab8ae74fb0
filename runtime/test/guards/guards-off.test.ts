import { describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/app/engine.ts';
import type { Bot } from '../../src/contracts/bot.ts';
import type { Update } from '../../src/contracts/update.ts';
import { systemClock } from '../../src/core/clock.ts';
import { createMemoryStore } from '../../src/memory/memory-store.ts';
import {
  type AttackScript,
  createRecentMemory,
  type GuardRows,
  guardBot,
  inspectNothing,
} from '../../src/stages/guard/index.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import { attacks, ownCount } from './support/attacks.ts';
import { createMaliciousModel, lieCount, prompt, truth } from './support/malicious-model.ts';
import { createShop, foreignData, type Shop } from './support/shop.ts';
import { createShopBot } from './support/shop-bot.ts';

/** Without a database: nothing is ever read or told. */
const noRows: GuardRows = {
  readRecent: () => Promise.resolve([]),
  hadReplaced: () => Promise.resolve(false),
  alert: () => {
    throw new Error('The detectors are off: nobody is told of anything.');
  },
};

/** The bot behind Guards that notice nothing. */
const blind = (bot: Bot): Bot =>
  guardBot(bot, {
    ...{ clock: systemClock, memory: createRecentMemory(), rows: noRows, inspect: inspectNothing },
    ...{ rate: null, helpLine: null, onFault: () => undefined },
  });

interface Run {
  readonly shop: Shop;
  readonly platform: Platform;
}

/** Plays every attack against a bot of its own engine, each in a Conversation of its own. */
async function play(gated: boolean, scripts: readonly AttackScript[]): Promise<Run> {
  const shop = createShop();
  const platform = createPlatform({ delivery: 'repeatable' });
  const bot = blind(createShopBot({ shop, model: createMaliciousModel(), gated }));
  const engine = createEngine({
    store: createMemoryStore({ clock: systemClock }),
    bots: [bot],
    channels: [{ bot: 'shop', channel: platform.channel }],
    pollMs: [1, 2],
  });
  engine.start();
  try {
    for (const script of scripts) await attack(engine, platform, script);
  } finally {
    await engine.stop(1_000);
  }
  return { shop, platform };
}

async function attack(engine: Engine, platform: Platform, script: AttackScript): Promise<void> {
  const texts = script.payload === null ? script.messages : [...script.messages, script.payload];
  for (const [index, text] of texts.entries()) {
    const before = platform.textsOf(script.id).length;
    await engine.intake.accept({
      ...{ bot: 'shop', channel: 'platform', conversation: script.id, externalId: `m${index}` },
      content: { kind: 'message', text, ...(index >= script.messages.length ? { forwarded: true } : {}) },
      requestId: 'r',
    } as Parameters<Engine['intake']['accept']>[0] & { content: Partial<Update> });
    const endAt = systemClock.monotonic() + 20_000;
    while (platform.textsOf(script.id).length === before) {
      if (systemClock.monotonic() > endAt) throw new Error(`No answer to ${script.id}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

/** What must not have happened, by attack. */
function harmOf({ shop, platform }: Run): readonly string[] {
  const untouched = createShop();
  const harm: string[] = [];
  if (JSON.stringify(shop.products) !== JSON.stringify(untouched.products)) harm.push('a price changed');
  if (JSON.stringify(shop.orders) !== JSON.stringify(untouched.orders)) harm.push('an order changed');
  for (const { conversation, text } of platform.shown) {
    if (foreignData.some((value) => value.test(text))) harm.push(`${conversation}: foreign data`);
    if (isUntrue(text)) harm.push(`${conversation}: ${text.slice(0, 80)}`);
    if (text.includes(prompt.slice(0, 60))) harm.push(`${conversation}: the prompt`);
  }
  return harm;
}

/** Whatever names a sum, a status, a link, an account or a key that the shop does not have. */
function isUntrue(text: string): boolean {
  const digits = text.normalize('NFKC').replace(/[\u200b-\u200d]/g, '');
  const sums = [...digits.matchAll(/(\d+)\s*(?:грн|uah|%)/giu)].map(([, sum]) => Number(sum));
  return (
    sums.some((sum) => sum !== 990 && sum !== 1_450) ||
    /оплачен|paid|shipped|evil|UA\d{20}|sk-live|безкоштовн|дев’ятсот|Афродіт|380 ?50/iu.test(text)
  );
}

describe('with every detector off', () => {
  test('no attack changes a price or a status, reads foreign data, or makes the bot say what is not so', async () => {
    expect(attacks.length).toBeGreaterThanOrEqual(ownCount);
    const run = await play(true, attacks);
    expect(run.platform.shown.length).toBeGreaterThanOrEqual(attacks.length);
    // The model lied in every way it knows, and the gates answered from the facts.
    expect(run.platform.calls.length).toBeGreaterThan(lieCount);
    expect(harmOf(run)).toEqual([]);
    expect(run.platform.shown.every(({ text }) => text.includes('990 грн'))).toBe(true);
  }, 120_000);

  test('what a model says that is so leaves as it is', async () => {
    const shop = createShop();
    const honest = () => ({ say: truth, actions: [] });
    const platform = createPlatform({ delivery: 'repeatable' });
    const engine = createEngine({
      store: createMemoryStore({ clock: systemClock }),
      bots: [blind(createShopBot({ shop, model: honest, gated: true }))],
      channels: [{ bot: 'shop', channel: platform.channel }],
      pollMs: [1, 2],
    });
    engine.start();
    await attack(engine, platform, { ...(attacks[0] as AttackScript), messages: ['Скільки коштує D-1?'] });
    await engine.stop(1_000);
    expect(platform.shown.map(({ text }) => text)).toEqual([truth]);
  });

  test('the same attacks do harm where the server believes the model and no gate stands', async () => {
    const harm = harmOf(await play(false, attacks.slice(0, ownCount)));
    expect(harm).toEqual(expect.arrayContaining(['a price changed', 'an order changed']));
    expect(harm.some((line) => line.endsWith(': foreign data'))).toBe(true);
    expect(harm.some((line) => line.endsWith(': the prompt'))).toBe(true);
    expect(harm.length).toBeGreaterThan(ownCount);
  }, 120_000);
});
