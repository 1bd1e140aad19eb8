import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'react-router-dom';
import { isComplete } from '#components/coverage-words.ts';
import { ListSearch, toSearch } from '#components/ListSearch.tsx';
import { useStuckAfter } from '#components/stuck-after.ts';
import type { Typed } from '#components/use-typed.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import type { ViewResult } from '#fleet/view.ts';
import { number, plural, t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';
import { leaseSelection, SHOWS, SORTS, type LeaseView } from './leases-view.ts';

const NAMES: Readonly<Record<LeaseView['show'], string>> = {
  all: t`All`,
  quiet: t`Left on`,
  soon: t`End within 2 h`,
  expired: t`Expired, still on`,
};

const SORT_NAMES: Readonly<Record<LeaseView['sort'], string>> = { first: t`Ends first`, last: t`Ends last`, name: t`Name` };

interface LeaseFiltersProps {
  readonly view: LeaseView;
  readonly typed: Typed;
  readonly problems: ViewResult['problems'];
  readonly onView: (part: Partial<LeaseView>) => void;
}

/** Which leases are on show, and in which order. */
export function LeaseFilters({ view, typed, problems, onView }: LeaseFiltersProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': { does: t`Search the leases`, act: () => toSearch(input) } });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <nav aria-label={t`Which leases`} className="flex flex-wrap gap-1.5">
          {SHOWS.map((show) => (
            <Show key={show} show={show} view={view} />
          ))}
        </nav>
        <span className="flex-1 max-sm:hidden" />
        <ListSearch input={input} label={t`Search leases`} placeholder={t`Name, SID, App, status:…`} typed={typed} shortcut="/" />
        <select
          aria-label={t`Order`}
          value={view.sort}
          onChange={({ target }) => onView({ sort: SORTS.find((sort) => sort === target.value) ?? 'first' })}
          className="h-8 rounded-md border border-line-strong bg-surface px-2 text-sm pointer-coarse:h-11"
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {SORT_NAMES[sort]}
            </option>
          ))}
        </select>
      </div>
      {problems.length > 0 && <p className="text-sm text-warn wrap-anywhere">{problems.map(({ message }) => message).join(' ')}</p>}
      {view.show === 'all' && <Nudge view={view} />}
    </div>
  );
}

/** How many leases are of a kind, in what is searched for; counted again as often as the rows are. */
function useTotal(view: Pick<LeaseView, 'show' | 'q'>): ViewResult | undefined {
  const limits = useStuckAfter();
  return useQuery(fleetQueries.view({ ...leaseSelection({ ...view, sort: 'first' }), start: 0, size: 0, limits })).data;
}

function Show({ show, view }: { readonly show: LeaseView['show']; readonly view: LeaseView }) {
  const found = useTotal({ show, q: view.q });
  // None is not said where that cannot be told.
  const total = found?.unchecked ? found.total || undefined : found?.total;
  const on = show === view.show;
  return (
    <Link
      to={paths.leaseList({ ...view, show, page: 1 })}
      replace
      aria-current={on ? 'true' : undefined}
      className={cx('inline-flex h-8 items-center gap-1.5 rounded-full border px-3 text-sm pointer-coarse:h-11', on ? 'border-ink bg-ink text-bg' : 'border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink')}
    >
      {NAMES[show]}{' '}
      <span className="tabular-nums">{total === undefined ? '…' : number(total)}</span>
    </Link>
  );
}

/** How many were left on, and the way to them. */
function Nudge({ view }: { readonly view: LeaseView }) {
  const quiet = useTotal({ show: 'quiet', q: '' });
  if (quiet === undefined || quiet.total === 0) return null;
  const words = isComplete(quiet.coverage)
    ? plural(quiet.total, '# lease has been left on.', '# leases have been left on.')
    : plural(quiet.total, 'So far # lease has been left on.', 'So far # leases have been left on.');
  return (
    <p className="text-sm text-ink-2">
      {words}{' '}
      <Link to={paths.leaseList({ show: 'quiet', sort: view.sort })} replace className="rounded text-ink underline underline-offset-4 print:hidden pointer-coarse:py-3">
        {plural(quiet.total, 'Show it', 'Show them')}
      </Link>
    </p>
  );
}
