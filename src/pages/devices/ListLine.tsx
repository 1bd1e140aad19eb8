import { CloudOff, HardDrive, Hourglass } from 'lucide-react';
import { Suspense, type ReactNode } from 'react';
import { isComplete, malformedWords } from '#components/coverage-words.ts';
import { useNowText } from '#components/now.ts';
import { troubleSentences, troubleWords } from '#components/trouble-words.ts';
import type { FleetStatus, FleetTrouble, ViewResult } from '#fleet/view.ts';
import { duration } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { late } from '#ui/late.ts';
import { fleetWords, listWords } from './list-words.ts';

const FacetBar = late(async () => (await import('./FacetBar.tsx')).FacetBar);

interface ListLineProps {
  readonly status: FleetStatus;
  /** Whether the rows come from the index: the words are then those of the view, else they stand beside the page's own time. */
  readonly indexed: boolean;
  readonly result: ViewResult | undefined;
  readonly filtered: boolean;
  readonly sorted: boolean;
}

/** What is on show, and of how much of the fleet that is true; what keeps it from being more. */
export function ListLine({ status, indexed, result, filtered, sorted }: ListLineProps) {
  const coverage = result?.coverage ?? status.coverage;
  const unchecked = result?.unchecked === true;
  const words = useNowText((now) => (indexed ? listWords({ total: result?.total ?? null, unchecked, coverage, filtered, sorted }, now) : fleetWords(coverage, now)));
  const malformed = indexed ? malformedWords(coverage) : null;
  return (
    <span role="group" aria-label={t`What is on show`} className="inline-flex min-w-0 flex-wrap items-center gap-x-3 text-sm text-ink-2">
      <span>{words}</span>
      {malformed !== null && <span className="text-odd">{malformed}</span>}
      {!indexed && status.trouble !== null && <Standstill trouble={status.trouble} />}
      {indexed && unchecked && (
        <Note icon={<CloudOff aria-hidden size={13} />} tip={unlookedWords(status.appsTrouble)}>
          {t`Apps not read: targets not checked`}
        </Note>
      )}
      {status.notKept !== null && (
        <Note icon={<HardDrive aria-hidden size={13} />} tip={status.notKept}>
          {t`not kept on disk`}
        </Note>
      )}
    </span>
  );
}

/** Why nobody looked whether the targets are Apps of the account. */
function unlookedWords(trouble: FleetTrouble | null): string {
  const words = t`Whether a target is among the Apps could not be looked up: the Apps of this account have not been read.`;
  return trouble === null ? words : `${words} ${troubleSentences(trouble)}`;
}

/** Beside a page that could be read: the whole fleet could not. The banner of a search says more. */
function Standstill({ trouble }: { readonly trouble: FleetTrouble }) {
  const { retryAt } = trouble;
  const text = useNowText(() => {
    // Of the browser's clock, as retryAt is.
    const left = retryAt === null ? 0 : retryAt - Date.now();
    return left > 0 ? t`reading the fleet goes on in ${duration(Math.max(1_000, left))}` : t`reading the fleet stands still`;
  });
  return (
    <Note icon={retryAt === null ? <CloudOff aria-hidden size={13} /> : <Hourglass aria-hidden size={13} />} tip={troubleWords(trouble).title}>
      {text}
    </Note>
  );
}

function Note({ icon, tip, children }: { readonly icon: ReactNode; readonly tip: string; readonly children: ReactNode }) {
  return (
    // It is read, not operated: it takes the focus only so that the explanation can be had without a mouse.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <span tabIndex={0} data-tip={tip} aria-description={tip} className="inline-flex items-center gap-1.5 rounded-sm text-warn">
      {icon}
      {children}
    </span>
  );
}

interface ListFacetsProps {
  readonly result: ViewResult | undefined;
  readonly q: string;
  readonly onQuery: (q: string) => void;
}

/** The filters, once there is something to count. */
export function ListFacets({ result, q, onQuery }: ListFacetsProps) {
  if (result === undefined || (result.coverage.held === 0 && q === '')) return null;
  return (
    <Suspense fallback={null}>
      <FacetBar facets={result.facets} partial={!isComplete(result.coverage)} q={q} onQuery={onQuery} />
    </Suspense>
  );
}
