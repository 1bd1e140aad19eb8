import { describe, expect, test } from 'vitest';
import { parseWaves } from '#rollouts/waves.ts';
import { NEW_FORM, settingsOf, type WizardForm } from '#rollouts/wizard-form.ts';
import { draftSearch, stayedIn, staysIn } from './wizard-address.ts';
import { startBlocked } from './wizard-blocked.ts';
import { firstWave } from './wizard-canaries.ts';
import { frozenWords, isSameSet } from './wizard-list.ts';
import { warningsFor, type Situation } from './wizard-warnings.ts';

const FORM: WizardForm = { ...NEW_FORM, app: 'fw' };
const ROW = { devices: 1, error: 0, never: 0 };
const QUIET: Situation = {
  form: FORM, listed: true, appsFailed: false, fit: null, complete: true, age: 0, missing: 0,
  split: { change: ['a'], so: [], error: [], never: [], elsewhere: [] },
  figures: { runs: [], underWay: 0, silent: 0, undated: 0 },
  waves: [{ ...ROW, end: 1 }, { ...ROW, end: 100 }],
  pickedOut: 0, pickedBroken: 0, how: settingsOf(FORM),
};

/** `warn: The account does not list …`, of a situation that differs in this from one without any. */
const said = (more: Partial<Situation>): string[] => warningsFor({ ...QUIET, ...more }).map(({ tone, text }) => `${tone}: ${text}`);

describe('warnings', () => {
  test('are none when there is nothing to warn of', () => {
    expect(said({})).toEqual([]);
  });

  test.each<[Partial<Situation>, RegExp]>([
    [{ listed: false }, /^warn: The account does not list this App/u],
    [{ listed: null, appsFailed: true }, /^warn: The list of Apps could not be read/u],
    [{ fit: { tone: 'bad', title: 'Nothing like it.', help: 'Why.', devices: [] } }, /^bad: Nothing like it\. Why\.$/u],
    [{ fit: { tone: 'info', title: 'Could not check.', help: 'Why.', devices: [] } }, /^note: Could not check\. Why\.$/u],
    [{ complete: false }, /^warn: The fleet has not been read whole/u],
    [{ age: 3 * 86_400_000 }, /^note: The list was frozen 3 d ago/u],
    [{ missing: 3 }, /^warn: 3 devices of the list are no longer in the fleet/u],
    [{ split: { ...QUIET.split, elsewhere: ['b'] } }, /^note: 1 device is in another open rollout, and left out/u],
    [{ split: { ...QUIET.split, elsewhere: ['b'] }, form: { ...FORM, parts: ['elsewhere'] } }, /^warn: 1 device is in another open rollout: both/u],
    [{ figures: { ...QUIET.figures, underWay: 2 } }, /^warn: 2 devices are on the way to another App now/u],
    [{ figures: { ...QUIET.figures, silent: 2 } }, /^warn: 2 devices have not reported for a day or more: stuck after 1 h/u],
    [{ split: { ...QUIET.split, error: ['b'] } }, /^note: 1 device is in error already/u],
    [{ split: { ...QUIET.split, never: ['b', 'c'] } }, /^note: 2 devices have never reported/u],
    [{ pickedOut: 1 }, /^warn: 1 canary picked by hand is not sent to/u],
    [{ pickedBroken: 2 }, /^warn: 2 canaries picked by hand are in error already/u],
    [{ waves: [{ ...ROW, end: 100 }] }, /^warn: All at once/u],
    [{ waves: [{ ...ROW, end: 50 }, { ...ROW, end: 100 }] }, /^warn: The first wave is 50 % of all/u],
    [{ form: { ...FORM, canaries: 'hand', picked: ['a', 'b'] } }, /^note: 2 canaries are picked, and the first wave takes 1/u],
    [{ form: { ...FORM, rules: { errorPercent: false, errors: false, stuckPercent: false, apiFailures: false } } }, /^warn: Every halt rule is switched off/u],
    [{ waves: [{ ...ROW, end: 1 }, { ...ROW, end: 5 }] }, /^warn: A rate counts from 10 outcomes on, and there are 5 devices/u],
  ])('%o', (more, words) => {
    const [first, ...others] = said(more);
    expect(first).toMatch(words);
    expect(others).toEqual([]);
  });

  test('leave out what is left out', () => {
    expect(said({ split: { ...QUIET.split, error: ['b'], never: ['c'] }, form: { ...FORM, parts: [] } })).toEqual([]);
  });
});

const READY = {
  readOnly: false, notKept: null, form: FORM, list: true,
  state: { app: { sid: 'KA', app: null, label: 'fw' }, waves: parseWaves('100%', 1), split: QUIET.split, sent: [], openError: null, devicesError: null },
};

describe('why it cannot be started', () => {
  test.each([
    [{ readOnly: true }, /Read-only/u],
    [{ notKept: 'No storage.' }, /without a journal. No storage/u],
    [{ form: NEW_FORM, state: { ...READY.state, app: null } }, /Pick an App/u],
    [{ state: { ...READY.state, app: null } }, /No App of this name/u],
    [{ list: false }, /Freeze a list/u],
    [{ state: { ...READY.state, split: null } }, /still being looked up/u],
    [{ state: { ...READY.state, openError: new Error('no') } }, /could not be read/u],
    [{}, /no device left/u],
  ])('%o', (more, words) => {
    expect(startBlocked({ ...READY, ...more })).toMatch(words);
  });

  test('waves and numbers come last', () => {
    const sent = [{ sid: 'UV' }] as unknown as typeof READY.state.sent;
    const wrong = { ...FORM, numbers: { ...FORM.numbers, rate: '0' } };
    expect(startBlocked({ ...READY, state: { ...READY.state, sent } })).toBeNull();
    expect(startBlocked({ ...READY, state: { ...READY.state, sent, waves: parseWaves('ten', 1) } })).toBe('Correct the waves first.');
    expect(startBlocked({ ...READY, form: wrong, state: { ...READY.state, sent } })).toBe('Correct “Writes in any 10 s” first.');
  });
});

test('a frozen list says since when, from where and how many', () => {
  const at = new Date(2026, 0, 1, 14, 32).getTime();
  expect(frozenWords({ sids: ['a', 'b'], at, from: 'selection' }, at)).toMatch(/^Frozen at .*32.* from the selection: 2 devices$/u);
  expect(isSameSet(['a', 'b'], new Set(['b', 'a']))).toBe(true);
  expect(isSameSet(['a', 'b'], new Set(['b', 'c']))).toBe(false);
  expect(isSameSet(['a'], new Set(['b', 'a']))).toBe(false);
});

test.each([
  ['1, 1%, 10%, 100%', 3, '3, 1%, 10%, 100%'],
  ['1 2 5 100%', 3, '3, 5, 100%'],
  ['100%', 2, '2, 100%'],
])('the first wave of %s can be made to take %i', (text, devices, made) => {
  expect(firstWave(text, devices)).toBe(made);
});

test('a wizard stays the same when it changes its own address, whatever else is in the history', () => {
  expect(draftSearch('a b')).toBe('?draft=a+b');
  expect(stayedIn(staysIn('k1'))).toBe('k1');
  for (const other of [null, undefined, 'x', 7, {}, { wizard: 7 }]) expect(stayedIn(other)).toBeNull();
});
