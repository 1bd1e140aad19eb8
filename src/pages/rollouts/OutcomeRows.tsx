import { Fragment, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { CodeMeaning } from '#components/CodeMeaning.tsx';
import { useMedia } from '#components/media.ts';
import { useOwnNow } from '#components/now.ts';
import { rowsToDraw } from '#components/window-rows.ts';
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
import type { RowHeights } from './row-heights.ts';
import { useOutcomeSight } from './outcome-sight.ts';

const NARROW = '(max-width: 767px)';
/** Heights before a row was measured, px. */
const ROW = { wide: 37, narrow: 62 };
/** So many rows above and below what is seen are drawn, too. */
const SPARE = 12;

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
  const waves = ledger.plan.waves.length > 1;
  const [focused, setFocused] = useState<number | null>(null);
  const { heights, ...sight } = useOutcomeSight(body, narrow ? ROW.narrow : ROW.wide);
  const drawn = rowsToDraw(sight, { count: total, spare: SPARE, kept: focused });
  const columns = waves ? 'md:grid-cols-[minmax(0,3fr)_4rem_9rem_minmax(0,5fr)_8rem]' : 'md:grid-cols-[minmax(0,3fr)_9rem_minmax(0,5fr)_8rem]';
  return (
    <div role="table" aria-label={t`Outcome of each device`} aria-rowcount={total + 1} className="text-sm">
      <div role="rowgroup" className="sticky top-0 z-[2] rounded-t-lg bg-surface max-md:sr-only">
        <div role="row" aria-rowindex={1} className={cx('grid gap-x-4 border-b border-line px-4 py-1.5 text-xs font-medium text-ink-2', columns)}>
          {[t`Device`, ...(waves ? [t`Wave`] : []), t`Outcome`, t`Why`, t`When`].map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
      </div>
      {/* Only hears where the focus is: that row stays drawn. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={body}
        role="rowgroup"
        onFocus={({ target }) => setFocused(Number(target.closest('[data-row]')?.getAttribute('data-row') ?? -1))}
        onBlur={() => setFocused(null)}
      >
        {drawn.map((position, order) => {
          const index = shown?.[position] ?? position;
          return (
            <Fragment key={index}>
              <Gap heights={heights} from={(drawn[order - 1] ?? -1) + 1} to={position} />
              <div
                data-row={position}
                role="row"
                aria-rowindex={position + 2}
                className={cx('grid items-baseline gap-x-4 border-b border-line px-4 py-2 max-md:grid-cols-[minmax(0,1fr)_auto]', columns)}
              >
                <OutcomeCells ledger={ledger} index={index} waves={waves} now={now} />
              </div>
            </Fragment>
          );
        })}
        <Gap heights={heights} from={(drawn.at(-1) ?? -1) + 1} to={total} />
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
  const note = ledger.note(index);
  const why = visible(noteWords(note));
  const { name = null } = item?.seen ?? {};
  return (
    <>
      <span role="cell" className="truncate">
        <Link to={paths.device(item?.sid ?? '')} data-tip={item?.sid} className={cx('rounded-sm hover:underline pointer-coarse:py-2', !name && 'font-mono text-[0.92em]')}>
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
        {note?.why === 'update-error' && <CodeMeaning code={note.code ?? null} className="pl-1.5" />}
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

/** The room of rows that are not drawn. In the flow with those that are: the browser then keeps in place what is looked at, whatever a row above turns out to need. */
function Gap({ heights, from, to }: { readonly heights: RowHeights; readonly from: number; readonly to: number }) {
  return from < to && <div role="presentation" style={{ height: heights.top(to) - heights.top(from) }} />;
}
