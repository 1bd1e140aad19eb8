import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { number, t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { KEYED_SIZES } from './keyed-address.ts';
import type { KeyedControl } from './use-keyed-view.ts';

interface KeyedPagerProps {
  /** From 1: the page on show. */
  readonly page: number;
  readonly pages: number;
  /** How many rows there are on all of them. */
  readonly total: number;
  readonly control: KeyedControl;
}

/** The way to the rows before and after these, and how many stand on a page. */
export function KeyedPager({ page, pages, total, control }: KeyedPagerProps) {
  const { size } = control.view;
  const range = t`${number((page - 1) * size + 1)}–${number(Math.min(total, page * size))} of ${number(total)}`;
  return (
    <nav aria-label={t`Pages`} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-sm text-ink-2">
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
        <Step name={t`Previous page`} page={page > 1 ? page - 1 : null} why={t`This is the first page`} control={control}>
          <ChevronLeft aria-hidden size={16} />
        </Step>
        <Step name={t`Next page`} page={page < pages ? page + 1 : null} why={t`This is the last page`} control={control}>
          <ChevronRight aria-hidden size={16} />
        </Step>
      </span>
    </nav>
  );
}

interface StepProps {
  readonly name: string;
  /** Null when there is nowhere to go. */
  readonly page: number | null;
  readonly why: string;
  readonly control: KeyedControl;
  readonly children: ReactNode;
}

function Step({ name, page, why, control, children }: StepProps) {
  if (page !== null && control.to !== null) {
    return (
      <Link to={control.to({ page })} aria-label={name} data-tip={name} className={cx(BUTTON.base, BUTTON.square, BUTTON.secondary)}>
        {children}
      </Link>
    );
  }
  return (
    <Button square aria-label={name} blocked={page === null ? why : null} onClick={() => page !== null && control.go({ page })}>
      {children}
    </Button>
  );
}
