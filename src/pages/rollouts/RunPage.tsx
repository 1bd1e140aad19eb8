import { Pause, Play, SkipForward, Square } from 'lucide-react';
import { Link, useParams } from 'react-router-dom';
import { useNow } from '#components/now.ts';
import { RunBadge } from '#components/RunBadge.tsx';
import { RunBar } from '#components/RunBar.tsx';
import { useRollouts, useRun } from '#components/use-rollouts.ts';
import { count } from '#lib/text.ts';
import { STATES, type Counts } from '#rollouts/ledger.ts';
import type { LiveRun } from '#rollouts/live.ts';
import type { Command } from '#rollouts/run-tabs.ts';
import { doingWords, haltWords, outcomeName, pauseWords, statusWords, stoppedWords } from '#rollouts/run-words.ts';
import { Button } from '#ui/Button.tsx';
import { paths } from '../../paths.ts';
import { Outcomes } from './Outcomes.tsx';

/** One run: how far it is, what came of each device, and what can be done about it. */
export function RunPage() {
  const { id = '' } = useParams();
  const opened = useRun(id);
  switch (opened.kind) {
    case 'opening':
      return null;
    case 'none':
      return <Words title="No such run in this browser">Runs are kept by the browser that began them.</Words>;
    case 'failed':
      return <Words title="The run could not be read">{opened.error.message}</Words>;
    case 'open':
      return <OneRun id={id} run={opened.run} />;
  }
}

function Words({ title, children }: { readonly title: string; readonly children: string }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 p-10 text-center">
      <title>{`${title} · Fleet Console`}</title>
      <h1 className="text-base font-semibold">{title}</h1>
      <p className="text-ink-2">{children}</p>
      <Link to={paths.rollouts} className="underline underline-offset-4">
        All runs
      </Link>
    </div>
  );
}

function OneRun({ id, run }: { readonly id: string; readonly run: LiveRun }) {
  const all = useRollouts();
  const { ledger, driver, pulse } = run;
  const { plan } = ledger;
  const counts = ledger.counts();
  const interrupted = (ledger.status === 'running' || ledger.status === 'ready') && driver === 'nobody';
  const words = statusWords(ledger.status, counts, interrupted);
  const now = useNow();
  const command = (what: Command): void => void all.command(id, what);
  const running = ledger.status === 'running' && !interrupted;
  const still = interrupted || ledger.status === 'paused' || ledger.status === 'halted';
  return (
    <>
      <title>{`${words.text}: ${plan.title} · Fleet Console`}</title>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <Link to={paths.rollouts} className="text-sm text-ink-2 hover:underline">
          Rollouts
        </Link>
        <h1 className="min-w-0 flex-1 truncate text-lg font-semibold">{plan.title}</h1>
        <RunBadge words={words} />
        {running && <Button icon={<Pause aria-hidden size={15} />} onClick={() => command('pause')}>Pause</Button>}
        {still && <Button variant="primary" icon={<Play aria-hidden size={15} />} onClick={() => command('resume')}>Resume</Button>}
        {running && pulse?.doing.kind === 'gate' && <Button icon={<SkipForward aria-hidden size={15} />} onClick={() => command('next-wave')}>Open the next wave</Button>}
        {ledger.open && <Button variant="danger" icon={<Square aria-hidden size={13} />} onClick={() => command('stop')}>Stop</Button>}
      </div>
      <div className="mx-auto flex w-full max-w-[80rem] flex-col gap-4 px-4 py-4">
        <p role="status" className="text-sm text-ink-2">
          {running && pulse !== null && `${doingWords(pulse.doing, now)}. `}
          {interrupted && 'The tab that drove it was closed, and nothing is sent until it is resumed. '}
          {ledger.status === 'paused' && `${pauseWords(ledger.why)} `}
          {ledger.halt !== null && `Halted: ${haltWords(ledger.halt)}. `}
          {!running && ledger.status !== 'finished' && stoppedWords(plan, counts)}
          {driver === 'elsewhere' && ' Another tab drives it; this one watches.'}
        </p>
        <RunBar counts={counts} label="Progress" />
        <Figures counts={counts} landing={plan.landing !== null} devices={plan.items.length} />
        <Outcomes ledger={ledger} version={ledger.version} />
      </div>
    </>
  );
}

function Figures({ counts, landing, devices }: { readonly counts: Counts; readonly landing: boolean; readonly devices: number }) {
  return (
    <dl aria-label="Outcomes" className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {STATES.filter((state) => counts[state] > 0 || state === 'done' || state === 'waiting').map((state) => (
        <div key={state}>
          <dt className="text-ink-2">{outcomeName(state, landing)}</dt>
          <dd className="text-xl font-semibold tabular-nums">{counts[state].toLocaleString('en')}</dd>
        </div>
      ))}
      <div>
        <dt className="text-ink-2">of</dt>
        <dd className="text-xl font-semibold tabular-nums">{count(devices, 'device')}</dd>
      </div>
    </dl>
  );
}
