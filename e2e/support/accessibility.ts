import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';

/** Everything that axe finds on the page as it is now, or in a part of it, however slight; each in a line. */
export async function violationsOf(page: Page, part = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).options({ resultTypes: ['violations'] }).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')})`);
}

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
