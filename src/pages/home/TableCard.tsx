import { useRef, type ReactNode } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { handOn } from '#ui/focus.ts';

interface TableCardProps {
  readonly title: string;
  /** `so far` while the numbers may grow. */
  readonly soFar: string;
  /** The head and the body of the table. */
  readonly children: ReactNode;
  /** Instead of rows, where there are none. */
  readonly empty?: ReactNode;
  /** What is not shown, and the way to it; null when that is nothing. */
  readonly rest: { readonly words?: string; readonly button: string; readonly onShow: () => void } | null;
}

/** Of the first cell of each row: it stays in sight. */
export const FIRST = 'sticky left-0 z-[1] bg-surface px-4 text-left font-medium';

/** A table of numbers, which scrolls inside itself where it is too wide. */
export function TableCard({ title, soFar, children, empty, rest }: TableCardProps) {
  const region = useRef<HTMLDivElement>(null);
  const show = (onShow: () => void): void => {
    const before = region.current?.querySelectorAll('tbody tr').length ?? 0;
    // The button goes; on with what it has brought.
    handOn(onShow, () => region.current?.querySelectorAll('tbody tr')[before]?.querySelector('a') ?? region.current);
  };
  return (
    <Card title={title} aside={soFar && <span className="text-sm text-ink-2">{soFar}</span>}>
      {/* Since it scrolls, it takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={region} role="region" aria-label={t`${title}, table`} tabIndex={0} className="scroll-x-fade relative -outline-offset-2">
        {children}
      </div>
      {empty}
      {rest !== null && (
        <div className="flex flex-wrap items-center gap-x-2 border-t border-line px-2 py-1 text-sm text-ink-2">
          {rest.words !== undefined && <span className="px-2">{rest.words}</span>}
          <Button variant="ghost" onClick={() => show(rest.onShow)}>
            {rest.button}
          </Button>
        </div>
      )}
    </Card>
  );
}
