import { Plus, Rocket } from 'lucide-react';
import { Link, useSearchParams } from 'react-router-dom';
import { useRollouts } from '#components/use-rollouts.ts';
import { count, number, t } from '#texts/t.ts';
import type { Head } from '#rollouts/journal-schema.ts';
import { rich } from '#texts/rich.ts';
import { BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { State } from '#ui/State.tsx';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';
import { RunList } from './RunList.tsx';
import { isShown, KINDS, kindIn, type RunKind } from './run-kinds.ts';

/** With so few, all of them are in sight. */
const FEW = 10;

/** All work over many devices that this browser has done, and does. */
export function RolloutsPage() {
  const all = useRollouts();
  const heads = all.heads();
  return (
    <>
      <Title>{t`Rollouts · Fleet Console`}</Title>
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="w-fit rounded-sm text-lg font-semibold">
            {t`Rollouts`}
          </h1>
          <p className="text-sm text-ink-2">{t`What this browser has sent to many devices. Nobody else knows: the API has no history, and other browsers have their own.`}</p>
        </div>
        <Link to={paths.newRollout} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
          <Plus aria-hidden size={15} />
          {t`New rollout`}
        </Link>
      </header>
      {all.notKept !== null && (
        <p role="alert" className="border-b border-bad/30 bg-bad-tint px-4 py-2 text-sm">
          {rich`${<strong className="font-semibold">{t`Runs cannot be kept here.`}</strong>} ${all.notKept} Nothing is sent to many devices without a journal.`}
        </p>
      )}
      {heads === null && <Loading />}
      {heads?.length === 0 && all.notKept === null && <NothingYet />}
      {heads !== null && heads.length > 0 && <History heads={heads} />}
    </>
  );
}

function History({ heads }: { readonly heads: readonly Head[] }) {
  const [params] = useSearchParams();
  const few = heads.length <= FEW;
  const kind = few ? 'all' : kindIn(params);
  const shown = heads.filter((head) => isShown(head, kind));
  return (
    <div className="mx-auto flex w-full max-w-[80rem] flex-col gap-3 px-4 py-4 max-sm:px-0">
      {!few && (
        <nav aria-label={t`Which runs`} className="flex flex-wrap gap-1.5 max-sm:px-4">
          {KINDS.map(([each, name]) => (
            <KindLink key={each} kind={each} on={each === kind}>
              {name} {number(heads.filter((head) => isShown(head, each)).length)}
            </KindLink>
          ))}
        </nav>
      )}
      {shown.length === 0 ? <p className="py-8 text-center text-ink-2">{rich`None of the ${count(heads.length, 'run')} is like that.`}</p> : <RunList heads={shown} />}
    </div>
  );
}

function KindLink({ kind, on, children }: { readonly kind: RunKind; readonly on: boolean; readonly children: React.ReactNode }) {
  return (
    <Link
      to={{ search: kind === 'all' ? '' : `?show=${kind}` }}
      replace
      aria-current={on ? 'true' : undefined}
      className={cx('inline-flex h-8 items-center rounded-full border px-3 text-sm pointer-coarse:h-11', on ? 'border-ink bg-ink text-bg' : 'border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink')}
    >
      {children}
    </Link>
  );
}

function NothingYet() {
  return (
    <State
      icon={<Rocket aria-hidden size={22} />}
      title={t`Nothing was sent to many devices yet`}
      help={t`A rollout takes an App to many devices in waves, and stops by itself when too many fail. For one change to some of them at once, select them in the list.`}
    >
      <span className="flex flex-wrap justify-center gap-2">
        <Link to={paths.newRollout} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
          {t`Plan a rollout`}
        </Link>
        <Link to={paths.devices()} className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary)}>
          {t`Go to the devices`}
        </Link>
      </span>
    </State>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={t`Loading the runs`} className="mx-auto w-full max-w-[80rem] px-4 py-4 max-sm:px-0">
      <div className="divide-y divide-line rounded-lg border border-line bg-surface max-sm:rounded-none max-sm:border-x-0">
        {[0, 1, 2].map((row) => (
          <div key={row} className="flex h-16 flex-col justify-center gap-1 px-4">
            <Skeleton className="w-64 max-w-full" />
            <Skeleton className="w-40" />
          </div>
        ))}
      </div>
    </div>
  );
}
