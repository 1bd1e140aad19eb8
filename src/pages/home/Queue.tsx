import { Link } from 'react-router-dom';
import { ATTENTION, type AttentionClass } from '#fleet/health.ts';
import type { QueueGroup } from '#fleet/view.ts';
import { plural, t } from '#texts/t.ts';
import { paths } from '../../paths.ts';
import { CopySids } from './CopySids.tsx';
import type { Arranged } from './home-place.ts';
import { CLASS } from './looks.ts';
import { CountLink, FailureGroups } from './QueueGroups.tsx';
import { Rows } from './QueueRows.tsx';
import { useSpot } from './use-spot.ts';

interface QueueProps {
  readonly queue: readonly QueueGroup[];
  readonly arranged: Arranged;
  /** `so far` while the numbers may grow. */
  readonly soFar: string;
}

/** What needs attention, class by class: a device stands under the first that holds. `j` and `k` step through the rows. */
export function Queue({ queue, arranged, soFar }: QueueProps) {
  const { onFocus } = useSpot();
  return (
    <div data-queue onFocus={onFocus} className="flex min-w-0 flex-col gap-4">
      {ATTENTION.map((kind) => {
        const groups = queue.filter((group) => group.kind === kind);
        return groups.length > 0 && <ClassCard key={kind} kind={kind} groups={groups} arranged={arranged} soFar={soFar} />;
      })}
    </div>
  );
}

interface ClassCardProps extends Omit<QueueProps, 'queue'> {
  readonly kind: AttentionClass;
  readonly groups: readonly QueueGroup[];
}

function ClassCard({ kind, groups, arranged, soFar }: ClassCardProps) {
  const { word, tip, icon: Icon, tone } = CLASS[kind];
  const whole = { kind, term: `needs:${kind}`, count: groups.reduce((sum, group) => sum + group.count, 0) };
  const id = `needs-${kind}`;
  return (
    <section aria-labelledby={id} className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex min-h-10 items-center gap-2 px-4 text-sm">
        <Icon aria-hidden size={15} className={tone} />
        <h2 id={id} className="text-base font-semibold" data-tip={tip}>
          {word}
        </h2>
        <span className="truncate text-ink-3 max-sm:hidden">{tip}</span>
        <span className="flex-1" />
        <CopySids {...whole} />
        <CountLink group={whole} soFar={soFar} />
      </div>
      {kind === 'logging' && <LeasesNote count={whole.count} soFar={soFar} />}
      {kind === 'failed' ? (
        <FailureGroups groups={groups} arranged={arranged} soFar={soFar} />
      ) : (
        groups.map((group) => <Rows key={group.term} group={group} arranged={arranged} soFar={soFar} />)
      )}
    </section>
  );
}

/** Logs that nobody needs, and the page where all leases are. */
function LeasesNote({ count, soFar }: { readonly count: number; readonly soFar: string }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-t border-line bg-bg px-4 py-1.5 text-sm text-ink-2">
      <span className="min-w-0 flex-1 basis-60">
        {soFar === ''
          ? plural(count, '# lease is on a device without trouble: can it end?', '# leases are on devices without trouble: can they end?')
          : plural(count, '# lease so far is on a device without trouble: can it end?', '# leases so far are on devices without trouble: can they end?')}
      </span>
      <Link to={paths.leaseList({ show: 'quiet' })} className="rounded text-accent hover:underline pointer-coarse:py-2">
        {t`See these leases`}
      </Link>
      <Link to={paths.leases} className="rounded text-accent hover:underline pointer-coarse:py-2">
        {t`All leases`}
      </Link>
    </div>
  );
}
