import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseRows } from './parse.ts';
import { APP_SID, appSchema, deviceSchema, devicesPageSchema, errorSchema, isAsSent, PAGE_TOKEN, sessionSchema } from './schema.ts';

const SID = `UV${'0123456789abcdefABCDEF0123456789'}`;

describe('a device', () => {
  test('is whole when nothing but its SID is there', () => {
    const nothing = {
      sid: SID, unique_name: null, account_sid: null, app: null, logging: null,
      date_created: null, date_updated: null, url: null, links: null,
    };
    expect(deviceSchema.parse({ sid: SID })).toEqual(nothing);
    expect(deviceSchema.parse(nothing)).toEqual(nothing);
  });

  test('has nulls where its App and logging leave something out', () => {
    const { app, logging } = deviceSchema.parse({ sid: SID, app: { update_status: 'scheduled' }, logging: {} });
    expect(app).toEqual({
      target_sid: null, target_hash: null, date_targeted: null, update_status: 'scheduled',
      update_error_code: null, reported_sid: null, date_reported: null,
    });
    expect(logging).toEqual({ enabled: null, date_expires: null });
  });

  test('shows a number or a boolean where text should be, and an error code as it came', () => {
    const device = deviceSchema.parse({ sid: SID, unique_name: 7, date_created: 1_700_000_000, url: false });
    expect(device).toMatchObject({ unique_name: '7', date_created: '1700000000', url: 'false' });
    for (const code of [0, -1, 1.5, Number.MAX_SAFE_INTEGER, 'E_DOWNLOAD', null]) {
      expect(deviceSchema.parse({ sid: SID, app: { update_error_code: code } }).app?.update_error_code).toBe(code);
    }
  });

  test('keeps a word and a name that nobody has documented exactly as they came', () => {
    for (const word of ['', 'UP-TO-DATE', 'quarantined', ' pending']) {
      expect(deviceSchema.parse({ sid: SID, unique_name: word, app: { update_status: word } })).toMatchObject({
        unique_name: word,
        app: { update_status: word },
      });
    }
  });

  test('drops fields that nobody has documented', () => {
    const device = deviceSchema.parse({ sid: SID, vendor: { signal: [1] }, id: 'x', app: { politeness: 1 } });
    expect(Object.keys(device)).not.toContain('vendor');
    expect(Object.keys(device.app ?? {})).not.toContain('politeness');
  });

  test('cannot change what an object is', () => {
    const hostile: unknown = JSON.parse(
      `{"sid":"${SID}","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},` +
        `"app":{"__proto__":{"polluted":true}},"links":{"__proto__":"x","a":"b"}}`,
    );
    const device = deviceSchema.parse(hostile);
    for (const each of [device, device.app, device.links, {}]) {
      expect(Reflect.get(each ?? {}, 'polluted')).toBeUndefined();
    }
    expect(Object.getPrototypeOf(device)).toBe(Object.prototype);
    expect(device.links).toMatchObject({ a: 'b' });
  });

  test.each([
    undefined, null, 7, '', 'UV123', `uv${SID.slice(2)}`, `AC${SID.slice(2)}`, `${SID}0`, SID.slice(0, -1), `${SID}\n`,
    ` ${SID}`, `UV${'g'.repeat(32)}`, `UV${'٣'.repeat(32)}`, [SID],
  ])('is none with the SID %j', (sid) => {
    expect(deviceSchema.safeParse({ sid }).success).toBe(false);
  });

  test.each([
    ['its App is a list', { app: [] }],
    ['its App is text', { app: 'KA1' }],
    ['logging is a boolean', { logging: true }],
    ['logging is on in words', { logging: { enabled: 'true' } }],
    ['its name is an object', { unique_name: {} }],
  ])('is none when %s', (_, fields) => {
    expect(deviceSchema.safeParse({ sid: SID, ...fields }).success).toBe(false);
  });

  test('never makes the check throw, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (whole, app, name) => {
        expect(() => deviceSchema.safeParse(whole)).not.toThrow();
        const result = deviceSchema.safeParse({ sid: SID, app, unique_name: name });
        if (result.success) expect(typeof result.data.unique_name === 'string' || result.data.unique_name === null).toBe(true);
      }),
    );
  });
});

