import type { Device } from '#api/schema.ts';
import { familyOf } from '#fleet/health.ts';
import { parseDate } from '#lib/time.ts';
import type { ItemState, Note } from './ledger.ts';
import type { ItemChange } from './plan.ts';

/**
 * How a device that was given a target has ended up; null while it is still to report. `device` is null when the API knows it
 * no more. One that somebody else has given another target is left alone, and none of our failures. Pure.
 */
export function landed(device: Device | null, change: ItemChange): { readonly state: ItemState; readonly note?: Note } | null {
  if (device === null) return { state: 'skipped', note: { why: 'gone' } };
  if (change.kind !== 'deploy') return { state: 'done' };
  const app = device.app;
  if (app?.target_sid !== change.app) return { state: 'skipped', note: { why: 'changed' } };
  const family = familyOf(app.update_status);
  if (family === 'error') return { state: 'failed', note: { why: 'update-error', code: app.update_error_code } };
  if (app.reported_sid !== change.app || family === 'pending') return null;
  const from = parseDate(app.date_targeted);
  const to = parseDate(app.date_reported);
  return { state: 'done', note: { why: 'landed', took: from === null || to === null || to < from ? null : to - from } };
}
