import type { Device } from '#api/schema.ts';
import { alignmentOf, contradiction, factsOf, updateResultOf, type Alignment, type Facts, type StuckAfter, type UpdateFamily } from '#fleet/health.ts';
import { shortDuration } from '#lib/time.ts';
import { clip, quotedIfBlank, visible } from '#lib/text.ts';
import { cx } from '#ui/cx.ts';
import { Glyph, type GlyphName } from '#ui/Glyph.tsx';
import { t } from '#texts/t.ts';
import { useNow } from './now.ts';
import { stuckAfterWords, useStuckAfter } from './stuck-after.ts';

interface Look {
  readonly icon: GlyphName;
  readonly tone: string;
}

type LookName = Alignment['kind'] | 'stuck' | UpdateFamily | 'odd';

const QUIET = 'text-ink-2 [&>svg]:text-ink-3';
const GOOD = 'text-ink-2 [&>svg]:text-ok';
export const LOOKS: Record<LookName, Look> = {
  aligned: { icon: 'check', tone: GOOD },
  drifting: { icon: 'arrow', tone: 'text-info' },
  stuck: { icon: 'hourglass', tone: 'text-warn' },
  'never-reported': { icon: 'dashed', tone: QUIET },
  'no-target': { icon: 'minus', tone: QUIET },
  'up-to-date': { icon: 'check', tone: GOOD },
  pending: { icon: 'clock', tone: 'text-info' },
  error: { icon: 'cross', tone: 'text-bad' },
  unknown: { icon: 'question', tone: QUIET },
  odd: { icon: 'alert', tone: 'text-odd' },
};

/** A state in an icon and words. Never colour alone. */
export interface BadgeWords {
  readonly look: LookName;
  readonly text: string;
  readonly tip?: string;
  /** The error code in it. What that means, if somebody has said so, is looked up when it is pointed at: see Tips.tsx. */
  readonly code?: number | string | null;
}

/** Alignment, drift with its age: `Drifting 2 h`, `Stuck 3 d`. */
export function alignmentBadge(facts: Facts, now: number, limits: StuckAfter): BadgeWords {
  const state = alignmentOf(facts, now, limits);
  const age = 'age' in state && state.age !== null ? shortDuration(state.age) : null;
  switch (state.kind) {
    case 'aligned':
      return { look: 'aligned', text: t`Aligned` };
    case 'no-target':
      return { look: 'no-target', text: t`No target` };
    case 'never-reported':
      return { look: 'never-reported', text: age === null ? t`Never reported` : t`Never reported ${age}` };
    case 'drifting':
      return state.stuck
        ? { look: 'stuck', text: age === null ? t`Stuck` : t`Stuck ${age}`, tip: t`Drifting for longer than ${stuckAfterWords(limits, facts.target)}` }
        : { look: 'drifting', text: age === null ? t`Drifting` : t`Drifting ${age}` };
  }
}

/** The update result in the API's own word, with its code; what contradicts the alignment is marked as odd. Null where the API says neither. */
export function updateBadge(facts: Facts): BadgeWords | null {
  const { word, code, family } = updateResultOf(facts);
  if (word === null && code === null) return null;
  const said = word === null ? t`no status` : quotedIfBlank(word);
  const text = clip(visible(`${said}${code === null ? '' : ` ${code}`}`), 80);
  const odd = contradiction(facts);
  return odd === null ? { look: family, text, code } : { look: 'odd', text, code, tip: odd };
}

function Badge({ look, text, tip, code }: BadgeWords) {
  const { icon, tone } = LOOKS[look];
  return (
    <span className={cx('inline-flex max-w-full items-center gap-1.5 font-medium', tone)} data-tip={tip} data-code={code}>
      <Glyph name={icon} className="shrink-0" />
      <span className="truncate">{text}</span>
    </span>
  );
}

export function AlignmentBadge({ device }: { readonly device: Device }) {
  const limits = useStuckAfter();
  return <Badge {...alignmentBadge(factsOf(device), useNow(), limits)} />;
}

export function UpdateBadge({ device }: { readonly device: Device }) {
  const words = updateBadge(factsOf(device));
  return words === null ? <span className="text-ink-3">–</span> : <Badge {...words} />;
}
