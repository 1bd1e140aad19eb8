import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import type { DevicesPage, PageRequest } from '#api/devices.ts';
import { FIRST_PAGE, type PageRef } from '#api/paging.ts';
import { count, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { Pager, Step } from './PagerParts.tsx';

interface ListPagerProps {
  /** The page on show; undefined before the first has come. */
  readonly page: DevicesPage | undefined;
  /** What the address asks for. */
  readonly view: PageRequest;
  /** True when that is not the page that the address asks for. */
  readonly old: boolean;
  /** The address of another page. */
  readonly to: (ref: PageRef) => string;
  /** Goes there. */
  readonly onTurn: (ref: PageRef) => void;
  readonly onPageSize: (size: number) => void;
}

/** Where one is in the list, as far as the API tells: a page and its rows; it gives no total, so none is shown. */
export function ListPager({ page, view, old, to, onTurn, onPageSize }: ListPagerProps) {
  const atFirst = view.token === null;
  const here = page?.token === view.token ? page : undefined;
  const step = (ref: PageRef | null | undefined) => ({ to: ref ? to(ref) : null, onTurn: () => ref && onTurn(ref) });
  const previous = atFirst ? null : here?.previous;
  useShortcuts({
    '[': { does: t`Previous page`, act: () => !old && previous && onTurn(previous) },
    ']': { does: t`Next page`, act: () => !old && here?.next && onTurn(here.next) },
  });
  return (
    <Pager
      size={view.pageSize}
      onPageSize={onPageSize}
      position={
        page && (
          <>
            {rich`Page ${page.page + 1}`}
            <span className="max-sm:sr-only">
              {' '}· {count(page.devices.length, 'device')}
              {page.next === null && page.devices.length > 0 && t`, the last page`}
            </span>
          </>
        )
      }
    >
      <div className="flex gap-1">
        <Step name={t`First page`} {...step(atFirst ? null : FIRST_PAGE)} why={t`This is the first page`}>
          <ChevronsLeft aria-hidden size={16} className="rtl:-scale-x-100" />
        </Step>
        <Step name={t`Previous page`} keys="[" {...step(previous)} why={whyNoPrevious(atFirst, here)}>
          <ChevronLeft aria-hidden size={16} className="rtl:-scale-x-100" />
        </Step>
        <Step name={t`Next page`} keys="]" {...step(here?.next)} why={here ? t`This is the last page` : NOT_READ}>
          <ChevronRight aria-hidden size={16} className="rtl:-scale-x-100" />
        </Step>
      </div>
    </Pager>
  );
}

const NOT_READ = t`The page has not been read yet`;

function whyNoPrevious(atFirst: boolean, here: DevicesPage | undefined): string {
  if (atFirst) return t`This is the first page`;
  return here ? t`The API names no previous page; go to the first` : NOT_READ;
}
