import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { appsSearch, changedView, nextSort, parseAppsView, SHOWS, SORTS } from './apps-view.ts';

const USUAL = parseAppsView('');

test('an address without a word is the newest of all', () => {
  expect(USUAL).toEqual({ q: '', sort: { field: 'created', down: true }, show: 'all', page: 1 });
  expect(appsSearch(USUAL)).toBe('');
});

test.each(['?sort=name,created', '?sort=', '?show=everything', '?page=0', '?page=-3', '?page=2.5', '?page=x', '?other=1'])('what makes no sense in %s is left out', (search) => {
  expect(parseAppsView(search)).toEqual(USUAL);
});

test('every view is a link that leads back to it', () => {
  const views = fc.record({
    q: fc.string({ unit: 'grapheme', maxLength: 40 }),
    sort: fc.record({ field: fc.constantFrom(...SORTS), down: fc.boolean() }),
    show: fc.constantFrom(...SHOWS),
    page: fc.integer({ min: 1, max: 10_000 }),
  });
  fc.assert(fc.property(views, (view) => void expect(parseAppsView(appsSearch(view))).toEqual(view)));
});

test('what changes the rows begins at the first page', () => {
  const view = parseAppsView('?q=fw&page=3');
  expect(changedView(view, { q: 'fw-1' })).toEqual({ ...view, q: 'fw-1', page: 1 });
  expect(changedView(view, { page: 4 })).toEqual({ ...view, page: 4 });
});

test('a header sorts one way, and then the other', () => {
  expect(nextSort(USUAL.sort, 'name')).toEqual({ field: 'name', down: false });
  expect(nextSort({ field: 'name', down: false }, 'name')).toEqual({ field: 'name', down: true });
  expect(nextSort(USUAL.sort, 'stuck')).toEqual({ field: 'stuck', down: true });
});
