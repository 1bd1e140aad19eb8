import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import { useState } from 'react';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { pagesOf } from './list-sources.ts';
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
export function SearchPager({ number, size, total, partial, to, onTurn, onPageSize }: SearchPagerProps) {
  const pages = pagesOf(total ?? 0, size);
  useShortcuts({
    '[': { does: t`Previous page`, act: () => number > 1 && onTurn(number - 1) },
    ']': { does: t`Next page`, act: () => number < pages && onTurn(number + 1) },
  });
  const first = number <= 1 ? 'This is the first page' : null;
  const last = number >= pages ? 'This is the last page' : null;
  const step = (target: number, why: string | null) => ({ to: why === null ? to(target) : null, why: why ?? '', onTurn: () => onTurn(target) });
  return (
    <Pager
      size={size}
      onPageSize={onPageSize}
      position={
        total !== null && (
          <>
            <span className="max-sm:sr-only">{t`Page`}{' '}</span>
            {rich`${number.toLocaleString('en')} of ${pages.toLocaleString('en')}`}
            <span className="max-sm:sr-only">
              {' '}· {range(number, size, total)}
              {partial && t` so far`}
            </span>
          </>
        )
      }
    >
      <PageField number={number} pages={pages} onTurn={onTurn} />
      <div className="flex gap-1">
        <Step className="max-sm:hidden" name="First page" {...step(1, first)}>
          <ChevronsLeft aria-hidden size={16} />
        </Step>
        <Step name="Previous page" keys="[" {...step(number - 1, first)}>
          <ChevronLeft aria-hidden size={16} />
        </Step>
        <Step name="Next page" keys="]" {...step(number + 1, last)}>
          <ChevronRight aria-hidden size={16} />
        </Step>
        <Step className="max-sm:hidden" name="Last page" {...step(pages, last)}>
          <ChevronsRight aria-hidden size={16} />
        </Step>
      </div>
    </Pager>
  );
}

/** Which of the rows are on this page: `51–100 of 1,230`. */
function range(number: number, size: number, total: number): string {
  if (total === 0) return 'nothing found';
  const first = (number - 1) * size + 1;
  const last = Math.min(total, number * size);
  return `${first === last ? '' : `${first.toLocaleString('en')}–`}${last.toLocaleString('en')} of ${total.toLocaleString('en')}`;
}

/** Goes to a page by its number; a number beyond the end is the last. */
function PageField({ number, pages, onTurn }: { readonly number: number; readonly pages: number; readonly onTurn: (number: number) => void }) {
  const [{ of, text }, set] = useState({ of: number, text: String(number) });
  const setText = (next: string): void => set({ of: number, text: next });
  if (of !== number) setText(String(number));
  const wanted = /^\d{1,9}$/u.test(text.trim()) ? Math.min(pages, Math.max(1, Number(text))) : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === null || wanted === number) setText(String(number));
        else onTurn(wanted);
      }}
    >
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => setText(String(number))}
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
