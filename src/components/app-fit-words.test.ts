import { describe, expect, test } from 'vitest';
import type { App, Device } from '#api/schema.ts';
import { AppFit, fitOfMany } from '#fleet/app-fit.ts';
import { fitWords } from './app-fit-words.ts';

const sid = (n: number): string => `KA${String(n).repeat(32)}`;
const named = (n: number, unique_name: string | null): App => ({ sid: sid(n), unique_name, account_sid: null, hash: null, date_created: null, date_updated: null, url: null });
const APPS = new Map([named(1, 'freezer-2.4.1'), named(2, 'freezer-2.5.0'), named(3, 'cooler-1.9.2'), named(4, 'hvac-4.0.0'), named(5, null), named(6, 'door-1'), named(7, 'pos-1'), named(8, '2.4.1')].map((app) => [app.sid, app]));
const WHOLE = { completeAt: 1, reading: null, held: 2_000, malformed: 0 };

function device(running: number | null, target = running): Device {
  return {
    sid: `UV${String(running).repeat(32).slice(0, 32)}`, unique_name: `runs ${running}`, account_sid: null, logging: null, date_created: null, date_updated: null, url: null, links: null,
    app: { target_sid: target === null ? null : sid(target), reported_sid: running === null ? null : sid(running), target_hash: null, date_targeted: null, update_status: null, update_error_code: null, date_reported: null },
  };
}

function words(app: number, devices: readonly Device[], more: Partial<Parameters<typeof fitWords>[0]> = {}) {
  const apps = 'apps' in more ? more.apps : APPS;
  const fit = new AppFit((each) => apps?.get(each)?.unique_name ?? null);
  const found = fitOfMany(fit, sid(app), devices, (each) => ({ sid: each.sid, running: each.app?.reported_sid ?? null, target: each.app?.target_sid ?? null }));
  return fitWords({ app: sid(app), fit: found, devices, apps, coverage: WHOLE, ...more });
}

describe('an App that devices run nothing like', () => {
  test('is told in red, with what they run and what that is judged by', () => {
    expect(words(4, [device(1)])).toEqual({
      tone: 'bad', devices: [],
      title: 'The device runs nothing like hvac-4.0.0.',
      help: 'Running or target App: freezer-2.4.1. Fewer than 5 other devices were seen to make this change, and the names have nothing in common.',
    });
    expect(words(4, [device(1), device(1), device(2), device(null, 3)])).toMatchObject({
      tone: 'bad', title: 'None of the 4 devices runs anything like hvac-4.0.0.', help: expect.stringMatching(/^Running or target Apps: freezer-2\.4\.1, freezer-2\.5\.0, cooler-1\.9\.2\. /u),
    });
    expect(words(4, [device(1), device(2), device(3), device(6), device(7)])?.help).toMatch(/^Running or target Apps: freezer-2\.4\.1, freezer-2\.5\.0, cooler-1\.9\.2 and 2 more\. /u);
  });

  test('is told of some, who are named, and in red where they are most', () => {
    const devices = [device(4), device(4), device(1)];
    expect(words(4, devices)).toMatchObject({ tone: 'warn', title: '1 of 3 devices runs nothing like hvac-4.0.0.', devices: [devices[2]] });
    expect(words(1, devices)).toMatchObject({ tone: 'bad', title: '2 of 3 devices run nothing like freezer-2.4.1.', devices: [] });
  });

  test('says of how much of the fleet that is true', () => {
    expect(words(4, [device(1)], { coverage: { ...WHOLE, completeAt: null, held: 1_000 } })?.help).toMatch(/ Only the 1,000 devices read so far were checked\.$/u);
    expect(words(4, [device(1)], { coverage: { ...WHOLE, completeAt: null, held: 0 } })?.help).toMatch(/ The fleet has not been read yet, so only names were compared\.$/u);
    expect(words(4, [device(1)], { coverage: null })?.help).toMatch(/ The fleet could not be searched, so only names were compared\.$/u);
  });
});

describe('where nothing can be told that is said, and why', () => {
  test.each([
    ['an App without a name', words(5, [device(1)]), /^This App has no name to compare with what runs now\.$/u],
    ['an App whose name is a version only', words(8, [device(1)]), /^This App has no name to compare with what runs now\.$/u],
    ['a device whose App has none', words(1, [device(5)]), /^The App that the device runs has no name to compare\.$/u],
    ['devices without an App', words(1, [device(null), device(null)]), /^The devices have no App yet/u],
    ['Apps that were not read', words(4, [device(1)], { apps: undefined }), /^The list of Apps has not been read/u],
  ])('%s', (_, found, help) => {
    expect(found).toMatchObject({ tone: 'info', title: expect.stringMatching(/^Could not check whether .* fits\.$/u), help: expect.stringMatching(help) });
  });
});

test('nothing is said of an App that fits', () => {
  expect(words(2, [device(1), device(null)])).toBeNull();
});
