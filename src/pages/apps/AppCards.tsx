import type { ReactNode } from 'react';
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
      <Line text={row.sid} shown={middle(visible(row.sid))} what={t`SID of ${label}`} when={<Dated word={t`Created`} date={row.created} />} />
      {(row.hash !== null || row.updated !== null) && <Line text={row.hash} shown={row.hash === null ? '' : middle(visible(row.hash), 14, 4)} what={t`hash of ${label}`} when={<Dated word={t`Updated`} date={row.updated} />} />}
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

interface LineProps {
  /** Null where there is none. */
  readonly text: string | null;
  readonly shown: string;
  readonly what: string;
  readonly when: ReactNode;
}

function Line({ text, shown, what, when }: LineProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-1 text-ink-2">
      {text !== null && (
        <>
          <bdi className="font-mono text-xs">{shown}</bdi>
          <CopyButton text={text} what={what} />
        </>
      )}
      <span className="flex-1" />
      {when}
    </div>
  );
}

function Dated({ word, date }: { readonly word: string; readonly date: string | null }) {
  if (date === null) return null;
  return (
    <span className="text-xs">
      <span className="text-ink-3">{word}</span> <Time date={date} />
    </span>
  );
}
