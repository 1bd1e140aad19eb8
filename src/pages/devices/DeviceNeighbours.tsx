import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { deviceQueries } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { MINUTE } from '#lib/time.ts';
import { BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { deviceIdIn, paths } from '../../paths.ts';
import { parseListSearch } from './list-search.ts';

interface DeviceNeighboursProps {
  readonly sid: string;
  /** The search part of the list's address. */
  readonly from: string;
}

/** The devices before and after this one on the page of the list it was opened from (`k`, `j`). */
export function DeviceNeighbours({ sid, from }: DeviceNeighboursProps) {
  const navigate = useNavigate();
  // The order is that of the list as it was left: it is not read again while someone steps through it.
  const { data: page, isError } = useQuery({ ...deviceQueries.page(parseListSearch(from)), staleTime: 15 * MINUTE, refetchOnWindowFocus: false });
  const rows = page?.devices ?? [];
  const index = rows.findIndex((row) => row.sid === sid);
  const previous = index > 0 ? rows[index - 1] : undefined;
  const next = index === -1 ? undefined : rows[index + 1];
  const go = (device: Device | undefined): void => {
    if (device) void navigate(paths.device(device.sid, from));
  };
  // From where the address is by now: a second press may come before the page has followed the first.
  const step = (by: number): void => {
    const at = rows.findIndex((row) => row.sid === deviceIdIn(window.location.pathname));
    if (at !== -1) go(rows[at + by]);
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });
  if (isError) return <span className="text-sm text-ink-3">The list cannot be read again: no neighbours.</span>;
  if (page === undefined) return null;
  if (index === -1) return <span className="text-sm text-ink-3">No longer on that page of the list.</span>;
  return (
    <nav aria-label="Neighbours in the list" className="flex items-center gap-1 text-sm text-ink-2 max-sm:order-last max-sm:w-full max-sm:justify-between">
      <Step to={previous} from={from} word="Previous" letter="k">
        <ChevronLeft aria-hidden size={16} />
      </Step>
      <span className="whitespace-nowrap" data-tip={`On page ${page.page + 1} of the list it was opened from`}>
        {index + 1} of {rows.length}
      </span>
      <Step to={next} from={from} word="Next" letter="j">
        <ChevronRight aria-hidden size={16} />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly to: Device | undefined;
  readonly from: string;
  readonly word: string;
  readonly letter: string;
  readonly children: ReactNode;
}

function Step({ to, from, word, letter, children }: StepProps) {
  const look = cx(BUTTON.base, BUTTON.ghost, 'w-8 px-0 pointer-coarse:w-11');
  if (to === undefined) {
    return (
      <span className={cx(look, 'opacity-40')} aria-hidden>
        {children}
      </span>
    );
  }
  const label = `${word}: ${deviceLabel(to)}`;
  return (
    <Link to={paths.device(to.sid, from)} className={look} aria-label={label} aria-keyshortcuts={letter} data-tip={`${label} (${letter})`}>
      {children}
    </Link>
  );
}
