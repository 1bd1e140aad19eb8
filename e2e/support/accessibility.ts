import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';

/** Fails with a line for each serious or critical violation that axe finds on the page as it is now. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // Axe needs ten seconds for a full table on a quiet machine of two cores, and more on a busy one.
  test.info().setTimeout(150_000);
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`);
  expect(grave, 'accessibility').toEqual([]);
}
