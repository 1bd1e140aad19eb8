import { PackageX, Unlink2, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { APP_SID } from '#api/schema.ts';
import { ReadAt } from '#components/AsOf.tsx';
import { NotWhole } from '#components/NotWhole.tsx';
import { clip, middle, visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Skeleton } from '#ui/Skeleton.tsx';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';
import { ToApps } from './AppsStates.tsx';

function Message({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-lg flex-col items-start gap-3 px-4 py-10">
      <Title>{t`${title} · Fleet Console`}</Title>
      <PackageX aria-hidden size={22} className="text-ink-3" />
      {children}
    </div>
  );
}

interface NoSuchAppProps {
  readonly id: string;
  /** Not all devices have been read: one may still speak of it. */
  readonly partial: boolean;
  readonly onRetry?: () => void;
}

/** The API knows none by this sid or name, and no device that was read speaks of it. */
export function NoSuchApp({ id, partial, onRetry }: NoSuchAppProps) {
  const isSid = APP_SID.test(id);
  const shown = <bdi className={isSid ? 'font-mono text-lg' : undefined}>{clip(visible(id), 200)}</bdi>;
  return (
    <Message title={t`No such App`}>
      <h1 className="text-xl font-semibold wrap-anywhere">{rich`There is no App “${shown}”`}</h1>
      <p className="text-ink-2">
        {isSid
          ? t`The account behind this console has none with that SID. It may have been deleted, or it belongs to another account.`
          : t`The account behind this console has none with that unique name: names must match exactly, capitals and spaces included.`}{' '}
        {partial ? t`No device that has been read so far should run it, or does.` : t`No device should run it, or does.`}
      </p>
      {partial && <NotWhole>{t`Others may still speak of it.`}</NotWhole>}
      <div className="mt-2 flex flex-wrap gap-2">
        <ToApps />
        {onRetry !== undefined && <Button onClick={onRetry}>{t`Ask again`}</Button>}
      </div>
    </Message>
  );
}

/** It could not be read, and nothing is known of it from before. The banner above says why, and when it is tried again. */
export function NotReadApp({ id, busy, onRetry }: { readonly id: string; readonly busy: boolean; readonly onRetry: () => void }) {
  const shown = <bdi>{clip(visible(id), 200)}</bdi>;
  return (
    <Message title={t`Not read`}>
      <h1 className="text-xl font-semibold wrap-anywhere">{rich`The App “${shown}” could not be read`}</h1>
      <p className="text-ink-2">{t`The API did not answer as it should, and nothing was read of this App before.`}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button variant="primary" busy={busy} onClick={onRetry}>
          {t`Try now`}
        </Button>
        <ToApps />
      </div>
    </Message>
  );
}

/** It was there when it was last read, and is no longer. */
export function GoneNote({ at }: { readonly at: number }) {
  const time = <ReadAt at={at} />;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-bad/30 bg-bad-tint px-4 py-2 text-sm">
      <Unplug aria-hidden size={16} className="text-bad" />
      <strong className="font-semibold">{t`This App is gone.`}</strong>
      <span className="text-ink-2">{rich`The API no longer knows it (404). Below is what was read at ${time}.`}</span>
      <Link to={paths.apps} className="text-ink underline underline-offset-4">
        {t`Go to the Apps`}
      </Link>
    </div>
  );
}

/** Only the devices speak of it. */
export function OrphanNote() {
  return (
    <p className="flex items-start gap-2.5 rounded-lg border border-odd/30 bg-odd-tint px-4 py-3 text-sm">
      <Unlink2 aria-hidden size={16} className="mt-0.5 shrink-0 text-odd" />
      <span>
        <strong className="font-semibold">{t`The account does not list this App.`}</strong>{' '}
        {t`It was deleted, or never uploaded to this account. Devices speak of it all the same; give those that should run it another App.`}
      </span>
    </p>
  );
}

const CARD = 'rounded-lg border border-line bg-surface p-4';

/** The page to come, with each part at about the height it will have. */
export function AppSkeleton({ id }: { readonly id: string }) {
  return (
    <div role="status" aria-label={t`Loading the App`} className="mx-auto flex w-full max-w-[80rem] flex-1 flex-col gap-4 px-4 py-4">
      <Title>{t`${middle(clip(visible(id), 80), 30, 6)} · Fleet Console`}</Title>
      <div className="h-8" />
      <div className="flex h-14 flex-col justify-center gap-2">
        <Skeleton className="w-56" />
        <Skeleton className="w-72 max-w-full" />
      </div>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        <div className={`${CARD} h-96`}>
          <Skeleton className="w-32" />
        </div>
        <div className={`${CARD} h-80`}>
          <Skeleton className="w-24" />
        </div>
      </div>
    </div>
  );
}
