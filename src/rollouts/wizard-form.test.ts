import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSchema } from './journal-schema.ts';
import { Ledger } from './ledger.ts';
import { ROLLOUT_LANDING, ROLLOUT_SETTINGS } from './plan.ts';
import { DEFAULT_WAVES, parseWaves } from './waves.ts';
import { firstProblem, formOf, isUsed, NEW_FORM, NUMBER_FIELDS, numberProblem, NUMBERS, RULES, settingsOf, wavesText, type NumberField, type WizardForm } from './wizard-form.ts';
import { draftPlan, wizardPlan } from './wizard-plan.ts';

const APP = `KA${'a'.repeat(32)}`;

function withNumber(field: NumberField, text: string, more: Partial<WizardForm> = {}): WizardForm {
  return { ...NEW_FORM, numbers: { ...NEW_FORM.numbers, [field]: text }, ...more };
}

test('as it is opened, a form says what rollouts usually do', () => {
  expect(settingsOf(NEW_FORM)).toEqual({ settings: ROLLOUT_SETTINGS, landing: ROLLOUT_LANDING });
});

test.each(NUMBER_FIELDS)('%s is a whole number within its bounds, and nothing else', (field) => {
  const [, least, most] = NUMBERS[field];
  const all = { rules: { errorPercent: true, errors: true, stuckPercent: true, apiFailures: true } };
  for (const good of [least, most]) expect(numberProblem(withNumber(field, String(good), all), field)).toBeNull();
  for (const bad of ['', ' ', '1.5', 'ten', '-1', '1e3', String(least - 1), String(most + 1)]) {
    const form = withNumber(field, bad, all);
    expect(numberProblem(form, field), bad).toMatch(/^A whole number, /u);
    expect(firstProblem(form)).toBe(NUMBERS[field][0]);
    expect(settingsOf(form)).toBeNull();
  }
});

test.each(RULES)('a rule that is switched off (%s) says nothing, whatever stands in its field', (rule) => {
  const form = withNumber(rule, 'nonsense', { rules: { ...NEW_FORM.rules, [rule]: false } });
  expect(firstProblem(form)).toBeNull();
  expect(settingsOf(form)?.settings.halt[rule]).toBeNull();
});

test('how many outcomes a rate needs matters only while there is a rate', () => {
  const none = { errorPercent: false, errors: true, stuckPercent: false, apiFailures: true };
  expect(isUsed(none, 'after')).toBe(false);
  expect(settingsOf(withNumber('after', '', { rules: none }))?.settings.halt).toEqual({ errorPercent: null, after: ROLLOUT_SETTINGS.halt.after, errors: 10, stuckPercent: null, apiFailures: 10 });
});

test('a deadline is in minutes or hours, a soak in minutes, and may be none', () => {
  expect(settingsOf(withNumber('deadline', '90', { deadlineIn: 'minutes' }))?.landing.deadline).toBe(90 * 60_000);
  expect(settingsOf(withNumber('deadline', '2', { deadlineIn: 'hours' }))?.landing.deadline).toBe(2 * 3_600_000);
  expect(settingsOf(withNumber('soak', '0'))?.landing.soak).toBe(0);
});

function filled(form: Omit<Partial<WizardForm>, 'numbers'> & { readonly numbers: Readonly<Record<string, string>> }): WizardForm {
  return { ...NEW_FORM, ...form, numbers: { ...NEW_FORM.numbers, ...form.numbers }, app: APP, canaries: form.picked?.length ? 'hand' : 'hash' };
}

const numbers = fc.record(Object.fromEntries(NUMBER_FIELDS.map((field) => [field, fc.integer({ min: NUMBERS[field][1], max: NUMBERS[field][2] }).map(String)])));
const forms = fc
  .record({
    numbers,
    gate: fc.constantFrom('automatic' as const, 'by-hand' as const),
    deadlineIn: fc.constantFrom('minutes' as const, 'hours' as const),
    waves: fc.constantFrom(DEFAULT_WAVES, '100%', '3 50% 100%'),
    picked: fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map((n) => `UV${String(n).padStart(32, '0')}`)),
    parts: fc.subarray(['so', 'error', 'never', 'elsewhere'] as const),
    title: fc.option(fc.string()),
    rules: fc.record({ errorPercent: fc.boolean(), errors: fc.boolean(), stuckPercent: fc.boolean(), apiFailures: fc.boolean() }),
  })
  .map(filled);

test('a draft opens as it was left, whatever was typed, and without an App or a list', () => {
  const anything = fc.record({
    app: fc.string(), waves: fc.string(), title: fc.option(fc.string()),
    numbers: fc.record(Object.fromEntries(NUMBER_FIELDS.map((field) => [field, fc.string()]))),
    choosing: fc.record({ way: fc.constantFrom(null, 'selection' as const, 'search' as const, 'paste' as const), search: fc.string(), paste: fc.string() }),
  });
  fc.assert(
    fc.property(anything, fc.option(fc.constant(APP)), fc.option(fc.nat()), ({ numbers: typed, ...more }, app, frozenAt) => {
      const form: WizardForm = { ...NEW_FORM, ...more, numbers: { ...NEW_FORM.numbers, ...typed } };
      const plan = draftPlan({ id: 'x', form, app, title: 'T', parent: null, frozenAt }, [], [], 7);
      expect(formOf(planSchema.parse(structuredClone(plan)))).toEqual(form);
      expect(new Ledger(plan).counts().waiting).toBe(0);
    }),
  );
});

test('a draft opens as it was left, and so does a copy of what was started', () => {
  fc.assert(
    fc.property(forms, (form) => {
      const wanted = { id: 'x', form, app: APP, title: 'T', parent: null, frozenAt: 5 };
      for (const plan of [draftPlan(wanted, [], [], 0), wizardPlan(wanted, [], 0)]) {
        if (plan === null) throw new Error('Every such form makes a plan.');
        const again = formOf(plan);
        expect(settingsOf(again)).toEqual(settingsOf(form));
        expect([again.app, again.waves, again.canaries, again.picked, again.parts, again.title]).toEqual([APP, form.waves, form.canaries, form.picked, form.parts, form.title]);
      }
    }),
  );
});

test('a copy of what was not put together here has waves that end where its own did', () => {
  expect(wavesText([1, 5, 44, 216, 431])).toBe('1, 5, 44, 216, 100%');
  expect(parseWaves(wavesText([1, 5, 44, 216, 431]), 431).ends).toEqual([1, 5, 44, 216, 431]);
  expect(wavesText([7])).toBe('100%');
});

test('a copy of a bulk deployment is a rollout as usual; of a restart nothing but its devices is left', () => {
  const bulk = { id: 'b', createdAt: 0, title: 'Deploy', items: [], waves: [3], settings: { ...ROLLOUT_SETTINGS, rate: 999, force: true }, landing: null, parent: null };
  const deployed = formOf({ ...bulk, change: { kind: 'deploy', app: APP } });
  expect([deployed.app, deployed.waves, deployed.numbers.rate, deployed.parts]).toEqual([APP, DEFAULT_WAVES, String(ROLLOUT_SETTINGS.rate), ['error', 'never', 'so']]);
  expect(formOf({ ...bulk, change: { kind: 'restart' } }).app).toBe('');
});
