import { Link } from 'react-router-dom';
import { useNow } from '#components/now.ts';
import type { StuckAfter } from '#fleet/health.ts';
import type { Tally } from '#fleet/view.ts';
import { HOUR, toTheMinute } from '#lib/time.ts';
import { number, t } from '#texts/t.ts';
import { listOf } from './home-links.ts';
import { change, type Picture } from '#components/last-visit.ts';
import { TALLY } from './looks.ts';

interface CountStripProps {
  readonly tallies: readonly Tally[];
  readonly limits: StuckAfter;
  /** False while the counts may still grow. */
  readonly complete: boolean;
  readonly before: Picture | null;
}

/** The counts of the fleet, each a link to its rows, with its change since the last visit. */
export function CountStrip({ tallies, limits, complete, before }: CountStripProps) {
  return (
    <ul aria-label={t`Counts`} className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4 xl:grid-cols-8">
      {tallies.map((tally) => (
        <Count key={tally.key} tally={tally} complete={complete} before={before} by={complete ? change(tally, before, limits) : null} />
      ))}
    </ul>
  );
}

interface CountProps {
  readonly tally: Tally;
  readonly complete: boolean;
  readonly before: Picture | null;
  readonly by: number | null;
}

function Count({ tally, complete, before, by }: CountProps) {
  const { word, tip, icon: Icon, tone } = TALLY[tally.key];
  return (
    <li className="min-w-0 bg-surface">
      <Link to={listOf(tally.term)} data-tip={tip} aria-description={tip} className="flex h-full flex-col gap-0.5 px-3 py-2.5 -outline-offset-2 hover:bg-hover">
        <span className="flex items-center gap-1.5 text-sm text-ink-2">
          <Icon aria-hidden size={14} className={`shrink-0 ${tally.count === 0 ? 'text-ink-3' : tone}`} />
          <span className="truncate">{word}</span>
        </span>
        <span className="text-xl font-semibold">{number(tally.count)}</span>
        {/* Its place is kept, so that nothing moves when the fleet has been read. */}
        <span className="min-h-4 text-xs text-ink-2">
          {!complete && t`so far`}
          {by !== null && before !== null && <Change by={by} since={before.at} />}
        </span>
      </Link>
    </li>
  );
}

function Change({ by, since }: { readonly by: number; readonly since: number }) {
  const now = useNow(HOUR);
  const then = toTheMinute(since, now);
  return by === 0 ? t`same as ${then}` : t`${`${by > 0 ? '+' : '−'}${number(Math.abs(by))}`} since ${then}`;
}
