import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findsNothing, parseQuery } from '#fleet/query.ts';
import { paths } from '../../paths.ts';
import { leaseSelection, readLeases, SHOWS, SORTS, type LeaseView } from './leases-view.ts';

const views: fc.Arbitrary<LeaseView> = fc.record({ show: fc.constantFrom(...SHOWS), q: fc.string(), sort: fc.constantFrom(...SORTS), page: fc.integer({ min: 1, max: 1_000 }) });

test('every view has an address, and is read back from it', () => {
  fc.assert(
    fc.property(views, (view) => {
      const url = new URL(paths.leaseList(view), 'https://console.example');
      expect(url.pathname).toBe(paths.leases);
      expect(readLeases(url.searchParams)).toEqual(view);
    }),
  );
});

test('what makes no sense in an address is at its default', () => {
  expect(readLeases(new URLSearchParams('show=none&sort=x&page=-1'))).toEqual({ show: 'all', q: '', sort: 'first', page: 1 });
});

test('whatever is typed, only leases are asked for, or nothing where none of it is understood', () => {
  fc.assert(
    fc.property(fc.oneof(views, views.map(({ show, sort, page }) => ({ show, sort, page, q: 'is:stuk age:' }))), (view) => {
      const { q } = leaseSelection(view);
      const { terms } = parseQuery(q);
      expect(findsNothing(parseQuery(q))).toBe(findsNothing(parseQuery(view.q)));
      if (findsNothing(parseQuery(q))) return;
      expect(terms[0]).toMatchObject({ field: 'log', value: { all: 'on', quiet: 'on', soon: 'expiring', expired: 'expired' }[view.show], not: false });
      if (view.show === 'quiet') expect(terms[1]).toMatchObject({ field: 'needs', value: 'logging', not: false });
    }),
  );
});
