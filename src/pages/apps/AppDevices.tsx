import { useQuery } from '@tanstack/react-query';
import { ArrowDownToLine, CircleCheck, CircleDashed, CircleX, Clock, CornerUpRight, Hourglass, MoveRight, Play, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { appQueries } from '#api/apps.ts';
import { AppLink } from '#components/AppLink.tsx';
import { appLabel } from '#components/AppName.tsx';
import { LANDING_TIP } from '#components/app-counts.ts';
import { CodeMeaning } from '#components/CodeMeaning.tsx';
import { coverageWords } from '#components/coverage-words.ts';
import { MedianLanding } from '#components/MedianLanding.tsx';
import { NotWhole } from '#components/NotWhole.tsx';
import { useNowText } from '#components/now.ts';
import { NumberLink } from '#components/NumberLink.tsx';
import { stuckAfterWords } from '#components/stuck-after.ts';
import { errorCode, type StuckAfter } from '#fleet/health.ts';
import type { Coverage } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Card, Hint } from '#ui/Card.tsx';
import { Skeleton } from '#ui/Skeleton.tsx';
import type { AppFigures, Figure } from './app-figures.ts';

interface AppDevicesProps {
  /** Null while nothing has been counted. */
  readonly figures: AppFigures | null;
  readonly label: string;
  readonly coverage: Coverage;
  readonly limits: StuckAfter;
  readonly sid: string;
}

/** Who should run this App, who does, and what is in between; each number leads to exactly its devices. */
export function AppDevices({ figures, label, coverage, limits, sid }: AppDevicesProps) {
  const words = useNowText((now) => coverageWords(coverage, now));
  return (
    <Card title={t`Devices`} aside={<span className="text-sm text-ink-2">{words}</span>}>
      {figures === null ? <Waiting coverage={coverage} /> : <Figures figures={figures} label={label} stuckAfter={stuckAfterWords(limits, sid)} />}
      <div className="px-4 py-3 empty:hidden">
        <NotWhole>{t`The numbers may still grow.`}</NotWhole>
      </div>
    </Card>
  );
}

function Waiting({ coverage: { reading } }: Pick<AppDevicesProps, 'coverage'>) {
  if (reading === null) return <p className="px-4 py-3 text-sm text-ink-2">{t`No device has been read yet.`}</p>;
  return (
    <div role="status" aria-label={t`Counting the fleet`} className="flex flex-col gap-2 px-4 py-3">
      <Skeleton className="w-64 max-w-full" />
      <Skeleton className="w-48" />
      <Skeleton className="w-56" />
    </div>
  );
}

interface FiguresProps {
  readonly figures: AppFigures;
  readonly label: string;
  readonly stuckAfter: string;
}

function Figures({ figures: { counts, aligned, never, elsewhere, failures, from, to, landing }, label, stuckAfter }: FiguresProps) {
  const { data: apps } = useQuery(appQueries.all());
  const other = (sid: string): string => appLabel(sid, apps).text;
  return (
    <ul className="flex flex-col py-1 text-sm">
      <Row icon={ArrowDownToLine} word={t`Should run it`} of={counts.targeted} what={t`should run ${label}`} strong />
      <Row icon={CircleCheck} tone="text-ok" word={t`Aligned: they run it, as they should`} of={aligned} what={t`run ${label}, as they should`} level />
      <Row icon={Clock} tone="text-info" word={t`Pending`} of={counts.pending} what={t`pending on the way to ${label}`} level />
      <Row icon={CircleX} tone="text-bad" word={t`Failed`} of={counts.failed} what={t`failed on the way to ${label}`} numberTone="font-medium text-bad" level>
        {failures.map((failure) => (
          <Part key={failure.term} of={failure} what={t`failed on the way to ${label}, ${failureWords(failure.code)}`}>
            {failureWords(failure.code)} <CodeMeaning code={failure.code} className="text-ink-2" />
          </Part>
        ))}
      </Row>
      <Row
        icon={Hourglass}
        tone="text-warn"
        word={<Hint text={t`Stuck`} tip={t`Drifting for longer than ${stuckAfter}, failed or not`} />}
        of={counts.stuck}
        what={t`stuck on the way to ${label}, failed or not`}
        numberTone="font-medium text-warn"
        level
      />
      <Row icon={CircleDashed} word={t`Never reported`} of={never} what={t`should run ${label} and never reported`} level />
      {from.length > 0 && (
        <Row icon={MoveRight} tone="text-info" word={t`Drifting: they still run`} level>
          {from.map((cell) => (
            <Part key={cell.term} of={cell} what={t`should run ${label}, and run ${other(cell.sid)}`}>
              <AppLink sid={cell.sid} />
            </Part>
          ))}
        </Row>
      )}
      <Row icon={Play} word={t`Run it`} of={counts.running} what={t`run ${label}`} strong />
      <Row icon={CornerUpRight} tone="text-odd" word={t`Run it, and should run something else`} of={elsewhere} what={t`run ${label}, and should run something else`} level>
        {to.map((cell) => (
          <Part key={cell.term} of={cell} what={cell.sid === null ? t`run ${label}, and have no target` : t`run ${label}, and should run ${other(cell.sid)}`}>
            {cell.sid === null ? <span className="text-ink-2">{t`no target`}</span> : <AppLink sid={cell.sid} />}
          </Part>
        ))}
      </Row>
      <li className="mt-1 flex min-h-9 items-center gap-3 border-t border-line px-4 pt-1">
        <span className="flex-1 text-ink-2">
          <Hint text={t`Time to land`} tip={LANDING_TIP} />
        </span>
        <span className="text-right">
          <MedianLanding landing={landing} />
        </span>
      </li>
    </ul>
  );
}

function failureWords(code: number | string | null): string {
  const said = errorCode(code);
  return said === null ? t`error without a code` : t`error ${clip(visible(String(said)), 60)}`;
}

interface RowProps {
  readonly icon: LucideIcon;
  readonly tone?: string;
  readonly word: ReactNode;
  /** Left out for the heading of a few parts. */
  readonly of?: Figure;
  readonly what?: string;
  readonly numberTone?: string;
  /** One of the two questions: what should run it, and what does. */
  readonly strong?: boolean;
  /** A part of the one above. */
  readonly level?: boolean;
  readonly children?: ReactNode;
}

function Row({ icon: Icon, tone = 'text-ink-3', word, of, what = '', numberTone, strong = false, level = false, children }: RowProps) {
  const parts = Array.isArray(children) ? children.length > 0 : children !== undefined;
  return (
    <li>
      <div className={`flex min-h-9 items-center gap-2.5 px-4 ${level ? 'pl-8' : ''} ${strong ? 'font-medium not-first:mt-1' : ''}`}>
        <Icon aria-hidden size={15} className={`shrink-0 ${of?.count === 0 ? 'text-ink-3' : tone}`} />
        <span className="min-w-0 flex-1">{word}</span>
        {of !== undefined && <NumberLink of={of} what={what} tone={numberTone} />}
      </div>
      {parts && <ul className="flex flex-col pb-1">{children}</ul>}
    </li>
  );
}

function Part({ of, what, children }: { readonly of: Figure; readonly what: string; readonly children: ReactNode }) {
  return (
    <li className="flex min-h-7 min-w-0 items-center gap-3 pr-4 pl-14 pointer-coarse:min-h-9">
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <NumberLink of={of} what={what} />
    </li>
  );
}
