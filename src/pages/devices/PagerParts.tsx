import type { MouseEvent, ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { withKey } from '#ui/shortcuts.ts';
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

/** One of the buttons that turn pages: a link, so that it can be opened elsewhere; without a page to go to it says why. */
export function Step({ className, name, keys, to, why, onTurn, children }: StepProps) {
  if (to === null) {
    return (
      <Button square aria-label={name} blocked={why} className={cx('pointer-coarse:w-10', className)}>
        {children}
      </Button>
    );
  }
  const { tip, key } = withKey(name, keys);
  return (
    <Link to={to} onClick={(event) => follow(event, onTurn)} aria-label={name} aria-keyshortcuts={key} data-tip={tip} className={cx(BUTTON.base, BUTTON.square, BUTTON.secondary, 'pointer-coarse:w-10', className)}>
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
