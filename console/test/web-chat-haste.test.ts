import { beforeEach, describe, expect, it } from 'vitest';
import {
  address,
  conversation,
  field,
  open,
  openWebChat,
  page,
  postedTexts,
  radio,
  scaleOf,
  server,
} from './web-chat-fixture.ts';

openWebChat();

/** What the pointer would press, and its colour. */
const under = (point: { x: number; y: number }): Promise<{ text: string; live: boolean; colour: string }> =>
  page.evaluate(({ x, y }) => {
    const button = document.elementFromPoint(x, y)?.closest('button');
    return {
      text: button?.textContent ?? '',
      live: button?.disabled === false,
      colour: button ? getComputedStyle(button).backgroundColor : '',
    };
  }, point);

/** Opens a conversation that asks scale after scale, the clock standing. */
async function openScales(): Promise<void> {
  server.respond = () => [scaleOf(0, 9)];
  server.say(conversation, scaleOf(0, 9));
  await page.clock.install();
  await open();
  await radio('6').waitFor();
  await page.clock.pauseAt(Date.now() + 10_000);
}

describe('a question that has just come', () => {
  beforeEach(openScales);

  it('is not answered by a second press meant for the one before it', async () => {
    const box = await radio('6').boundingBox();
    const point = { x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) + 10 };
    await page.mouse.click(point.x, point.y);
    await expect.poll(() => radio('6').count()).toBe(2);
    await expect.poll(() => under(point)).toMatchObject({ text: '6', live: true });
    for (const ms of [200, 150, 150]) {
      await page.clock.runFor(ms);
      await page.mouse.click(point.x, point.y);
    }
    expect(postedTexts()).toEqual(['v6']);
    await page.clock.runFor(150);
    await page.mouse.click(point.x, point.y);
    await expect.poll(postedTexts).toEqual(['v6', 'v6']);
  });

  it('shows nothing as chosen under a pointer that has not moved', async () => {
    const box = await radio('6').boundingBox();
    const point = { x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) + 10 };
    await page.mouse.click(point.x, point.y);
    await expect.poll(() => under(point)).toMatchObject({ text: '6', live: true });
    await page.clock.runFor(1000);
    const bare = 'rgba(0, 0, 0, 0)';
    expect(await under(point)).toMatchObject({ colour: bare });
    await page.mouse.move(point.x + 3, point.y);
    await expect.poll(() => under(point).then(({ colour }) => colour)).not.toBe(bare);
  });

  it('is not answered by a key held down', async () => {
    await radio('0, low').focus();
    await page.keyboard.press('4');
    await page.keyboard.down('Enter');
    await expect.poll(() => radio('6').count()).toBe(2);
    await radio('0, low').last().focus();
    await page.keyboard.down('Enter');
    await page.clock.runFor(1000);
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(postedTexts()).toEqual(['v4']);
    await page.keyboard.press('Enter');
    await expect.poll(postedTexts).toEqual(['v4', 'v0']);
  });
});

it('is answered at once where it waited when the page was opened', async () => {
  server.say(conversation, scaleOf(0, 9));
  await page.goto(address());
  await radio('6').click();
  await expect.poll(postedTexts).toEqual(['v6']);
});

it('leaves what is being written alone when a key is held', async () => {
  server.say(conversation, scaleOf(0, 9));
  await open();
  await field().fill('half a thou');
  await radio('0, low').focus();
  await page.keyboard.down('Enter');
  await expect.poll(postedTexts).toEqual(['v0']);
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  expect(await field().inputValue()).toBe('half a thou');
});
