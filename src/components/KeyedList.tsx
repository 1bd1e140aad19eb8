import { ArrowDown, ArrowUp, KeyRound, Plus, SearchX, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useMemo, type ReactNode, type RefObject } from 'react';
import { count, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { State } from '#ui/State.tsx';
import { useShortcuts } from '#ui/shortcuts.ts';
import { KeyedPager } from './KeyedPager.tsx';
import { matching, nextSort, pageOf, sorted, type KeyedKind } from './keyed-rows.ts';
import { shownWords, type KeyedWords } from './keyed-words.ts';
import { ListSearch, toSearch } from './ListSearch.tsx';
import { Spoken } from './Spoken.tsx';
import type { KeyedListing } from './use-keyed-list.ts';
import type { KeyedControl } from './use-keyed-view.ts';

interface KeyedListProps<Row> {
  readonly words: KeyedWords;
  readonly kind: KeyedKind<Row>;
  readonly listing: KeyedListing<Row>;
  readonly control: KeyedControl;
  readonly search: RefObject<HTMLInputElement | null>;
  /** Which rows are asked for, besides by what is searched for; null for all. */
  readonly keep: ((row: Row) => boolean) | null;
  /** What narrows the list, beside the search. */
  readonly filters?: ReactNode;
  /** What stands between key and date in each row, from where there is room. */
  readonly columns: readonly { readonly name: string; readonly className: string }[];
  /** How wide the date and the actions are, and where there is no room for them. */
  readonly dateClass: string;
  readonly actionsClass: string;
  readonly renderRow: (row: Row) => ReactNode;
  /** Why nothing can be changed; null when it can. */
  readonly blocked: string | null;
  readonly onNew: () => void;
  readonly onOpen: (key: string) => void;
  /** Whether it is what the page is about: then single keys lead to it. */
  readonly main: boolean;
}

/** Keys in a table: searched as one types, in either order of key or date, page by page; and what to say instead. */
export function KeyedList<Row extends { readonly key: string }>(props: KeyedListProps<Row>) {
  const { words, kind, listing, control, search, keep, filters, columns, dateClass, actionsClass, renderRow, blocked, onNew, onOpen, main } = props;
  const { view } = control;
  // The key that is typed is drawn first, then what it finds among very many.
  const q = useDeferredValue(view.q);
  const ordered = useMemo(() => sorted(listing.rows, view.sort, kind), [listing.rows, view.sort, kind]);
  const found = useMemo(() => matching(keep === null ? ordered : ordered.filter(keep), q, kind), [ordered, keep, q, kind]);
  const page = pageOf(found, view.page, view.size);
  const filtered = q.trim() !== '' || keep !== null;
  const shown = shownWords(words, { found: found.length, all: listing.rows.length, complete: listing.complete, filtered });
  const progress = listing.complete && listing.reading !== null ? t`${count(listing.reading, 'row')} read again so far` : '';
  useShortcuts(
    main
      ? {
          '/': { does: words.search, act: () => toSearch(search) },
          n: { does: words.add, act: () => blocked === null && onNew() },
          '[': { does: t`Previous page`, act: () => page.number > 1 && control.go({ page: page.number - 1 }) },
          ']': { does: t`Next page`, act: () => page.number < page.pages && control.go({ page: page.number + 1 }) },
        }
      : {},
  );
  const add = (
    <Button variant={main ? 'primary' : 'secondary'} icon={<Plus aria-hidden size={15} />} blocked={blocked} aria-haspopup="dialog" aria-keyshortcuts={main ? 'n' : undefined} onClick={onNew}>
      {words.add}
    </Button>
  );
  const body = (): ReactNode => {
    if (listing.rows.length === 0 && !listing.complete) return listing.error === null ? <Waiting /> : <State icon={<TriangleAlert aria-hidden size={22} />} title={words.unread} help={t`What there is will be shown as soon as it can be read.`} />;
    if (listing.rows.length === 0) return <State icon={<KeyRound aria-hidden size={22} />} title={words.none} help={words.noneHelp} />;
    if (found.length === 0) return <NoMatch words={words} complete={listing.complete} all={listing.rows.length} onClear={() => control.go({ q: '', stale: false })} />;
    return (
      <>
        <table aria-label={words.name} className="w-full table-fixed text-sm">
          <thead className="text-xs text-ink-2">
            <tr className="border-b border-line">
              <SortHead field="key" name={t`Key`} control={control} />
              {columns.map(({ name, className }) => (
                <th key={name} scope="col" className={cx('px-2 py-2 text-left font-medium', className)}>
                  {name}
                </th>
              ))}
              <SortHead field="date" name={words.date} control={control} className={dateClass} />
              <th scope="col" className={actionsClass}>
                <span className="sr-only">{t`Actions`}</span>
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">{page.rows.map(renderRow)}</tbody>
        </table>
        {found.length > Math.min(view.size, 50) && <KeyedPager name={words.name} page={page.number} pages={page.pages} total={found.length} control={control} />}
      </>
    );
  };
  const only = found.length === 1 && q === view.q ? found[0] : undefined;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
        <ListSearch input={search} label={words.search} placeholder={words.placeholder} typed={control.typed} onSubmit={() => only && onOpen(only.key)} shortcut={main ? '/' : undefined} />
        {filters}
        <span className="text-sm text-ink-2">
          {shown}
          {progress !== '' && <span className="text-ink-3"> · {progress}</span>}
        </span>
        <span className="flex-1" />
        {add}
      </div>
      <Spoken words={[shown, page.number > 1 && t`page ${page.number}`].filter(Boolean).join(', ')} />
      {listing.malformed > 0 && (
        <p role="note" className="border-t border-warn/30 bg-warn-tint px-4 py-2 text-sm">
          {plural(listing.malformed, '# entry of the list could not be read, and stands aside.', '# entries of the list could not be read, and stand aside.')}
        </p>
      )}
      <div aria-busy={listing.fetching && !listing.complete} className="@container border-t border-line">
        {body()}
      </div>
    </>
  );
}

