import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSimulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { browser, complete, endOfDay, newDay, pass, until } from './host-stand.ts';

beforeEach(newDay);
afterEach(endOfDay);

test('what devices moved from and to, what they are given, and how much of the fleet was read', async () => {
  const seedDevices = [
    { target: 'new', reported: 'old', landsIn: 10 },
    { target: 'new', reported: 'other' },
    { target: 'new', reported: 'third', status: 'error', errorCode: 7 },
    { target: 'other' },
    { target: null },
  ];
  const simulator = createSimulator({ seedApps: ['old', 'new', 'other', 'third'].map((uniqueName) => ({ uniqueName })), seedDevices, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  const tab = browser().tab();
  const [old, new_, other, third] = simulator.world.apps.map(({ sid }) => sid);
  const [first = '', second = ''] = simulator.world.rows.map(({ sid }) => sid);
  await until(() => complete(tab));
  // A failed update tells nothing of what belongs together.
  expect(await tab.kinship([first], new Map())).toMatchObject({ coverage: { held: 5 }, moved: [], given: [[old, new_, 1], [other, new_, 1]], used: [new_, old, other, third], ran: new Map() });
  await pass(62_000);
  expect(await tab.kinship([first, second], new Map())).toMatchObject({ moved: [[old, new_, 1]], given: [[other, new_, 1]], ran: new Map([[first, [old, new_]]]) });
  // What was given to a device without being evidence is left out of it; what the device itself ran is told all the same.
  const pushed = new Map([[new_ ?? '', new Set([first])]]);
  expect(await tab.kinship([first], pushed)).toMatchObject({ moved: [], given: [[other, new_, 1]], ran: new Map([[first, [old, new_]]]) });
});
