import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appSchema, deviceSchema, type App } from '#api/schema.ts';
import { seededFleet } from '../../simulator/fleet.ts';
import { NOW, pageOf } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { STUCK_AFTER } from './health.ts';

const CLOCK = { now: NOW, skew: 0 };

function fleetOf(devices: readonly { readonly sid: string; readonly unique_name: string | null; readonly app?: object }[], apps: readonly App[] | null = null): FleetIndex {
  const index = new FleetIndex();
  index.setApps(apps);
  index.beginSweep();
  index.addPage(pageOf(devices.map((device) => deviceSchema.parse(device)), { sent: 1, received: 2 }), CLOCK);
  index.endSweep({ at: 2 });
  return index;
}
const named = (...names: readonly (string | null)[]): FleetIndex => fleetOf(names.map((unique_name, n) => ({ sid: `UV${String(n + 1).padStart(32, '0')}`, unique_name })));
const first = (index: FleetIndex, typed: string): string | undefined => index.view({ q: typed, sort: [], list: null, start: 0, size: 1, limits: STUCK_AFTER, typed }, CLOCK).rows[0]?.device.sid;
const listed = (index: FleetIndex, q: string): string | null | undefined => index.view({ q, sort: [], list: null, start: 0, size: 1, limits: STUCK_AFTER }, CLOCK).rows[0]?.device.unique_name;
const likeliest = (index: FleetIndex, typed: string, size = 8): (string | null)[] =>
  index.view({ q: typed.trim(), sort: [], list: null, start: 0, size, limits: STUCK_AFTER, typed }, CLOCK).rows.map(({ device }) => device.unique_name);

describe('the likeliest for what was typed', () => {
  const seeds = seededFleet(1, 2_000);
  const apps = seeds.apps.map(({ sid = '', uniqueName = null }) => appSchema.parse({ sid, unique_name: uniqueName }));
  const sidOf = (app: string | null | undefined): string | null => apps.find(({ unique_name: name }) => name === app)?.sid ?? app ?? null;
  const all = seeds.devices.map(({ sid = '', uniqueName = null, target, reported }) => ({ sid, unique_name: uniqueName, app: { target_sid: sidOf(target), reported_sid: sidOf(reported) } }));
  const fleet = fleetOf(all, apps);

  test('is the device of that name, for every name of a fleet', () => {
    const names = all.flatMap(({ unique_name: name }) => name ?? []);
    expect(names.length).toBeGreaterThan(1_800);
    expect(names.filter((name) => likeliest(fleet, name, 1)[0] !== name)).toEqual([]);
    // Without being told what was typed it is not: a word of a name is one of an App's, too.
    expect(names.filter((name) => listed(fleet, name.trim()) !== name).length).toBeGreaterThan(100);
  });

  test('is the device of that SID, for every SID of a fleet, in whatever letters', () => {
    for (const { sid } of all) for (const typed of [sid, sid.toLowerCase(), `\u200b${sid.toUpperCase()} `]) if (first(fleet, typed) !== sid) expect.unreachable(typed);
  });

  test('is that device, whatever a search would make of its name', () => {
    const name = fc.string({ unit: fc.oneof(fc.constantFrom('-', ':', '"', '“', ' ', 'is', 'stuck', 'status:', 'a', 'A', 'ä'), fc.string({ minLength: 1, maxLength: 1 })), minLength: 1, maxLength: 6 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), (names) => {
        const index = named(...names);
        for (const one of names) expect(likeliest(index, one)[0]).toBe(one);
      }),
    );
  });

  test('then comes what differs in case alone, then what begins so, then the rest, each in the order of the list', () => {
    const index = named('old fw-1', 'fw-12', 'FW-1', 'fw-1', 'other', 'fw-1 b', null);
    expect(likeliest(index, 'fw-1')).toEqual(['fw-1', 'FW-1', 'fw-12', 'fw-1 b', 'old fw-1']);
    expect(likeliest(index, 'fw-1', 3)).toEqual(['fw-1', 'FW-1', 'fw-12']);
    expect(likeliest(index, 'FW')).toEqual(['fw-12', 'FW-1', 'fw-1', 'fw-1 b', 'old fw-1']);
  });

  test('begins with a SID as with a name', () => {
    const index = fleetOf([{ sid: `UVab${'0'.repeat(30)}`, unique_name: 'z' }, { sid: `UV${'0'.repeat(30)}ab`, unique_name: 'y' }, { sid: `UV${'1'.repeat(32)}`, unique_name: 'uvab' }]);
    expect(likeliest(index, 'uvab')).toEqual(['uvab', 'z']);
    expect(likeliest(index, 'ab')).toEqual(['z', 'y', 'uvab']);
  });
});