describe('a page', () => {
  test('loses only its malformed rows, and counts them', () => {
    const { devices } = devicesPageSchema.parse({ devices: [{ sid: SID }, { sid: 'UV1' }, null, 7, { sid: SID, app: 'x' }], meta: {} });
    const { rows, malformed } = parseRows(deviceSchema, devices);
    expect(rows.map((row) => row.sid)).toEqual([SID]);
    expect(malformed).toEqual([{ sid: 'UV1' }, null, 7, { sid: SID, app: 'x' }]);
  });

  test.each([
    ['devices', { devices: null, meta: {} }],
    ['devices', { meta: {} }],
    ['meta', { devices: [] }],
    ['meta.page', { devices: [], meta: { page: 'x' } }],
    ['meta.next_page_url', { devices: [], meta: { next_page_url: {} } }],
  ])('of a wrong shape is an error that names %s', (field, body) => {
    expect(() => parse(devicesPageSchema, body, 'a page of devices')).toThrow(`a page of devices of an unexpected shape (at “${field}”)`);
  });

  test.each([[[]], [null], ['text'], [undefined]])('that is %j is an error of the API, without a field', (body) => {
    expect(() => parse(devicesPageSchema, body, 'a page of devices')).toThrow('of an unexpected shape.');
  });
});

test('an App needs a SID of its own kind', () => {
  const sid = `KA${'0'.repeat(32)}`;
  expect(appSchema.parse({ sid })).toMatchObject({ sid, unique_name: null, hash: null });
  expect(appSchema.safeParse({ sid: SID }).success).toBe(false);
  expect(APP_SID.test(`${sid}\n`)).toBe(false);
});

test('an error has a number or a word as code, a sentence and a status, and may lack more information', () => {
  expect(errorSchema.parse({ code: 20404, message: 'm', status: 404 })).toEqual({ code: 20404, message: 'm', more_info: null, status: 404 });
  for (const bad of [{}, { code: null, message: 'm', status: 1 }, { code: 1, message: 2, status: 1 }, { code: 1, message: 'm', status: '1' }, []]) {
    expect(errorSchema.safeParse(bad).success).toBe(false);
  }
});

test('a session is complete or none', () => {
  const session = { token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
  expect(sessionSchema.parse(session)).toEqual(session);
  for (const key of Object.keys(session)) {
    expect(sessionSchema.safeParse({ ...session, [key]: undefined }).success, key).toBe(false);
  }
});

test('a page token is one short word that cannot end a parameter or a line', () => {
  for (const good of ['a', 'PAUV12:3.4=+/-_', 'x'.repeat(1024)]) expect(PAGE_TOKEN.test(good), good).toBe(true);
  for (const bad of ['', 'a b', 'a&b', 'a#', 'a\n', '%00', 'é', 'x'.repeat(1025)]) expect(PAGE_TOKEN.test(bad), bad).toBe(false);
});

const is = (device: object, parameter: string, value: string): boolean | null => isAsSent(deviceSchema.parse({ sid: SID, ...device }), parameter, value);

test('a device is as a change asked for, is not, or does not say', () => {
  const fw = `KA${'a'.repeat(32)}`;
  expect([is({ unique_name: 'a' }, 'UniqueName', 'a'), is({ unique_name: 'a' }, 'UniqueName', 'A'), is({}, 'UniqueName', '')]).toEqual([true, false, true]);
  expect([is({ app: { target_sid: fw } }, 'TargetApp', `KA${'A'.repeat(32)}`), is({ app: {} }, 'TargetApp', fw), is({}, 'TargetApp', fw)]).toEqual([true, false, null]);
  expect([is({ logging: { enabled: false } }, 'LoggingEnabled', 'false'), is({ logging: { enabled: false } }, 'LoggingEnabled', 'true')]).toEqual([true, false]);
  expect([is({ logging: {} }, 'LoggingEnabled', 'true'), is({}, 'LoggingEnabled', 'true'), is({}, 'RestartApp', 'true')]).toEqual([null, null, null]);
});
