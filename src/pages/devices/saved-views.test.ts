import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paths } from '../../paths.ts';
import { importViews, viewsFile } from './saved-views-file.ts';
import { freeName, nameProblem } from './saved-views-names.ts';
import { aboutView, isShown, LONGEST_NAME, MOST_PINNED, MOST_VIEWS, ownPath, type SavedView } from './saved-views.ts';

const view = (name: string, path = paths.devices({ q: 'is:stuck' }), pinned = false): SavedView => ({ name, path, pinned });

describe('the path of a saved view', () => {
  test('keeps query, order, columns, size and list, and not the page', () => {
    const path = paths.devices({ q: 'is:stuck "a b"', sort: '-targeted', size: 100, page: 7, columns: 'name,sid', list: ['a,b', 'ü'] });
    expect(ownPath(path)).toBe(path.replace('&page=7', ''));
    expect(ownPath('/devices?token=abc&page=3&size=20')).toBe('/devices?size=20');
  });

  test('that names no columns is on show in whichever; one that does only in these', () => {
    const list = ['a'];
    expect(isShown('/devices?q=a', '/devices?q=a&columns=name,sid')).toBe(true);
    expect(isShown(paths.devices({ list }), paths.devices({ list, columns: 'name,sid' }))).toBe(true);
    expect(isShown('/devices?q=a&columns=name,sid', '/devices?q=a')).toBe(false);
    expect(isShown('/devices?q=a', '/devices?q=b')).toBe(false);
  });

  test.each(['https://example.com/devices', '//example.com/devices', '/device', '/devices/UV1', 'javascript:alert(1)', '/devicesx', '', '/ devices', '\\devices'])('is none for %j', (text) => {
    expect(ownPath(text)).toBeNull();
  });

  test('leads to the list and nowhere else, whatever stands behind it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('?', '#', '?q=', '#list=', ''), (text, between) => {
        const path = ownPath(`/devices${between}${text}`);
        if (path === null) return;
        const url = new URL(path, 'https://console.example');
        expect([url.origin, url.pathname]).toEqual(['https://console.example', '/devices']);
        expect([...url.searchParams.keys()].filter((key) => !['q', 'sort', 'size', 'columns'].includes(key))).toEqual([]);
        expect(ownPath(path)).toBe(path);
      }),
    );
  });

  test('is described in a line', () => {
    expect(aboutView('/devices')).toBe('all devices');
    expect(aboutView('/devices?q=is:stuck&sort=-targeted,name#list=a,b')).toBe('is:stuck · sorted by -targeted, name · list of 2');
  });
});

describe('names of views', () => {
  test('are given once, and a second one gets a number', () => {
    expect(nameProblem('a', [view('a')])).toBe('There is a view of that name.');
    expect(nameProblem('a', [view('a')], 'a')).toBeNull();
    expect(freeName('a', [view('a'), view('a (2)')])).toBe('a (3)');
    expect(freeName('x'.repeat(LONGEST_NAME), [view('x'.repeat(LONGEST_NAME))])).toHaveLength(LONGEST_NAME);
  });
});

describe('a file of views', () => {
  test('is read back as it was written', () => {
    const views = [view('Stuck', paths.devices({ q: 'is:stuck' }), true), view('__proto__', '/devices#list=a,b'), view('"x"\n')];
    expect(importViews(viewsFile(views), [])).toEqual({ views, added: 3, known: 0, refused: 0 });
  });

  test('adds what is new, renames what has a name that is taken, and leaves out what is there or leads elsewhere', () => {
    const file = viewsFile([view('Stuck'), view('Failed'), view('Evil', 'https://example.com/devices')]);
    const imported = importViews(file, [view('Stuck', '/devices?q=is:odd'), view('Failed')]);
    expect(imported).toMatchObject({ added: 1, known: 1, refused: 1 });
    expect(imported.views.map(({ name }) => name)).toEqual(['Stuck', 'Failed', 'Stuck (2)']);
  });

  test('pins no more than there is room for, and keeps no more than can be kept', () => {
    const many = Array.from({ length: MOST_VIEWS }, (_, index) => view(`v${index}`, '/devices', true));
    const imported = importViews(viewsFile(many), [view('mine')]);
    expect([imported.views.length, imported.refused, imported.views.filter(({ pinned }) => pinned).length]).toEqual([MOST_VIEWS, 1, MOST_PINNED]);
  });

  test.each([
    ['', /not JSON/u],
    ['[]', /not a file of saved views/u],
    ['{"kind":"microvisor-fleet-console views","version":2,"views":[]}', /at “version”/u],
    ['{"kind":"microvisor-fleet-console views","version":1,"views":[{"name":1}]}', /at “views.0.name”/u],
  ])('that is none says so: %j', (text, sentence) => {
    expect(() => importViews(text, [])).toThrow(sentence);
  });
});
