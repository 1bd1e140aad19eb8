import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const WORDS = ['status', 'name', 'log', 'is'];

test.each([
  ['stauts', 'status'],
  ['satatus', 'status'],
  ['statu', 'status'],
  ['nmae', 'name'],
  ['lgo', 'log'],
  ['i', null],
  ['si', 'is'],
  ['x', null],
  ['foo', null],
  ['', null],
  ['quarantine', null],
])('%s was meant to be %s', (typed, meant) => {
  expect(nearest(typed, WORDS)).toBe(meant);
});
