/** What is known of devices leaves the console as text: all of it, and nothing in it that does anything elsewhere. */
import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { openBulk, selectionBar } from './support/bulk.ts';
import { giveMeaning } from './support/codes.ts';
import { NEW_APP, OLD_APP, oneDevice, openDevice, refresh, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { fullyRead, openList, row } from './support/list.ts';
import { askPalette } from './support/palette.ts';

const EVIL = 'a|b `c` [d](https://evil.example) \u202E\n@all';
/** As it stands there: what cannot be seen is shown, and nothing is left out. */
const SHOWN = 'a|b `c` [d](https://evil.example) <U+202E><U+000A>@all';

/** So that what is said in minutes stays the same for most of one: `2 h 30 m ago`, `1 h 30 m left`, `for 22 h 29 m`. */
const failing = { target: NEW_APP, reported: OLD_APP, status: 'error', errorCode: 118, targetedAgo: 9_003, reportedAgo: 10_830, logging: 5_457 };

const UNNAMED = `UV${'e'.repeat(32)}`;

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

const utc = (at: number | null | undefined): string => `${new Date(at ?? 0).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Writes a note of the device that is open, by the keyboard alone. */
async function writeNote(page: Page, text: string): Promise<void> {
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Note' }).fill(text);
  await page.keyboard.press('Control+Enter');
  // It closes once the note is kept.
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveCount(0);
  await expect(page.getByRole('note', { name: 'Note', exact: true })).toBeVisible();
}

function theDevice(fleet: Fleet): NonNullable<ReturnType<Fleet['world']['device']>> {
  const device = fleet.world.device(SID);
  if (device === undefined) throw new Error('It is in the world.');
  return device;
}

/** When what is on show was read, as the page says. */
async function readAt(page: Page): Promise<string> {
  const tip = await page.getByText(/^as of/u).getAttribute('data-tip');
  return /\d{4}-.* UTC/u.exec(tip ?? '')?.[0] ?? '';
}

/** Between which readings something was seen to change, as the page says. */
async function between(page: Page, text: string): Promise<readonly (string | undefined)[]> {
  const tip = await page.getByRole('region', { name: 'Observed changes' }).getByRole('listitem').filter({ hasText: text }).getByText(/^between/u).getAttribute('data-tip');
  return tip?.match(/\d{4}-\d\d-\d\d [\d:]+ UTC/gu) ?? [];
}

test.describe('one device', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'], pace: 'auto', worldOptions: oneDevice(failing) });

  test('is on the clipboard by one key, with all that is known of it', async ({ page, fleet }) => {
    await giveMeaning(page, '118', 'Flash is full', 'https://wiki.example/118');
    await page.goto(paths.devices({ q: 'err:118' }));
    await fullyRead(page, 1, 1);
    await openDevice(page);
    await expect(page.getByRole('region', { name: 'Observed changes' })).toContainText('no change so far');
    fleet.world.change(theDevice(fleet), { uniqueName: 'hamburg' });
    await refresh(page);
    await expect(page.getByRole('heading', { name: 'hamburg' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Observed changes' })).toContainText('hamburg');
    await writeNote(page, 'Door was open.\nSee https://wiki.example/doors');
    // What is on show stays as it was copied: the page would read the device again by itself.
    fleet.faults.set('latency:ms=600000,on=GET');
    await page.keyboard.press('c');
    await expect(page.getByText('Copied for a ticket')).toBeVisible();
    const { targeted, reportedAt, loggingExpires } = theDevice(fleet);
    const [after, before] = await between(page, 'Name');
    expect(await clipboard(page)).toBe(`**\`hamburg\`**

- SID: \`${SID}\`
- Status: failed, targeted 2 h 30 m ago
- Target App: \`freezer-2.5.0\` (\`${NEW_APP}\`), targeted ${utc(targeted)}
- Running App: \`freezer-2.4.0\` (\`${OLD_APP}\`)
- Last report: ${utc(reportedAt)}
- Update result: \`error\`, code \`118\`: Flash is full <https://wiki.example/118>
- Logging: on until ${utc(loggingExpires)} (1 h 30 m left), left on for 22 h 29 m
- Note:
  > Door was open.
  > See <https://wiki.example/doors>
- Observed changes, by this browser between two readings (the API has no history):
  - ${after} to ${before}: name \`berlin-0042 freezer-2\` → \`hamburg\`
- As of ${await readAt(page)}, by the API’s clock
- <${fleet.url}${paths.device(SID)}>
`);
  });

  test('with a name that is Markdown is text, and stands in a dialog where the browser does not let us copy', async ({ page, fleet }) => {
    await page.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
    });
    fleet.world.change(theDevice(fleet), { uniqueName: EVIL });
    await openDevice(page);
    const button = page.getByRole('button', { name: 'Copy for ticket' });
    await button.click();
    const text = page.getByRole('dialog', { name: 'Copy for ticket' }).getByRole('textbox', { name: 'Text for the ticket' });
    await expect(text).toBeFocused();
    expect((await text.inputValue()).split('\n')[0]).toBe(`**\`\`${SHOWN}\`\`**`);
    await expect.poll(() => page.evaluate(() => window.getSelection()?.toString())).toContain(SID);
    await page.keyboard.press('Escape');
    await expect(button).toBeFocused();
  });
});

