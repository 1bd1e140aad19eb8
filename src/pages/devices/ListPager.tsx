import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { DevicesPage, PageRequest } from '#api/devices.ts';
import { FIRST_PAGE, type PageRef } from '#api/paging.ts';
import { count } from '#lib/text.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { PAGE_SIZES } from './list-search.ts';

interface ListPagerProps {
  /** The page on show; undefined before the first has come. */
  readonly page: DevicesPage | undefined;
  /** What the address asks for. */
  readonly view: PageRequest;
  /** The address of another page. */
  readonly to: (ref: PageRef) => string;
  /** Goes there. */
  readonly onTurn: (path: string) => void;
  readonly onPageSize: (size: number) => void;
}

/** Where one is in the list, as far as the API tells: a page and its rows; it gives no total, so none is shown. */
export function ListPager({ page, view, to, onTurn, onPageSize }: ListPagerProps) {
  const atFirst = view.token === null;
  const here = page?.token === view.token ? page : undefined;
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
          value={view.pageSize}
          onChange={(event) => onPageSize(Number(event.target.value))}
          className="h-8 rounded-md border border-line-strong bg-surface px-2 text-ink pointer-coarse:h-11"
        >
          {PAGE_SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <div className="flex gap-1">
        <Step onTurn={onTurn} name="First page" to={atFirst ? null : to(FIRST_PAGE)} why="This is the first page">
          <ChevronsLeft aria-hidden size={16} />
        </Step>
        <Step onTurn={onTurn} name="Previous page" keys="[" to={atFirst || !here?.previous ? null : to(here.previous)} why={whyNoPrevious(atFirst, here)}>
          <ChevronLeft aria-hidden size={16} />
        </Step>
        <Step onTurn={onTurn} name="Next page" keys="]" to={here?.next ? to(here.next) : null} why={here ? 'This is the last page' : NOT_READ}>
          <ChevronRight aria-hidden size={16} />
        </Step>
      </div>
    </nav>
  );
}

const NOT_READ = 'The page has not been read yet';

function whyNoPrevious(atFirst: boolean, here: DevicesPage | undefined): string {
  if (atFirst) return 'This is the first page';
  return here ? 'The API names no previous page; go to the first' : NOT_READ;
}

interface StepProps {
  readonly name: string;
  readonly keys?: string;
  /** Null when there is nowhere to go. */
  readonly to: string | null;
  readonly why: string;
  readonly onTurn: (path: string) => void;
  readonly children: ReactNode;
}

function Step({ name, keys, to, why, onTurn, children }: StepProps) {
  if (to === null) {
    return (
      <Button square aria-label={name} blocked={why} className="pointer-coarse:w-10">
        {children}
      </Button>
    );
  }
  return (
    <Link to={to} onClick={(event) => follow(event, () => onTurn(to))} aria-label={name} aria-keyshortcuts={keys} data-tip={keys ? `${name} (${keys})` : name} className={cx(BUTTON.base, BUTTON.square, BUTTON.secondary, 'pointer-coarse:w-10')}>
      {children}
    </Link>
  );
}

/** A plain click turns the page here; any other (new tab, new window) is the browser's. */
function follow(event: MouseEvent, turn: () => void): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  turn();
}
