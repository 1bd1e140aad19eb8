import { Info, TriangleAlert } from 'lucide-react';
import type { Problem } from '#fleet/query.ts';

interface SearchProblemsProps {
  readonly id: string;
  readonly problems: readonly Problem[];
  /** Where the caret stands; null when the box does not have the focus. */
  readonly caret: number | null;
  /** Whether the list of completions is open: it shows what may follow, so that it need not be said. */
  readonly completing: boolean;
}

/**
 * The parts of a search that are not used, and why. A part that is still being typed is no mistake yet: what may follow lies over
 * the page for that long, and moves nothing.
 */
export function SearchProblems({ id, problems, caret, completing }: SearchProblemsProps) {
  const isTyped = ({ start, end }: Problem): boolean => caret !== null && caret > start && caret <= end;
  const typed = problems.find(isTyped);
  return (
    <div id={id} aria-live="polite" className="relative text-sm">
      {typed && (
        <p className={completing ? 'sr-only' : 'absolute inset-x-0 top-1 z-30 flex gap-1.5 rounded-lg border border-line-strong bg-raised px-3 py-2 text-ink-2 shadow-md'}>
          <Info aria-hidden size={14} className="mt-0.75 shrink-0" />
          <span className="min-w-0 wrap-anywhere">{typed.message}</span>
        </p>
      )}
      <ul className="flex flex-col gap-1 not-empty:mt-1.5">
        {problems.filter((problem) => problem !== typed).map(({ start, message }) => (
          <li key={start} className="flex gap-1.5 text-warn">
            <TriangleAlert aria-hidden size={14} className="mt-0.75 shrink-0" />
            <span className="min-w-0 wrap-anywhere">{message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
