// Pictures of the web chat: for the README, and for whoever takes part.
import { middayZone } from './make-study.mjs';
import { desk, openWindow, phone, takePicture } from './take-picture.mjs';

const hears = (page, text) => page.locator('.entry.out', { hasText: text }).last().waitFor();
const press = (page, name) => page.getByRole('button', { name, exact: true, disabled: false }).last().click();

async function say(page, text) {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
}

/** Joins by the link of the invitation and opens a survey. */
async function openSurvey(page, url, code) {
  await page.goto(`${url}/esm/chat?invite=${code}`);
  await hears(page, 'choose a language');
  await page.locator('.choice', { hasText: 'English' }).click();
  await hears(page, 'I agree');
  await press(page, 'I agree');
  await hears(page, 'Your agreement is recorded');
  await say(page, middayZone());
  await hears(page, 'usual hours');
  await press(page, 'Keep them');
  await hears(page, 'You are part of the study now');
  // A study with an entry survey signals by itself; in the demo a survey is opened by command.
  if (code === 'demo') await say(page, '/survey');
  else {
    await hears(page, 'A signal.');
    await press(page, 'Start');
  }
  await hears(page, '1/9.');
}

const looks = [
  { name: 'web-chat', viewport: desk, colorScheme: 'light' },
  { name: 'web-chat-phone', viewport: phone, colorScheme: 'dark' },
];

/** A scale in the middle of a survey, in the study of the demo. */
export async function takeReadmePictures(browser, url) {
  let bytes = 0;
  for (const { name, ...look } of looks) {
    const page = await openWindow(browser, look);
    await openSurvey(page, url, 'demo');
    await say(page, 'The rim of the mug, warm on my lip. Rain on the roof, far away.');
    await hears(page, '2/9.');
    await page.getByRole('radio', { name: '3', exact: true, disabled: false }).click();
    await hears(page, '3/9.');
    await page.getByRole('radio', { name: '6', exact: true, disabled: false }).focus();
    await page.keyboard.press('6');
    bytes += await takePicture(page, name);
    await page.context().close();
  }
  return bytes;
}

/** A question asked once more, and a scale, on a phone. */
export async function takeParticipantPictures(browser, url, code) {
  const page = await openWindow(browser, { viewport: phone, colorScheme: 'light' });
  await openSurvey(page, url, code);
  await say(page, 'I usually feel tense at that hour.');
  await hears(page, 'Go back to the last moment');
  let bytes = await takePicture(page, 'esm-chat-probe');
  await say(page, 'The collar of my coat, rough against my neck.');
  await hears(page, '2/9.');
  bytes += await takePicture(page, 'esm-chat-scale');
  await page.context().close();
  return bytes;
}
