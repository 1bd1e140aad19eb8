import { expect, test } from './support/fixtures.ts';
import { openBulk, openLastRun, outcomes, pickApp, runIs, selectAll, setPace, sum, typeCount } from './support/bulk.ts';
import { fullyRead, openList } from './support/list.ts';
import { hold, resume } from './support/runs.ts';

const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];
const fleetOf = (devices: number) => ({ seedApps: APPS, seedDevices: Array.from({ length: devices }, () => ({ target: 'fw-1' })) });

test.use({ pace: 'auto' });

test.describe('a thousand devices and an API with bad days', () => {
  test.use({ worldOptions: fleetOf(1_000) });

  test('ends with a ledger that agrees with the API’s own counters', async ({ page, fleet, problems }) => {
    test.setTimeout(240_000);
    problems.expectFailedRequests();
    await openList(page);
    await fullyRead(page, 1_000);
    await selectAll(page, 1_000);
    const dialog = await openBulk(page, 'Deploy');
    await pickApp(dialog, 'fw-2');
    await setPace(dialog, 20, 2_000);
    await typeCount(dialog, 1_000);
    fleet.faults.set('deploy-refused:rate=0.03;429:on=POST,rate=0.02;500:on=POST,rate=0.01;timeout-after-write:rate=0.01');
    await dialog.getByRole('button', { name: 'Deploy fw-2 to 1,000 devices' }).click();
    await openLastRun(page);
    await runIs(page, 'Accepted, ', 200_000);
    fleet.clock.advance(60_000);
    await runIs(page, 'Finished, partial', 60_000);

    const found = await outcomes(page);
    const fired = Object.fromEntries(fleet.faults.toJSON().map(({ name, fired: times }) => [name, times]));
    expect(sum(found)).toBe(1_000);
    // Each of the faults did happen, or this would say nothing.
    expect(Object.values(fired).every((times) => times > 0)).toBe(true);
    const target = fleet.world.app('fw-2')?.sid;
    const changed = fleet.world.rows.filter((row) => row.target === target);
    const broken = changed.filter(({ status }) => status === 'error').length;
    // What was refused failed, each device once, and what devices reported to have failed; all that was slowed down, broke or got no answer was read again and was accepted.
    const refused = fired['deploy-refused'] ?? 0;
    expect(found).toMatchObject({ updated: 1_000 - refused - broken, failed: refused + broken });
    expect(changed).toHaveLength(1_000 - refused);
    expect(fleet.world.counters.deploysBySid.size).toBe(1_000 - refused);
    expect([...fleet.world.counters.deploysBySid.values()].every((times) => times === 1)).toBe(true);
  });
});

test.describe('halts by itself', () => {
  test.use({ worldOptions: fleetOf(300) });

  test('when too many fail, and leaves the rest as it was', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await openList(page);
    await fullyRead(page, 300);
    await selectAll(page, 300);
    const dialog = await openBulk(page, 'Deploy');
    await pickApp(dialog, 'fw-2');
    await setPace(dialog, 5, 2_000);
    await typeCount(dialog, 300);
    // None reports, and fails by itself, meanwhile.
    fleet.clock.hold();
    fleet.faults.set('deploy-refused:every=4');
    await dialog.getByRole('button', { name: 'Deploy fw-2 to 300 devices' }).click();
    await openLastRun(page);
    await runIs(page, 'Halted');
    await expect.poll(async () => (await outcomes(page))['on its way'] ?? 0).toBe(0);

    const found = await outcomes(page);
    expect(sum(found)).toBe(300);
    // Fifty outcomes have to be in before the rule counts; what was under way then, five at a time, still ended.
    const ended = 300 - (found['not sent'] ?? 0);
    expect(ended).toBeGreaterThanOrEqual(50);
    expect(ended).toBeLessThanOrEqual(55);
    await expect(page.getByText(/Sending stopped\. .* untouched\./u)).toBeVisible();
    expect(fleet.world.counters.writes).toBe((found['updated'] ?? 0) + (found['pending'] ?? 0));
  });
});

test.describe('an API that goes away in the middle', () => {
  test.use({ worldOptions: fleetOf(60) });

  test('holds the run instead of failing its devices, and goes on by itself once it is back', async ({ page, fleet, problems }) => {
    test.setTimeout(120_000);
    problems.expectFailedRequests();
    await openList(page);
    await fullyRead(page, 60);
    await selectAll(page, 60);
    const dialog = await openBulk(page, 'Log for 24 h');
    await setPace(dialog, 2, 2_000);
    await typeCount(dialog, 60);
    hold(fleet, 4, 5);
    await dialog.getByRole('button', { name: 'Log 60 devices for 24 hours' }).click();
    await openLastRun(page);
    await expect.poll(() => outcomes(page)).toMatchObject({ done: 4, 'on its way': 2 });
    await fleet.stop();
    await expect(page.getByRole('main')).toContainText('The API cannot be asked; next try in', { useInnerText: true, timeout: 45_000 });
    const held = await outcomes(page);
    expect(held['failed'] ?? 0).toBe(0);
    expect(held['not sent']).toBeGreaterThan(30);
    fleet.faults.clear();
    await fleet.start();
    await runIs(page, 'Complete', 60_000);
    expect(await outcomes(page)).toMatchObject({ done: 60, 'not sent': 0 });
    expect(fleet.world.rows.every((row) => (fleet.world.counters.writesBySid.get(row.sid) ?? 0) >= 1)).toBe(true);
  });
});

test.describe('credentials that are taken away in the middle', () => {
  test.use({ worldOptions: fleetOf(40) });

  test('pause the run at once, and nothing more is sent', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await openList(page);
    await fullyRead(page, 40);
    await selectAll(page, 40);
    const dialog = await openBulk(page, 'Log for 24 h');
    await setPace(dialog, 1, 2_000);
    await typeCount(dialog, 40);
    hold(fleet, 3);
    await dialog.getByRole('button', { name: 'Log 40 devices for 24 hours' }).click();
    await openLastRun(page);
    await expect.poll(() => outcomes(page)).toMatchObject({ done: 3, 'on its way': 1 });
    fleet.faults.set('401:on=any');
    await runIs(page, 'Paused');
    await expect(page.getByText('The API rejected the credentials (401).').first()).toBeVisible();
    await expect.poll(async () => (await outcomes(page))['on its way'] ?? 0).toBe(0);
    const { writes } = fleet.world.counters;
    const found = await outcomes(page);
    expect(found).toMatchObject({ done: writes, 'not sent': 40 - writes });
    // They are back: nothing is sent before somebody says so.
    fleet.faults.clear();
    await resume(page);
    await runIs(page, 'Complete');
    expect(fleet.world.counters.writes).toBe(40);
  });
});
