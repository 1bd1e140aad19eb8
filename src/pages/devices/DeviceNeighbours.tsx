import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { deviceQueries } from '#api/devices.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { COUNT_AGAIN } from '#components/now.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { isComplete } from '#components/coverage-words.ts';
import { visible } from '#lib/text.ts';
import { MINUTE } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { number, t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { useShortcuts, withKey } from '#ui/shortcuts.ts';
import { deviceIdIn, paths } from '../../paths.ts';
import { lastPlace, rememberNeighbours, type Standing } from './device-place.ts';
import { recallRow, rememberRows } from './list-place.ts';
import { fromIndex, parseListSearch, selectionOf, type ListView } from './list-search.ts';

interface DeviceNeighboursProps {
  readonly sid: string;
  /** The address of the list, search part and hash. */
  readonly from: string;
}

/** The devices before and after this one in the list it was opened from (`k`, `j`). */
export function DeviceNeighbours({ sid, from }: DeviceNeighboursProps) {
  const view = useMemo(() => parseListSearch(from), [from]);
  return fromIndex(view) ? <FoundNeighbours sid={sid} from={from} view={view} /> : <PageNeighbours sid={sid} from={from} view={view} />;
}

interface NeighboursProps extends DeviceNeighboursProps {
  readonly view: ListView;
}

/** On a page of the API. Its order is that of the list as it was left: it is not read again while someone steps through it. */
function PageNeighbours({ sid, from, view }: NeighboursProps) {
  const navigate = useNavigate();
  const { data: page, isError } = useQuery({ ...deviceQueries.page(view), staleTime: 15 * MINUTE, refetchOnWindowFocus: false });
  const rows = page?.devices ?? [];
  const index = rows.findIndex((row) => row.sid === sid);
  // From where the address is by now: a second press may come before the page has followed the first.
  const step = (by: number): void => {
    const at = rows.findIndex((row) => row.sid === deviceIdIn(window.location.pathname));
    const to = at === -1 ? undefined : rows[at + by];
    if (to) void navigate(paths.device(to.sid, from));
  };
  useStepKeys(() => step(1), () => step(-1));
  if (isError) return <span className="text-sm text-ink-3">{t`The list cannot be read again: no neighbours.`}</span>;
  if (page === undefined) return null;
  if (index === -1) return <span className="text-sm text-ink-3">{t`No longer on that page of the list.`}</span>;
  const label = (at: number): Neighbour | null => {
    const device = at < 0 ? undefined : rows[at];
    return device ? { sid: device.sid, label: deviceLabel(device) } : null;
  };
  return (
    <Steps from={from} within={t`on its page of the list`} previous={label(index - 1)} next={label(index + 1)} tip={t`On page ${page.page + 1} of the list it was opened from`}>
      {rich`${index + 1} of ${rows.length}`}
    </Steps>
  );
}

/** In all that a search found, as it is now. A device that is no longer among it keeps the neighbours that it had. */
function FoundNeighbours({ sid, from, view }: NeighboursProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { coverage } = useFleetStatus();
  const limits = useStuckAfter();
  const selection = useMemo(() => selectionOf(view), [view]);
  const standing = async (at: string): Promise<Standing | null> =>
    (await client.fetchQuery(fleetQueries.place(selection, limits, at)).catch(() => null)) ?? lastPlace(selection, view, at);
  const { data: place, isError } = useQuery({ ...fleetQueries.place(selection, limits, sid), refetchInterval: COUNT_AGAIN });
  useEffect(() => {
    if (place) rememberNeighbours(selection, sid, place);
  }, [selection, sid, place]);
  const at: Standing | null = place ?? lastPlace(selection, view, sid);
  const around = [at?.previous, at?.next].flatMap((one) => one ?? []);
  const { data: rows } = useQuery({ ...fleetQueries.rows(around), enabled: around.length > 0, placeholderData: keepPreviousData });
  // Their own pages begin with these rows.
  useEffect(() => {
    if (rows) rememberRows('neighbours', rows);
  }, [rows]);

  // One step after the other, each from where the one before has led to.
  const steps = useRef(Promise.resolve());
  const step = (way: 'previous' | 'next'): void => {
    steps.current = steps.current.then(async () => {
      const here = deviceIdIn(window.location.pathname);
      const to = here === null ? null : (await standing(here))?.[way];
      if (to && here === deviceIdIn(window.location.pathname)) void navigate(paths.device(to, from));
    });
  };
  useStepKeys(() => step('next'), () => step('previous'));
  if (isError) return <span className="text-sm text-ink-3">{t`The list cannot be read again: no neighbours.`}</span>;
  if (place === undefined) return null;
  const label = (one: string | null | undefined): Neighbour | null => {
    const device = one ? (rows?.find((row) => row.device.sid === one) ?? recallRow(one))?.device : undefined;
    return one ? { sid: one, label: device ? deviceLabel(device) : one } : null;
  };
  return (
    <Steps from={from} within={t`in the list`} why={at === null ? t`This device is not in the list it was opened from` : null} previous={label(at?.previous)} next={label(at?.next)} tip={view.q === '' ? t`In the list it was opened from, as it is now` : t`In the list it was opened from, as it is now: ${view.q}`}>
      {placeWords(place, isComplete(coverage), at === null)}
    </Steps>
  );
}

function placeWords(place: { readonly index: number; readonly total: number } | null, complete: boolean, never: boolean): string {
  if (place === null) return complete ? (never ? t`Not in this list` : t`No longer in this list`) : t`Not in this list so far`;
  const [at, total] = [number(place.index + 1), number(place.total)];
  return complete ? t`${at} of ${total}` : t`${at} of ${total} so far`;
}

function useStepKeys(next: () => void, previous: () => void): void {
  useShortcuts({ j: { does: t`Next device of the list`, act: next }, k: { does: t`Previous device of the list`, act: previous } });
}

interface Neighbour {
  readonly sid: string;
  readonly label: string;
}

interface StepsProps {
  readonly from: string;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
  readonly tip: string;
  readonly within: string;
  /** Why it has no neighbours at all; null where it has, or could have. */
  readonly why?: string | null;
  /** Where this one stands. */
  readonly children: ReactNode;
}

function Steps({ from, previous, next, tip, within, why = null, children }: StepsProps) {
  return (
    <nav aria-label={t`Neighbours in the list`} className="flex items-center gap-1 text-sm text-ink-2 max-sm:order-last max-sm:w-full max-sm:justify-between">
      <Step to={previous} why={why ?? t`It stands first ${within}`} from={from} word={t`Previous`} letter="k">
        <ChevronLeft aria-hidden size={16} />
      </Step>
      <span className="whitespace-nowrap" data-tip={visible(tip)}>
        {children}
      </span>
      <Step to={next} why={why ?? t`It stands last ${within}`} from={from} word={t`Next`} letter="j">
        <ChevronRight aria-hidden size={16} />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly to: Neighbour | null;
  /** Why there is none. */
  readonly why: string;
  readonly from: string;
  readonly word: string;
  readonly letter: string;
  readonly children: ReactNode;
}

function Step({ to, why, from, word, letter, children }: StepProps) {
  const look = cx(BUTTON.base, BUTTON.ghost, 'w-8 px-0 pointer-coarse:w-11');
  if (to === null) {
    return (
      <Button variant="ghost" square aria-label={word} blocked={why}>
        {children}
      </Button>
    );
  }
  const label = `${word}: ${to.label}`;
  const { tip, key } = withKey(label, letter);
  return (
    <Link to={paths.device(to.sid, from)} className={look} aria-label={label} aria-keyshortcuts={key} data-tip={tip}>
      {children}
    </Link>
  );
}
