import {
  ArrowRight, CircleAlert, CircleCheck, CircleDashed, CircleHelp, CircleX, Clock, Hourglass, Minus, type LucideIcon,
} from 'lucide-react';
import type { Device } from '#api/schema.ts';
import { alignment, contradiction, updateResult, type Alignment, type UpdateFamily } from '#fleet/health.ts';
import { shortDuration } from '#lib/time.ts';
import { clip, visible } from '#lib/text.ts';
import { cx } from '#ui/cx.ts';
import { useNow } from './now.ts';
import { stuckAfterWords, useStuckAfter } from './stuck-after.ts';

interface Look {
  readonly icon: LucideIcon;
  readonly tone: string;
}

const QUIET = 'text-ink-2 [&>svg]:text-ink-3';
const ALIGNMENT: Record<Alignment['kind'] | 'stuck', Look> = {
  aligned: { icon: CircleCheck, tone: 'text-ink-2 [&>svg]:text-ok' },
  drifting: { icon: ArrowRight, tone: 'text-info' },
  stuck: { icon: Hourglass, tone: 'text-warn' },
  'never-reported': { icon: CircleDashed, tone: QUIET },
  'no-target': { icon: Minus, tone: QUIET },
};
const UPDATE: Record<UpdateFamily, Look> = {
  'up-to-date': { icon: CircleCheck, tone: 'text-ink-2 [&>svg]:text-ok' },
  pending: { icon: Clock, tone: 'text-info' },
  error: { icon: CircleX, tone: 'text-bad' },
  unknown: { icon: CircleHelp, tone: QUIET },
};

function Badge({ look, children, tip }: { readonly look: Look; readonly children: string; readonly tip?: string | undefined }) {
  const Icon = look.icon;
  return (
    <span className={cx('inline-flex max-w-full items-center gap-1.5 font-medium', look.tone)} data-tip={tip}>
      <Icon aria-hidden size={14} className="shrink-0" />
      <span className="truncate">{children}</span>
    </span>
  );
}

/** Alignment in an icon and words, drift with its age: `Drifting 2 h`, `Stuck 3 d`. Never colour alone. */
export function AlignmentBadge({ device }: { readonly device: Device }) {
  const limits = useStuckAfter();
  const state = alignment(device, useNow(), limits);
  const age = 'age' in state && state.age !== null ? ` ${shortDuration(state.age)}` : '';
  if (state.kind === 'aligned') return <Badge look={ALIGNMENT.aligned}>Aligned</Badge>;
  if (state.kind === 'no-target') return <Badge look={ALIGNMENT['no-target']}>No target</Badge>;
  if (state.kind === 'never-reported') return <Badge look={ALIGNMENT['never-reported']}>{`Never reported${age}`}</Badge>;
  return state.stuck ? (
    <Badge look={ALIGNMENT.stuck} tip={`Drifting for longer than ${stuckAfterWords(limits, device.app?.target_sid ?? null)}`}>{`Stuck${age}`}</Badge>
  ) : (
    <Badge look={ALIGNMENT.drifting}>{`Drifting${age}`}</Badge>
  );
}

/** The update result in the API's own word, with its code; what contradicts the alignment is marked as odd. */
export function UpdateBadge({ device }: { readonly device: Device }) {
  const result = updateResult(device);
  const odd = contradiction(device);
  if (result.word === null && result.code === null) return <span className="text-ink-3">–</span>;
  const words = clip(visible(`${result.word ?? 'no status'}${result.code === null ? '' : ` ${result.code}`}`), 80);
  if (odd === null) return <Badge look={UPDATE[result.family]}>{words}</Badge>;
  const look = { icon: CircleAlert, tone: 'text-odd' };
  return <Badge look={look} tip={odd}>{words}</Badge>;
}
