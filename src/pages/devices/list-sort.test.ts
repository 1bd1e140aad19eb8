import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SORT_FIELDS } from '#fleet/view.ts';
import { nextSort, parseSort, sortText } from './list-sort.ts';

const after = (text: string | null, ...clicks: readonly (readonly [(typeof SORT_FIELDS)[number], boolean?])[]): string | null =>
  sortText(clicks.reduce((sort, [field, shift = false]) => nextSort(sort, field, shift), parseSort(text)));

describe('the order in the address', () => {
  test('drops what it does not know, what comes twice, and a third column', () => {
    expect(sortText(parseSort('nonsense,-targeted,__proto__,targeted,name,sid'))).toBe('-targeted,name');
    expect(parseSort(null)).toEqual([]);
    expect(parseSort('')).toEqual([]);
    expect(sortText([])).toBeNull();
  });

  test('is read back as it is written', () => {
    const keys = fc.uniqueArray(fc.record({ field: fc.constantFrom(...SORT_FIELDS), down: fc.boolean() }), { maxLength: 2, selector: (key) => key.field });
    fc.assert(fc.property(keys, (sort) => {
      expect(parseSort(sortText(sort))).toEqual(sort);
    }));
  });
});

describe('a click on a header', () => {
  test('sorts names up, then down, then as the API does', () => {
    expect(after(null, ['name'])).toBe('name');
    expect(after(null, ['name'], ['name'])).toBe('-name');
    expect(after(null, ['name'], ['name'], ['name'])).toBeNull();
  });

  test('sorts dates and ages down first', () => {
    expect(after(null, ['targeted'])).toBe('-targeted');
    expect(after(null, ['alignment'], ['alignment'])).toBe('alignment');
  });

  test('takes the place of the order before', () => {
    expect(after('name', ['created'])).toBe('-created');
    expect(after('name,-created', ['created'])).toBe('-created');
    expect(after('-name,-created', ['name'])).toBe('name');
  });

  test('adds a second column with Shift, turns it, and takes it out', () => {
    expect(after('update', ['name', true])).toBe('update,name');
    expect(after('update,name', ['name', true])).toBe('update,-name');
    expect(after('update,-name', ['name', true])).toBe('update');
    expect(after('update,name', ['sid', true])).toBe('update,sid');
    expect(after('update,name', ['update', true])).toBe('-update,name');
    expect(after(null, ['name', true])).toBe('name');
  });
});
