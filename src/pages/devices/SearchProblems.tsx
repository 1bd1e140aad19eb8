import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { parseQuery, type Problem } from '#fleet/query.ts';
import { cx } from '#ui/cx.ts';

interface SearchProblemsProps {
  readonly id: string;
  /** What is searched for. */
  readonly text: string;
  /** Where the caret stands; null when the box does not have the focus. */
  readonly caret: number | null;
  /** Whether the list of completions is open: it shows what may follow, so that it need not be said. */
  readonly completing: boolean;
}

/**
 * The parts of a search that are not understood, and why. A part that is still being typed is no mistake yet: what may follow is
 * said quietly, and where nothing else is wrong it lies over the page and moves nothing.
 */
export function SearchProblems({ id, text, caret, completing }: SearchProblemsProps) {
  const { problems } = parseQuery(text);
  const isTyped = ({ start, end }: Problem): boolean => caret !== null && caret > start && caret <= end;
  const mistakes = [...new Set(problems.flatMap((problem) => (isTyped(problem) ? [] : problem.message)))];
  const typed = problems.find(isTyped);
  return (
    <div id={id} className={cx('relative flex flex-col gap-1 text-sm', mistakes.length > 0 && 'mt-1.5')}>
      {/* Announced is only what is wrong for good: the part that is being typed would be talked over with each letter. */}
      <div aria-live="polite" className="flex flex-col gap-1">
        {mistakes.map((message) => (
          <Line key={message} icon={<TriangleAlert aria-hidden size={14} className="mt-0.75 shrink-0" />} className="text-warn">
            {message}
          </Line>
        ))}
      </div>
      {typed && (
        <Line icon={<Info aria-hidden size={14} className="mt-0.75 shrink-0" />} className={cx('text-ink-2', completing ? 'sr-only' : mistakes.length === 0 && OVER)}>
          {typed.message}
        </Line>
      )}
    </div>
  );
}

const OVER = 'absolute inset-x-0 top-1.5 z-30 rounded-lg border border-line-strong bg-raised px-3 py-2 shadow-md';

function Line({ icon, className, children }: { readonly icon: ReactNode; readonly className: string; readonly children: string }) {
  return (
    <p className={cx('flex gap-1.5', className)}>
      {icon}
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
