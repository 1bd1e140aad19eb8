import { FileQuestion, HardDrive } from 'lucide-react';
import { Navigate, useParams } from 'react-router-dom';
import { useOwnNow } from '#components/now.ts';
import { useRollouts, useRun } from '#components/use-rollouts.ts';
import { clip, errorWords, visible } from '#lib/text.ts';
import type { LiveRun } from '#rollouts/live.ts';
import { isRollout } from '#rollouts/plan.ts';
import { t } from '#texts/t.ts';
import { paths } from '../../paths.ts';
import { About } from './About.tsx';
import { LandingCard } from './LandingCard.tsx';
import { NoRun, RunSkeleton } from './RunStates.tsx';
import { Outcomes } from './Outcomes.tsx';
import { Progress } from './Progress.tsx';
import { RunHeader } from './RunHeader.tsx';
import { viewOf } from './run-view.ts';
import { Verdict } from './Verdict.tsx';
import { Waves } from './Waves.tsx';

/** One run: how far it is, what came of each device, and what can be done about it. */
export function RunPage() {
  const { id = '' } = useParams();
  const heads = useRollouts().heads();
  const opened = useRun(id);
  if (heads === null) return <RunSkeleton />;
  if (heads.some((head) => head.id === id && head.status === 'draft')) return <Navigate to={`${paths.newRollout}?draft=${encodeURIComponent(id)}`} replace />;
  switch (opened.kind) {
    case 'opening':
      return <RunSkeleton />;
    case 'none':
      return (
        <NoRun icon={<FileQuestion aria-hidden size={22} />} title={t`No such run in this browser`}>
          {t`Runs are known to the browser that began them, and to nobody else. It may have been deleted here, or it belongs to another browser, profile or account.`}
        </NoRun>
      );
    case 'failed':
      return (
        <NoRun icon={<HardDrive aria-hidden size={22} />} title={t`The run could not be read`}>
          {t`This browser’s storage did not give it out: ${errorWords(opened.error)}`}
        </NoRun>
      );
    case 'open':
      return <OneRun key={id} id={id} run={opened.run} />;
  }
}

function OneRun({ id, run }: { readonly id: string; readonly run: LiveRun }) {
  const view = viewOf(id, run, useOwnNow());
  const { ledger, words } = view;
  const { plan } = ledger;
  return (
    <>
      <title>{t`${words.text}: ${clip(visible(plan.title), 200)} · Fleet Console`}</title>
      <RunHeader view={view} />
      <div className="mx-auto flex w-full max-w-[80rem] flex-col gap-4 px-4 py-4">
        {(!view.running || words.look === 'accepted') && <Verdict view={view} />}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-4">
            <Progress view={view} />
            {isRollout(plan) && <Waves view={view} />}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <About view={view} />
            {plan.landing !== null && <LandingCard ledger={ledger} />}
          </div>
        </div>
        <Outcomes ledger={ledger} version={ledger.version} />
      </div>
    </>
  );
}
