import { Link, useNavigate } from 'react-router-dom';
import { THIS_PAGE, useActions } from '#components/actions.ts';
import { CLASS } from '#components/attention-looks.ts';
import { ATTENTION, type AttentionClass } from '#fleet/health.ts';
import type { QueueClass, QueueGroup } from '#fleet/view.ts';
import { number, plural, t } from '#texts/t.ts';
import { BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { useShortcuts, withKey } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';
import { CopySids } from './CopySids.tsx';
import { deviceIn } from './home-links.ts';
import type { Arranged } from './home-place.ts';
import { AsideLinks } from './QueueAside.tsx';
import { CountLink, FailureGroups } from './QueueGroups.tsx';
import { Rows } from './QueueRows.tsx';
import { QueueTriage } from './QueueTriage.tsx';
import { useSpot } from './use-spot.ts';

interface QueueProps {
  readonly queue: readonly QueueGroup[];
  readonly classes: readonly QueueClass[];
  readonly arranged: Arranged;
  /** `so far` while the numbers may grow. */
  readonly soFar: string;
}

/** What needs attention, class by class: a device stands under the first that holds. `j` and `k` step through the rows. */
export function Queue({ queue, classes, arranged, soFar }: QueueProps) {
  const navigate = useNavigate();
  const { onFocus } = useSpot();
  useShortcuts({ w: { does: t`Work through the class, or else the first one`, act: workThrough } }, t`In the queue`);
  useActions(
    THIS_PAGE,
    classes.flatMap(({ kind, term, count, first }) => (first === null ? [] : { name: t`Work through ${number(count)}: ${CLASS[kind].within}`, act: () => void navigate(deviceIn(kind, term, first)) })),
  );
  return (
    <div data-queue onFocus={onFocus} className="flex min-w-0 flex-col gap-4">
      {ATTENTION.map((kind) => {
        const groups = queue.filter((group) => group.kind === kind);
        const whole = classes.find((each) => each.kind === kind) ?? null;
        return (groups.length > 0 || whole !== null) && <ClassCard key={kind} kind={kind} whole={whole} groups={groups} arranged={arranged} soFar={soFar} />;
      })}
    </div>
  );
}

/** Of the class where somebody is, or else of the first that has anything to do. */
function workThrough(): void {
  const places = [document.activeElement?.closest('[data-queue] > section'), document];
  const links = places.flatMap((place) => place?.querySelector<HTMLElement>('[data-work-through]') ?? []);
  links[0]?.click();
}

interface ClassCardProps extends Omit<QueueProps, 'queue' | 'classes'> {
  readonly kind: AttentionClass;
  /** Null where all that is left of it are rows that are well again. */
  readonly whole: QueueClass | null;
  readonly groups: readonly QueueGroup[];
}

function ClassCard({ kind, whole, groups, arranged, soFar }: ClassCardProps) {
  const { word, tip, icon: Icon, tone } = CLASS[kind];
  const all = whole ?? { kind, term: `needs:${kind}`, count: 0 };
  const id = `needs-${kind}`;
  return (
    <section aria-labelledby={id} className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex min-h-10 flex-wrap items-center gap-x-2 px-4 text-sm">
        <Icon aria-hidden size={15} className={tone} />
        <h2 id={id} className="text-base font-semibold" data-tip={tip}>
          {word}
        </h2>
        <span className="min-w-0 flex-1 truncate text-ink-3 max-sm:hidden">{tip}</span>
        <span className="flex-1 sm:hidden" />
        {whole && <AsideLinks of={whole} />}
        {all.count > 0 && <CountLink group={all} soFar={soFar} />}
        {all.count > 0 && (
          <span className="flex items-center gap-1 max-sm:w-full max-sm:justify-end max-sm:pb-1 sm:-mr-2 sm:order-last">
            <QueueTriage {...all} />
            <CopySids {...all} />
            {whole?.first && <WorkThrough whole={whole} first={whole.first} />}
          </span>
        )}
      </div>
      {kind === 'logging' && whole && <LeasesNote count={whole.count + whole.acked.count + whole.snoozed.count} soFar={soFar} />}
      {kind === 'failed' ? (
        <FailureGroups groups={groups} arranged={arranged} soFar={soFar} />
      ) : (
        groups.map((group) => <Rows key={group.term} group={group} arranged={arranged} soFar={soFar} />)
      )}
    </section>
  );
}

/** All leases that were left on, acknowledged or snoozed, too: as many as the page of leases shows. */
function LeasesNote({ count, soFar }: { readonly count: number; readonly soFar: string }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-t border-line bg-bg px-4 py-1.5 text-sm text-ink-2">
      <span className="min-w-0 flex-1 basis-60">
        {soFar === ''
          ? plural(count, '# lease has been left on. Turn it off if it is no longer needed.', '# leases have been left on. Turn off those no longer needed.')
          : plural(count, 'So far # lease has been left on. Turn it off if it is no longer needed.', 'So far # leases have been left on. Turn off those no longer needed.')}
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

/** Opens the oldest of a class; its page goes on from there. */
function WorkThrough({ whole: { kind, term, count }, first }: { readonly whole: QueueClass; readonly first: string }) {
  const { tip, key } = withKey(t`Opens the oldest, and goes on from there`, 'w');
  return (
    <Link data-work-through to={deviceIn(kind, term, first)} aria-label={t`Work through ${number(count)}: ${CLASS[kind].within}`} aria-keyshortcuts={key} data-tip={tip} className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary)}>
      {t`Work through`}
    </Link>
  );
}
