import { ATTENTION, type AttentionClass } from '#fleet/health.ts';
import type { QueueGroup } from '#fleet/view.ts';
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
      {kind === 'failed' ? (
        <FailureGroups groups={groups} arranged={arranged} soFar={soFar} />
      ) : (
        groups.map((group) => <Rows key={group.term} group={group} arranged={arranged} soFar={soFar} />)
      )}
    </section>
  );
}