interface SortHeadProps {
  readonly field: 'key' | 'date';
  readonly name: string;
  readonly control: KeyedControl;
  readonly className?: string;
}

function SortHead({ field, name, control, className }: SortHeadProps) {
  const { sort } = control.view;
  const down = sort === `-${field}`;
  const on = sort === field || down;
  const Arrow = down ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={on ? (down ? 'descending' : 'ascending') : undefined} className={cx('text-left font-medium', className)}>
      <button type="button" onClick={() => control.go({ sort: nextSort(sort, field) })} data-tip={t`Sort by ${name}`} className={cx('inline-flex h-9 items-center gap-0.5 rounded -outline-offset-2 hover:text-ink', field === 'key' ? 'px-4' : 'px-2', on && 'font-semibold text-ink')}>
        {name}
        {on && <Arrow aria-hidden size={12} />}
      </button>
    </th>
  );
}

interface NoMatchProps {
  readonly words: KeyedWords;
  readonly complete: boolean;
  readonly all: number;
  readonly onClear: () => void;
}

function NoMatch({ words, complete, all, onClear }: NoMatchProps) {
  return (
    <State icon={<SearchX aria-hidden size={22} />} title={complete ? words.noMatch : t`None of those read so far matches`} help={complete ? plural(all, 'One was looked at.', '# were looked at.') : plural(all, 'One was looked at; the rest has not been read yet.', '# were looked at; the rest has not been read yet.')}>
      <Button onClick={onClear}>{t`Show all`}</Button>
    </State>
  );
}

function Waiting() {
  return (
    <div className="divide-y divide-line">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex h-11 items-center gap-6 px-4">
          <Skeleton className="w-40" />
          <Skeleton className="w-64 max-sm:w-16" />
        </div>
      ))}
    </div>
  );
}
