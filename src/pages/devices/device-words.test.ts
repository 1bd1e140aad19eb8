import { expect, test } from 'vitest';
import type { DeviceReading } from '#api/devices.ts';
import { deviceSchema, type Device } from '#api/schema.ts';
import { STUCK_AFTER } from '#fleet/health.ts';
import { nameWarnings } from './device-name.ts';
import { landingNote } from './device-landing.ts';
import { pace } from './device-reading.ts';
import { verdict } from './device-words.ts';

const A = `KA${'a'.repeat(32)}`;
const B = `KA${'b'.repeat(32)}`;
const NOW = Date.parse('2026-01-01T12:00:00Z');

function device(app: object): Device {
  return deviceSchema.parse({ sid: `UV${'0'.repeat(32)}`, app: { target_sid: B, reported_sid: A, date_targeted: '2026-01-01T11:50:00Z', update_status: 'pending', ...app } });
}

test.each([
  ['info', /^Normal so far/u, {}],
  ['info', /^Normal so far/u, { update_status: 'scheduled' }],
  ['warn', /longer than 1 h\./u, { date_targeted: '2026-01-01T10:59:00Z' }],
  ['warn', /^It has never reported an App\. .*longer than 1 h/u, { reported_sid: null, date_targeted: '2026-01-01T10:00:00Z' }],
  ['bad', /failed with code 118/u, { update_status: 'error', update_error_code: 118 }],
  ['bad', /failed without a code/u, { update_status: 'error', update_error_code: 0 }],
  ['odd', /yet the device does not run its target/u, { update_status: 'up-to-date' }],
  ['odd', /“unknown-x”/u, { update_status: 'unknown-x' }],
  ['odd', /runs what it should, yet/u, { reported_sid: B, update_status: 'error' }],
  ['ok', /^It runs what it should\.$/u, { reported_sid: B, update_status: 'up-to-date' }],
  ['quiet', /no target/u, { target_sid: null, reported_sid: null, update_status: null }],
])('is %s and says %s', (tone, says, app) => {
  const result = verdict(device(app), NOW, STUCK_AFTER);
  expect(result.tone).toBe(tone);
  expect(result.text).toMatch(says);
});

test('a threshold of the target App alone decides what takes long', () => {
  const limits = { usual: 5 * 60_000, perApp: { [B]: 15 * 60_000 }, logging: 12 * 60 * 60_000 };
  expect(verdict(device({}), NOW, limits).tone).toBe('info');
  expect(verdict(device({ date_targeted: '2026-01-01T11:44:59Z' }), NOW, limits)).toMatchObject({ tone: 'warn', text: expect.stringContaining('longer than 15 m.') });
  expect(verdict(device({ target_sid: A, reported_sid: B }), NOW, limits).text).toContain('longer than 5 m.');
});

const read = (app: object, at = NOW): DeviceReading => ({ device: device(app), raw: null, at, sent: at, received: at });

test('a landing is timed by the API’s dates, a failure by when it was seen', () => {
  expect(landingNote(read({}), read({ reported_sid: B, update_status: 'up-to-date', date_reported: '2026-01-01T11:50:12Z' }))).toMatchObject({ kind: 'landed', took: 'after 12 s' });
  expect(landingNote(read({}), read({ update_status: 'error', update_error_code: 7 }))).toMatchObject({ kind: 'failed', took: 'within 10 m', code: 7 });
  expect(landingNote(read({}), read({}))).toBeNull();
  expect(landingNote(read({}), read({ target_sid: A, update_status: 'up-to-date' }))).toBeNull();
});

test('reads every 5 s after an action, every 15 s while pending, else every 60 s', () => {
  expect(pace(read({}), NOW + 1, NOW)).toBe(5_000);
  expect(pace(read({}), NOW, NOW)).toBe(15_000);
  expect(pace(read({ reported_sid: B, update_status: 'up-to-date' }), 0, NOW)).toBe(60_000);
  expect(pace(undefined, 0, NOW)).toBe(60_000);
});

test('warns of names that mislead, and of nothing else', () => {
  expect(nameWarnings('freezer 7; back.room')).toEqual([]);
  expect(nameWarnings('')).toEqual([]);
  expect(nameWarnings(`UV${'f'.repeat(32)}`)).toHaveLength(1);
  expect(nameWarnings('a\u200Bb')[0]).toContain('a<U+200B>b');
  expect(nameWarnings(' a/b')).toHaveLength(2);
  expect(nameWarnings('a\u00a0b')).toEqual(nameWarnings('a\u2011b'));
  expect(nameWarnings('a\u2011b')[0]).toContain('only looks like');
  expect(nameWarnings('a\u200b')[0]).toContain('a<U+200B>');
  expect(nameWarnings('a ')).toHaveLength(1);
});
