import { useState } from 'react';
import type { DeviceReading } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { landing, updateResult } from '#fleet/health.ts';
import { duration, parseDate } from '#lib/time.ts';
import { t } from '#texts/t.ts';

/** How a deployment ended that was under way when the page was opened, or began while it was open. */
export interface LandingNote {
  readonly kind: 'landed' | 'failed';
  /** The App that was deployed. */
  readonly app: string | null;
  /** `after 12 s`, as well as it can be known; null when the API gives no dates. */
  readonly took: string | null;
  readonly code: number | string | null;
  readonly at: number;
}

/** The note that follows from two readings, one after the other; null when no deployment ended between them. Pure. */
export function landingNote(before: DeviceReading, after: DeviceReading): LandingNote | null {
  const end = landing(before.device, after.device);
  if (end === null) return null;
  return { kind: end.kind, app: after.device.app?.target_sid ?? null, took: took(end.took, after), code: updateResult(after.device).code, at: after.at };
}

function took(ms: number | null, after: DeviceReading): string | null {
  if (ms !== null) return t`after ${duration(ms)}`;
  // The API does not say when an update failed: only that it had, when it was read.
  const targeted = parseDate(after.device.app?.date_targeted ?? null);
  return targeted === null || targeted > after.at ? null : t`within ${duration(after.at - targeted)}`;
}

interface Seen {
  readonly reading: DeviceReading | undefined;
  readonly note: LandingNote | null;
}

/** Watches the readings of one device for the end of a deployment. The note stays until a new deployment, or dismissed. */
export function useLanding(reading: DeviceReading | undefined): { readonly note: LandingNote | null; readonly dismiss: () => void } {
  const [seen, setSeen] = useState<Seen>({ reading, note: null });
  if (reading !== seen.reading) setSeen({ reading, note: next(seen, reading) });
  return { note: seen.note, dismiss: () => setSeen({ reading, note: null }) };
}

function next(seen: Seen, reading: DeviceReading | undefined): LandingNote | null {
  if (reading === undefined || seen.reading === undefined) return null;
  if (seen.reading.device.sid !== reading.device.sid) return null;
  return landingNote(seen.reading, reading) ?? (targetedAt(reading.device) === targetedAt(seen.reading.device) ? seen.note : null);
}

function targetedAt(device: Device): string | null {
  return device.app?.date_targeted ?? null;
}
