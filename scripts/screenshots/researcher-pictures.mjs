// Pictures of the researcher pages, in the order of the guide.
import { desk, openWindow, takePicture } from './take-picture.mjs';

const title = 'Evenings';

/** An instrument with two faults, for the checker to name. */
const faulty = `instrument: evenings
version: 1
languages: [en]
items:
  - {id: moment, type: text, validate: moment, text: {en: "In the last moment before the beep, what, if anything, was in your experience?"}}
  - {id: mood, type: scale, min: 1, max: 7, text: {en: "What was your mood in that moment?"}, anchors: {1: {en: very bad}}}
  - {id: company, type: text, validate: none, showIf: "moods <= 3", text: {en: "With whom were you?"}}
`;

/** Logs in by the form, so that the cookie is the pages' own. */
export async function logIn(browser, { url, token }) {
  const page = await openWindow(browser, { viewport: desk, colorScheme: 'light' });
  await page.goto(`${url}/esm/researcher`);
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Studies' }).waitFor();
  return page;
}

/** Everything before the first person joins; leaves an open study. */
export async function takeSetUpPictures(page) {
  let bytes = 0;
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  const open = (section) =>
    page.getByRole('navigation', { name: 'Study' }).getByRole('link', { name: section, exact: true }).click();
  await press('New study');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill(title);
  for (const other of ['Русский', 'Українська']) {
    await dialog.getByRole('checkbox', { name: other }).uncheck();
  }
  bytes += await takePicture(page, 'esm-new-study');
  await dialog.getByRole('button', { name: 'New study' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await open('Protocol');
  await page.locator('.timeline, [class*=timeline]').first().waitFor();
  bytes += await takePicture(page, 'esm-protocol');
  await open('Instrument');
  const editor = page.getByLabel('Instrument as YAML');
  const before = await editor.inputValue();
  await editor.fill(faulty);
  await page.locator('.fault-sum.wrong').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  bytes += await takePicture(page, 'esm-instrument');
  await editor.fill(before);
  return bytes;
}

/** A study with a week of data. */
export async function takeDataPictures(page, { url, study }) {
  let bytes = 0;
  const go = async (path, landmark) => {
    await page.goto(`${url}/esm/researcher/studies/${study}${path}`);
    await landmark.waitFor();
  };
  await go('', page.getByRole('heading', { name: 'So far' }));
  bytes += await takePicture(page, 'esm-overview');
  await go('/compliance', page.locator('.heat-map a').first());
  bytes += await takePicture(page, 'esm-compliance');
  await go('/review', page.locator('.response-list a').first());
  await page
    .locator('.response-list a')
    // Any response in which something was marked: which are on the first page depends on the hour.
    .filter({ hasNotText: 'nothing found' })
    .first()
    .click();
  await page.locator('.report mark').first().waitFor();
  bytes += await takePicture(page, 'esm-review');
  await go('/export', page.getByRole('button', { name: 'Make the export' }));
  await page.getByRole('button', { name: 'Make the export' }).click();
  await page
    .getByRole('link', { name: /^Download/ })
    .first()
    .waitFor();
  bytes += await takePicture(page, 'esm-export');
  return bytes;
}
