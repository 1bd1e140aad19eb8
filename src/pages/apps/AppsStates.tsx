import { Boxes, CloudOff, SearchX, ServerCrash } from 'lucide-react';
import { Link } from 'react-router-dom';
import { errorWords } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { ComingKeys } from '#ui/ComingKeys.tsx';
import { cx } from '#ui/cx.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { State } from '#ui/State.tsx';
import { paths } from '../../paths.ts';

/** The account has none, and no device speaks of any. */
export function NoApps() {
  return <State icon={<Boxes aria-hidden size={22} />} title={t`No Apps yet`} help={t`This account lists no Apps. They cannot be uploaded over this API: the maker’s own tools send bundles to another host, and then they appear here.`} />;
}

/** The list could not be read, and nothing is known from before: the banner above says why. */
export function AppsUnread() {
  return <State icon={<CloudOff aria-hidden size={22} />} title={t`The Apps have not been read`} help={t`They appear here as soon as the API answers.`} />;
}

interface NoSuchAppsProps {
  /** Something is searched for; else none is of the kind that is asked for. */
  readonly searched: boolean;
  /** Not all devices have been read, and they may speak of more. */
  readonly partial: boolean;
  readonly onAll: () => void;
}

/** What is searched or filtered for is not among them. */
export function NoSuchApps({ searched, partial, onAll }: NoSuchAppsProps) {
  return (
    <State
      icon={<SearchX aria-hidden size={22} />}
      title={partial ? t`No App matches so far` : t`No App matches`}
      help={searched ? t`Each word has to be found in the name, the SID or the hash of an App.` : t`None of the Apps is of this kind.`}
    >
      <Button variant="primary" onClick={onAll}>
        {t`Show all Apps`}
      </Button>
    </State>
  );
}

/** The index does not run: the Apps are listed, without numbers. */
export function NotCounted({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warn/30 bg-warn-tint px-4 py-2 text-sm">
      <ServerCrash aria-hidden size={16} className="text-warn" />
      <strong className="font-semibold">{t`The devices cannot be counted here.`}</strong>
      <span className="min-w-0 flex-1 wrap-anywhere text-ink-2">{errorWords(error, 200)}</span>
      <Button onClick={onRetry}>{t`Try again`}</Button>
    </div>
  );
}

export function AppsSkeleton() {
  return (
    <>
      <ComingKeys keys={{ j: t`Next App`, k: t`Previous App` }} />
      <div role="status" aria-label={t`Loading the Apps`} className="mx-auto flex w-full max-w-[96rem] flex-col gap-3 px-4 py-4 max-sm:px-0">
        <div className="h-8" />
        <div className="divide-y divide-line rounded-lg border border-line bg-surface max-sm:rounded-none max-sm:border-x-0">
          {[0, 1, 2, 3, 4, 5].map((row) => (
            <div key={row} className="flex h-10 items-center gap-8 px-4">
              <Skeleton className="w-40" />
              <Skeleton className="w-64 max-sm:hidden" />
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

/** To the list, from a page that has nothing to show. */
export function ToApps() {
  return (
    <Link to={paths.apps} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
      {t`Go to the Apps`}
    </Link>
  );
}
