import type { ReactNode } from 'react';
import { PageStep } from '#components/PageStep.tsx';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { PAGE_SIZES } from './list-search.ts';

/** What the pager of the API's pages and that of a search are made of. */

/** The bar below the rows: where one is, how many rows a page has, and the way on. */
export function Pager({ position, size, onPageSize, children }: { readonly position: ReactNode; readonly size: number; readonly onPageSize: (size: number) => void; readonly children: ReactNode }) {
  return (
    <nav aria-label={t`Pages`} className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-surface px-4 py-2 text-sm text-ink-2 max-sm:gap-x-2">
      {/* Not a live region: that is `ListStatus`. */}
      <p>{position}</p>
      <label className="ml-auto flex items-center gap-2">
        <span className="max-sm:sr-only">{t`Devices per page`}</span>
        <select
          value={size}
          onChange={(event) => onPageSize(Number(event.target.value))}
          className="h-8 rounded-md border border-line-strong bg-surface px-2 text-ink pointer-coarse:h-11 max-sm:px-1"
        >
          {PAGE_SIZES.map((offered) => (
            <option key={offered}>{offered}</option>
          ))}
        </select>
      </label>
      {children}
    </nav>
  );
}

interface StepProps {
  readonly className?: string;
  readonly name: string;
  readonly keys?: string;
  /** Null when there is nowhere to go. */
  readonly to: string | null;
  readonly why: string;
  readonly onTurn: () => void;
  readonly children: ReactNode;
}

/** One of the buttons that turn pages. */
export function Step({ className, to, why, ...step }: StepProps) {
  return <PageStep {...step} to={to} blocked={to === null ? why : null} className={cx('pointer-coarse:w-10', className)} />;
}
