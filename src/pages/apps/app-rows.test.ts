import { describe, expect, test } from 'vitest';
import type { App } from '#api/schema.ts';
import type { AppAdoption } from '#fleet/view.ts';
import { found, isOrphan, ofKind, rowsOf, sorted } from './app-rows.ts';

const sidOf = (n: number): string => `KA${String(n).padStart(32, '0')}`;
const app = (n: number, name: string | null, more: Partial<App> = {}): App => ({ sid: sidOf(n), unique_name: name, account_sid: null, hash: `sha256:${n}beef`, date_created: null, date_updated: null, url: null, ...more });
const appsOf = (...all: readonly App[]): ReadonlyMap<string, App> => new Map(all.map((each) => [each.sid, each]));

function counted(n: number, targeted: number, more: { readonly running?: number; readonly listed?: boolean | null } = {}): AppAdoption {
  const of = (count: number): { readonly term: string; readonly count: number } => ({ term: `app:=${sidOf(n)}`, count });
  const { running = 0, listed = true } = more;
  return { sid: sidOf(n), listed, landing: null, counts: { targeted: of(targeted), running: of(running), pending: of(0), failed: of(0), stuck: of(0) } };
}
const names = (rows: readonly { readonly name: string | null; readonly sid: string }[]): string[] => rows.map(({ name, sid }) => name ?? sid);

describe('the rows', () => {
  test('are the Apps of the account, with what the fleet says of them', () => {
    const [first, second] = rowsOf({ apps: appsOf(app(1, 'fw-1'), app(2, 'fw-2')), read: true, adoption: [counted(1, 7)] });
    expect(first).toMatchObject({ name: 'fw-1', listed: true, counts: { targeted: { count: 7 } } });
    expect(second?.counts?.targeted.count).toBe(0);
  });

  test('have no numbers while nothing has been counted', () => {
    expect(rowsOf({ apps: appsOf(app(1, 'fw-1')), read: true, adoption: undefined })[0]?.counts).toBeNull();
  });

  test('have the orphans among them, also those that are only run', () => {
    const rows = rowsOf({ apps: appsOf(app(1, 'fw-1')), read: true, adoption: [counted(8, 2, { listed: false }), counted(9, 0, { running: 1, listed: false })] });
    expect(names(rows.filter(isOrphan))).toEqual([sidOf(8), sidOf(9)]);
  });

  test('take the list of the account before what the index knew of it', () => {
    const adoption = [counted(2, 3), counted(3, 0)];
    expect(rowsOf({ apps: appsOf(app(1, 'new')), read: true, adoption }).map(({ sid, listed }) => [sid, listed])).toEqual([[sidOf(1), true], [sidOf(2), false]]);
  });

  test('call nothing an orphan before anybody has read which Apps there are', () => {
    const rows = rowsOf({ apps: appsOf(app(1, 'fw-1')), read: false, adoption: [counted(1, 1, { listed: null }), counted(2, 1, { listed: null })] });
    expect(rows.map(({ name, listed }) => [name, listed])).toEqual([['fw-1', null], [null, null]]);
  });
});

describe('what is shown of them', () => {
  const rows = rowsOf({
    apps: appsOf(app(1, 'Küche 2', { date_created: '2026-01-01T00:00:00Z' }), app(2, 'Küche 10', { date_created: '2026-02-01T00:00:00Z' }), app(3, null)),
    read: true,
    adoption: [counted(1, 5), counted(2, 0, { running: 9 }), counted(4, 1, { listed: false })],
  });

  test.each([
    ['all', ['Küche 2', 'Küche 10', sidOf(3), sidOf(4)]],
    ['orphans', [sidOf(4)]],
    ['unused', [sidOf(3)]],
  ] as const)('%s', (show, shown) => expect(names(ofKind(rows, show))).toEqual(shown));

  test.each([
    ['', 4],
    ['KUCHE', 2],
    ['kuche 10', 1],
    ['2beef', 1],
    ['sha256 3beef', 1],
    [sidOf(4).toLowerCase(), 1],
    ['nothing', 0],
  ])('a search for %j, in name, SID and hash', (q, hits) => expect(found(rows, q)).toHaveLength(hits));

  test.each([
    ['name', false, ['Küche 2', 'Küche 10', sidOf(3), sidOf(4)]],
    ['name', true, ['Küche 10', 'Küche 2', sidOf(3), sidOf(4)]],
    ['created', true, ['Küche 10', 'Küche 2', sidOf(3), sidOf(4)]],
    ['created', false, ['Küche 2', 'Küche 10', sidOf(3), sidOf(4)]],
    ['targeted', true, ['Küche 2', sidOf(4), 'Küche 10', sidOf(3)]],
    ['running', true, ['Küche 10', 'Küche 2', sidOf(3), sidOf(4)]],
  ] as const)('sorted by %s, downwards %s', (field, down, order) => expect(names(sorted(rows, { field, down }))).toEqual(order));
});
