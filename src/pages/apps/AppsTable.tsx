import { ArrowDown, ArrowUp } from 'lucide-react';
import { APP_COUNTS, LANDING_TIP } from '#components/app-counts.ts';
import { MedianLanding } from '#components/MedianLanding.tsx';
import { NumberLink } from '#components/NumberLink.tsx';
import { RollOutAppLink } from '#components/RollOutAppLink.tsx';
import { Time } from '#components/Time.tsx';
import { clip, middle, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Hint } from '#ui/Card.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { isOrphan, type AppRow } from './app-rows.ts';
import { nextSort, type AppSort, type AppsView } from './apps-view.ts';
import { AppRowName, labelOf, useRowKeys } from './AppRowName.tsx';

export interface AppsTableProps {
  readonly rows: readonly AppRow[];
  readonly sort: AppsView['sort'];
  readonly onSort: (sort: AppsView['sort']) => void;
}

const CELL = 'px-2 py-1.5';
const NUMBER = 'px-2 py-1.5 text-right';

/** The Apps in a table; where it is too wide for the window it scrolls inside itself. */
export function AppsTable({ rows, sort, onSort }: AppsTableProps) {
  useRowKeys();
  const head = (field: AppSort, word: string, tip?: string) => <SortHead field={field} word={word} tip={tip} sort={sort} onSort={onSort} />;
  return (
    // Since it scrolls, it takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={t`Apps, table`} tabIndex={0} className="scroll-x-fade relative rounded-lg border border-line bg-surface -outline-offset-2">
      <table aria-label={t`Apps`} className="w-full text-sm">
        <thead className="text-xs text-ink-2">
          <tr className="border-b border-line-strong">
            {head('name', t`Name`)}
            <th scope="col" className="px-2 py-2 text-left font-medium">{t`SID`}</th>
            <th scope="col" className="px-2 py-2 text-left font-medium">{t`Hash`}</th>
            {head('created', t`Created`)}
            {head('updated', t`Updated`)}
            {APP_COUNTS.map(({ part, word, tip }) => (
              <SortHead key={part} field={part} word={word} tip={tip} sort={sort} onSort={onSort} right />
            ))}
            <th scope="col" className="px-2 py-2 text-right font-medium whitespace-nowrap">
              <Hint text={t`To land`} tip={LANDING_TIP} />
            </th>
            <th scope="col" className="w-10 px-2 py-2">
              <span className="sr-only">{t`Actions`}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.sid} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeadProps extends Pick<AppsTableProps, 'sort' | 'onSort'> {
  readonly field: AppSort;
  readonly word: string;
  readonly tip?: string | undefined;
  readonly right?: boolean;
}

function SortHead({ field, word, tip, sort, onSort, right = false }: SortHeadProps) {
  const on = sort.field === field;
  const Arrow = sort.down ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={on ? (sort.down ? 'descending' : 'ascending') : undefined} className={cx('font-medium', field === 'name' && 'sticky left-0 z-[1] bg-surface', right ? 'text-right' : 'text-left')}>
      <button
        type="button"
        onClick={() => onSort(nextSort(sort, field))}
        data-tip={tip ?? t`Sort by ${word}`}
        // A global attribute of ARIA 1.3; the rule knows 1.2.
        // oxlint-disable-next-line jsx-a11y/role-supports-aria-props
        aria-description={tip}
        className={cx('inline-flex h-9 items-center gap-0.5 rounded whitespace-nowrap -outline-offset-2 hover:text-ink', field === 'name' ? 'px-4' : 'px-2', on && 'font-semibold text-ink')}
      >
        {word}
        {on && <Arrow aria-hidden size={12} />}
      </button>
    </th>
  );
}

function Row({ row }: { readonly row: AppRow }) {
  const label = labelOf(row);
  return (
    <tr className="border-t border-line first:border-t-0 hover:bg-hover">
      <th scope="row" className="sticky left-0 z-[1] max-w-72 min-w-40 bg-surface px-4 py-1.5 text-left font-medium">
        <AppRowName row={row} />
      </th>
      <td className={CELL}>
        <Identifier text={row.sid} shown={middle(visible(row.sid))} what={t`SID of ${label}`} />
      </td>
      <td className={CELL}>
        {row.hash === null ? <span className="text-ink-3">–</span> : <Identifier text={row.hash} shown={middle(visible(row.hash), 14, 4)} what={t`hash of ${label}`} />}
      </td>
      <td className={CELL}>
        <Time date={row.created} />
      </td>
      <td className={CELL}>
        <Time date={row.updated} />
      </td>
      {APP_COUNTS.map(({ part, tone, what }) => (
        <td key={part} className={NUMBER}>
          {row.counts === null ? <span className="text-ink-3">–</span> : <NumberLink of={row.counts[part]} what={what(label)} tone={tone} />}
        </td>
      ))}
      <td className={cx(NUMBER, 'whitespace-nowrap')}>
        {row.counts === null ? <span className="text-ink-3">–</span> : <MedianLanding landing={row.landing} />}
      </td>
      <td className="py-0.5 pr-2 text-right">{!isOrphan(row) && <RollOutAppLink sid={row.sid} label={label} compact />}</td>
    </tr>
  );
}

function Identifier({ text, shown, what }: { readonly text: string; readonly shown: string; readonly what: string }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-ink-2">
      <bdi className="font-mono text-xs" data-tip={clip(visible(text), 200)}>
        {shown}
      </bdi>
      <CopyButton text={text} what={what} />
    </span>
  );
}
