import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DEVICE_SID } from '#api/schema.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import { factsOf, type StuckAfter } from '#fleet/health.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import type { FleetRow, ViewResult } from '#fleet/view.ts';
import { errorWords, middle, withoutUnseen } from '#lib/text.ts';
import { count, number, t } from '#texts/t.ts';
import { paths } from '../paths.ts';
import { APPS_UNREAD, isComplete, noMatchWords, partWords, remarked } from './coverage-words.ts';
import { deviceLabel } from './DeviceName.tsx';
import { useMeantSearches, type MeantSearch } from './meant-searches.ts';
import { useNow } from './now.ts';
import type { PaletteGroup, PaletteItem } from './palette-items.ts';
import { alignmentBadge } from './StatusBadge.tsx';
import { useStuckAfter } from './stuck-after.ts';

/** So many devices are offered; the list has them all. */
const SHOWN = 8;

export const DEVICE = 'device:';

function deviceItem({ device }: FleetRow, now: number, limits: StuckAfter): PaletteItem {
  return {
    id: `${DEVICE}${device.sid}`,
    label: deviceLabel(device),
    names: [device.unique_name ?? '', device.sid],
    detail: `${alignmentBadge(factsOf(device), now, limits).text} · ${middle(device.sid)}`,
    to: paths.device(device.sid),
  };
}

/** The devices that a search finds, as the list would; `stale` while that is the answer to what was typed before. */
export function useFoundDevices(typed: string): { readonly group: PaletteGroup; readonly stale: boolean } {
  // Of a link to a device its SID is meant.
  const q = /\/devices\/(UV[0-9a-f]{32})/iu.exec(typed)?.[1] ?? typed.trim();
  const limits = useStuckAfter();
  const now = useNow(10_000);
  const { coverage } = useFleetStatus();
  const { data, error, isPlaceholderData, isPending, failureCount } = useQuery({
    ...fleetQueries.view({ q, sort: [], list: null, start: 0, size: SHOWN, limits, typed: q === typed.trim() ? typed : q }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const meant = useMeantSearches({ q, sort: [], list: null }, limits, data?.total === 0);
  const name = t`Devices`;
  if (q === '') return { group: { name, items: [], found: true }, stale: false };
  if (error !== null) return { group: { name, items: bySid(q), found: true, note: t`The devices could not be searched: ${errorWords(error)}` }, stale: false };
  if (data === undefined) return { group: { name, items: [], found: true }, stale: isPending && failureCount === 0 };
  const items = data.rows.map((row) => deviceItem(row, now, limits));
  return { group: { name, items: [...items, ...(data.total > items.length ? [allItem(q, data)] : []), ...(items.length === 0 ? [...meant.map(meantItem), ...bySid(q)] : [])], found: true, note: noteOf({ ...data, coverage }, now) }, stale: isPlaceholderData };
}

function allItem(q: string, { total, coverage }: ViewResult): PaletteItem {
  return {
    id: 'search',
    label: isComplete(coverage) ? t`Show all ${number(total)} in the table` : t`Show the ${number(total)} found so far in the table`,
    to: paths.devices({ q }),
  };
}

/** What was typed may be words of the table. */
function meantItem({ q, total }: MeantSearch): PaletteItem {
  return { id: `search:${q}`, label: t`Search for ${q}: ${count(total, 'device')}`, to: paths.devices({ q }) };
}

/** What was typed may be a device that has not been read. */
function bySid(q: string): PaletteItem[] {
  const sid = withoutUnseen(q).trim().replace(/^uv/iu, 'UV');
  return DEVICE_SID.test(sid) ? [{ id: `${DEVICE}${sid}`, label: t`Open ${sid}`, to: paths.device(sid) }] : [];
}

/** Nothing where all of the fleet was searched, with success. */
function noteOf({ rows, unchecked, problems: [problem], coverage }: ViewResult, now: number): string | null {
  const part = rows.length === 0 ? (unchecked ? APPS_UNREAD : noMatchWords(coverage, now)) : isComplete(coverage) ? null : remarked(partWords(coverage), coverage);
  return [problem?.message, part].filter(Boolean).join(' ') || null;
}

/** These devices as the index has them. */
export function useDeviceItems(sids: readonly string[]): readonly PaletteItem[] {
  const limits = useStuckAfter();
  const now = useNow(10_000);
  const { data } = useQuery({ ...fleetQueries.rows(sids), enabled: sids.length > 0 });
  return data?.map((row) => deviceItem(row, now, limits)) ?? [];
}
