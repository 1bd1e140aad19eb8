import { ArrowLeft, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { middle, visible, clip } from '#lib/text.ts';
import { ReadAt } from '#components/AsOf.tsx';
import { DEVICE_SID } from '#api/schema.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { ComingKeys } from '#ui/ComingKeys.tsx';
import { cx } from '#ui/cx.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';
import { BACK } from './list-place.ts';

/** The way back to the list that the page was opened from. */
export function BackLink({ to }: { readonly to: string }) {
  return (
    <Link to={to} state={BACK} className="inline-flex items-center gap-1.5 rounded text-sm text-ink-2 hover:text-ink pointer-coarse:min-h-8 print:hidden">
      <ArrowLeft aria-hidden size={14} />
      {t`Devices`}
    </Link>
  );
}

function Message({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-lg flex-col items-start gap-3 px-4 py-10">
      <Title>{t`${title} · Fleet Console`}</Title>
      <Unplug aria-hidden size={22} className="text-ink-3" />
      {children}
    </div>
  );
}

/** The API knows no device by this sid or name. */
export function NoSuchDevice({ id, back, onRetry }: { readonly id: string; readonly back: string; readonly onRetry: () => void }) {
  const shown = clip(visible(id), 200);
  return (
    <Message title={t`No such device`}>
      <h1 className="text-xl font-semibold wrap-anywhere">
        {rich`There is no device ${<bdi className={DEVICE_SID.test(id) ? 'font-mono text-lg' : undefined}>{shown}</bdi>}`}
      </h1>
      <p className="text-ink-2">
        {rich`The account behind this console has none with that ${DEVICE_SID.test(id) ? t`SID` : t`unique name (names must match exactly, capitals and spaces included)`}. It may have been deleted or renamed, or it belongs to another account.`}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Link to={back} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
          {t`Go to the devices`}
        </Link>
        <Button onClick={onRetry}>{t`Ask again`}</Button>
      </div>
    </Message>
  );
}

/** It could not be read, and nothing is known of it from before. The banner above says why, and when it is tried again. */
export function NotRead({ id, back, busy, onRetry }: { readonly id: string; readonly back: string; readonly busy: boolean; readonly onRetry: () => void }) {
  const shown = clip(visible(id), 200);
  return (
    <Message title={t`Not read`}>
      <h1 className="text-xl font-semibold wrap-anywhere">
        {rich`The device ${<bdi className={DEVICE_SID.test(id) ? 'font-mono text-lg' : undefined}>{shown}</bdi>} could not be read`}
      </h1>
      <p className="text-ink-2">{t`This device has not been read yet. It appears here as soon as the API answers.`}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button variant="primary" busy={busy} onClick={onRetry}>
          {t`Try now`}
        </Button>
        <Link to={back} className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary)}>
          {t`Go to the devices`}
        </Link>
      </div>
    </Message>
  );
}

/** The address cannot stand for a device: nothing was asked of the API. */
export function NotAddressable({ why }: { readonly why: string }) {
  return (
    <Message title={t`No such page`}>
      <h1 className="text-xl font-semibold">{t`This address cannot be a device’s`}</h1>
      <p className="text-ink-2">{rich`${why} Nothing was asked of the API.`}</p>
      <Link to={paths.devices()} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary, 'mt-2')}>
        {t`Go to the devices`}
      </Link>
    </Message>
  );
}

/** It was there when it was last read, and is no longer. */
export function GoneNote({ at, back }: { readonly at: number; readonly back: string }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-bad/30 bg-bad-tint px-4 py-2 text-sm">
      <Unplug aria-hidden size={16} className="text-bad" />
      <strong className="font-semibold">{t`This device is gone.`}</strong>
      <span className="text-ink-2">{t`The API no longer knows it (404). Below is what was read at`}{' '}<ReadAt at={at} />.</span>
      <Link to={back} className="text-ink underline underline-offset-4">
        {t`Go to the devices`}
      </Link>
    </div>
  );
}

const CARD = 'rounded-lg border border-line bg-surface p-4';

/** Keys of the page, as they are there once it is loaded. */
export const STEP_KEYS = { j: t`Next device of the list`, k: t`Previous device of the list` };
export const TRIAGE_KEYS = { a: t`Acknowledge, or take that back`, s: t`Snooze`, n: t`Write a note` };

/** The page to come, with each part at the height it will have. */
export function DeviceSkeleton({ id, back, stepping }: { readonly id: string; readonly back: string; readonly stepping: boolean }) {
  return (
    <div className="mx-auto flex w-full max-w-[80rem] flex-1 flex-col gap-4 px-4 py-4">
      <Title>{t`${middle(clip(visible(id), 80), 30, 6)} · Fleet Console`}</Title>
      <div className="-mb-1 flex h-8 items-center pointer-coarse:h-11">
        <BackLink to={back} />
        <ComingKeys keys={{ ...(stepping && STEP_KEYS), ...TRIAGE_KEYS, d: t`Deploy an App`, e: t`Rename`, l: t`Go to logging`, c: t`Copy for ticket` }} />
      </div>
      <div role="status" aria-label={t`Loading the device`} className="flex flex-col gap-4">
        <div className="flex h-[3.75rem] flex-col justify-center gap-2 max-sm:h-[5.75rem]">
          <Skeleton className="w-72" />
          <Skeleton className="w-56" />
        </div>
        <div className="grid gap-4 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
          <div className={cx(CARD, 'h-80')}>
            <Skeleton className="w-32" />
          </div>
          <div className={cx(CARD, 'h-80')}>
            <Skeleton className="w-24" />
          </div>
        </div>
      </div>
    </div>
  );
}
