import { Unlink2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { soFar } from '#components/coverage-words.ts';
import { useMedia } from '#components/media.ts';
import type { Coverage } from '#fleet/view.ts';
import { count, number, t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { focusHeading } from '#ui/focus.ts';
import { AppCards } from './AppCards.tsx';
import { AppsPager } from './AppsPager.tsx';
import { NoApps, NoSuchApps } from './AppsStates.tsx';
import { AppsTable } from './AppsTable.tsx';
import { found, isOrphan, ofKind, sorted, type AppRow } from './app-rows.ts';
import { SHOWS, type AppsShown } from './apps-view.ts';
import type { AppsControl } from './use-apps-view.ts';

const PAGE = 50;
/** Where a table of eleven columns would have to be pushed about. */
const NARROW = '(max-width: 767px)';

const KINDS: Readonly<Record<AppsShown, string>> = { all: t`All`, orphans: t`Orphans`, unused: t`Not in use` };

interface AppsListProps {
  readonly rows: readonly AppRow[];
  /** Whether the account's list was read. */
  readonly read: boolean;
  /** How much of the fleet the numbers speak for; null while there are none. */
  readonly coverage: Coverage | null;
  readonly control: AppsControl;
}

/** What is searched for, in pages. */
export function AppsList({ rows, read, coverage, control }: AppsListProps) {
  const { view, go, to } = control;
  const narrow = useMedia(NARROW);
  if (rows.length === 0) return <NoApps />;
  const matching = sorted(found(ofKind(rows, view.show), view.q), view.sort);
  const pages = Math.max(1, Math.ceil(matching.length / PAGE));
  const page = Math.min(view.page, pages);
  const shown = matching.slice((page - 1) * PAGE, page * PAGE);
  const part = coverage === null ? '' : soFar(coverage);
  const all = (): void => {
    // The button goes with what it brings.
    focusHeading();
    go({ q: '', show: 'all' });
  };
  const List = narrow ? AppCards : AppsTable;
  return (
    <div className="mx-auto flex w-full max-w-[96rem] min-w-0 flex-col gap-3 px-4 py-4 max-md:px-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 max-md:px-4">
        <nav aria-label={t`Which Apps`} className="flex flex-wrap gap-1.5">
          {SHOWS.map((show) => (
            <KindLink key={show} to={to({ show })} on={show === view.show} known={show === 'all' || coverage !== null}>
              {show === 'orphans' && rows.some(isOrphan) && <Unlink2 aria-hidden size={14} />}
              {KINDS[show]} {number(ofKind(rows, show).length)}
            </KindLink>
          ))}
        </nav>
        <p role="status" className="text-sm text-ink-2">
          {[
            view.q.trim() !== '' && count(matching.length, 'App matches', 'Apps match'),
            part !== '' && t`numbers of devices ${part}`,
            !read && t`the account’s list has not been read yet: these are names of the last visit, and what devices speak of`,
          ].filter(Boolean).join(' · ')}
        </p>
      </div>
      {shown.length === 0 ? <NoSuchApps searched={view.q.trim() !== ''} partial={part !== ''} onAll={all} /> : <List rows={shown} sort={view.sort} onSort={(sort) => go({ sort })} />}
      {pages > 1 && <AppsPager page={page} pages={pages} size={PAGE} total={matching.length} to={(next) => to({ page: next })} onTurn={(next) => go({ page: next })} />}
    </div>
  );
}

interface KindLinkProps {
  readonly to: string;
  readonly on: boolean;
  /** Whether anything can be said of them yet. */
  readonly known: boolean;
  readonly children: ReactNode;
}

function KindLink({ to, on, known, children }: KindLinkProps) {
  if (!known && !on) return null;
  return (
    <Link
      to={to}
      aria-current={on ? 'true' : undefined}
      className={cx('inline-flex h-8 items-center gap-1.5 rounded-full border px-3 text-sm pointer-coarse:h-11', on ? 'border-ink bg-ink text-bg' : 'border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink')}
    >
      {children}
    </Link>
  );
}
