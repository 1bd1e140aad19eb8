import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';

/** In place of a run that is not there, or cannot be read. */
export function NoRun({ icon, title, children }: { readonly icon: ReactNode; readonly title: string; readonly children: string }) {
  return (
    <div className="mx-auto flex w-full max-w-lg flex-col items-start gap-3 px-4 py-10">
      <Title>{t`${title} · Fleet Console`}</Title>
      <span className="text-ink-3">{icon}</span>
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="text-ink-2 wrap-anywhere">{clip(visible(children), 400)}</p>
      <Link to={paths.rollouts} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary, 'mt-2')}>
        {t`All runs`}
      </Link>
    </div>
  );
}

const CARD = 'rounded-lg border border-line bg-surface p-4';

/** The page to come, with each part about where it will be. */
export function RunSkeleton() {
  return (
    <div role="status" aria-label={t`Loading the run`}>
      <Title>{t`Rollouts · Fleet Console`}</Title>
      <div className="flex h-[4.25rem] flex-col justify-center gap-1 border-b border-line bg-surface px-4">
        <Skeleton className="w-16" />
        <Skeleton className="w-72 max-w-full" />
      </div>
      <div className="mx-auto grid w-full max-w-[80rem] gap-4 px-4 py-4 lg:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)]">
        <div className={cx(CARD, 'h-56')}>
          <Skeleton className="w-40" />
        </div>
        <div className={cx(CARD, 'h-56')}>
          <Skeleton className="w-24" />
        </div>
        <div className={cx(CARD, 'h-96 lg:col-span-2')}>
          <Skeleton className="w-24" />
        </div>
      </div>
    </div>
  );
}
