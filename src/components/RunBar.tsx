import type { Counts } from '#rollouts/ledger.ts';
import { sumOf } from '#rollouts/ledger.ts';
import { cx } from '#ui/cx.ts';

const PARTS = [
  ['done', 'bg-ok'],
  ['pending', 'bg-accent'],
  ['sending', 'bg-accent'],
  ['skipped', 'bg-ink-3'],
  ['stuck', 'bg-warn'],
  ['unknown', 'bg-odd'],
  ['failed', 'bg-bad'],
] as const;

/** How far a run is: what is done, what came of the rest. The numbers stand beside it in words. */
export function RunBar({ counts, label }: { readonly counts: Counts; readonly label: string }) {
  const all = sumOf(counts);
  const settled = all - counts.waiting - counts.sending - counts.pending;
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={all} aria-valuenow={settled} className="flex h-1.5 w-full overflow-hidden rounded-full bg-line">
      {PARTS.map(([state, look]) => counts[state] > 0 && <div key={state} className={cx('h-full', look)} style={{ width: `${(counts[state] / all) * 100}%` }} />)}
    </div>
  );
}
