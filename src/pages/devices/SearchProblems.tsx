import { Info, TriangleAlert } from 'lucide-react';
import type { Problem } from '#fleet/query.ts';
import { clip, visible } from '#lib/text.ts';
import { cx } from '#ui/cx.ts';

interface SearchProblemsProps {
  readonly id: string;
  /** What the problems are of. */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Where the caret stands; null when the box does not have the focus. */
  readonly caret: number | null;
}

/** The parts of a search that are not used, and why. A part that is still being typed is no mistake yet: what may follow is said quietly. */
export function SearchProblems({ id, text, problems, caret }: SearchProblemsProps) {
  return (
    <ul id={id} aria-live="polite" className="flex flex-col gap-1 text-sm not-empty:mt-1.5">
      {problems.map(({ start, end, message }) => {
        const typing = caret !== null && caret > start && caret <= end;
        const Icon = typing ? Info : TriangleAlert;
        return (
          <li key={start} className={cx('flex gap-1.5', typing ? 'text-ink-2' : 'text-warn')}>
            <Icon aria-hidden size={14} className="mt-0.75 shrink-0" />
            <span className="min-w-0 wrap-anywhere">
              <bdi className="rounded bg-hover px-1 font-mono text-xs">{clip(visible(text.slice(start, end)), 40)}</bdi> {!typing && 'is not used. '}
              {message}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
