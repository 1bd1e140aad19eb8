import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router-dom';
import { deviceQueries, type DevicesPage } from '#api/devices.ts';
import { isComplete } from '#components/coverage-words.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { pathIn } from '#components/permalink.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { MINUTE } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { ComingKeys } from '#ui/ComingKeys.tsx';
import { deviceIdIn, paths } from '../../paths.ts';
import { Steps, useStepKeys, type Neighbour } from './DeviceSteps.tsx';
import { STEP_KEYS } from './DeviceStates.tsx';
import { DeviceWalk } from './DeviceWalk.tsx';
import { fromIndex, parseListSearch, type ListView } from './list-search.ts';

interface DeviceNeighboursProps {
  readonly sid: string;
  /** The address of the list, search part and hash. */
  readonly from: string;
  /** Which stay at the device pages. */
  readonly visit: number;
}

/** The devices before and after this one in the list it was opened from (`k`, `j`). */
export function DeviceNeighbours({ sid, from, visit }: DeviceNeighboursProps) {
  const view = useMemo(() => parseListSearch(from), [from]);
  return fromIndex(view) ? <DeviceWalk sid={sid} from={from} visit={visit} view={view} /> : <PageNeighbours sid={sid} from={from} visit={visit} view={view} />;
}

/** On a page of the API; in the index, where that page cannot be read. */
function PageNeighbours({ sid, from, visit, view }: DeviceNeighboursProps & { readonly view: ListView }) {
  const { data: page, isError } = useQuery({ ...deviceQueries.page(view), staleTime: 15 * MINUTE, refetchOnWindowFocus: false });
  const { coverage } = useFleetStatus();
  if (page !== undefined) return <OnPage sid={sid} from={from} page={page} />;
  if (!isError) return <ComingKeys keys={STEP_KEYS} />;
  if (isComplete(coverage)) return <DeviceWalk sid={sid} from={from} visit={visit} view={view} />;
  return <span className="text-sm text-ink-3">{t`The list cannot be read again: no neighbours.`}</span>;
}

/** The order is that of the list as it was left: it is not read again while someone steps through it. */
function OnPage({ sid, from, page }: { readonly sid: string; readonly from: string; readonly page: DevicesPage }) {
  const navigate = useNavigate();
  const rows = page.devices;
  const index = rows.findIndex((row) => row.sid === sid);
  // From where the address is by now: a second press may come before the page has followed the first.
  const step = (by: number): void => {
    const at = rows.findIndex((row) => row.sid === deviceIdIn(pathIn(window.location.pathname)));
    const to = at === -1 ? undefined : rows[at + by];
    if (to) void navigate(paths.device(to.sid, from));
  };
  useStepKeys(() => step(1), () => step(-1));
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
