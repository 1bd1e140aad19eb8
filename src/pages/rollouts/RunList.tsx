import { Copy, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { useOwnNow } from '#components/now.ts';
import { RunBadge } from '#components/RunBadge.tsx';
import { RunBar } from '#components/RunBar.tsx';
import { useRollouts } from '#components/use-rollouts.ts';
import { clip, visible } from '#lib/text.ts';
import { count, number, t } from '#texts/t.ts';
import { ago } from '#lib/time.ts';
import { isOpen } from '#rollouts/head.ts';
import type { Head } from '#rollouts/journal-schema.ts';
import { outcomeName } from '#rollouts/run-words.ts';
import { standWords } from '#rollouts/stand-words.ts';
import { BUTTON, IconButton } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { focusHeading } from '#ui/focus.ts';
import { paths } from '../../paths.ts';
import { DeleteDialog, deleteDraft } from './DeleteDialog.tsx';
import type { Why } from './change-words.ts';

/** Runs and drafts, latest first, each with how it stands and what came of it. */
export function RunList({ heads }: { readonly heads: readonly Head[] }) {
  const all = useRollouts();
  const now = useOwnNow(15_000);
  const [deleting, setDeleting] = useState<Head | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <ul aria-label={t`Runs`} className="divide-y divide-line rounded-lg border border-line bg-surface max-sm:rounded-none max-sm:border-x-0">
        {heads.map((head) => (
          <Row
            key={head.id}
            head={head}
            driven={all.driver(head.id) !== 'nobody' || (head.status === 'ready' && all.live(head.id) !== null)}
            now={now}
            onDelete={(button) => {
              opener.current = button;
              if (head.status === 'draft') void deleteDraft(all, head.id, focusHeading);
              else setDeleting(head);
            }}
          />
        ))}
      </ul>
      {deleting !== null && <DeleteDialog id={deleting.id} title={deleting.title} onDeleted={focusHeading} onClose={() => setDeleting(null)} returnTo={opener} />}
    </>
  );
}

interface RowProps {
  readonly head: Head;
  readonly driven: boolean;
  readonly now: number;
  readonly onDelete: (button: HTMLButtonElement) => void;
}

function Row({ head, driven, now, onDelete }: RowProps) {
  const draft = head.status === 'draft';
  const title = clip(visible(head.title), 200);
  const query = (name: string): string => `${paths.newRollout}?${name}=${encodeURIComponent(head.id)}`;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 md:grid-cols-[minmax(0,1fr)_11rem_minmax(10rem,16rem)_5.5rem_4.5rem]">
      <div className="min-w-0">
        <Link to={draft ? query('draft') : paths.rollout(head.id)} className="line-clamp-2 rounded-sm font-medium wrap-anywhere hover:underline pointer-coarse:py-1">
          <bdi>{title}</bdi>
        </Link>
        <span className="text-sm text-ink-2">{kindWords(head)}</span>
      </div>
      <span className="max-md:order-3">
        <RunBadge words={standWords(head, head.counts, driven)} className="whitespace-normal!" />
      </span>
      <div className="flex min-w-0 flex-col gap-1 text-sm text-ink-2 max-md:order-5 max-md:col-span-2">
        {!draft && (
          <>
            <RunBar counts={head.counts} label={t`Progress of ${title}`} />
            <span>{figures(head)}</span>
          </>
        )}
      </div>
      <time dateTime={`${new Date(head.createdAt).toISOString().slice(0, 19)}Z`} data-tip="" className="text-sm text-ink-2 max-md:order-4 max-md:text-right">
        {ago(head.createdAt, now)}
      </time>
      <div className="flex justify-end max-md:order-2 max-md:-mr-2">
        {head.rollout && !draft && (
          <Link to={query('from')} aria-label={t`Duplicate ${title}`} data-tip={t`Duplicate: another rollout with the same settings`} className={cx(BUTTON.base, BUTTON.ghost, BUTTON.square, 'hover:bg-hover')}>
            <Copy aria-hidden size={15} />
          </Link>
        )}
        <IconButton label={t`Delete ${title}`} tip={t`Delete`} blocked={isOpen(head) ? t`It is still open: stop it, or close it as partial, and then it can be deleted.` : null} onClick={(event) => onDelete(event.currentTarget)}>
          <Trash2 aria-hidden size={15} />
        </IconButton>
      </div>
    </li>
  );
}

function kindWords({ rollout, parent, devices, status }: Head): string {
  const kind = rollout ? t`Rollout` : t`Bulk action`;
  const what = parent === null ? kind : `${kind}, ${FOLLOWED_KIND[parent.why]}`;
  const size = devices === 0 ? t`no devices yet` : count(devices, 'device');
  return `${what} · ${status === 'draft' ? t`${size}, nothing sent` : size}`;
}

/** Short, for the list: which run it follows stands on its page. */
const FOLLOWED_KIND: Readonly<Record<Why, string>> = { retry: t`a retry`, undo: t`a rollback`, retarget: t`cancels pending`, copy: t`a copy` };

function figures({ counts, rollout, reports = rollout }: Head): string {
  const shown = (['done', 'pending', 'sending', 'failed', 'stuck', 'unknown', 'skipped', 'waiting'] as const).filter((state) => counts[state] > 0);
  return shown.map((state) => `${number(counts[state])} ${outcomeName(state, reports)}`).join(', ');
}
