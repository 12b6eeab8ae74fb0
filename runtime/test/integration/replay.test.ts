import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/app/engine.ts';
import { type ReplayReport, replayTurn } from '../../src/app/replay.ts';
import type { Bot } from '../../src/contracts/bot.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { deliver, emptyFold, foldBot, isAtRest, until, update, useEngines } from './engine-fixture.ts';

let database: EngineDatabase;
let platform: Platform;

const { open } = useEngines((made) => {
  database = made;
});
beforeEach(() => {
  platform = createPlatform({ delivery: 'repeatable' });
});

/** Says the texts one after the other; resolves with the way to replay a Turn by its number. */
async function talk(
  bot: Bot,
  texts: readonly string[],
): Promise<{ engine: Engine; again: (seq: number) => Promise<ReplayReport> }> {
  const engine = open({ platform, bot });
  let id = '';
  for (const text of texts) {
    ({ conversationId: id } = await deliver(engine, update('anna', text)));
    await until('rest', () => isAtRest(database));
  }
  const channelOf = (_: string, name: string) =>
    name === platform.channel.name ? platform.channel : undefined;
  const bots = new Map([[bot.name, bot]]);
  return { engine, again: (seq) => replayTurn(engine.store, `t${id}.${seq}`, bots, channelOf) };
}

describe('the state that a Turn began with', () => {
  const forgetful = foldBot({
    turn: async (context, state) => {
      if (context.burst.some(({ text }) => text === 'erase')) {
        context.erase();
        return { count: 1_000, hash: 7 };
      }
      context.reply({ text: `count ${state.count}` });
      return { ...state, count: state.count + 1 };
    },
  });

  test('is that of the erasing Turn, and once that is gone nothing is guessed', async () => {
    const { engine, again } = await talk(forgetful, ['a', 'erase', 'b', 'c']);
    expect(platform.textsOf('anna')).toEqual(['count 0', 'count 1000', 'count 1001']);
    expect(await again(3)).toMatchObject({ same: true });
    await database.advance(120_000);
    expect(await engine.store.completeErasures(10)).toBe(1);
    await expect(again(3)).rejects.toMatchObject({
      code: 'replay_impossible',
      message: expect.stringContaining('an erasure that the person asked for'),
    });
    expect(await again(4)).toMatchObject({ same: true });
  });

  test('is nothing for the first that runs after Turns that were given up', async () => {
    const bot = foldBot({
      turn: async (context, state) => {
        if (context.burst.some(({ text }) => text === 'poison')) throw new Error('poison');
        expect(state).toEqual(emptyFold);
        return foldBot().turn(context, state);
      },
    });
    const { again } = await talk(bot, ['poison', 'b']);
    expect(await again(2)).toMatchObject({ same: true });
  });
});

describe('the pieces of a message', () => {
  test('are those of the Conversation’s own channel', async () => {
    const whole = platform;
    const prepare: Platform['channel']['prepare'] = ({ text }) =>
      text.split(' ').map((word) => ({ text: word }));
    platform = { ...whole, channel: { ...whole.channel, name: 'platform', prepare } };
    const bot = foldBot({
      turn: async (context, state) => {
        context.reply({ text: 'two pieces' });
        return state;
      },
    });
    const { again } = await talk(bot, ['a']);
    expect(whole.textsOf('anna')).toEqual(['two', 'pieces']);
    expect(await again(1)).toMatchObject({ same: true });
    platform = { ...platform, channel: { ...platform.channel, name: 'another' } };
    await expect(again(1)).rejects.toMatchObject({
      code: 'replay_impossible',
      message: expect.stringContaining('the channel "platform"'),
    });
  });
});
