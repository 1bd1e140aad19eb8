import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SORT_FIELDS } from '#fleet/view.ts';
import { listBehind, paths } from '../../paths.ts';
import { fromIndex, listPath, PAGE_SIZES, parseListSearch, searchOf, viewPath } from './list-search.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

describe('the address of a search', () => {
  test('is read back as it is written, also behind a device’s page', () => {
    const some = fc.record({
      q: text,
      sort: fc.uniqueArray(fc.record({ field: fc.constantFrom(...SORT_FIELDS), down: fc.boolean() }), { maxLength: 2, selector: (key) => key.field }),
      list: fc.option(fc.array(text, { minLength: 1, maxLength: 20 })),
      pageSize: fc.constantFrom(...PAGE_SIZES),
      number: fc.integer({ min: 1, max: 5_000 }),
      columns: fc.constantFrom(null, 'name,sid'),
    });
    fc.assert(
      fc.property(some, (part) => {
        const view = { ...part, q: `word ${part.q}`, page: 0, token: null };
        const address = searchOf(view);
        // The raw page number stands where the API's would; without a token it means nothing.
        expect(parseListSearch(address)).toEqual(view);
        const url = new URL(paths.device('x', address), 'http://console');
        expect(listBehind(url)).toBe(address);
        expect(url.search).not.toContain('list');
      }),
    );
  });

  test('is a list of the API without words, order and pasted names', () => {
    expect(fromIndex(parseListSearch('?size=20&page=1&token=PT.a'))).toBe(false);
    expect(fromIndex(parseListSearch('?q=%20'))).toBe(false);
    expect(fromIndex(parseListSearch('?sort=nonsense'))).toBe(false);
    expect(fromIndex(parseListSearch('?q=a'))).toBe(true);
    expect(fromIndex(parseListSearch('?sort=-name'))).toBe(true);
    expect(fromIndex(parseListSearch('#list=a,b'))).toBe(true);
  });

  test('is a page of the index by its number alone, and of the API by its token', () => {
    expect(fromIndex(parseListSearch('?page=7'))).toBe(true);
    expect(listPath('?page=7')).toBe('/devices?page=7');
    expect(fromIndex(parseListSearch('?page=1'))).toBe(false);
    const later = parseListSearch('?page=7');
    expect([viewPath(later, { number: 1 }), viewPath(later, { page: 0, token: null }), viewPath(later, { page: 1, token: 'PT.a' })]).toEqual(['/devices', '/devices', '/devices?page=1&token=PT.a']);
    expect(viewPath(parseListSearch('?page=5&token=PT.a'), { page: 0, token: null })).toBe('/devices');
    expect(viewPath(parseListSearch('?page=5&token=PT.a'), { number: 7 })).toBe('/devices?page=7');
  });

  test('keeps the token of the API for lists of the API only', () => {
    expect(listPath('?q=a&page=3&token=PT.a')).toBe('/devices?q=a&page=3');
    expect(listPath('?size=20&page=1&token=PT.a&evil=1')).toBe('/devices?size=20&page=1&token=PT.a');
    expect(listPath('?page=7&token=%3Cscript%3E')).toBe('/devices');
    expect(listPath('?page=0')).toBe('/devices');
    expect(listPath('#list=a%2Cb,%E0,c')).toBe('/devices#list=a%2Cb,c');
    expect(listPath('#other')).toBe('/devices');
  });

  test('goes back to the first page with everything that changes the rows', () => {
    const view = parseListSearch('?q=a&page=3');
    expect(viewPath(view, { q: 'ab' })).toBe('/devices?q=ab');
    expect(viewPath(view, { sort: [{ field: 'targeted', down: true }] })).toBe('/devices?q=a&sort=-targeted');
    expect(viewPath(view, { number: 4 })).toBe('/devices?q=a&page=4');
    expect(viewPath(view, { columns: 'name,sid' })).toBe('/devices?q=a&page=3&columns=name,sid');
    expect(viewPath(view, { q: '' })).toBe('/devices');
  });
});

test('a device opened by a link to it alone has no list behind it', () => {
  expect(listBehind({ search: '', hash: '#list=a' })).toBeNull();
  expect(paths.device('a/b')).toBe('/devices/a%2Fb');
});
