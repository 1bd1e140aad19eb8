import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { number, t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { useShortcuts } from '#ui/shortcuts.ts';

interface AppsPagerProps {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly size: number;
  readonly total: number;
  readonly to: (page: number) => string;
  readonly onTurn: (page: number) => void;
}

/** The way to the Apps before and after these. */
export function AppsPager({ page, pages, size, total, to, onTurn }: AppsPagerProps) {
  useShortcuts({
    '[': { does: t`Previous page`, act: () => page > 1 && onTurn(page - 1) },
    ']': { does: t`Next page`, act: () => page < pages && onTurn(page + 1) },
  });
  const range = t`${number((page - 1) * size + 1)}–${number(Math.min(total, page * size))} of ${number(total)}`;
  return (
    <nav aria-label={t`Pages`} className="flex items-center gap-3 text-sm text-ink-2 max-md:px-4">
      <p>{t`Page ${number(page)} of ${number(pages)} · ${range}`}</p>
      <span className="flex-1" />
      <Step name={t`Previous page`} keys="[" to={page > 1 ? to(page - 1) : null} why={t`This is the first page`}>
        <ChevronLeft aria-hidden size={16} />
      </Step>
      <Step name={t`Next page`} keys="]" to={page < pages ? to(page + 1) : null} why={t`This is the last page`}>
        <ChevronRight aria-hidden size={16} />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly name: string;
  readonly keys: string;
  /** Null when there is nowhere to go. */
  readonly to: string | null;
  readonly why: string;
  readonly children: ReactNode;
}

function Step({ name, keys, to, why, children }: StepProps) {
  if (to === null) {
    return (
      <Button square aria-label={name} blocked={why}>
        {children}
      </Button>
    );
  }
  return (
    <Link to={to} aria-label={name} aria-keyshortcuts={keys} data-tip={`${name} (${keys})`} className={cx(BUTTON.base, BUTTON.square, BUTTON.secondary)}>
      {children}
    </Link>
  );
}
