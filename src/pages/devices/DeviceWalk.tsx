import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { isComplete } from '#components/coverage-words.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { COUNT_AGAIN } from '#components/now.ts';
import { pathIn } from '#components/permalink.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import { triageQueries } from '#fleet/triage-face.ts';
import type { Walked } from '#fleet/triage-view.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { rich } from '#texts/rich.ts';
import { number, plural, t } from '#texts/t.ts';
import { deviceIdIn, paths } from '../../paths.ts';
import { lastPlace, rememberNeighbours, type Standing } from './device-place.ts';
import { afterSteps } from './device-stepping.ts';
import { Steps, useStepKeys, type Neighbour } from './DeviceSteps.tsx';
import { recallRow, rememberRows } from './list-place.ts';
import { listPath, selectionOf, type ListView } from './list-search.ts';

interface DeviceWalkProps {
  readonly sid: string;
  /** The address of the list, search part and hash. */
  readonly from: string;
  /** Which stay at the device pages. */
  readonly visit: number;
  readonly view: ListView;
}

/**
 * In all that a search found as it was entered, in that order: whoever works through a queue skips nothing because the last one has left
 * it. A device that has left keeps its place.
 */
export function DeviceWalk({ sid, from, visit, view }: DeviceWalkProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { coverage } = useFleetStatus();
  const limits = useStuckAfter();
  const selection = useMemo(() => selectionOf(view), [view]);
  const standing = async (at: string): Promise<Standing | null> =>
    (await client.fetchQuery(triageQueries.walk({ selection, limits, visit, sid: at })).catch(() => null)) ?? lastPlace(selection, view, at);
  const { data: walked, isError } = useQuery({ ...triageQueries.walk({ selection, limits, visit, sid }), refetchInterval: COUNT_AGAIN });
  useEffect(() => {
    if (walked) rememberNeighbours(selection, sid, walked);
  }, [selection, sid, walked]);
  const at: Standing | null = walked ?? lastPlace(selection, view, sid);
  const around = [at?.previous, at?.next].flatMap((one) => one ?? []);
  const { data: rows } = useQuery({ ...fleetQueries.rows(around), enabled: around.length > 0, placeholderData: keepPreviousData });
  // Their own pages begin with these rows.
  useEffect(() => {
    if (rows) rememberRows('neighbours', rows);
  }, [rows]);

  const step = (way: 'previous' | 'next'): void => {
    afterSteps(async () => {
      const here = deviceIdIn(pathIn(window.location.pathname));
      const to = here === null ? null : (await standing(here))?.[way];
      if (to && here === deviceIdIn(pathIn(window.location.pathname))) void navigate(paths.device(to, from));
    });
  };
  useStepKeys(() => step('next'), () => step('previous'));
  if (isError) return <span className="text-sm text-ink-3">{t`The list cannot be read again: no neighbours.`}</span>;
  if (walked === undefined) return null;
  const label = (one: string | null | undefined): Neighbour | null => {
    const device = one ? (rows?.find((row) => row.device.sid === one) ?? recallRow(one))?.device : undefined;
    return one ? { sid: one, label: device ? deviceLabel(device) : one } : null;
  };
  const whole = isComplete(coverage);
  return (
    <>
      <Steps from={from} within={t`in the list`} why={at === null ? t`This device is not in the list it was opened from` : null} previous={label(at?.previous)} next={label(at?.next)} tip={view.q === '' ? t`In the list it was opened from` : t`In the list it was opened from: ${view.q}`}>
        {walked === null ? (!whole ? t`Not in this list so far` : at === null ? t`Not in this list` : t`No longer in this list`) : <Where walked={walked} whole={whole} />}
      </Steps>
      {walked && <Rest sid={sid} from={from} walked={walked} />}
    </>
  );
}

/** `3 of 41 · 2 done`. */
function Where({ walked: { index, total, done, isIn }, whole }: { readonly walked: Walked; readonly whole: boolean }) {
  const [here, all] = [number(index + 1), number(total)];
  return (
    <>
      {!isIn && (
        <span data-tip={t`No longer in this list`}>
          <CircleCheck aria-hidden size={13} className="mr-1 inline text-ok" />
          <span className="sr-only">{t`No longer in this list:`}{' '}</span>
        </span>
      )}
      {!whole ? t`${here} of ${all} so far` : done ? t`${here} of ${all} · ${number(done)} done` : t`${here} of ${all}`}
    </>
  );
}

/** That nothing is left, or what is left behind; below the steps, in a line of its own. */
function Rest({ sid, from, walked: { total, done, isIn, next, first, more } }: { readonly sid: string; readonly from: string; readonly walked: Walked }) {
  const over = done !== null && first === null;
  // Nothing after this one is left: all others stand before it.
  const left = total - (done ?? total) - (isIn ? 1 : 0);
  return (
    <>
      {/* Always rendered, so that its text is announced; the text has a line of its own. */}
      <div role="status" className="contents">
        {over && (
          <p className="order-last flex basis-full flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-accent-tint px-3 py-1.5 text-sm">
            <span className="inline-flex items-center gap-1.5 font-medium">
              <CircleCheck aria-hidden size={15} className="text-ok" />
              {t`Queue done: ${number(total)} of ${number(total)}`}
            </span>
            <Link to={paths.home} className="rounded text-accent hover:underline">{t`Home`}</Link>
            {more > 0 && (
              <Link to={listPath(from)} className="rounded text-accent hover:underline">
                {plural(more, 'One more came since', '# more came since')}
              </Link>
            )}
          </p>
        )}
      </div>
      {next === null && first !== null && first !== sid && (
        <p className="order-last basis-full text-right text-sm">
          <Link to={paths.device(first, from)} className="rounded text-accent hover:underline">
            {rich`The last. ${plural(left, 'One before it is left', '# before it are left')}`}
          </Link>
        </p>
      )}
    </>
  );
}
