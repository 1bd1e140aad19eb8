import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import { useState } from 'react';
import { rich } from '#texts/rich.ts';
import { number, t } from '#texts/t.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { pagesOf } from './list-sources.ts';
import { keepFocus } from './pager-focus.ts';
import { Pager, Step } from './PagerParts.tsx';

interface SearchPagerProps {
  /** The page on show, from 1. */
  readonly number: number;
  readonly size: number;
  /** Rows in all; null before the first answer. */
  readonly total: number | null;
  /** Whether there may be more of them once all has been read. */
  readonly partial: boolean;
  /** The address of another page. */
  readonly to: (number: number) => string;
  readonly onTurn: (number: number) => void;
  readonly onPageSize: (size: number) => void;
}

/** Where one is in what was found: true page numbers, since all of it is known. */
export function SearchPager({ number: page, size, total, partial, to, onTurn, onPageSize }: SearchPagerProps) {
  const pages = pagesOf(total ?? 0, size);
  useShortcuts({
    '[': { does: t`Previous page`, act: () => page > 1 && onTurn(page - 1) },
    ']': { does: t`Next page`, act: () => page < pages && onTurn(page + 1) },
  });
  const first = page <= 1 ? t`This is the first page` : null;
  const last = page >= pages ? t`This is the last page` : null;
  const step = (target: number, why: string | null) => ({ to: why === null ? to(target) : null, why: why ?? '', onTurn: () => onTurn(target) });
  return (
    <Pager
      size={size}
      onPageSize={onPageSize}
      position={
        total !== null && (
          <>
            {rich`${<span key="page" className="max-sm:sr-only">{t`Page`} </span>}${number(page)} of ${number(pages)}`}
            <span className="max-sm:sr-only">
              {' '}· {partial ? t`${range(page, size, total)} so far` : range(page, size, total)}
            </span>
          </>
        )
      }
    >
      <PageField page={page} pages={pages} onTurn={onTurn} />
      <div ref={keepFocus} className="flex gap-1">
        <Step className="max-sm:hidden" name={t`First page`} {...step(1, first)}>
          <ChevronsLeft aria-hidden size={16} className="rtl:-scale-x-100" />
        </Step>
        <Step name={t`Previous page`} keys="[" {...step(page - 1, first)}>
          <ChevronLeft aria-hidden size={16} className="rtl:-scale-x-100" />
        </Step>
        <Step name={t`Next page`} keys="]" {...step(page + 1, last)}>
          <ChevronRight aria-hidden size={16} className="rtl:-scale-x-100" />
        </Step>
        <Step className="max-sm:hidden" name={t`Last page`} {...step(pages, last)}>
          <ChevronsRight aria-hidden size={16} className="rtl:-scale-x-100" />
        </Step>
      </div>
    </Pager>
  );
}

/** Which of the rows are on this page: `51–100 of 1,230`. */
function range(page: number, size: number, total: number): string {
  if (total === 0) return t`nothing found`;
  const first = (page - 1) * size + 1;
  const last = Math.min(total, page * size);
  return t`${first === last ? number(last) : `${number(first)}–${number(last)}`} of ${number(total)}`;
}

/** Goes to a page by its number; a number beyond the end is the last. */
function PageField({ page, pages, onTurn }: { readonly page: number; readonly pages: number; readonly onTurn: (number: number) => void }) {
  const [{ of, text }, set] = useState({ of: page, text: String(page) });
  const setText = (next: string): void => set({ of: page, text: next });
  if (of !== page) setText(String(page));
  const wanted = /^\d{1,9}$/u.test(text.trim()) ? Math.min(pages, Math.max(1, Number(text))) : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === null || wanted === page) setText(String(page));
        else onTurn(wanted);
      }}
    >
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => setText(String(page))}
        aria-label={t`Go to page`}
        data-tip={t`Go to page (Enter)`}
        inputMode="numeric"
        enterKeyHint="go"
        autoComplete="off"
        className="h-8 w-14 rounded-md border border-line-strong bg-surface px-2 text-center text-ink pointer-coarse:h-11 max-sm:text-lg"
      />
    </form>
  );
}
