import type { BrowserContext, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, rows, searchFor } from './support/list.ts';

/** Several tabs, and the time after the last one was closed. */
test.use({ pace: 'auto', worldOptions: { devices: 3500 } });

const EVERYTHING = '-nothing-is-called-this';

async function open(context: BrowserContext, q = EVERYTHING): Promise<Page> {
  const page = await context.newPage();
  await page.goto(paths.devices({ q }));
  return page;
}

test('a second tab knows the whole fleet, and asks the API for none of it', async ({ context, page, fleet }) => {
  await page.goto(paths.devices({ q: EVERYTHING }));
  await fullyRead(page, 3500);
  const asked = fleet.world.counters.requests;
  const second = await open(context);
  await fullyRead(second, 3500);
  expect(fleet.world.counters.requests - asked, 'the Apps for the names, nothing else').toBeLessThanOrEqual(1);
});

test('what one tab reads, the other one shows', async ({ context, page, fleet }) => {
  await page.goto(paths.devices({ q: EVERYTHING }));
  await fullyRead(page, 3500);
  const victim = fleet.world.rows[3000];
  const second = await open(context, victim?.sid);
  await expect(rows(second)).toHaveCount(1);
  if (victim) fleet.world.change(victim, { uniqueName: 'renamed by somebody else' });
  await page.bringToFront();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(rows(second)).toContainText('renamed by somebody else');
});

test('when the tab that reads is closed, another one takes over', async ({ context, page, fleet }) => {
  await page.goto(paths.devices({ q: EVERYTHING }));
  await fullyRead(page, 3500);
  const second = await open(context, 'taken-over');
  await expect(second.getByText(/No device matches/u).first()).toBeVisible();
  await page.close();
  const victim = fleet.world.rows[3400];
  if (victim) fleet.world.change(victim, { uniqueName: 'taken-over' });
  await second.getByRole('button', { name: 'Refresh' }).click();
  await expect(rows(second)).toHaveCount(1);
});

test('with the API down a second visit is searchable at once, and says how old it is', async ({ context, page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.goto(paths.devices({ q: EVERYTHING }));
  await fullyRead(page, 3500);
  const wanted = fleet.world.rows[3333];
  await page.close();
  await fleet.stop();
  const again = await open(context);
  await fullyRead(again, 3500);
  await searchFor(again, wanted?.sid ?? '');
  await expect(rows(again)).toHaveCount(1);
  await expect(again.getByRole('group', { name: 'Trouble with the API' })).toBeVisible();
});
