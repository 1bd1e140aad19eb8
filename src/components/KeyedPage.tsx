import type { ReactNode } from 'react';
import { AsOf } from './AsOf.tsx';
import { TroubleBanner } from './TroubleBanner.tsx';
import type { KeyedListing } from './use-keyed-list.ts';

interface KeyedPageProps {
  readonly heading: string;
  readonly about: string;
  readonly listing: KeyedListing<unknown>;
  readonly children: ReactNode;
}

/** The frame of a page of keys: what they are, when they were read, and what trouble there is. */
export function KeyedPage({ heading, about, listing, children }: KeyedPageProps) {
  const { at, fetching, refresh, error } = listing;
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="w-fit rounded-sm text-lg font-semibold">
            {heading}
          </h1>
          <p className="text-sm text-ink-2">{about}</p>
        </div>
        <AsOf at={at} fetching={fetching} onRefresh={refresh} />
      </header>
      <TroubleBanner error={error} goodAsOf={at} onRetry={refresh} />
      <div className="mx-auto flex w-full max-w-[80rem] min-w-0 flex-1 flex-col px-4 py-4 max-sm:p-0">
        <div className="min-w-0 rounded-lg border border-line bg-surface max-sm:rounded-none max-sm:border-x-0 max-sm:border-t-0">{children}</div>
      </div>
    </>
  );
}