test.describe('of a console that has a public address', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'], serverEnv: { PUBLIC_URL: 'https://console.example.com' }, worldOptions: oneDevice(failing) });

  test('a link leads there, and not to where the page happens to be open', async ({ page }) => {
    await openDevice(page);
    await page.keyboard.press('c');
    await expect(page.getByText('Copied for a ticket')).toBeVisible();
    expect((await clipboard(page)).split('\n').at(-2)).toBe(`- <https://console.example.com${paths.device(SID)}>`);
    await expect(page.getByText(`https://console.example.com${paths.device(SID)}`)).toBeVisible();
    await page.goto(paths.app(NEW_APP));
    await expect(page.getByText(`https://console.example.com${paths.app(NEW_APP)}`)).toBeVisible();
  });
});

test.describe('many devices', () => {
  const others = Array.from({ length: 210 }, (_, index) => ({ uniqueName: `berlin ${index + 1}` }));
  test.use({
    permissions: ['clipboard-read', 'clipboard-write'],
    pace: 'auto',
    worldOptions: { seedApps: oneDevice().seedApps, seedDevices: [{ ...failing, sid: SID, uniqueName: EVIL }, { sid: UNNAMED, uniqueName: null, target: OLD_APP, reportedAgo: 60 }, ...others] },
  });

  test('are a table with a link to exactly these, and a search is a table with its address', async ({ page, fleet }) => {
    await openList(page, { q: '-berlin' });
    await fullyRead(page, others.length + 2, 2);
    await page.getByRole('checkbox', { name: 'Select this page' }).click();
    await selectionBar(page).getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog', { name: 'Selection' }).getByRole('button', { name: 'Copy for ticket' }).click();
    await expect(page.getByText('2 devices copied for a ticket')).toBeVisible();
    const { targeted, reportedAt } = theDevice(fleet);
    const other = fleet.world.device(UNNAMED);
    const text = await clipboard(page);
    const asOf = /As of (.* UTC), by/u.exec(text)?.[1] ?? '';
    expect(text).toBe(`**2 devices**

| Name | SID | Status | Target App | Running App | Update result | Code | Updating for | Last report |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| \`\`${SHOWN.replace('|', String.raw`\|`)}\`\` | \`${SID}\` | failed | \`freezer-2.5.0\` | \`freezer-2.4.0\` | \`error\` | \`118\` | 2 h 30 m | ${utc(reportedAt)} |
| – | \`${UNNAMED}\` | up to date | \`freezer-2.4.0\` | \`freezer-2.4.0\` | \`up-to-date\` | – | – | ${utc(other?.reportedAt)} |

- As of ${asOf}, by the API’s clock
- <${fleet.url}${paths.devices({ list: [SID, UNNAMED] })}>
`);
    expect(Date.parse(asOf)).toBeGreaterThan(targeted ?? 0);
    // The same by the palette, where nothing stands open to say it in; and with a note, where one of them has one.
    await openDevice(page, SID);
    await writeNote(page, 'seen to | twice');
    await page.goBack();
    await fullyRead(page, others.length + 2, 2);
    await expect(selectionBar(page)).toBeVisible();
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await askPalette(page, 'copy for ticket');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await clipboard(page)).split('\n')[0]).toBe('**2 devices**');
    expect((await clipboard(page)).split('\n').filter((line) => line.startsWith('|')).map((line) => line.split(' | ').at(-1))).toEqual(['Note |', '--- |', String.raw`seen to \| twice |`, '– |']);

    await page.goto(paths.devices({ q: 'berlin', sort: '-name' }));
    await expect(row(page, 'berlin 210')).toBeVisible();
    await page.getByRole('button', { name: 'Export', exact: true }).first().click();
    await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: /^Copy for ticket/u }).click();
    await expect(page.getByText('200 devices copied for a ticket')).toBeVisible();
    const lines = (await clipboard(page)).split('\n');
    expect(lines[0]).toBe('**210 devices**');
    expect(lines.filter((line) => line.startsWith('| `berlin'))).toHaveLength(200);
    expect(lines).toContain('- 10 more devices are left out');
    expect(lines.at(-2)).toBe(`- <${fleet.url}${paths.devices({ q: 'berlin', sort: '-name' })}>`);
  });

  test('say before a bulk action by which codes they failed, and what these mean', async ({ page }) => {
    await giveMeaning(page, '118', 'Flash is full');
    await openList(page, { q: '-berlin' });
    await fullyRead(page, others.length + 2, 2);
    await page.getByRole('checkbox', { name: 'Select this page' }).click();
    const dialog = await openBulk(page, 'Restart');
    await expect(dialog.getByRole('list', { name: 'By error code' })).toHaveText('1 device: error 118Flash is full');
  });
});
