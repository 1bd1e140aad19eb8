import { Link } from 'react-router-dom';
import { ATTENTION, type AttentionClass } from '#fleet/health.ts';
import type { QueueGroup } from '#fleet/view.ts';
import { count } from '#lib/text.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { CopySids } from './CopySids.tsx';
import { queueOf } from './home-links.ts';
import { CLASS } from './looks.ts';
import { FailureGroups, Rows } from './QueueGroups.tsx';

interface QueueProps {
  readonly queue: readonly QueueGroup[];
  readonly wanted: ReadonlySet<string>;
  readonly onMore: (term: string) => void;
}

/** What needs attention, class by class: a device stands under the first that holds. `j` and `k` step through the rows. */
export function Queue({ queue, wanted, onMore }: QueueProps) {
  useShortcuts({ j: () => step(1), k: () => step(-1) });
  return (
    <div data-queue className="flex min-w-0 flex-col gap-4">
      {ATTENTION.map((kind) => {
        const groups = queue.filter((group) => group.kind === kind);
        return groups.length > 0 && <ClassCard key={kind} kind={kind} groups={groups} wanted={wanted} onMore={onMore} />;
      })}
    </div>
  );
}

interface ClassCardProps extends Omit<QueueProps, 'queue'> {
  readonly kind: AttentionClass;
  readonly groups: readonly QueueGroup[];
}

function ClassCard({ kind, groups, wanted, onMore }: ClassCardProps) {
  const { word, tip, icon: Icon, tone } = CLASS[kind];
  const total = groups.reduce((sum, group) => sum + group.count, 0);
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
        <CopySids kind={kind} term={`needs:${kind}`} count={total} />
        <Link to={queueOf(kind, `needs:${kind}`)} className="shrink-0 rounded py-1 text-accent hover:underline">
          {count(total, 'device')}
        </Link>
      </div>
      {kind === 'failed' ? (
        <FailureGroups groups={groups} wanted={wanted} onMore={onMore} />
      ) : (
        groups.map((group) => <Rows key={group.term} group={group} wanted={wanted} onMore={onMore} />)
      )}
    </section>
  );
}

/** The row before or after the one that has the focus; the first when none has. */
function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-queue-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const to = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  to?.focus();
  to?.scrollIntoView({ block: 'nearest' });
}
