import { BookOpen, CloudOff, ScrollText, ServerCrash } from 'lucide-react';
import { Link } from 'react-router-dom';
import { APPS_UNREAD, coverageWords, isComplete, partWords, remarked } from '#components/coverage-words.ts';
import { useNow } from '#components/now.ts';
import type { Coverage } from '#fleet/view.ts';
import { errorWords } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { focusHeading } from '#ui/focus.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { State } from '#ui/State.tsx';
import { paths } from '../../paths.ts';
import type { LeaseView } from './leases-view.ts';

/** What stands in place of the leases: not read, not found, or not to be had. */

export function LeasesSkeleton() {
  return (
    <div role="status" aria-label={t`Looking for leases`} className="divide-y divide-line rounded-lg border border-line bg-surface">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex h-13 items-center gap-8 px-4">
          <Skeleton className="w-48" />
          <Skeleton className="w-24 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}

/** The Worker that holds the fleet does not answer. */
export function NoIndex({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <State icon={<ServerCrash aria-hidden size={22} />} title={t`The leases cannot be looked up here`} help={t`The part of the console that holds the fleet did not start: ${errorWords(error, 200)}`}>
      <Button variant="primary" onClick={onRetry}>
        {t`Try again`}
      </Button>
    </State>
  );
}

/** Nothing is known of any device: nobody has asked yet, or the API did not answer. */
export function NotRead({ trouble, onRead }: { readonly trouble: boolean; readonly onRead: () => void }) {
  if (trouble) {
    return <State icon={<CloudOff aria-hidden size={22} />} title={t`Nothing has been read yet`} help={t`The leases appear here as soon as the API answers.`} />;
  }
  return (
    <State icon={<BookOpen aria-hidden size={22} />} title={t`The fleet has not been read yet`} help={t`It is set to be read only by hand. Reading takes one call for each thousand devices.`}>
      <Button
        variant="primary"
        onClick={() => {
          // What is read takes the place of this button.
          focusHeading();
          onRead();
        }}
      >
        {t`Read the fleet`}
      </Button>
    </State>
  );
}

interface NoLeaseProps {
  readonly view: LeaseView;
  readonly coverage: Coverage;
  /** What is wrong with what was searched for; null when nothing is. */
  readonly problem: string | null;
  /** It depends on the Apps, and these are not known. */
  readonly unchecked: boolean;
}

/** There is none: said of as much as is known. */
export function NoLease({ view, coverage, problem, unchecked }: NoLeaseProps) {
  const now = useNow();
  const all = view.show === 'all' && view.q.trim() === '';
  const of = isComplete(coverage) ? coverageWords(coverage, now) : remarked(t`of the ${partWords(coverage)}`, coverage);
  return (
    <State
      icon={<ScrollText aria-hidden size={22} />}
      title={unchecked ? APPS_UNREAD : all ? t`Logging is on for no device` : t`No lease matches`}
      help={problem ?? (all ? t`Turned on, for a device on its page or for many in the list, it is a lease of 24 hours and stands here (${of}).` : t`None that matches (${of}).`)}
    >
      <Link to={all ? paths.devices() : paths.leases} replace={!all} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
        {all ? t`Go to the devices` : t`Show all leases`}
      </Link>
    </State>
  );
}
