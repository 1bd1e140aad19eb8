import { useQueries, useQuery } from '@tanstack/react-query';
import { LoaderCircle, SearchX } from 'lucide-react';
import { coverageWords, isComplete, noMatchWords } from '#components/coverage-words.ts';
import { useNowText } from '#components/now.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import type { StuckAfter } from '#fleet/health.ts';
import { parseQuery, type Term } from '#fleet/query.ts';
import { withoutTerm } from '#fleet/query-terms.ts';
import type { Coverage, Selection } from '#fleet/view.ts';
import { clip, fold, visible } from '#lib/text.ts';
import { count, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { State } from '#ui/State.tsx';
import { searchBox } from './list-focus.ts';
import { needsApps } from './needs-apps.ts';
import { mayBeDevice, useOpenDevice } from './open-device.ts';

/** So many terms are asked for one by one. */
const MOST = 6;

interface NoMatchProps {
  readonly selection: Selection;
  readonly limits: StuckAfter;
  readonly coverage: Coverage;
  /** Whether the Apps are known, without which nothing is known of a target that is none of them. */
  readonly appsKnown: boolean;
  /** The reading of the fleet stands still, for the reason that the banner gives. */
  readonly stuck: boolean;
  readonly onQuery: (q: string) => void;
  /** Lets go of words and pasted list. */
  readonly onClear: () => void;
  /** The list's address. */
  readonly from: string;
}

/** A search that found nothing in what has been read. Only once that was everything it is the whole truth. */
export function NoMatch({ selection, limits, coverage, appsKnown, stuck, onQuery, onClear, from }: NoMatchProps) {
  const unchecked = !appsKnown && needsApps(selection.q);
  const title = useNowText((now) => (!isComplete(coverage) ? noMatchWords(coverage, now) : unchecked ? t`Apps not read: targets not checked` : t`No device matches`));
  const words = useNowText((now) => noneWords(coverage, now, unchecked));
  const device = useOpenDevice(from);
  const guilty = useGuilty(selection, limits);
  const occurring = useOccurring(selection);
  const reading = coverage.reading !== null && !stuck;
  const icon = reading && !isComplete(coverage) ? <LoaderCircle aria-hidden size={22} className="animate-spin" /> : <SearchX aria-hidden size={22} />;
  return (
    <State icon={icon} title={title} help={isComplete(coverage) ? words : partial(reading, stuck)}>
      {guilty.length > 0 && (
        <ul className="mb-2 flex flex-col items-center gap-2 text-sm">
          {guilty.map((term) => (
            <li key={term} className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1">
              <span>
                {isComplete(coverage) ? rich`Nothing matches ${<Term term={term} />}` : rich`Nothing matches ${<Term term={term} />} so far`}
              </span>
              <Button onClick={() => handOn(() => onQuery(withoutTerm(selection.q, term)), searchBox)}>{t`Search without it`}</Button>
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
        <Button variant="primary" onClick={() => handOn(onClear, searchBox)}>
          {selection.q.trim() === '' ? t`Show all devices` : t`Clear the search`}
        </Button>
        {mayBeDevice(selection.q) && (
          <Button busy={device.busy} onClick={() => device.open(selection.q)}>
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

function Term({ term }: { readonly term: string }) {
  return <bdi className="rounded bg-hover px-1 font-mono text-xs wrap-anywhere">{clip(visible(term), 60)}</bdi>;
}

function noneWords(coverage: Coverage, now: number, unchecked: boolean): string {
  const [all, known] = [count(coverage.held, 'device'), coverageWords(coverage, now)];
  return unchecked ? t`None of ${all}, ${known}. Whether a target is among the Apps is known only once these have been read.` : t`None of ${all}, ${known}.`;
}
