import { ChevronLeft, ChevronRight } from 'lucide-react';
import { PageStep } from '#components/PageStep.tsx';
import { number, t } from '#texts/t.ts';
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
  const step = (turned: number) => ({ to: to(turned), onTurn: () => onTurn(turned) });
  return (
    <nav aria-label={t`Pages`} className="flex items-center gap-3 text-sm text-ink-2 max-md:px-4">
      <p>{t`Page ${number(page)} of ${number(pages)} · ${range}`}</p>
      <span className="flex-1" />
      <PageStep name={t`Previous page`} keys="[" {...step(page - 1)} blocked={page > 1 ? null : t`This is the first page`}>
        <ChevronLeft aria-hidden size={16} className="rtl:-scale-x-100" />
      </PageStep>
      <PageStep name={t`Next page`} keys="]" {...step(page + 1)} blocked={page < pages ? null : t`This is the last page`}>
        <ChevronRight aria-hidden size={16} className="rtl:-scale-x-100" />
      </PageStep>
    </nav>
  );
}
