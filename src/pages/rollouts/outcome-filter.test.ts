import { expect, test } from 'vitest';
import { became, bulk, itemNo, told } from '#rollouts/ledger-stand.ts';
import { found, namesOf, outcomeIn, shownOf } from './outcome-filter.ts';

const names = ['Łódź freezer 1', 'lodz FREEZER 2', null, 'cooler 1'];
const plan = bulk(4, { items: names.map((name, n) => itemNo(n, { seen: { ...itemNo(n).seen, name } })) });
const of = (query: string) => found(() => namesOf(plan), query);

test('what is searched for is found by name and by SID, whatever its accents and case', () => {
  expect(of('lódz')).toEqual([0, 1]);
  expect(of('freezer 2')).toEqual([1]);
  expect(of('uv0000')).toEqual([0, 1, 2, 3]);
  expect(of(itemNo(2).sid)).toEqual([2]);
  expect(of('hvac')).toEqual([]);
  expect(of('  ')).toBeNull();
});

test('an outcome and a search hold together, in the order of the plan', () => {
  const ledger = told(plan, became(0, 'failed'), became(1, 'done'), became(3, 'failed'));
  expect(shownOf(ledger, 'all', null)).toBeNull();
  expect(shownOf(ledger, 'failed', null)).toEqual([0, 3]);
  expect(shownOf(ledger, 'failed', of('freezer'))).toEqual([0]);
  expect(shownOf(ledger, 'all', of('1'))).toEqual(of('1'));
});

test('an outcome in the address that is none means all', () => {
  expect(outcomeIn(new URLSearchParams('outcome=failed'))).toBe('failed');
  expect(outcomeIn(new URLSearchParams('outcome=fine'))).toBe('all');
  expect(outcomeIn(new URLSearchParams())).toBe('all');
});
