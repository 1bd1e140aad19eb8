import { useEffect, useRef, type FocusEvent } from 'react';
import { Link } from 'react-router-dom';
import type { FleetRow } from '#fleet/view.ts';
import { number, t } from '#texts/t.ts';
import { BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { focusHeading } from '#ui/focus.ts';
import { paths } from '../../paths.ts';
import { LeaseRow } from './LeaseRow.tsx';
import { PAGE, type LeaseView } from './leases-view.ts';

interface LeaseRowsProps {
  readonly rows: readonly FleetRow[];
  readonly total: number;
  readonly view: LeaseView;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** A page of leases, each with a box, and all boxes at once. */
export function LeaseRows({ rows, total, view, chosen, onChoose }: LeaseRowsProps) {
  const { list, onFocus } = useStay(rows);
  const sids = rows.map(({ device }) => device.sid);
  const picked = sids.filter((sid) => chosen.has(sid)).length;
  const set = (some: readonly string[], on: boolean): void => {
    const next = new Set(chosen);
    for (const sid of some) {
      if (on) next.add(sid);
      else next.delete(sid);
    }
    onChoose(next);
  };
  return (
    <div className="rounded-lg border border-line bg-surface">
      <label className="flex min-h-10 items-center gap-3 border-b border-line px-4 text-sm text-ink-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          ref={(box) => {
            if (box) box.indeterminate = picked > 0 && picked < sids.length;
          }}
          checked={picked === sids.length}
          onChange={(event) => set(sids, event.target.checked)}
          className="size-4 accent-accent"
        />
        {t`Select this page`}
      </label>
      {/* It follows the focus of what stands in it, and is not operated by itself. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul ref={list} aria-label={t`Leases`} onFocus={onFocus} className="divide-y divide-line">
        {rows.map((row) => (
          <LeaseRow key={row.device.sid} row={row} chosen={chosen.has(row.device.sid)} onChoose={(on) => set([row.device.sid], on)} />
        ))}
      </ul>
      {total > PAGE && <Pages total={total} view={view} shown={rows.length} />}
    </div>
  );
}

/** The row that had the focus may go when its lease ends: then the focus stays at its place, and does not go to nowhere. */
function useStay(rows: readonly FleetRow[]) {
  const list = useRef<HTMLUListElement>(null);
  const was = useRef<{ readonly at: number; readonly sid: string } | null>(null);
  useEffect(() => {
    if (was.current === null || document.activeElement !== document.body) return;
    const { at, sid } = was.current;
    // Whoever has gone on to something else meanwhile stays there.
    if (rows.some(({ device }) => device.sid === sid)) return;
    list.current?.children.item(Math.min(at, rows.length - 1))?.querySelector<HTMLElement>('a')?.focus();
  }, [rows]);
  // The last lease has ended, and the list is gone with it.
  useEffect(
    () => () => {
      if (was.current !== null && document.activeElement === document.body) focusHeading();
    },
    [],
  );
  const onFocus = (event: FocusEvent<HTMLUListElement>): void => {
    const at = [...event.currentTarget.children].findIndex((item) => item.contains(event.target));
    const sid = rows[at]?.device.sid;
    was.current = sid === undefined ? null : { at, sid };
  };
  return { list, onFocus };
}

function Pages({ total, view, shown }: { readonly total: number; readonly view: LeaseView; readonly shown: number }) {
  const first = (view.page - 1) * PAGE + 1;
  const step = (page: number, words: string, on: boolean) =>
    on ? (
      <Link to={paths.leaseList({ ...view, page })} className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary)}>
        {words}
      </Link>
    ) : null;
  return (
    <nav aria-label={t`Pages`} className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2 text-sm text-ink-2">
      <span>{t`${number(first)} to ${number(first + shown - 1)} of ${number(total)}`}</span>
      <span className="flex-1" />
      {step(view.page - 1, t`Previous page`, view.page > 1)}
      {step(view.page + 1, t`Next page`, first + shown - 1 < total)}
    </nav>
  );
}
