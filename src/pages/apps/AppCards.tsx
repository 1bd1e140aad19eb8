import { APP_COUNTS } from '#components/app-counts.ts';
import { NumberLink } from '#components/NumberLink.tsx';
import { RollOutAppLink } from '#components/RollOutAppLink.tsx';
import { Time } from '#components/Time.tsx';
import { middle, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { isOrphan, type AppRow } from './app-rows.ts';
import { AppRowName, labelOf, useRowKeys } from './AppRowName.tsx';
import { AppsOrder } from './AppsOrder.tsx';
import type { AppsTableProps } from './AppsTable.tsx';

/** The Apps one below the other, for a window that is too narrow for a table. */
export function AppCards({ rows, sort, onSort }: AppsTableProps) {
  useRowKeys();
  return (
    <>
      <AppsOrder sort={sort} onSort={onSort} />
      <ul aria-label={t`Apps`} className="divide-y divide-line border-y border-line bg-surface">
        {rows.map((row) => (
          <Card key={row.sid} row={row} />
        ))}
      </ul>
    </>
  );
}

function Card({ row }: { readonly row: AppRow }) {
  const label = labelOf(row);
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5 text-sm">
      <div className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 flex-1 font-medium">
          <AppRowName row={row} />
        </span>
        {!isOrphan(row) && <RollOutAppLink sid={row.sid} label={label} compact />}
      </div>
      <div className="flex items-center gap-1 text-ink-2">
        <span className="font-mono text-xs">{middle(visible(row.sid))}</span>
        <CopyButton text={row.sid} what={t`SID of ${label}`} />
        <span className="flex-1" />
        <Time date={row.created} />
      </div>
      <dl className="grid grid-cols-5 gap-1">
        {APP_COUNTS.map(({ part, word, tone, what }) => (
          <div key={part}>
            <dt className="truncate text-xs text-ink-3">{word}</dt>
            <dd className="-ml-1">{row.counts === null ? <span className="px-1 text-ink-3">–</span> : <NumberLink of={row.counts[part]} what={what(label)} tone={tone} />}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
