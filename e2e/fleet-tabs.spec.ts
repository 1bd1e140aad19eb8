import type { BrowserContext, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { pictureKept } from './support/kept.ts';
import { fullyRead, onShow, rows, searchFor } from './support/list.ts';

/** Several tabs, and the time after the last one was closed. */
test.use({ pace: 'auto', worldOptions: { devices: 3500 } });

const EVERYTHING = '-nothing-is-called-this';

async function open(context: BrowserContext, q = EVERYTHING): Promise<Page> {
  const page = await context.newPage();
  await page.goto(paths.devices({ q }));
  return page;
}

test('a second tab knows the whole fleet, and asks the API for none of it', async ({ context, page, fleet }) => {
  // Nothing lands that would be read again so soon.
  for (const row of fleet.world.rows) Object.assign(row, { landing: null, status: row.status === 'pending' || row.status === 'scheduled' ? 'up-to-date' : row.status });
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

test('two tabs cost what one does, reading after reading; and when the one that reads is closed the other goes on by itself', async ({ context, page, fleet }) => {
  test.setTimeout(180_000);
  // While something lands, it is read again every 20 seconds.
  for (const row of fleet.world.rows) row.landing = null;
  const [pending, victim] = [fleet.world.find(({ target, reported }) => target !== null && target !== reported), fleet.world.rows[3400]];
  if (!pending || victim === undefined) throw new Error('The fleet is too small.');
  Object.assign(pending, { status: 'pending', targeted: fleet.clock.now() });
  // Asks for nothing: it only counts the pages that were asked for.
  const pages = (): number => fleet.faults.toJSON()[0]?.seen ?? 0;
  fleet.faults.set('latency:ms=1,on=list');
  await page.goto(paths.devices({ q: victim.sid }));
  await fullyRead(page, 3500, 1);
  const second = await open(context, victim.sid);
  await fullyRead(second, 3500, 1);
  // From the end of a reading on: the next one may have begun while the second tab was opened.
  const asOf = async (): Promise<string> => /complete as of [\d:]+/u.exec(await onShow(second).innerText())?.[0] ?? '';
  const before = await asOf();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(async () => ['', before].includes(await asOf())).toBe(false);
  let asked = pages();
  for (const name of ['the first time', 'the second time']) {
    fleet.world.change(victim, { uniqueName: name });
    for (const tab of [page, second]) await expect(rows(tab)).toContainText(name, { timeout: 40_000 });
    await expect.poll(pages).toBe(asked + 4);
    asked += 4;
  }
  await page.close();
  fleet.world.change(victim, { uniqueName: 'after it was closed' });
  await expect(rows(second)).toContainText('after it was closed', { timeout: 40_000 });
  expect(pages() - asked).toBeGreaterThanOrEqual(4);
});

test('with the API down a second visit is searchable at once, and says how old it is', async ({ context, page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.goto(paths.devices({ q: EVERYTHING }));
  await fullyRead(page, 3500);
  await pictureKept(page);
  const wanted = fleet.world.rows[3333];
  await page.close();
  await fleet.stop();
  const again = await open(context);
  await fullyRead(again, 3500);
  await searchFor(again, wanted?.sid ?? '');
  await expect(rows(again)).toHaveCount(1);
  await expect(again.getByRole('group', { name: 'Trouble with the API' })).toBeVisible();
});
