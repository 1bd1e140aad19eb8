import { describe, expect, test } from 'vitest';
import { MINUTE } from '#lib/time.ts';
import { wordToType } from '#components/word-to-type.ts';
import { deleteBlocked, knowsFleet } from './delete-guard.ts';

const SID = `KA${'1'.repeat(32)}`;
const FREE = { readOnly: false, known: true, targeted: 0, left: 0, runs: 0, unreadable: 0, accepted: false, typed: true };

describe('an App', () => {
  test('that nothing has to do with can be deleted once its name was typed', () => {
    expect(deleteBlocked(FREE)).toBeNull();
    expect(deleteBlocked({ ...FREE, typed: false })).toMatch(/^Type/u);
  });

  test('that devices run can be deleted once somebody has said yes to that', () => {
    expect(deleteBlocked({ ...FREE, left: 3 })).toMatch(/may be left without it/u);
    expect(deleteBlocked({ ...FREE, left: 3, accepted: true })).toBeNull();
  });

  test.each([
    ['in a console that is read-only', { readOnly: true }],
    ['while the fleet is not known', { known: false }],
    ['that devices should run', { targeted: 1 }],
    ['while the rollouts are being read', { runs: null }],
    ['that an open rollout sends', { runs: 1 }],
    ['while an open rollout cannot be read', { unreadable: 1 }],
  ])('%s cannot be deleted, whatever was said and typed', (_, facts) => {
    expect(deleteBlocked({ ...FREE, accepted: true, ...facts })).not.toBeNull();
  });
});

describe('the fleet is known', () => {
  const now = 100 * MINUTE;
  test.each([
    ['read a moment ago', now - MINUTE, now, true],
    ['read an hour ago', now - 60 * MINUTE, now, false],
    ['never read whole', null, now, false],
    ['read for a long time, from after the dialog was opened', now - 40 * MINUTE, now - 41 * MINUTE, true],
    ['read for a long time, from before that', now - 40 * MINUTE, now - 39 * MINUTE, false],
  ])('%s', (_, completeAt, openedAt, known) => expect(knowsFleet({ completeAt }, openedAt, now)).toBe(known));
});

test.each([
  ['fw-1.3', 'fw-1.3'],
  ['Küche 2', 'Küche 2'],
  [null, SID],
  ['', SID],
  ['   ', SID],
  ['\u200d', SID],
  [' fw', SID],
  ['a  b', SID],
  ['a\u{202e}b', SID],
])('for the name %j, %s is typed', (name, word) => expect(wordToType({ sid: SID, unique_name: name })).toBe(word));
