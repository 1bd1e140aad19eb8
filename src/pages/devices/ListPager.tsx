import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { DevicesPage } from '#api/devices.ts';
import { FIRST_PAGE, type PageRef } from '#api/paging.ts';
import { count } from '#lib/text.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { PAGE_SIZES } from './list-search.ts';

interface ListPagerProps {
  /** The page on show; undefined before the first has come. */
  readonly page: DevicesPage | undefined;
  readonly pageSize: number;
  /** The address of another page. */
  readonly to: (ref: PageRef) => string;
  readonly onPageSize: (size: number) => void;
}

/** Where one is in the list, as far as the API tells: a page and its rows; it gives no total, so none is shown. */
export function ListPager({ page, pageSize, to, onPageSize }: ListPagerProps) {
  const atFirst = page === undefined || page.token === null;
  return (
    <nav aria-label="Pages" className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-surface px-4 py-2 text-sm text-ink-2">
      <p role="status" aria-live="polite">
        {page && (
          <>
            Page {page.page + 1}
            <span className="max-sm:sr-only">
              {' '}· {count(page.devices.length, 'device')}
              {page.next === null && page.devices.length > 0 && ', the last page'}
            </span>
          </>
        )}
      </p>
      <span className="flex-1" />
      <label className="flex items-center gap-2">
        <span className="max-sm:sr-only">Devices per page</span>
        <select
          value={pageSize}
          onChange={(event) => onPageSize(Number(event.target.value))}
          className="h-8 rounded-md border border-line-strong bg-surface px-2 text-ink pointer-coarse:h-11"
        >
          {PAGE_SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <div className="flex gap-1">
        <Step name="First page" to={atFirst ? null : to(FIRST_PAGE)} why="This is the first page">
          <ChevronsLeft aria-hidden size={16} />
        </Step>
        <Step name="Previous page" keys="[" to={atFirst || !page.previous ? null : to(page.previous)} why={atFirst ? 'This is the first page' : 'The API names no previous page; go to the first'}>
          <ChevronLeft aria-hidden size={16} />
        </Step>
        <Step name="Next page" keys="]" to={page?.next ? to(page.next) : null} why={page ? 'This is the last page' : 'The page is still loading'}>
          <ChevronRight aria-hidden size={16} />
        </Step>
      </div>
    </nav>
  );
}

interface StepProps {
  readonly name: string;
  readonly keys?: string;
  /** Null when there is nowhere to go. */
  readonly to: string | null;
  readonly why: string;
  readonly children: ReactNode;
}

function Step({ name, keys, to, why, children }: StepProps) {
  if (to === null) {
    return (
      <Button square aria-label={name} blocked={why} className="pointer-coarse:w-10">
        {children}
      </Button>
    );
  }
  return (
    <Link to={to} aria-label={name} aria-keyshortcuts={keys} data-tip={keys ? `${name} (${keys})` : name} className={cx(BUTTON.base, BUTTON.square, BUTTON.secondary, 'pointer-coarse:w-10')}>
      {children}
    </Link>
  );
}
