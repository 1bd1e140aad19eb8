import * as z from 'zod/mini';
import { session } from '#api/session.ts';
import type { Device } from '#api/schema.ts';
import { preference, type Preference } from '#components/preference.ts';

/** So many are remembered, the latest: a lease lasts for a day. */
const MOST = 200;

let kept: Preference<string[]> | null = null;

/** The leases of this account of which somebody has said that they are to stay, each by its device and end. */
export function dismissedLeases(): Preference<string[]> {
  kept ??= preference(`leases.dismissed.${session().fleetId}`, z.array(z.string()), []);
  return kept;
}

/** An extended lease is another one. */
export function leaseKey({ sid, logging }: Pick<Device, 'sid' | 'logging'>): string {
  return `${sid} ${logging?.date_expires ?? ''}`;
}

export function dismissLease(key: string): void {
  const { get, set } = dismissedLeases();
  set([...get().filter((one) => one !== key), key].slice(-MOST));
}
