import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { useMedia } from '#components/media.ts';
import { useOwnNow } from '#components/now.ts';
import { clip, middle, visible } from '#lib/text.ts';
import { asOf } from '#lib/time.ts';
import type { Ledger } from '#rollouts/ledger.ts';
import { waveOf } from '#rollouts/plan.ts';
import { noteWords, outcomeName } from '#rollouts/run-words.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { Glyph } from '#ui/Glyph.tsx';
import { paths } from '../../paths.ts';
import { OUTCOME_LOOKS } from './outcome-looks.ts';

const NARROW = '(max-width: 767px)';
/** Heights before a row was measured, px. */
const ROW = { wide: 37, narrow: 62 };

interface OutcomeRowsProps {
  readonly ledger: Ledger;
  /** Indexes of items; null for all of them. */
  readonly shown: readonly number[] | null;
  readonly total: number;
}

/** Only the rows in sight are drawn, however many there are. The page scrolls, and not a box within it. */
export function OutcomeRows({ ledger, shown, total }: OutcomeRowsProps) {
  const narrow = useMedia(NARROW);
  const now = useOwnNow(60_000);
  const body = useRef<HTMLDivElement>(null);
  const above = useDistance(body);
  const waves = ledger.plan.waves.length > 1;
  const virtual = useWindowVirtualizer({
    count: total,
    estimateSize: () => (narrow ? ROW.narrow : ROW.wide),
    overscan: 12,
    scrollMargin: above,
    getItemKey: (position) => shown?.[position] ?? position,
  });
  const columns = waves ? 'md:grid-cols-[minmax(0,3fr)_4rem_9rem_minmax(0,5fr)_8rem]' : 'md:grid-cols-[minmax(0,3fr)_9rem_minmax(0,5fr)_8rem]';
  return (
    <div role="table" aria-label={t`Outcome of each device`} aria-rowcount={total + 1} className="text-sm">
      <div role="rowgroup" className="sticky top-0 z-[2] rounded-t-lg bg-surface max-md:sr-only">
        <div role="row" aria-rowindex={1} className={cx('grid gap-x-4 border-b border-line px-4 py-1.5 text-xs font-medium text-ink-2', columns)}>
          {['Device', ...(waves ? ['Wave'] : []), 'Outcome', 'Why', 'When'].map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
      </div>
      <div ref={body} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index: position, start }) => {
          const index = shown?.[position] ?? position;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={position}
              role="row"
              aria-rowindex={position + 2}
              className={cx('absolute top-0 left-0 grid w-full items-baseline gap-x-4 border-b border-line px-4 py-2 max-md:grid-cols-[minmax(0,1fr)_auto]', columns)}
              style={{ transform: `translateY(${start - above}px)` }}
            >
              <OutcomeCells ledger={ledger} index={index} waves={waves} now={now} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface CellsProps {
  readonly ledger: Ledger;
  readonly index: number;
  readonly waves: boolean;
  readonly now: number;
}

function OutcomeCells({ ledger, index, waves, now }: CellsProps) {
  const { plan } = ledger;
  const item = plan.items[index];
  const state = ledger.state(index);
  const [icon, tone] = OUTCOME_LOOKS[state];
  const at = ledger.at(index);
  const why = visible(noteWords(ledger.note(index)));
  const { name = null } = item?.seen ?? {};
  return (
    <>
      <span role="cell" className="truncate">
        <Link to={paths.device(item?.sid ?? '')} data-tip={item?.sid} className={cx('rounded-sm hover:underline', !name && 'font-mono text-[0.92em]')}>
          <bdi>{name ? clip(visible(name), 200) : middle(item?.sid ?? '', 8, 6)}</bdi>
        </Link>
      </span>
      {waves && (
        <span role="cell" className="text-ink-2 max-md:text-right">
          <span className="md:hidden">{t`wave`}{' '}</span>
          {waveOf(plan.waves, index) + 1}
        </span>
      )}
      <span role="cell" className="max-md:col-start-1">
        <Glyph name={icon} className={cx('mr-1.5', tone)} />
        {outcomeName(state, plan.landing !== null)}
        {item?.broken === true && <span className="ml-1.5 text-xs whitespace-nowrap text-ink-3" data-tip={t`It was in error before the start, and does not count for halting`}>{t`was in error`}</span>}
      </span>
      <span role="cell" className="min-w-0 text-ink-2 wrap-anywhere max-md:order-last max-md:col-span-2 max-md:empty:hidden">
        {why}
      </span>
      <span role="cell" className="text-ink-2 max-md:text-right">
        {at === 0 ? (
          <span className="text-ink-3 max-md:hidden">–</span>
        ) : (
          <time dateTime={`${new Date(at).toISOString().slice(0, 19)}Z`} data-tip="">
            {asOf(at, now)}
          </time>
        )}
      </span>
    </>
  );
}

/** How far below the top of the page something begins, px; what stands above it may grow and shrink. */
function useDistance(place: React.RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0);
  useEffect(() => {
    const measure = (): void => setDistance(Math.round((place.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    // Where all of it is less than the window is high, the page does not grow with what stands above.
    const column = place.current?.closest('section')?.parentElement;
    if (column) observer.observe(column);
    return () => observer.disconnect();
  }, [place]);
  return distance;
}
