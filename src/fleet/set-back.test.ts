import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { ask, browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';

/** The browser's clock is set back; that of the API goes on. */

beforeEach(newDay);
afterEach(endOfDay);

const STILL = Array.from({ length: 1500 }, (_, at) => ({ uniqueName: `still-${at}` }));
const HOUR = 3600_000;

let ahead = 0;
function api(): Simulator & { readonly asked: string[] } {
  ahead = 0;
  const simulator = createSimulator({ seedDevices: STILL, now: () => Date.now() + ahead });
  const through = gatewayFetch(simulator, () => undefined);
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    asked.push(url.replace(/^\/api\/v1|\?.*$/gu, ''));
    return through(url, init);
  });
  return { ...simulator, asked };
}

function setBack(ms: number): void {
  ahead += ms;
  vi.setSystemTime(Date.now() - ms);
}

test.each(['auto', 'less'] as const)('a fleet that is read by itself (%s) goes on being read, with its Apps, and is shown as it is', async (pace) => {
  const { world, asked } = api();
  const tab = browser().tab({ pace });
  await until(() => complete(tab));
  setBack(HOUR);
  const [row] = world.rows;
  if (row) world.change(row, { uniqueName: 'renamed' });
  asked.length = 0;
  await pass(pace === 'auto' ? 61_000 : 601_000);
  expect(asked).toEqual(['/Apps', '/Devices', '/Devices']);
  expect(await total(tab, 'name:renamed')).toBe(1);
});

test('what is read of it is kept for the next visit', async () => {
  const { world } = api();
  const tab = browser().tab();
  await until(() => complete(tab));
  await pass(500);
  setBack(HOUR);
  const [row] = world.rows;
  if (row) world.change(row, { uniqueName: 'renamed' });
  await pass(61_000);
  tab.close();
  expect(await ask(browser().tab({ pace: 'manual' }), 'name:renamed')).toMatchObject({ total: 1 });
});
