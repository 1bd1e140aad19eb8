import { expect, test } from 'vitest';
import { deviceSchema } from '#api/schema.ts';
import { APPS, NOW, pageOf } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { STUCK_AFTER } from './health.ts';
import { termText } from './query.ts';

const CLOCK = { now: NOW, skew: 0 };
const NAMES = ['ber\u200blin', 'berlin', 'non\u2011breaking\u00a0room', '“Süd”', "o'brien", 'paris\u202e'];
const APP = { sid: `KA${'9'.repeat(32)}`, unique_name: 'f\u2060w' };

const index = new FleetIndex();
index.setApps(APPS.slice(0, 1).map((app) => Object.assign({}, app, APP)));
index.beginSweep();
const devices = NAMES.map((unique_name, n) => deviceSchema.parse({ sid: `UV${String(n).repeat(32)}`, unique_name, app: { target_sid: n === 0 ? APP.sid : null } }));
index.addPage(pageOf(devices, { sent: 1, received: 2 }), CLOCK);
index.endSweep({ at: 2 });

const found = (q: string): (string | null)[] => index.view({ q, sort: [], list: null, start: 0, size: 50, limits: STUCK_AFTER }, CLOCK).rows.map(({ device }) => device.unique_name);

test.each([
  ['berlin', ['ber\u200blin', 'berlin']],
  ['\u200bber\u200blin\u200e', ['ber\u200blin', 'berlin']],
  ['name:"berlin"', ['ber\u200blin', 'berlin']],
  [String.raw`"ber\u{200b}lin"`, ['ber\u200blin']],
  [String.raw`name:"\u{202e}"`, ['paris\u202e']],
  [String.raw`-name:"\u{200b}" berlin`, ['berlin']],
  ['name:=berlin', ['berlin']],
  ['"non-breaking room"', ['non\u2011breaking\u00a0room']],
  ['non\u2011breaking\u00a0room', ['non\u2011breaking\u00a0room']],
  ['"“süd”"', ['“Süd”']],
  ['o’brien', ["o'brien"]],
  ['app:fw', ['ber\u200blin']],
  [String.raw`app:"f\u{2060}w"`, ['ber\u200blin']],
  [String.raw`"\u{2060}"`, ['ber\u200blin']],
])('%j finds what looks so, and what is so', (q, names) => {
  expect(found(q)).toEqual(names);
});

test('and what is written for a name finds it alone, whatever it holds', () => {
  for (const name of NAMES) expect(found(termText({ field: 'name', match: { kind: 'whole', text: name } }))).toEqual([name]);
});
