import { useQueries, useQuery } from '@tanstack/react-query';
import { LoaderCircle, SearchX } from 'lucide-react';
import { APPS_UNREAD, coverageWords, isComplete, noMatchWords } from '#components/coverage-words.ts';
import { useMeantSearches } from '#components/meant-searches.ts';
import { useNowText } from '#components/now.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import type { StuckAfter } from '#fleet/health.ts';
import { FIELD_NAMES, isField, isLikeField } from '#fleet/query-fields.ts';
import { scan } from '#fleet/query-scan.ts';
import { findsNothing, parseQuery, type Term } from '#fleet/query.ts';
import { withoutTerm } from '#fleet/query-terms.ts';
import type { Coverage, Selection } from '#fleet/view.ts';
import { clip, fold, visible } from '#lib/text.ts';
import { count, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { State } from '#ui/State.tsx';
import { searchBox } from './list-focus.ts';
import { MeantSearches, WRAPS } from './MeantSearches.tsx';
import { mayBeDevice } from './open-device.ts';
import { useOpenDevice } from './use-open-device.ts';

/** So many terms are asked for one by one. */
const MOST = 6;

interface NoMatchProps {
  readonly selection: Selection;
  readonly limits: StuckAfter;
  readonly coverage: Coverage;
  /** It depends on the Apps, and these are not known: without them nothing is known of a target that is none of them. */
  readonly unchecked: boolean;
  /** The reading of the fleet stands still, for the reason that the banner gives. */
  readonly stuck: boolean;
  readonly onQuery: (q: string) => void;
  /** Lets go of words and pasted list. */
  readonly onClear: () => void;
  /** The list's address. */
  readonly from: string;
}

/** A search that found nothing in what has been read. Only once that was everything it is the whole truth. */
export function NoMatch({ selection, limits, coverage, unchecked, stuck, onQuery, onClear, from }: NoMatchProps) {
  const query = parseQuery(selection.q);
  const meaningless = findsNothing(query);
  const title = useNowText((now) => (meaningless ? t`This search is not understood` : unchecked ? APPS_UNREAD : isComplete(coverage) ? t`No device matches` : noMatchWords(coverage, now)));
  const words = useNowText((now) => noneWords(coverage, now, unchecked));
  const device = useOpenDevice(from);
  const meant = useMeantSearches(selection, limits);
  const guilty = useGuilty(selection, limits);
  const occurring = [...useOccurring(selection), ...asText(selection.q)];
  const reading = coverage.reading !== null && !stuck;
  const icon = reading && !isComplete(coverage) ? <LoaderCircle aria-hidden size={22} className="animate-spin" /> : <SearchX aria-hidden size={22} />;
  return (
    <State icon={icon} title={title} help={meaningless ? t`Correct it, or clear it to see all devices.` : isComplete(coverage) ? words : partial(reading, stuck)}>
      {meant.length > 0 && <MeantSearches searches={meant} complete={isComplete(coverage)} onQuery={onQuery} />}
      {meant.length === 0 && guilty.length > 0 && (
        <ul className="mb-2 flex flex-col items-center gap-2 text-sm">
          {guilty.map((term) => (
            <li key={term} className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1">
              <span>
                {isComplete(coverage) ? rich`Nothing matches ${<Term term={term} />}` : rich`Nothing matches ${<Term term={term} />} so far`}
              </span>
              <Button className={WRAPS} onClick={() => handOn(() => onQuery(withoutTerm(selection.q, term)), searchBox)}>{t`Search without it`}</Button>
            </li>
          ))}
        </ul>
      )}
      {occurring.map((sentence) => (
        <p key={sentence} className="mb-2 max-w-prose text-sm text-ink-2 wrap-anywhere">
          {sentence}
        </p>
      ))}
      <div className="flex flex-wrap justify-center gap-2">
        <Button variant={meant.length === 0 ? 'primary' : 'secondary'} onClick={() => handOn(onClear, searchBox)}>
          {selection.q.trim() === '' ? t`Show all devices` : t`Clear the search`}
        </Button>
        {mayBeDevice(selection.q) && (
          <Button className={WRAPS} busy={device.busy} onClick={() => device.open(selection.q)}>
            {t`Ask the API for exactly this device`}
          </Button>
        )}
      </div>
      <p role="alert" className="mt-2 text-sm text-bad">
        {device.message}
      </p>
    </State>
  );
}

function partial(reading: boolean, stuck: boolean): string {
  if (reading) return t`The reading goes on: what matches appears here by itself.`;
  return stuck ? t`The reading stands still, and goes on as soon as the API lets it.` : t`The rest has not been read. Refresh to read all of it.`;
}

/** The terms that already on their own match nothing, as they were typed; none when there is one term alone. */
function useGuilty(selection: Selection, limits: StuckAfter): readonly string[] {
  const { terms } = parseQuery(selection.q);
  const texts = terms.length < 2 || terms.length > MOST ? [] : [...new Set(terms.map(({ start, end }) => selection.q.slice(start, end)))];
  return useQueries({
    queries: texts.map((q) => fleetQueries.view({ ...selection, q, sort: [], start: 0, size: 0, limits })),
    combine: (answers) => texts.filter((_, index) => answers[index]?.data?.total === 0),
  });
}

const FEW = 20;

/** What does occur in the fleet, where a status or an error code was asked for that does not. A sentence each. */
function useOccurring(selection: Selection): readonly string[] {
  const { terms } = parseQuery(selection.q);
  const { data } = useQuery({ ...fleetQueries.vocabulary(), enabled: terms.some(({ field }) => field === 'status' || field === 'err') });
  if (data === undefined) return [];
  const has = (field: 'status' | 'err', words: readonly string[], typed: (term: Term) => string | null): boolean =>
    terms.some((term) => {
      const word = term.field === field ? typed(term) : null;
      return word !== null && !words.some((known) => fold(known) === fold(word));
    });
  const status = has('status', ['none', 'pending', ...data.statuses], (term) => (term.field === 'status' ? term.word : null));
  const code = has('err', ['any', ...data.codes], (term) => (term.field === 'err' ? term.code : null));
  return [status && t`Update statuses in what has been read: ${list(data.statuses)}.`, code && t`Error codes in what has been read: ${list(data.codes)}.`].filter((words) => words !== false);
}

function list(words: readonly string[]): string {
  if (words.length === 0) return 'none';
  return `${words.slice(0, FEW).map((word) => clip(visible(word), 40)).join(', ')}${words.length > FEW ? ' …' : ''}`;
}

/** What looks like a field and is none: it was searched for as text. A sentence each; what is said below the search box is not said again. */
function asText(q: string): readonly string[] {
  const parts = scan(q).filter(({ field }) => field !== null && !isField(field.toLowerCase()) && !isLikeField(field));
  return parts.map(({ field, start, end }) => t`“${clip(visible(q.slice(start, end)), 40)}” was searched for as text, because “${clip(visible(field ?? ''), 40)}” is not a field. Fields: ${FIELD_NAMES.join(', ')}.`);
}

function Term({ term }: { readonly term: string }) {
  return <bdi className="rounded bg-hover px-1 font-mono text-xs wrap-anywhere">{clip(visible(term), 60)}</bdi>;
}

function noneWords(coverage: Coverage, now: number, unchecked: boolean): string {
  const [all, known] = [count(coverage.held, 'device'), coverageWords(coverage, now)];
  return unchecked ? t`${all}, ${known}. Whether a target is in the list of Apps is known once the Apps have been read.` : t`None of ${all}, ${known}.`;
}
