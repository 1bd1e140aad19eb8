import { Link } from 'react-router-dom';
import { useNow } from '#components/now.ts';
import { RunBadge } from '#components/RunBadge.tsx';
import { RunBar } from '#components/RunBar.tsx';
import { useRollouts } from '#components/use-rollouts.ts';
import { count } from '#lib/text.ts';
import { relative } from '#lib/time.ts';
import type { Head } from '#rollouts/journal-schema.ts';
import { outcomeName, statusWords } from '#rollouts/run-words.ts';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';

/** All work over many devices that this browser has done, and does. */
export function RolloutsPage() {
  const all = useRollouts();
  const heads = all.heads();
  return (
    <>
      <Title>Rollouts · Fleet Console</Title>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <h1 className="text-lg font-semibold">Rollouts</h1>
        <span className="text-sm text-ink-2">Rollouts and bulk actions of this browser. The API has no history: what was done elsewhere is not known here.</span>
      </div>
      {all.notKept !== null && <p role="alert" className="border-b border-warn/30 bg-warn-tint px-4 py-2 text-sm">{all.notKept} Nothing can be sent to many devices without a journal.</p>}
      {heads === null ? null : heads.length === 0 ? <NothingYet /> : <List heads={heads} driven={(id) => all.driver(id) !== 'nobody'} />}
    </>
  );
}

function NothingYet() {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 p-10 text-center">
      <h2 className="text-base font-semibold">Nothing was sent to many devices yet</h2>
      <p className="text-ink-2">
        Select devices in the <Link to={paths.devices()} className="underline underline-offset-4">list</Link>, and choose what is to be done to them.
      </p>
    </div>
  );
}

function List({ heads, driven }: { readonly heads: readonly Head[]; readonly driven: (id: string) => boolean }) {
  const now = useNow(30_000);
  return (
    <ul aria-label="Runs" className="divide-y divide-line">
      {heads.map((head) => (
        <li key={head.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 bg-surface px-4 py-2.5">
          <Link to={paths.rollout(head.id)} className="min-w-0 flex-1 basis-60 truncate font-medium hover:underline">
            {head.title}
          </Link>
          <RunBadge words={statusWords(head.status, head.counts, !driven(head.id))} />
          <span className="w-40">
            <RunBar counts={head.counts} label={`Progress of ${head.title}`} />
          </span>
          <span className="w-64 text-sm text-ink-2">
            {(['done', 'failed', 'unknown'] as const).filter((state) => head.counts[state] > 0 || state === 'done').map((state) => `${head.counts[state].toLocaleString('en')} ${outcomeName(state, head.rollout)}`).join(', ')} of {count(head.devices, 'device')}
          </span>
          <span className="w-24 text-right text-sm text-ink-2">{relative(head.createdAt, now)}</span>
        </li>
      ))}
    </ul>
  );
}
