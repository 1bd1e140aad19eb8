import { expect, test } from 'vitest';
import { changeWords, endWords, sumWords, wasSent } from './sent-words.ts';

const SID = `UV${'a'.repeat(32)}`;

test.each([
  [`/Devices/${SID}`, ['UniqueName'], { what: 'Rename', device: SID, of: null }],
  [`/Devices/${SID}`, ['TargetApp'], { what: 'Deployment', device: SID, of: null }],
  [`/Devices/${SID}`, ['LoggingEnabled'], { what: 'Change of logging', device: SID, of: null }],
  [`/Devices/${SID}`, ['RestartApp'], { what: 'Restart', device: SID, of: null }],
  ['/Configs', ['Key', 'Value'], { what: 'New Config', device: null, of: null }],
  ['/Configs/a%2Fb', ['Value'], { what: 'Change of a Config', device: null, of: 'a/b' }],
  [`/Devices/${SID}/Configs/prefs`, [], { what: 'Deletion of a Config', device: SID, of: 'prefs' }],
  [`/Devices/${SID}/Secrets`, ['Key', 'Value'], { what: 'New Secret', device: SID, of: null }],
  ['/Secrets/token', ['Value'], { what: 'Change of a Secret', device: null, of: 'token' }],
  ['/Secrets/token', [], { what: 'Deletion of a Secret', device: null, of: 'token' }],
  ['/Apps/KA1', [], { what: 'Deletion of an App', device: null, of: 'KA1' }],
])('says what a change of %s was', (path, fields, words) => {
  expect(changeWords({ path, fields })).toEqual(words);
});

test('what was never processed was not sent; what has no answer, or a failed one, was', () => {
  expect((['unsent', 'slow-down', 'session', 'guard'] as const).map((end) => wasSent({ end }))).toEqual([false, false, false, false]);
  expect(([null, 'accepted', 'network', 'server', 'refused'] as const).map((end) => wasSent({ end }))).toEqual([true, true, true, true, true]);
});

test('no answer and a broken one leave the outcome unknown; only a success was accepted', () => {
  expect((['network', 'server'] as const).map(endWords)).toEqual(['Outcome unknown', 'Outcome unknown']);
  expect(endWords('accepted')).toBe('Accepted by the API');
  expect((['refused', 'rights', 'sign-in'] as const).map(endWords)).toEqual(['Refused by the API', 'Refused by the API', 'Refused by the API']);
  expect(endWords(null)).toBe('No answer yet');
});

test('counts every change that was sent, and none that was not', () => {
  expect(sumWords({ count: 0, ends: {} }, '14:02:11')).toEqual(['This tab has sent no change since it was loaded at 14:02:11.']);
  expect(sumWords({ count: 3, ends: { unsent: 1, 'slow-down': 1, guard: 1 } }, '14:02:11')).toEqual(['This tab has sent no change since it was loaded at 14:02:11.']);
  expect(sumWords({ count: 20_010, ends: { accepted: 20_000, 'slow-down': 3, refused: 1, rights: 1, network: 2, server: 1 } }, '14:02:11')).toEqual([
    'This tab has sent 20,007 changes since it was loaded at 14:02:11.',
    '2 have no answer yet.',
    '20,000 were accepted by the API.',
    '2 were refused by the API.',
    'The outcome of 3 is unknown: no answer came.',
  ]);
});
