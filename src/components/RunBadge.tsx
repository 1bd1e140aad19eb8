import { CircleCheck, CircleDashed, CircleDotDashed, CircleEllipsis, CirclePause, OctagonX, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RunLook, StatusWords } from '#rollouts/stand-words.ts';
import { cx } from '#ui/cx.ts';

const LOOKS: Readonly<Record<RunLook, readonly [icon: ReactNode, tone: string]>> = {
  running: [<CircleDotDashed key="running" aria-hidden size={14} />, 'text-accent'],
  waiting: [<CirclePause key="waiting" aria-hidden size={14} />, 'text-warn'],
  halted: [<OctagonX key="halted" aria-hidden size={14} />, 'text-bad'],
  partial: [<CircleDashed key="partial" aria-hidden size={14} />, 'text-warn'],
  complete: [<CircleCheck key="complete" aria-hidden size={14} />, 'text-ok'],
  accepted: [<CircleEllipsis key="accepted" aria-hidden size={14} />, 'text-ink-2'],
  draft: [<PencilLine key="draft" aria-hidden size={14} />, 'text-ink-2'],
};

/** How a run stands: an icon and words, never a colour alone. */
export function RunBadge({ words, className }: { readonly words: StatusWords; readonly className?: string }) {
  const [icon, tone] = LOOKS[words.look];
  return (
    <span className={cx('inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap', tone, className)}>
      {icon}
      {words.text}
    </span>
  );
}
