import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The chat page as a person uses it. */
export interface Chat {
  readonly page: Page;
  open(url: string): Promise<void>;
  write(text: string): Promise<void>;
  /** Presses the newest enabled button of this name. */
  press(name: string): Promise<void>;
  /** Answers the newest scale by the pointer. */
  answer(value: string): Promise<void>;
  /** Waits until the newest message of the bot holds `text`. */
  hears(text: string | RegExp): Promise<void>;
  radio(name: string | RegExp): Locator;
  texts(): Promise<readonly string[]>;
  /** Texts of the bot alone. */
  replies(): Promise<readonly string[]>;
}

const patience = { timeout: 30_000 } as const;

export function createChat(page: Page): Chat {
  const field = page.getByRole('textbox');
  const replies = page.locator('.entry.out > .text');
  // A question takes no presses before anybody can have read it.
  const untilReadable = (): Promise<void> =>
    page.locator('.log.fresh').waitFor({ state: 'detached', ...patience });
  const radio = (name: string | RegExp): Locator => page.getByRole('radio', { name, disabled: false }).last();
  return {
    page,
    async open(url) {
      const live = page.waitForRequest((request) => request.url().includes('/events'), patience);
      await page.goto(url);
      await live;
    },
    async write(text) {
      await field.fill(text);
      await field.press('Enter');
    },
    async press(name) {
      const button = page.getByRole('button', { name, exact: true, disabled: false }).last();
      await button.waitFor(patience);
      await untilReadable();
      await button.click(patience);
    },
    async hears(text) {
      const newest = expect.poll(() => replies.allTextContents().then((all) => all.at(-1) ?? ''), patience);
      await (typeof text === 'string' ? newest.toContain(text) : newest.toMatch(text));
      await untilReadable();
    },
    async answer(value) {
      await untilReadable();
      await radio(value).click(patience);
    },
    radio,
    texts: () => page.locator('.entry .text').allTextContents(),
    replies: () => replies.allTextContents(),
  };
}
