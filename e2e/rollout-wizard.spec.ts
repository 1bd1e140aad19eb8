import { paths } from '#paths.ts';
import { selectionBar } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, openList, row, rows, searchBox } from './support/list.ts';
import { action, deployApp, figure, freezeFound, frozen, openWizard, part, start, tabTo, warnings, waves, wavesField } from './support/wizard.ts';

const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }, { uniqueName: 'fw-3' }];
const DAY = 86_400;
const RACK = Array.from({ length: 6 }, (_, n) => ({ uniqueName: `rack-${n + 1}`, target: 'fw-1' }));

test.describe('with a small part of a fleet', () => {
  test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: [...RACK, ...Array.from({ length: 70 }, () => ({ target: 'fw-1' }))] } });

  test('from a selection to a running rollout by keyboard alone: the canary that was picked goes first, and the next wave waits for somebody', async ({ page, fleet }) => {
    test.slow();
    // The canary reports once that was looked for.
    fleet.clock.hold();
    const { deploysBySid } = fleet.world.counters;
    const nameOf = (sid: string): string | null => fleet.world.device(sid)?.uniqueName ?? null;
    await openList(page);
    await fullyRead(page, 76);
    await page.keyboard.press('/');
    await expect(searchBox(page)).toBeFocused();
    await page.keyboard.type('rack-');
    await expect(rows(page)).toHaveCount(6);
    await page.keyboard.press('Tab');
    for (const key of ['j', 'x', 'j', 'x', 'j', 'x', 'j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await expect(selectionBar(page).getByText('6 selected')).toBeVisible();
    await tabTo(page, selectionBar(page).getByRole('link', { name: 'Roll out…' }));
    await page.keyboard.press('Enter');
    await frozen(page, 6);

    await tabTo(page, part(page, 'App').getByRole('combobox', { name: 'App to deploy' }));
    await page.keyboard.type('fw-2');
    await expect(part(page, 'App').getByRole('option')).toHaveText([/fw-2/u]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(part(page, 'App').getByRole('button', { name: 'Pick another' })).toBeFocused();
    await tabTo(page, wavesField(page));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1, 3, 100%');
    await expect.poll(() => waves(page)).toEqual([['1', '1', '1 17 %'], ['2', '+2', '3 50 %'], ['3', '+3', '6 100 %']]);
    await tabTo(page, page.getByRole('radio', { name: /^By a hash/u }));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('combobox', { name: 'Add a canary' }));
    await page.keyboard.type('rack-4');
    await expect(part(page, 'Waves').getByRole('option')).toHaveText([/rack-4/u]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Picked canaries' }).getByRole('listitem')).toHaveText([/1\s*rack-4/u]);
    await tabTo(page, part(page, 'Pace').getByRole('textbox', { name: /^Soak/u }));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('0');
    await tabTo(page, page.getByRole('radio', { name: /^by itself/u }));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, action(page, 'Start rollout…'));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByText('in 3 waves: 1 → 3 → 6')).toBeVisible();
    expect(fleet.world.counters.writes).toBe(0);
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Start rollout to 6 devices' }));
    await page.keyboard.press('Enter');

    await expect(page).toHaveTitle(/^Running: Deploy fw-2 to 6 devices/u);
    await expect.poll(() => [...deploysBySid.keys()].map(nameOf)).toEqual(['rack-4']);
    fleet.clock.advance(60_000);
    const next = page.getByRole('button', { name: /^Start wave/u });
    await expect(next).toBeVisible({ timeout: 40_000 });
    expect(deploysBySid.size).toBe(1);
    await tabTo(page, next);
    await page.keyboard.press('Enter');
    await expect.poll(() => deploysBySid.size).toBe(3);
  });

  test('waves that make no sense are explained at their field, and nothing can be started meanwhile', async ({ page }) => {
    await openWizard(page);
    await deployApp(page, 'fw-2');
    await freezeFound(page, 'rack-', 6);
    for (const [text, problem] of [['ten', 'neither a number of devices nor a percentage'], ['50%, 10%', 'is less than the wave before it'], ['0', 'A wave of no device tells nothing'], ['', 'At least one wave is needed']] as const) {
      await wavesField(page).fill(text);
      await expect(part(page, 'Waves').getByText(problem)).toBeVisible();
      await wavesField(page).blur();
      await expect(wavesField(page)).toHaveAccessibleDescription(new RegExp(problem, 'u'));
      await expect(action(page, 'Start rollout…')).toHaveAccessibleDescription('Correct the waves first.');
    }
    await part(page, 'Waves').getByRole('button', { name: 'Halves' }).click();
    await expect.poll(() => waves(page)).toEqual([['1', '3', '3 50 %'], ['2', '+3', '6 100 %']]);
    await part(page, 'Pace').getByRole('textbox', { name: 'Devices at a time' }).fill('21');
    await expect(action(page, 'Start rollout…')).toHaveAccessibleDescription('Correct “Devices at a time” first.');
    await part(page, 'Pace').getByRole('textbox', { name: 'Devices at a time' }).fill('20');
    for (const rule of ['Error rate', 'Stuck rate', 'API failures']) await part(page, 'Halt rules').getByRole('checkbox', { name: rule, exact: true }).uncheck();
    await expect(warnings(page).filter({ hasText: 'Every halt rule is switched off' })).toBeVisible();
    await expect(action(page, 'Start rollout…')).not.toHaveAttribute('aria-disabled');
  });

  test('the list stays as it was frozen, whatever is selected later, until the selection is taken anew', async ({ page }) => {
    await openList(page, { q: 'rack-' });
    await expect(rows(page)).toHaveCount(6);
    for (const name of ['rack-1', 'rack-2']) await row(page, name).getByRole('checkbox').click();
    await selectionBar(page).getByRole('link', { name: 'Roll out…' }).click();
    await frozen(page, 2);
    await deployApp(page, 'fw-2');
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Deploy fw-2 to 2 devices');
    await action(page, 'Save draft').click();
    await expect(page).toHaveURL(/draft=/u);
    const draft = page.url();

    await page.goto(paths.devices({ q: 'rack-' }));
    await row(page, 'rack-3').getByRole('checkbox').click();
    await page.goto(draft);
    await frozen(page, 2);
    await expect(part(page, 'Devices')).toContainText('rack-1, rack-2');
    await part(page, 'Devices').getByRole('button', { name: 'Take the current selection instead (3)' }).click();
    await frozen(page, 3);
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Deploy fw-2 to 3 devices');
  });

  test('names and SIDs can be pasted, and what is no device is named', async ({ page, fleet }) => {
    await openWizard(page);
    await part(page, 'Devices').getByRole('radio', { name: 'Pasted list' }).check();
    await part(page, 'Devices').getByRole('textbox', { name: 'Names and SIDs' }).fill(`rack-2\n${fleet.world.device('rack-5')?.sid}\nnobody`);
    await expect(part(page, 'Devices').getByRole('list', { name: 'Unknown' }).getByRole('listitem')).toHaveText(['nobody']);
    await part(page, 'Devices').getByRole('button', { name: 'Freeze these 2' }).click();
    await frozen(page, 2);
    await expect(part(page, 'Devices')).toContainText('rack-2, rack-5');
  });
});

