import type { Locator, Page } from 'playwright/test';

import { expectNoAxeViolations } from './support/accessibility.ts';
import { openLastRun, outcomes, runIs, selectAll, selectionBar, typeCount } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { fullyRead, openList } from './support/list.ts';
import { confirm } from './support/runs.ts';

const NEW = '{"host":"mqtt.example","port":8883}';
const HELD = [null, 'old', NEW, ''];
const ALL = 24;
const seedDevices = Array.from({ length: ALL }, (_, index) => {
  const value = HELD[index % HELD.length] ?? null;
  return { configs: value === null ? [] : [{ key: 'broker', value }] };
});
test.use({ pace: 'auto', worldOptions: { seedApps: [{ uniqueName: 'fw-1' }], seedDevices } });

const held = (fleet: Fleet): (string | null)[] => fleet.world.rows.map(({ sid }) => fleet.world.configs(sid).get('broker')?.value ?? null);

/** The dialog that sets a Config on every device. */
async function openConfig(page: Page): Promise<Locator> {
  await openList(page);
  await fullyRead(page, ALL);
  await selectAll(page, ALL);
  await selectionBar(page).getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog', { name: 'Selection' }).getByRole('button', { name: 'Set a Config' }).click();
  return page.getByRole('dialog', { name: 'Set a Config' });
}

test('one Config is set on every device, and each gets back what it had: its value, or none', async ({ page, fleet, problems }) => {
  // A key that is not there is a 404, and one answer gets lost.
  problems.expectFailedRequests();
  const before = held(fleet);
  fleet.faults.set(`500-after-write:on=configs,sid=${fleet.world.rows[1]?.sid},count=1`);

  const dialog = await openConfig(page);
  const key = dialog.getByRole('textbox', { name: 'Key' });
  await expect(key).toBeFocused();
  await key.fill('a/b');
  await expect(dialog.getByText('cannot be part of an address')).toBeVisible();
  await key.fill('broker');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('🔑'.repeat(4097));
  await expect(dialog.getByText('A value has at most 4,096 characters; this one has 4,097.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Value' }).fill(NEW);
  await expect(dialog.getByText('So it is no way to set a Secret.')).toBeVisible();
  await expect(dialog.getByRole('group', { name: 'What it does' }).getByText('will be asked, and written where it differs')).toContainText(String(ALL));
  await expectNoAxeViolations(page);
  await typeCount(dialog, ALL);
  await dialog.getByRole('button', { name: `Set broker on ${ALL} devices`, exact: true }).click();
  await openLastRun(page);
  // Those that held it already were left alone.
  await runIs(page, 'Complete');
  expect(await outcomes(page)).toMatchObject({ done: 18, skipped: 6, failed: 0 });
  expect(new Set(held(fleet))).toEqual(new Set([NEW]));
  expect(fleet.world.counters.keyedWrites).toHaveLength(18);
  await expect(page.getByRole('main').getByText(NEW)).toBeVisible();

  // What each held outlives the page.
  await page.reload();
  await runIs(page, 'Complete');

  // Somebody changes one of them since.
  const theirs = fleet.world.rows[4]?.sid ?? '';
  fleet.world.configs(theirs).put('broker', 'theirs');
  await page.getByRole('button', { name: 'Roll back 18 devices' }).click();
  await confirm(page, 'Roll back 18 devices', 18);
  await runIs(page, 'Finished, partial');
  expect(await outcomes(page)).toMatchObject({ done: 17, skipped: 1 });
  expect(held(fleet)).toEqual(before.map((value, index) => (index === 4 ? 'theirs' : value)));
});
