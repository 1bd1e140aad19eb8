import { describe, expect, test } from 'vitest';
import { matching, stepped, withRecent, type PaletteGroup, type PaletteItem } from './palette-items.ts';

const item = (label: string, more: Partial<PaletteItem> = {}): PaletteItem => ({ id: label, label, to: null, ...more });
const labels = (groups: readonly PaletteGroup[]): string[] => groups.flatMap(({ items }) => items.map(({ label }) => label));

const GROUPS: readonly PaletteGroup[] = [
  { name: 'This device', items: [item('Deploy an App'), item('Restart', { blocked: 'Read-only.' })] },
  { name: 'Pages', items: [item('Rollouts'), item('Réglages', { words: 'settings' })] },
  { name: 'Devices', items: [item('cold-7')], found: true },
];

describe('what matches', () => {
  test('is found by every word, in any case and order, with or without accents, in the name of its group, too', () => {
    expect(labels(matching(GROUPS, 'DEVICE app'))).toEqual(['Deploy an App', 'cold-7']);
    expect(labels(matching(GROUPS, 'reglages'))).toEqual(['Réglages', 'cold-7']);
    expect(labels(matching(GROUPS, 'settings'))).toEqual(['Réglages', 'cold-7']);
    expect(labels(matching(GROUPS, 'deploy nothing'))).toEqual(['cold-7']);
  });

  test('stands first where a word begins so, and what changes devices is there only then', () => {
    const items = [item('Deploy'), item('Log for 24 h'), item('fw-2.5.0')];
    expect(labels(matching([{ name: 'Things', items }], 'lo'))).toEqual(['Log for 24 h', 'Deploy']);
    expect(labels(matching([{ name: 'Things', items }], '2.5'))).toEqual(['fw-2.5.0']);
    expect(labels(matching([{ name: 'Things', items, strict: true }], 'lo'))).toEqual(['Log for 24 h']);
  });

  test('of what changes devices is not all that is done to them: “devices” leads to their page, and 150 to one of that name', () => {
    const selection: PaletteGroup = { name: 'The selection: 150 devices', items: [item('Deploy'), item('Restart')], strict: true };
    const pages: PaletteGroup = { name: 'Pages', items: [item('Devices')] };
    expect(labels(matching([selection, pages], 'devices'))).toEqual(['Devices']);
    expect(labels(matching([selection, pages], '150'))).toEqual([]);
    expect(labels(matching([selection, pages], 'restart 150'))).toEqual(['Restart']);
    expect(labels(matching([selection], ''))).toEqual(['Deploy', 'Restart']);
  });

  test('is everything where nothing was typed', () => {
    expect(labels(matching(GROUPS, ' '))).toHaveLength(5);
  });

  test('leaves out groups that are empty and have nothing to say', () => {
    const groups: PaletteGroup[] = [{ name: 'Apps', items: [], note: 'They could not be read.' }, { name: 'Views', items: [], note: null }];
    expect(matching(groups, 'x').map(({ name }) => name)).toEqual(['Apps']);
  });
});

describe('what is called exactly as was typed', () => {
  const devices: PaletteGroup = { name: 'Devices', items: [item('fw-10'), item('x', { names: ['fw-1', 'UV1'] })], found: true };
  const views: PaletteGroup = { name: 'Saved views', items: [item('fw-1 and more'), item('FW-1'), item('Zürich')] };

  test('stands first, with its group, before what only holds it', () => {
    expect(labels(matching([views, devices], 'fw-1'))).toEqual(['fw-10', 'x', 'FW-1', 'fw-1 and more']);
    expect(labels(matching([devices, views], 'Fw-1'))).toEqual(['fw-10', 'x', 'FW-1', 'fw-1 and more']);
    expect(labels(matching([views, devices], 'uv1'))).toEqual(['fw-10', 'x']);
  });

  test('letter by letter comes before but for case and accents, and either before the order of the groups', () => {
    expect(labels(matching([devices, views], 'FW-1'))).toEqual(['FW-1', 'fw-1 and more', 'fw-10', 'x']);
    expect(labels(matching([devices, views], ' \u200bzurich '))).toEqual(['Zürich', 'fw-10', 'x']);
    expect(labels(matching([devices, views], ' '))).toEqual(['fw-10', 'x', 'fw-1 and more', 'FW-1', 'Zürich']);
  });
});

test('the arrows go around the end, and begin at the first where the one before is gone', () => {
  const items = ['a', 'b', 'c'].map((id) => item(id));
  expect(stepped(items, 'c', 1)).toBe('a');
  expect(stepped(items, 'a', -1)).toBe('c');
  expect(stepped(items, 'gone', 1)).toBe('a');
  expect(stepped([], 'a', 1)).toBeNull();
});

test('what was used last stands first, once, and few are remembered', () => {
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
  expect(withRecent(['1', '2', '3', '4', '5', '6'], 'new')).toEqual(['new', '1', '2', '3', '4', '5']);
  // A view of hundreds of devices, whose address is its id, would have all of them forgotten when they are read again.
  expect(withRecent(['a'], `view:${'x'.repeat(400)}`)).toEqual(['a']);
});