test.describe('with much to be said of it before the start', () => {
  const seedDevices = [
    ...Array.from({ length: 90 }, () => ({ target: 'fw-1' })),
    ...Array.from({ length: 20 }, () => ({ target: 'fw-1', reportedAgo: 3 * DAY, targetedAgo: 9 * DAY })),
    ...Array.from({ length: 7 }, () => ({ target: 'fw-3', reported: 'fw-1' })),
    ...Array.from({ length: 5 }, () => ({ target: 'fw-2' })),
    ...Array.from({ length: 4 }, () => ({ target: 'fw-1', status: 'error', errorCode: 7 })),
    ...Array.from({ length: 3 }, () => ({ target: 'fw-1', reported: null })),
  ];
  test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices } });

  test('its figures are those of the fleet; more than a hundred devices need their count to be typed; each is sent one deployment', async ({ page, fleet }) => {
    await openWizard(page);
    await deployApp(page, 'fw-2');
    await expect(part(page, 'App').getByText('5 devices should run it, 5 do')).toBeVisible();
    await freezeFound(page, '', 129);
    for (const [words, devices] of [['will change', 117], ['already so', 5], ['in error now', 4], ['never reported', 3], ['in other open rollouts', 0], ['not in the fleet', 0]] as const) {
      await expect(figure(page, words)).toHaveText(new RegExp(`^${devices}\\s*${words}$`, 'u'));
    }
    await expect(part(page, 'Preflight').getByRole('list', { name: 'They run now' }).getByRole('listitem')).toHaveText([/^121\s*fw-1$/u, /^3\s*never reported$/u]);
    await expect(part(page, 'Preflight').getByText('101 within 24 h, 20 earlier')).toBeVisible();
    await expect(warnings(page)).toHaveText([
      // Those that never reported have something to install already, too.
      /^Warning: 10 devices are on the way to another App now/u,
      /^Warning: 20 devices have not reported for a day or more/u,
      /^Note: 4 devices are in error already/u,
      /^Note: 3 devices have never reported/u,
    ]);
    // 124: one, 1 %, 10 %, 50 %, all; those in error or never heard of last.
    await expect.poll(() => waves(page)).toEqual([['1', '1', '1 0.8 %', ''], ['2', '+1', '2 1.6 %', ''], ['3', '+11', '13 10 %', ''], ['4', '+49', '62 50 %', ''], ['5', '+62', '124 100 %', '4 in error, 3 never reported']]);
    await part(page, 'Devices').getByRole('checkbox', { name: /in error now/u }).uncheck();
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Deploy fw-2 to 120 devices');

    await part(page, 'Waves').getByRole('button', { name: 'All at once' }).click();
    await part(page, 'Pace').getByRole('textbox', { name: 'Devices at a time' }).fill('20');
    await part(page, 'Pace').getByRole('textbox', { name: 'Writes in any 10 s' }).fill('2000');
    await action(page, 'Start rollout…').click();
    const dialog = page.getByRole('dialog', { name: 'Start the rollout' });
    await expect(dialog.getByRole('button', { name: 'Start rollout to 120 devices' })).toHaveAccessibleDescription('Type the count first.');
    expect(fleet.world.counters.writes).toBe(0);
    await page.keyboard.press('Escape');
    await expect(action(page, 'Start rollout…')).toBeFocused();
    await start(page, 120);
    await expect.poll(() => fleet.world.counters.deploysBySid.size, { timeout: 45_000 }).toBe(120);
    expect(new Set(fleet.world.counters.deploysBySid.values())).toEqual(new Set([1]));
  });

  test('devices of another open rollout are counted, and left out unless somebody takes them in', async ({ page }) => {
    await openWizard(page);
    await deployApp(page, 'fw-2');
    await freezeFound(page, 'runs:fw-1 is:drifting', 7);
    await page.getByRole('radio', { name: /^by hand/u }).check();
    await start(page, 7);
    await page.goto(paths.newRollout);
    await deployApp(page, 'fw-3');
    await freezeFound(page, 'runs:fw-1 -err:any', 117);
    await expect(figure(page, 'in other open rollouts')).toHaveText(/^7\s/u);
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Deploy fw-3 to 110 devices');
    await expect(warnings(page).filter({ hasText: '7 devices are in another open rollout, and left out' })).toBeVisible();
    await part(page, 'Devices').getByRole('checkbox', { name: /in another open rollout/u }).check();
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Deploy fw-3 to 117 devices');
  });
});
