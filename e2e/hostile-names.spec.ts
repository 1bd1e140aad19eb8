import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { openHome, queueOf } from './support/home.ts';
import { fullyRead, rows } from './support/list.ts';

/** What a name holds, and what is shown of it: text, whatever it looks like. */
const NAMES: readonly (readonly [name: string, shown: string | RegExp])[] = [
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['gepj.\u202Egnp', 'gepj.<U+202E>gnp'],
  ['x'.repeat(10_000), /^x{50}/u],
  ['__proto__', '__proto__'],
  ['half \ud83d of a pair', /^half .+ of a pair$/u],
];

test.use({
  pace: 'auto',
  worldOptions: { seedDevices: NAMES.map(([uniqueName], index) => ({ uniqueName, reported: null, targetedAgo: 360_000 - index })) },
});

test('names that try something are text in the queue of the home page', async ({ page }) => {
  await openHome(page);
  await expect(queueOf(page, 'Never reported').getByRole('listitem')).toHaveCount(NAMES.length);
  for (const [index, [, shown]] of NAMES.entries()) {
    await expect(queueOf(page, 'Never reported').getByRole('listitem').nth(index).getByRole('link').first()).toHaveText(shown);
  }
});

test('names that try something are text on the page of a device, from neighbour to neighbour, and in what was seen to change', async ({ page, fleet }) => {
  await page.goto(paths.devices({ q: 'is:never' }));
  await fullyRead(page, NAMES.length, NAMES.length);
  await rows(page).first().getByRole('link').first().click();
  for (const [index, [, shown]] of NAMES.entries()) {
    if (index > 0) await page.keyboard.press('j');
    await expect(page.getByRole('navigation', { name: 'Neighbours in the list' })).toContainText(`${index + 1} of ${NAMES.length}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(shown);
  }
  const last = fleet.world.rows.at(-1);
  if (last) fleet.world.change(last, { uniqueName: '</script><script>alert(1)</script>' });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('</script><script>alert(1)</script>');
  await expect(page.getByRole('region', { name: 'Observed changes' })).toContainText('</script><script>alert(1)</script>');
  await expect(page.getByRole('region', { name: 'Observed changes' })).toContainText(/half .+ of a pair/u);
});
