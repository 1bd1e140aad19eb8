import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { appStem } from './app-stem.ts';

test.each([
  ['hvac-2.4.1', 'hvac'],
  ['HVAC_2.5.0-rc.1', 'hvac'],
  ['freezer-2.5.0-rc.1', 'freezer'],
  ['pos-gateway-7.1.0', 'pos-gateway'],
  ['POS gateway 7', 'pos-gateway'],
  ['door-1.2.0+build.88', 'door'],
  ['fw-1', 'fw'],
  ['fw2', 'fw'],
  ['fw1.2', 'fw'],
  ['model3-1.2', 'model3'],
  ['hvac-build-88', 'hvac'],
  ['hvac v3', 'hvac'],
  ['hvac-a1b2c3d', 'hvac'],
  ['hvac 2026-11-30', 'hvac'],
  ['2.4.1 hvac', 'hvac'],
  ['release/hvac/2.4', 'hvac'],
  ['Zürich-1.0', 'zurich'],
  ['thermostat', 'thermostat'],
  ['冷蔵庫-2.1', '冷蔵庫'],
  ['2.4.1', null],
  ['v3', null],
  ['build 88', null],
  ['- -', null],
  ['', null],
  [null, null],
])('%j is a version of %j', (name, stem) => {
  expect(appStem(name)).toBe(stem);
});

const word = fc.stringMatching(/^[a-z]{3,8}$/u).filter((each) => appStem(each) === each);
const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));

test('whatever the version, and however it is joined to the name, the stem is the name', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), version, fc.constantFrom('-', '_', ' ', '/', '-v', ' rc ', '.'), (words, number, between) => {
      expect(appStem(`${words.join('-')}${between}${number}`)).toBe(words.join('-'));
    }),
  );
});

test('any text has a stem that is not empty, or none', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(appStem(name)).not.toBe('');
    }),
  );
});
