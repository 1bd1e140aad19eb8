import { outcomes, runIs, sum } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import { deployApp, freezeFound, openWizard, part, start, wavesField } from './support/wizard.ts';

const DEVICES = 12;
test.use({ pace: 'auto', worldOptions: { seedApps: [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }], seedDevices: Array.from({ length: DEVICES }, () => ({ target: 'fw-1' })) } });

test('a device that never reports holds nobody up: the next wave begins, and it is stuck once its deadline is over', async ({ page, fleet }) => {
  test.setTimeout(120_000);
  await page.clock.install();
  fleet.clock.hold();
  await openWizard(page);
  await deployApp(page, 'fw-2');
  await freezeFound(page, '', DEVICES);
  await wavesField(page).fill('2, 100%');
  const pace = part(page, 'Pace');
  await pace.getByRole('textbox', { name: /^Soak/u }).fill('0');
  await pace.getByRole('textbox', { name: /^Landed before/u }).fill('50');
  for (const rule of ['Error rate', 'Stuck rate']) await part(page, 'Halt rules').getByRole('checkbox', { name: rule, exact: true }).uncheck();
  await start(page, DEVICES);

  // Also to the page: what it looks at is what it knows to be pending.
  await expect.poll(async () => (await outcomes(page))['pending']).toBe(2);
  const [silent, other] = fleet.world.rows.filter(({ landing }) => landing !== null);
  if (silent === undefined || other?.landing === undefined || other.landing === null) throw new Error('No deployment is under way.');
  silent.landing = null;
  // Whether it fails by itself is not what this is about.
  other.landing = { ...other.landing, errorCode: 0 };
  fleet.clock.advance(60_000);
  await page.clock.fastForward(20_000);
  await expect.poll(async () => (await outcomes(page))['not sent'] ?? 0, { timeout: 40_000 }).toBe(0);
  await expect.poll(async () => (await outcomes(page))['on its way'] ?? 0).toBe(0);
  expect(fleet.world.counters.writes).toBe(DEVICES);

  for (const row of fleet.world.rows) if (row.landing !== null) row.landing = { ...row.landing, errorCode: 0 };
  fleet.clock.advance(60_000);
  await page.clock.fastForward(20_000);
  await expect.poll(async () => (await outcomes(page))['updated'], { timeout: 40_000 }).toBe(DEVICES - 1);
  expect(await outcomes(page)).toMatchObject({ pending: 1 });
  await page.clock.fastForward('01:00:00');
  await runIs(page, 'Finished, partial');
  const found = await outcomes(page);
  expect(found).toMatchObject({ updated: DEVICES - 1, stuck: 1 });
  expect(sum(found)).toBe(DEVICES);
  await expect(page.getByRole('region', { name: 'Devices' }).getByText('It did not report within its deadline.').first()).toBeVisible();
});
