import { readFile } from 'node:fs/promises';

import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { readCsv } from './support/csv.ts';
import { expect, test } from './support/fixtures.ts';
import { keyedCalls } from './support/keyed.ts';
import { openList, row } from './support/list.ts';

const sid = (n: number): string => `UV${String(n).padStart(32, '0')}`;
const GONE = sid(999);
const seedDevices = Array.from({ length: 30 }, (_, n) => ({
  sid: sid(n),
  uniqueName: `unit-${n}`,
  configs: n < 20 ? [{ key: 'host', value: n < 17 ? 'a.example' : '=b.example' }] : [],
}));
test.use({ worldOptions: { seedDevices } });

const group = (page: Page, title: string): Locator => page.getByRole('list', { name: 'What they hold under host' }).getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

test.describe('with the fleet read', () => {
  test.use({ pace: 'auto' });

  test('from a selection: what the devices hold under a key, who differs, and back', async ({ page, problems }) => {
    problems.expectFailedRequests();
    await openList(page);
    for (const n of [0, 18, 25]) await row(page, `unit-${n}`).getByRole('checkbox').click();
    await page.getByRole('group', { name: 'Selection' }).getByRole('button', { name: 'More' }).click();
    await page.getByRole('link', { name: 'Compare a Config…' }).click();
    await expect(page.getByText('a comparison takes 3 calls')).toBeVisible();
    const calls = keyedCalls(page);
    await page.getByRole('combobox', { name: 'Key' }).fill('host');
    await page.keyboard.press('Enter');
    await expect(page.getByText('2 values, 1 not set').first()).toBeVisible();
    // One for each, and one for the keys of the first, which are offered.
    expect(calls.toSorted()).toEqual([0, 18, 25].map((n) => `GET /Devices/${sid(n)}/Configs/host`).toSpliced(0, 0, `GET /Devices/${sid(0)}/Configs`));
    await expect(group(page, 'Not set on 1 device')).toContainText('unit-25');
    await page.getByRole('link', { name: 'Back to these devices' }).click();
    await expect(page).toHaveURL(/#list=/u);
    await expect(row(page, 'unit-18')).toBeVisible();
  });
});

test('equal values stand together; what is not set, gone or not readable is told apart, asked again, and exported', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  const sids = [...seedDevices.map((device) => device.sid), GONE];
  fleet.faults.set(`500:sid=${sid(3)},on=configs`);
  await page.goto(paths.compareConfig('host', sids));
  await expect(page.getByText('2 values, 10 not set, 1 no longer there, 1 could not be read').first()).toBeVisible();
  await expect(group(page, '16 of 31 devices')).toContainText('a.example');
  await expect(group(page, '3 of 31 devices')).toContainText('=b.example');
  await expect(group(page, '1 device no longer there')).toContainText('UV0000…0999');
  await expect(group(page, '1 device could not be read')).toContainText('20500');
  fleet.faults.clear();
  await page.getByRole('button', { name: 'Read the 1 that failed again' }).click();
  await expect(group(page, '17 of 31 devices')).toContainText('a.example');
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'CSV for programs' }).click();
  const file = await downloaded;
  const { notes, rows } = readCsv(await readFile(await file.path(), 'utf8'));
  expect(notes[0]).toBe('# config: host');
  expect(rows).toHaveLength(31);
  expect(rows[17]).toMatchObject({ sid: sid(17), state: 'set', value: "'=b.example" });
  expect(rows[30]).toMatchObject({ sid: GONE, state: 'no such device' });
  await expectNoAxeViolations(page);
});

test('four calls at a time at the most, which can be stopped and gone on with', async ({ page, fleet }) => {
  for (const device of seedDevices) fleet.world.configs(device.sid).put('host', 'same');
  fleet.faults.set('latency:ms=60000,on=configs');
  await page.goto(paths.compareConfig('host', seedDevices.map((device) => device.sid)));
  await expect(page.getByText('0 of 30 devices read').first()).toBeVisible();
  await expect.poll(() => fleet.world.counters.requests).toBe(4);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('30 not read').first()).toBeVisible();
  fleet.faults.clear();
  await page.getByRole('button', { name: 'Read the other 30' }).click();
  await expect(page.getByText('All 30 devices hold the same').first()).toBeVisible();
});

test('more than 500 calls are made only once somebody has said so, and an address without devices says what to do', async ({ page, fleet }) => {
  await page.goto(paths.compareConfig('host', Array.from({ length: 501 }, (_, n) => sid(n))));
  await expect(page.getByRole('button', { name: 'Make 501 calls' })).toBeVisible();
  expect(fleet.world.counters.requests).toBe(0);
  await page.goto('/configs/compare?key=..%2F#list=javascript:1');
  await expect(page.getByText('1 entry in the address')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No devices to compare' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Go to the devices' })).toBeVisible();
});
