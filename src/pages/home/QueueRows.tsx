import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import type { QueueGroup } from '#fleet/view.ts';
import { count, number, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { queueOf } from './home-links.ts';
import type { Arranged } from './home-place.ts';
import { QueueRow } from './QueueRow.tsx';

/** So many rows of a group are shown at once, so many on request; all of them are a click away in the list. */
export const FEW = 5;
export const MORE = 20;

interface RowsProps {
  readonly group: QueueGroup;
  readonly arranged: Arranged;
  /** `so far` while the numbers may grow. */
  readonly soFar: string;
}

/** The oldest of a group, and the way to the rest. */
export function Rows({ group, arranged: { place, more }, soFar }: RowsProps) {
  const isWanted = place.more.has(group.term);
  const rows = group.rows.slice(0, isWanted ? MORE : FEW);
  const rest = group.count - rows.filter(({ cleared }) => cleared === null).length;
  const coming = isWanted && rows.length <= FEW;
  const { list, press } = useFirstNew(rows.length);
  const show = (): void => {
    press();
    more(group.term);
  };
  return (
    <>
      <ul ref={list}>
        {rows.map((row) => (
          <QueueRow key={row.device.sid} group={group} row={row} />
        ))}
      </ul>
      {rest > 0 && (
        <div className="flex items-center gap-1 border-t border-line px-2 py-1 text-sm">
          {(!isWanted || coming) && (
            <Button variant="ghost" busy={coming} onClick={show}>
              {rich`Show ${Math.min(rest, MORE - FEW)} more`}
            </Button>
          )}
          <p className="hidden px-2 text-ink-2 print:block">{t`${number(rows.length)} of ${count(group.count, 'device')} shown`}</p>
          <Link to={queueOf(group.kind, group.term)} className="print:hidden rounded px-2 py-1 text-accent hover:underline">
            {rich`All ${count(group.count, 'device')}${soFar && ` ${soFar}`}, oldest first`}
          </Link>
        </div>
      )}
    </>
  );
}

/** Once more rows are there the button that asked for them is not: on with the first of them. */
function useFirstNew(length: number) {
  const list = useRef<HTMLUListElement>(null);
  const had = useRef<number | null>(null);
  useEffect(() => {
    if (had.current === null || length <= had.current) return;
    // Whoever has gone on to something else meanwhile stays there.
    if (document.activeElement === document.body) list.current?.children.item(had.current)?.querySelector('a')?.focus();
    had.current = null;
  }, [length]);
  return { list, press: () => (had.current = length) };
}
