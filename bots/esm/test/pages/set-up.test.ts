import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { openPagesServer, type PagesServer } from './support/pages-server.ts';
import { settle, type Visit, visit } from './support/visit.ts';

let server: PagesServer;
let browser: Browser;
let seen: Visit;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([openPagesServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  seen = await visit(browser, server, 'owner');
  page = seen.page;
});
afterEach(() => seen.end());

const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();

/** Makes a draft and is on its overview. */
async function makeStudy(title: string): Promise<void> {
  await seen.go('');
  await press('New study');
  const window = page.getByRole('dialog');
  await window.getByLabel('Title').fill(title);
  await window.getByRole('checkbox', { name: 'Русский' }).uncheck();
  await window.getByRole('checkbox', { name: 'Українська' }).uncheck();
  await window.getByRole('button', { name: 'New study' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

const open = (section: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Study' }).getByRole('link', { name: section, exact: true }).click();

describe('a study', () => {
  it('is made, set up, opened, frozen, closed and deleted', { timeout: 90_000 }, async () => {
    await makeStudy('Evenings');
    await press('Open the study');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('consent there is none yet');

    await open('Consent');
    const consent = page.getByRole('group', { name: 'Taking part' }).getByLabel('English');
    await press('Insert the usual text');
    expect(await consent.inputValue()).toContain('at random moments within the hours you choose');
    expect(await page.getByRole('button', { name: 'Insert the usual text' }).count()).toBe(0);
    await consent.fill('You agree to evenings.');
    await press('Save as version 1');
    await page.getByText('Version 1 was saved').first().waitFor();
    await open('Settings');
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await open('Overview');
    await press('Open the study');
    await page.getByText('The study is open.').waitFor();

    await press('Close the study');
    const window = page.getByRole('dialog', { name: 'Close this study?' });
    await window.getByText('cannot be opened again').waitFor();
    await window.getByRole('button', { name: 'Close the study' }).click();
    await page.getByText('The study is closed.').waitFor();
    expect(await page.getByRole('button', { name: 'Open' }).count()).toBe(0);

    await open('Settings');
    await press('Delete the study');
    const asked = page.getByRole('dialog', { name: 'Delete this study for good?' });
    const confirm = asked.getByRole('button', { name: 'Delete the study' });
    await asked.getByLabel('Type the title of the study').fill('evenings');
    expect(await confirm.isDisabled()).toBe(true);
    await asked.getByLabel('Type the title of the study').fill('Evenings');
    await confirm.click();
    await page.getByRole('heading', { level: 1, name: 'Studies' }).waitFor();
    await settle(page);
    expect(await page.getByRole('link', { name: /Evenings/ }).count()).toBe(0);
  });
});

describe('the protocol', () => {
  it('is drawn while it is written, and names what is wrong beside its field', async () => {
    await seen.go('/studies/demo/protocol');
    const marks = page.locator('.beep-mark.signal');
    await expect.poll(() => marks.count()).toBeGreaterThan(40);
    await page.getByLabel('Beeps a day').fill('3');
    await page.getByText('21 beeps in 7 days').waitFor();
    await page.getByLabel('Least gap, minutes').fill('500');
    await page.getByText('above 0.75 of a block').waitFor();
    await page.getByText('At most 180 min are possible').waitFor();
    expect(await page.getByRole('button', { name: /Save as version/ }).isDisabled()).toBe(true);
    await page.getByLabel('Least gap, minutes').fill('');
    await page.getByRole('button', { name: 'Draw another' }).click();
    await page.getByRole('radio', { name: 'Table' }).check();
    expect(await page.getByRole('region', { name: 'An example of a plan' }).getByRole('row').count()).toBe(8);
  });

  it('is saved as the next version, and an older one can be taken up again', {
    timeout: 60_000,
  }, async () => {
    await makeStudy('Versions');
    await open('Protocol');
    await page.getByLabel('Beeps a day').fill('4');
    await press('Fixed times');
    await page.getByLabel('Times', { exact: true }).fill('20:30, 26:00');
    await page.getByText('must be a time like 09:00').waitFor();
    await page.getByLabel('Times', { exact: true }).fill('20:30');
    await press('Save as version 2');
    await page.getByText('Version 2 was saved.').waitFor();
    await page.getByText('Nothing differs from this version').waitFor();
    await press('Take as a beginning');
    expect(await page.getByLabel('Beeps a day').inputValue()).toBe('6');
    await press('Undo');
    expect(await page.getByLabel('Beeps a day').inputValue()).toBe('4');
  });

  it('asks before unsaved changes are left', async () => {
    await seen.go('/studies/demo/protocol');
    await page.getByLabel('Beeps a day').fill('5');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
    });
    await open('Audit');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Protocol');
    await open('Audit');
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
    expect(asked).toHaveLength(2);
  });
});

describe('the instrument', () => {
  const editor = (): ReturnType<Page['getByLabel']> => page.getByLabel('Instrument as YAML');

  it('lists faults by line, leads there, and keeps the last chat that could be shown', async () => {
    await seen.go('/studies/demo/instrument');
    await page.getByText('Nothing is wrong. 9 items.').waitFor();
    const text = await editor().inputValue();
    await editor().fill(text.replace('type: scale', 'type: skale'));
    await page.getByText('1 error').waitFor();
    const line = text.slice(0, text.indexOf('type: scale')).split('\n').length;
    await press(`Line ${line}`);
    const selected = await editor().evaluate((field) => {
      const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
    expect(selected).toContain('type: skale');
    await page.getByText('The chat shows the text as it was before the errors').waitFor();
    expect(await page.locator('.say.out').count()).toBe(9);
  });

  it('is tried out in each language, with the words that participants get', async () => {
    await seen.go('/studies/demo/instrument');
    await page.getByRole('radio', { name: 'Try it' }).check();
    await page
      .getByRole('group', { name: 'Language of the chat' })
      .getByRole('radio', { name: 'Укр' })
      .check();
    await page.getByLabel('Answer').fill('Дощ на підвіконні');
    await press('Send');
    await page.getByRole('log').getByText('Наскільки легким чи важким').waitFor();
    await page.getByLabel('Answer').fill('дванадцять');
    await press('Send');
    await page.locator('.say-problem').waitFor();
    await page.getByRole('log').getByRole('button', { name: '4', exact: true }).click();
    await page.getByRole('log').getByText('Наскільки ваших умінь').waitFor();
    await press('Back');
    await press('Skip');
    await page.getByText('skipped').waitFor();
  });

  it('must take a new number for other questions, and is saved with it', { timeout: 60_000 }, async () => {
    await seen.go('/studies/demo/instrument');
    await page.getByText('Nothing is wrong').waitFor();
    const text = await editor().inputValue();
    await editor().fill(text.replace('very easy', 'quite easy'));
    await page.getByText('version 1 of des-9 exists with other questions').waitFor();
    await press('Make it version 2');
    await press('Save as version 2');
    await page.getByText('It holds from the next local day').waitFor();
    await page.reload();
    await page.getByText('Nothing is wrong').waitFor();
    expect(await editor().inputValue()).toContain('quite easy');
  });

  it('keeps the indentation when Enter is pressed', async () => {
    await seen.go('/studies/demo/instrument');
    await editor().fill('items:\n  - id: a');
    await editor().press('End');
    await editor().press('Enter');
    await editor().pressSequentially('type: text');
    expect(await editor().inputValue()).toBe('items:\n  - id: a\n    type: text');
  });
});

describe('the consent of an open study', () => {
  it('is asked of everybody again, after a question', { timeout: 60_000 }, async () => {
    await seen.go('/studies/demo/consent');
    const field = page.getByRole('group', { name: 'Taking part' }).getByLabel('English');
    await field.fill(`${await field.inputValue()} And something new.`);
    await press('Save as version 2');
    const window = page.getByRole('dialog', { name: 'Ask everybody again?' });
    await window.getByRole('button', { name: 'Save and ask again' }).click();
    await page.getByText('It holds from the next local day').waitFor();
    await expect.poll(() => page.locator('.versions li').count()).toBe(2);
  });

  it('cannot lack a language', async () => {
    await seen.go('/studies/demo/consent');
    await page.getByRole('group', { name: 'Taking part' }).getByLabel('Українська').fill('');
    await page.getByText('This cannot be saved yet').waitFor();
  });
});
