import { ChevronLeft, ChevronRight } from 'lucide-react';
import { number, t } from '#texts/t.ts';
import { KEYED_SIZES } from './keyed-address.ts';
import { PageStep } from './PageStep.tsx';
import type { KeyedControl } from './use-keyed-view.ts';

interface KeyedPagerProps {
  /** What the list contains: a device page has two of these lists. */
  readonly name: string;
  /** From 1: the page on show. */
  readonly page: number;
  readonly pages: number;
  /** How many rows there are on all of them. */
  readonly total: number;
  readonly control: KeyedControl;
}

/** The way to the rows before and after these, and how many stand on a page. */
export function KeyedPager({ name, page, pages, total, control }: KeyedPagerProps) {
  const { size } = control.view;
  const range = t`${number((page - 1) * size + 1)}–${number(Math.min(total, page * size))} of ${number(total)}`;
  const step = (to: number) => ({ to: control.to?.({ page: to }) ?? null, onTurn: () => control.go({ page: to }) });
  return (
    <nav aria-label={t`${name}, pages`} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-sm text-ink-2">
      <p>{t`Page ${number(page)} of ${number(pages)} · ${range}`}</p>
      <label className="ml-auto flex items-center gap-2">
        <span className="max-sm:sr-only">{t`Rows per page`}</span>
        <select
          value={size}
          onChange={(event) => control.go({ size: Number(event.target.value) })}
          className="h-8 rounded-md border border-line-strong bg-surface px-2 text-ink pointer-coarse:h-11"
        >
          {KEYED_SIZES.map((offered) => (
            <option key={offered}>{offered}</option>
          ))}
        </select>
      </label>
      <span className="flex gap-1">
        <PageStep name={t`Previous page`} {...step(page - 1)} blocked={page > 1 ? null : t`This is the first page`}>
          <ChevronLeft aria-hidden size={16} className="rtl:-scale-x-100" />
        </PageStep>
        <PageStep name={t`Next page`} {...step(page + 1)} blocked={page < pages ? null : t`This is the last page`}>
          <ChevronRight aria-hidden size={16} className="rtl:-scale-x-100" />
        </PageStep>
      </span>
    </nav>
  );
}
