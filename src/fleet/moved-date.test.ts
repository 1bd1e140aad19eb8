import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeviceChange } from '#api/devices.ts';
import { deviceSchema, secretSchema } from '#api/schema.ts';
import { adoptSession } from '#api/session.ts';
import { settled } from '../../simulator/test-gateway.ts';
import { renewSecret } from './keyed.ts';
import { datesShow, sendChange, type Outcome } from './update.ts';

/** Changes that show in a date alone: it has to be a later one, and not from before they were sent. */

const UV = `UV${'1'.padStart(32, '0')}`;
const FW = `KA${'1'.padStart(32, '0')}`;
const NOW = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;
const at = (ms: number): string => `${new Date(NOW + ms).toISOString().slice(0, 19)}Z`;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

interface Dates {
  readonly targeted?: string | null;
  readonly on?: boolean;
  readonly expires?: string | null;
}

const device = ({ targeted = at(-2 * HOUR), on = false, expires = null }: Dates): object => ({
  sid: UV,
  app: { target_sid: FW, date_targeted: targeted },
  logging: { enabled: on, date_expires: expires },
  date_updated: at(-HOUR),
});

let posts = 0;

/** The API accepts each change, or loses its answer; both, and every reading, show what `now` is. */
function api(now: object, lost: boolean): void {
  posts = 0;
  vi.stubGlobal('fetch', (_url: string, { method }: RequestInit = {}) => {
    if (method === 'POST') posts += 1;
    if (method === 'POST' && lost) return Promise.resolve(Response.json({ code: 'upstream_timeout', message: '', more_info: null, status: 504 }, { status: 504 }));
    return Promise.resolve(Response.json(now));
  });
}

const deploy: DeviceChange = { kind: 'deploy', app: FW };
const on: DeviceChange = { kind: 'logging', on: true };
const lease = { on: true, expires: at(HOUR) };

const WRONG: readonly [string, DeviceChange, Dates, Dates][] = [
  ['the same App once more, with an older date', deploy, {}, { targeted: at(-3 * HOUR) }],
  ['the same App once more, with a later date from long before it was sent', deploy, {}, { targeted: at(-HOUR) }],
  ['the same App once more, with the same date', deploy, {}, {}],
  ['a lease extended, with an earlier end', on, lease, { on: true, expires: at(HOUR / 2) }],
  ['a lease extended, with the same end', on, lease, lease],
  ['a lease extended, with a later end that has passed', on, { on: true, expires: at(-2 * HOUR) }, { on: true, expires: at(-HOUR) }],
  ['logging turned on, with a lease that has run out', on, {}, { on: true, expires: at(-HOUR) }],
  ['logging turned on, with an earlier end than before', on, { expires: at(2 * HOUR) }, { on: true, expires: at(HOUR) }],
];
const RIGHT: readonly [string, DeviceChange, Dates, Dates][] = [
  ['the same App once more', deploy, {}, { targeted: at(0) }],
  ['the same App once more, by clocks that are three seconds apart', deploy, {}, { targeted: at(-3_000) }],
  ['the first date of the same App', deploy, { targeted: null }, { targeted: at(0) }],
  ['a lease extended', on, lease, { on: true, expires: at(24 * HOUR) }],
  ['a lease extended to a time that the API rounds', on, lease, { on: true, expires: at(24 * HOUR - 60_000) }],
  ['logging turned on', on, {}, { on: true, expires: at(24 * HOUR) }],
  ['logging turned on, without an end', on, {}, { on: true }],
];

const sent = (before: Dates, change: DeviceChange): Promise<Outcome> =>
  settled(sendChange(new QueryClient(), UV, deviceSchema.parse(device(before)), change, { patience: {} }));

describe('a change of a device', () => {
  test.each(WRONG)('is not done where it is answered, or found, as %s', async (_, change, before, now) => {
    api(device(now), false);
    await expect(sent(before, change)).rejects.toMatchObject({ name: 'NotApplied' });
    expect(posts).toBe(1);
    api(device(now), true);
    await expect(sent(before, change)).rejects.toMatchObject({ name: 'UpdateFailed', kind: 'unchanged' });
  });

  test.each(RIGHT)('is done where it is answered, or found, as %s', async (_, change, before, now) => {
    for (const lost of [false, true]) {
      api(device(now), lost);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await sent(before, change)).toMatchObject({ kind: 'done', reread: lost });
      expect(posts).toBe(1);
    }
  });

  test.each([
    ['the same second', deploy, { targeted: at(0) }, { targeted: at(0) }],
    ['no date', deploy, {}, { targeted: null }],
    ['no end of the lease', on, lease, { on: true }],
  ] satisfies [string, DeviceChange, Dates, Dates][])('that shows %s is done where the API said so, and unknown where its answer got lost', async (_, change, before, now) => {
    api(device(now), false);
    expect(await sent(before, change)).toMatchObject({ kind: 'done', reread: false });
    api(device(now), true);
    expect(await sent(before, change)).toMatchObject({ kind: 'unknown' });
    expect(posts).toBe(1);
  });
});

describe('a rotation', () => {
  const seen = secretSchema.parse({ key: 'k', date_rotated: at(-2 * HOUR) });

  test.each([
    ['an older date', at(-3 * HOUR)],
    ['a later date from long before it was sent', at(-HOUR)],
  ])('that is answered, or found, with %s is not done', async (_, date) => {
    vi.stubGlobal('fetch', (_url: string, { method }: RequestInit = {}) => Promise.resolve(Response.json(method === 'POST' ? { key: 'k', date_rotated: date } : seen)));
    await expect(settled(renewSecret(null, seen, 'x'))).rejects.toMatchObject({ name: 'KeyNotApplied' });
    let written = false;
    vi.stubGlobal('fetch', (_url: string, { method }: RequestInit = {}) => {
      written ||= method === 'POST';
      if (method === 'POST') return Promise.resolve(Response.json({ code: 'upstream_timeout', message: '', more_info: null, status: 504 }, { status: 504 }));
      return Promise.resolve(Response.json(written ? { key: 'k', date_rotated: date } : seen));
    });
    await expect(settled(renewSecret(null, seen, 'x'))).rejects.toMatchObject({ name: 'KeyChanged', now: { date_rotated: date } });
  });
});

test.each([
  [at(-HOUR), at(0), NOW, true],
  [at(-HOUR), at(-HOUR), undefined, false],
  [at(-HOUR), at(-1_000), undefined, true],
  [at(0), at(-1_000), NOW, false],
  [null, at(-HOUR), undefined, true],
  [at(-HOUR), 'yesterday', NOW, null],
  ['yesterday', at(0), NOW, true],
])('a date of %s that is %s after a change sent at %s: %s', (before, now, sentAt, verdict) => expect(datesShow(before, now, sentAt)).toBe(verdict));
