import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleX, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { coverageWords } from '#components/coverage-words.ts';
import { useNow } from '#components/now.ts';
import { fleet } from '#fleet/fleet.ts';
import type { Coverage } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import type { AppRuns } from '#rollouts/app-runs.ts';
import type { Head } from '#rollouts/journal-schema.ts';
import { count, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { paths } from '../../paths.ts';
import type { AppFigures, Figure } from './app-figures.ts';

interface DeleteAppTiesProps {
  readonly figures: AppFigures | null;
  readonly coverage: Coverage;
  /** What is known of the fleet may decide. */
  readonly known: boolean;
  /** Null while they are being read. */
  readonly runs: AppRuns | null;
  /** Why not all of them may be known; null when they are. */
  readonly unread: string | null;
  readonly label: string;
}

/** What still has to do with an App that is about to be deleted, each with the way there. */
export function DeleteAppTies({ figures, coverage, known, runs, unread, label }: DeleteAppTiesProps) {
  const now = useNow();
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line px-3 py-2 text-sm">
      {!known && <ReadFirst words={t`The fleet has to be read whole first, and lately. It is: ${coverageWords(coverage, now)}.`} reading={coverage.reading !== null} />}
      {figures !== null && (
        <>
          <Devices figure={figures.counts.targeted} known={known} held={CircleX} tone="text-bad" none={t`No device should run it.`} some={(n) => plural(n, '# device should run it', '# devices should run it')} rest={t`Give them another App first.`} what={label} />
          <Devices figure={figures.counts.running} known={known} held={CircleAlert} tone="text-warn" none={t`No device runs it.`} some={(n) => plural(n, '# device runs it', '# devices run it')} rest={null} what={label} />
        </>
      )}
      {coverage.malformed > 0 && (
        <Line icon={CircleAlert} tone="text-warn">
          {plural(coverage.malformed, '# row of the API’s list could not be read: it may be a device that runs it, or should.', '# rows of the API’s list could not be read: they may be devices that run it, or should.')}
        </Line>
      )}
      {runs !== null && <Runs runs={runs} unread={unread} />}
    </div>
  );
}

function ReadFirst({ words, reading }: { readonly words: string; readonly reading: boolean }) {
  const read = useMutation({ mutationFn: () => fleet.refresh([]) });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-l-2 border-warn pl-2 text-warn">
      <p className="min-w-0 flex-1 basis-48">{words}</p>
      <Button busy={read.isPending || reading} onClick={() => read.mutate()}>
        {t`Read the fleet`}
      </Button>
    </div>
  );
}

interface DevicesProps {
  readonly figure: Figure;
  readonly known: boolean;
  /** The icon for some. */
  readonly held: LucideIcon;
  readonly tone: string;
  readonly none: string;
  readonly some: (n: number) => string;
  readonly rest: string | null;
  readonly what: string;
}

function Devices({ figure: { term, count: n }, known, held, tone, none, some, rest, what }: DevicesProps) {
  if (n === 0) return known ? <Line icon={CircleCheck} tone="text-ok">{none}</Line> : null;
  return (
    <Line icon={held} tone={tone}>
      <Link to={paths.devices({ q: term })} aria-label={`${some(n)}: ${what}`} className="font-medium underline underline-offset-4">
        {some(n)}
      </Link>
      {!known && ` ${t`so far`}`}.{rest !== null && ` ${rest}`}
    </Line>
  );
}

function Runs({ runs: { open, unreadable, drafts }, unread }: { readonly runs: AppRuns; readonly unread: string | null }) {
  const held = [...open, ...unreadable];
  return (
    <>
      {unread !== null && (
        <Line icon={CircleAlert} tone="text-warn">
          {t`Whether a rollout of this browser sends it cannot be told. ${clip(visible(unread), 200)}`}
        </Line>
      )}
      {held.length === 0 && unread === null && <Line icon={CircleCheck} tone="text-ok">{t`No open rollout of this browser sends it.`}</Line>}
      {open.map((head) => (
        <Line key={head.id} icon={CircleX} tone="text-bad">
          {t`An open rollout sends it:`} <RunLink head={head} />
        </Line>
      ))}
      {unreadable.map((head) => (
        <Line key={head.id} icon={CircleX} tone="text-bad">
          {t`An open rollout cannot be read, and may send it:`} <RunLink head={head} />
        </Line>
      ))}
      {drafts.length > 0 && (
        <Line icon={CircleAlert} tone="text-warn">
          {plural(drafts.length, '# draft of a rollout would send it, and could not be started any more.', '# drafts of rollouts would send it, and could not be started any more.')}
        </Line>
      )}
      <p className="text-xs text-ink-3">{t`Rollouts of other browsers are not known here.`}</p>
    </>
  );
}

function RunLink({ head }: { readonly head: Head }) {
  return (
    <Link to={paths.rollout(head.id)} aria-label={`${clip(visible(head.title), 100)}, ${count(head.devices, 'device')}`} className="font-medium wrap-anywhere underline underline-offset-4">
      <bdi>{clip(visible(head.title), 100)}</bdi>
    </Link>
  );
}

function Line({ icon: Icon, tone, children }: { readonly icon: LucideIcon; readonly tone: string; readonly children: ReactNode }) {
  return (
    <p className="flex items-start gap-2">
      <Icon aria-hidden size={15} className={`mt-0.5 shrink-0 ${tone}`} />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
