import type { ItemState } from '#rollouts/ledger.ts';
import type { GlyphName } from '#ui/Glyph.tsx';

/** The icon of an outcome, and its colour, which is that of the bar (RunBar.tsx). */
export const OUTCOME_LOOKS: Readonly<Record<ItemState, readonly [icon: GlyphName, tone: string]>> = {
  waiting: ['dashed', 'text-ink-3'],
  sending: ['arrow', 'text-accent'],
  pending: ['clock', 'text-accent'],
  done: ['check', 'text-ok'],
  failed: ['cross', 'text-bad'],
  stuck: ['hourglass', 'text-warn'],
  skipped: ['minus', 'text-ink-3'],
  unknown: ['question', 'text-odd'],
};
