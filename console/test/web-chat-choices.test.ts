import { describe, expect, it } from 'vitest';
import {
  conversation,
  expectTexts,
  open,
  openWebChat,
  page,
  postedTexts,
  radio,
  scaleOf,
  server,
  untilReadable,
  write,
} from './web-chat-fixture.ts';

openWebChat();

describe('choices', () => {
  it('sends the pressed button, marks it, and leaves another question open', async () => {
    const buttons = [[{ code: 'yes', label: 'I agree' }], [{ code: 'no', label: 'Not now' }]];
    server.say(conversation, { text: 'Old?', buttons: [[{ code: 'old', label: 'Old button' }]] });
    server.say(conversation, { text: 'Agree?', buttons });
    await open();
    await page.getByRole('button', { name: 'I agree' }).click();
    await expect.poll(() => server.posts[0]?.button).toBe('yes');
    await expectTexts('Old?', 'Agree?', 'I agree');
    expect(await page.getByRole('button', { name: 'Old button' }).isEnabled()).toBe(true);
    expect(await page.locator('.choice.chosen').textContent()).toContain('I agree');
    expect(await page.getByRole('button', { name: 'Not now' }).isDisabled()).toBe(true);
    await page.reload();
    await page.locator('.choice.chosen', { hasText: 'I agree' }).waitFor();
  });

  it('answers a run of scales by keyboard alone', async () => {
    server.respond = () => (server.posts.length === 1 ? [scaleOf(1, 7)] : [{ text: 'Thanks' }]);
    server.say(conversation, scaleOf(0, 10));
    await open();
    await page.getByRole('radiogroup', { name: 'From 0 to 10?' }).waitFor();
    await radio('0, low').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => radio('1').first().isChecked()).toBe(true);
    await page.keyboard.press('1');
    await page.keyboard.press('0');
    await expect.poll(() => radio('10, high').isChecked()).toBe(true);
    expect(server.posts).toEqual([]);
    await page.keyboard.press('Enter');
    // The focus goes on to the next scale by itself.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('1, low');
    await untilReadable();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await expect.poll(postedTexts).toEqual(['v10', 'v7']);
    await page.getByText('Thanks').waitFor();
    await expect.poll(() => page.locator('[aria-checked=true]').allTextContents()).toEqual(['10', '7']);
  });

  it('shows one mark on a pressed tick, and the words alone as said', async () => {
    const buttons = [
      [
        { code: 'ai', label: '☐ Texts to a provider' },
        { code: 'q', label: '☑ Quotation' },
      ],
    ];
    server.say(conversation, { text: 'What do you agree to?', buttons });
    await open();
    await page.getByRole('button', { name: '☐ Texts' }).click();
    await expectTexts('What do you agree to?', 'Texts to a provider');
    await page.locator('.in.delivered').waitFor();
    await expectTexts('What do you agree to?', 'Texts to a provider');
    expect(await page.locator('.choice > [dir]').allTextContents()).toEqual([
      'Texts to a provider',
      '☑ Quotation',
    ]);
  });

  it('takes a number typed as text and a press of the pointer', async () => {
    server.say(conversation, scaleOf(1, 7));
    await open();
    await write('5');
    await expect.poll(() => page.locator('[aria-checked=true]').allTextContents()).toEqual(['5']);
    server.say(conversation, { text: 'Again', scale: { min: 1, max: 3, minLabel: 'a', maxLabel: 'c' } });
    const again = page.getByRole('radiogroup', { name: 'Again' });
    await again.waitFor();
    await untilReadable();
    await again.getByRole('radio', { name: '2' }).click();
    // No button stands for the value, so the number goes as text.
    await expect.poll(postedTexts).toEqual(['5', '2']);
  });
});
