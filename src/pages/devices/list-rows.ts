import { replaceEqualDeep } from '@tanstack/react-query';
import type { DevicesPage } from '#api/devices.ts';
import { isLater } from '#api/later.ts';
import type { FleetRow } from '#fleet/view.ts';

/** The rows of a page of the API, as something that is laid beside those of the index. Pure. */

/** Each device in its latest state that was read, by the page or by the index. */
export function overlaid(page: DevicesPage, later: readonly FleetRow[]): readonly FleetRow[] {
  const bySid = new Map(later.map((row) => [row.device.sid, row]));
  return page.devices.map((device) => {
    const row = bySid.get(device.sid);
    const since = row?.missingSince ?? null;
    // A page that lists it is the proof that it is there.
    const missingSince = since !== null && since > page.at ? since : null;
    if (row === undefined || !isLater(row, { device, at: page.at })) return { device, at: page.at, missingSince };
    return since === missingSince ? row : { ...row, missingSince };
  });
}

/** When the oldest of what is on show was read; undefined when nothing is. */
export function oldest(rows: readonly FleetRow[]): number | undefined {
  return rows.length === 0 ? undefined : rows.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
}

/**
 * Gives each row that says the same as before the object that it had before, so that it is not drawn anew; and the whole
 * list when nothing in it has changed.
 */
export function steady(before: readonly FleetRow[], rows: readonly FleetRow[]): readonly FleetRow[] {
  const bySid = new Map(before.map((row) => [row.device.sid, row]));
  const next = rows.map((row) => {
    const old = bySid.get(row.device.sid);
    return old !== undefined && says(old, row) ? old : row;
  });
  return next.length === before.length && next.every((row, index) => row === before[index]) ? before : next;
}

function says(a: FleetRow, b: FleetRow): boolean {
  return a === b || (a.missingSince === b.missingSince && replaceEqualDeep(a.device, b.device) === a.device);
}
