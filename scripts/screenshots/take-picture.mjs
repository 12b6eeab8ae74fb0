// One picture: a window of a size and a colour scheme, shown when nothing moves any more.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../prepare.mjs';

const images = join(root, 'docs/images');
const maximumBytes = 200_000;

export const desk = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** Opens a window. `storage` keeps somebody logged in. */
export async function openWindow(browser, { viewport, colorScheme, storage }) {
  const context = await browser.newContext({
    ...{ viewport, colorScheme, locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce' },
    ...(storage === undefined ? {} : { storageState: storage }),
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

/** Waits until the page is at rest and writes `docs/images/<name>.png`. */
export async function takePicture(page, name) {
  await page.mouse.move(2, 2);
  await page.waitForFunction(() => document.querySelectorAll('.placeholder').length === 0);
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getTiming().iterations === 1)
        .map((one) => one.finished.catch(() => null)),
    ),
  );
  mkdirSync(images, { recursive: true });
  const path = join(images, `${name}.png`);
  await page.screenshot({ path });
  const { size } = statSync(path);
  process.stderr.write(`${path}: ${Math.round(size / 1000)} kB\n`);
  if (size > maximumBytes) throw new Error(`${name}.png is larger than ${maximumBytes} bytes.`);
  return size;
}
