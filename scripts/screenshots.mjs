// Takes the pictures of README and guides from the running product: `node scripts/screenshots.mjs`.
// Starts it on an empty folder, makes a study with people and answers over HTTP, and writes docs/images/*.png.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { prepare } from './prepare.mjs';
import { takeParticipantPictures, takeReadmePictures } from './screenshots/chat-pictures.mjs';
import { makeStudy, researcherApi, takePart } from './screenshots/make-study.mjs';
import { logIn, takeDataPictures, takeSetUpPictures } from './screenshots/researcher-pictures.mjs';
import { startProduct } from './screenshots/start-product.mjs';

/** All pictures together. */
const maximumBytes = 1_500_000;
/** People who join over HTTP, and invented ones with a week of answers. */
const people = { joining: 3, invented: 10, days: 7 };

await prepare();
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const product = await startProduct();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const { url } = product;
  const study = await makeStudy(researcherApi(product), 'Everyday moments');
  for (let number = 1; number <= people.joining; number += 1) {
    await takePart(url, { code: study.code, number });
  }
  product.opora(
    ...['esm', 'demo-data', '--study', study.id],
    ...['--participants', String(people.invented), '--days', String(people.days)],
  );
  let bytes = await takeReadmePictures(browser, url);
  bytes += await takeParticipantPictures(browser, url, study.code);
  const page = await logIn(browser, product);
  bytes += await takeSetUpPictures(page);
  bytes += await takeDataPictures(page, { url, study: study.id });
  process.stderr.write(`${Math.round(bytes / 1000)} kB together\n`);
  if (bytes > maximumBytes) throw new Error(`The pictures are larger than ${maximumBytes} bytes together.`);
} finally {
  await browser.close();
  await product.stop();
}
