import { Link } from 'react-router-dom';
import { RunBadge } from '#components/RunBadge.tsx';
import { useRollouts } from '#components/use-rollouts.ts';
import { clip, visible } from '#lib/text.ts';
import type { Head } from '#rollouts/journal-schema.ts';
import type { Plan } from '#rollouts/plan.ts';
import { standWords } from '#rollouts/stand-words.ts';
import { t } from '#texts/t.ts';
import { paths } from '../../paths.ts';
import { FOLLOWED, FOLLOWS } from './change-words.ts';

const LINE = 'flex min-w-0 flex-wrap items-center gap-x-1.5';

/** The run that this one follows, and those that follow it, each with how it stands. */
export function Kin({ id, parent }: { readonly id: string; readonly parent: Plan['parent'] }) {
  const all = useRollouts();
  const heads = all.heads() ?? [];
  const before = parent === null ? undefined : heads.find((head) => head.id === parent.id);
  const driven = (head: Head): boolean => all.driver(head.id) !== 'nobody';
  const after = heads.flatMap((head) => (head.parent?.id === id ? [[head, FOLLOWED[head.parent.why]] as const] : []));
  if (parent === null && after.length === 0) return null;
  return (
    <ul aria-label={t`Linked runs`} className="flex flex-wrap gap-x-4 text-sm text-ink-2">
      {parent !== null && <li className={LINE}>{FOLLOWS[parent.why]}{' '}{before === undefined ? t`a run that is no longer in this browser` : <Run head={before} driven={driven(before)} />}</li>}
      {after.map(([head, words]) => (
        <li key={head.id} className={LINE}>
          {words} <Run head={head} driven={driven(head)} />
        </li>
      ))}
    </ul>
  );
}

/** What linked runs have done since about what this one left behind; nothing where there are none. */
export function Since({ id, open }: { readonly id: string; readonly open: boolean }) {
  const all = useRollouts();
  const since = (all.heads() ?? []).filter((head) => isRemedy(head, id));
  return since.map((head) => (
    <p key={head.id} className="wrap-anywhere">
      {head.parent?.why === 'undo' ? t`Since rolled back by` : t`Pending updates since cancelled by`} <Run head={head} driven={all.driver(head.id) !== 'nobody'} />
      {!open && <> {t`This run no longer looks at its devices: the figures above are from before.`}</>}
    </p>
  ));
}

/** Which of the two ways out of this run a linked run has taken. */
export function useRemedies(id: string): ReadonlySet<'undo' | 'retarget'> {
  const heads = useRollouts().heads() ?? [];
  return new Set(heads.flatMap((head) => (isRemedy(head, id) ? [head.parent?.why === 'undo' ? 'undo' : 'retarget'] : [])));
}

function isRemedy({ parent, status }: Head, id: string): boolean {
  return parent?.id === id && (parent.why === 'undo' || parent.why === 'retarget') && status !== 'draft';
}

function Run({ head, driven }: { readonly head: Head; readonly driven: boolean }) {
  return (
    <>
      <Link to={paths.rollout(head.id)} className="min-w-0 rounded-sm text-ink underline underline-offset-4 wrap-anywhere">
        <bdi>{clip(visible(head.title), 80)}</bdi>
      </Link>
      <RunBadge words={standWords(head, head.counts, driven)} />
    </>
  );
}
