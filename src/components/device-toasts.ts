import type { QueryClient } from '@tanstack/react-query';
import type { DeviceChange } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { deviceLabel } from './DeviceName.tsx';
import { UpdateFailed } from '#fleet/patience.ts';
import { ChangedMeanwhile, NotApplied, updateDevice, type Outcome } from '#fleet/update.ts';
import { clip, middle, visible } from '#lib/text.ts';
import { toast } from '#ui/toast.ts';
import { t } from '#texts/t.ts';
import { inverseOf } from './device-undo.ts';
import { beginWrite, endWrite } from './device-writes.ts';

const REREAD = t`The answer was lost or out of date; the device was read again and shows the change.`;

/** What a failed call says, in one line: the API's message as text, its code, and the HTTP status. */
export function errorText(error: Error): string {
  const cause = error instanceof UpdateFailed ? error.error : error;
  const message = clip(visible(cause.message), 400);
  if (!(cause instanceof ApiError)) return message;
  return cause.status > 0 ? t`${message} (code ${cause.code}, HTTP ${cause.status})` : t`${message} (code ${cause.code})`;
}

/** Of an outcome that nobody knows, in a sentence or two. `accepted`: there was an answer, which did not show the change. */
export function unknownWords({ error, accepted }: { readonly error: ApiError; readonly accepted?: true | undefined }): string {
  return accepted ? t`The API accepted it, but its answer does not show it. ${errorText(error)}` : t`It was sent, and no answer came. ${errorText(error)}`;
}

/** How a device is after a change that was accepted and not applied. */
export function stillWords({ change, reading: { device } }: NotApplied): string {
  switch (change.kind) {
    case 'rename':
      return device.unique_name === null ? t`The device has no name.` : t`The device is called “${deviceLabel(device)}”.`;
    case 'deploy': {
      const target = device.app?.target_sid ?? null;
      if (target === null) return t`The device has no target App.`;
      return target === change.app ? t`The App was not deployed again.` : t`Its target App is ${middle(target)}.`;
    }
    case 'logging':
      if (!change.on) return t`Its logging is still on.`;
      return device.logging?.enabled === true ? t`Its logging was not extended.` : t`Its logging is still off.`;
    case 'restart':
      return '';
  }
}

/** What was done, as a headline. */
function headline(change: DeviceChange, before: Device, after: Device): string {
  switch (change.kind) {
    case 'rename':
      return change.name === '' ? t`The name of ${deviceLabel(before)} was cleared` : t`Renamed to ${deviceLabel(after)}`;
    case 'deploy':
      return t`Deployment to ${deviceLabel(after)} is set`;
    case 'logging':
      if (!change.on) return t`Logging of ${deviceLabel(after)} is off`;
      return t`Logging of ${deviceLabel(after)} is on for 24 hours`;
    case 'restart':
      return t`${deviceLabel(after)} is told to restart its App`;
  }
}

const NEXT: Partial<Record<DeviceChange['kind'], string>> = {
  deploy: t`The API accepted it. The device updates when it checks in, and this page says when it has.`,
  restart: t`The API accepted it. A restart leaves no trace in the device’s data.`,
};

type Done = Outcome & { kind: 'done' };

/** Says that a change was carried out, and offers to put back what it replaced, on the device that was chosen. */
export function toastOutcome(client: QueryClient, before: Device, change: DeviceChange, outcome: Done): void {
  const after = outcome.reading.device;
  const inverse = inverseOf(change.kind, before, after);
  const description = [outcome.reread ? REREAD : null, NEXT[change.kind] ?? null].filter((part) => part !== null).join(' ');
  toast({
    // Of what is only accepted nobody knows yet whether it is done.
    tone: NEXT[change.kind] === undefined ? 'ok' : 'info',
    title: headline(change, before, after),
    ...(description !== '' && { description }),
    ...(inverse && { action: undoing(client, { ...after, sid: before.sid }, inverse) }),
  });
}

const WHAT: Record<DeviceChange['kind'], (label: string) => string> = {
  rename: (label) => t`rename of ${label}`,
  deploy: (label) => t`deployment of ${label}`,
  logging: (label) => t`change of logging of ${label}`,
  restart: (label) => t`restart of ${label}`,
};

/** Says that a change failed, or that nobody knows, where there is no better place left to say it. */
export function toastFailure(device: Device, change: DeviceChange, error: Error | (Outcome & { kind: 'unknown' })): void {
  const what = WHAT[change.kind](deviceLabel(device));
  if (!(error instanceof Error)) toast({ tone: 'bad', title: t`Outcome unknown: ${what}`, description: unknownWords(error) });
  else if (error instanceof NotApplied) toast({ tone: 'bad', title: t`Not applied: ${what}`, description: `${error.message} ${stillWords(error)}` });
  else if (error instanceof ChangedMeanwhile) toast({ tone: 'bad', title: t`Not carried out: ${what}`, description: t`Somebody else changed the same thing in the meantime; that stands.` });
  else if (!(error instanceof UpdateFailed)) toast({ tone: 'bad', title: t`Failed: ${what}`, description: errorText(error) });
  else if (error.kind === 'nothing-sent') toast({ tone: 'bad', title: t`Not sent: ${what}`, description: t`The device could not be read first. ${errorText(error)}` });
  else toast({ tone: 'bad', title: t`Failed: ${what}`, description: t`It was sent, and the device, read again, is unchanged. ${errorText(error)}` });
}

/** Says that a change was called off before it had any effect. `why`: how one can be sure of that. */
export function toastCancelled(device: Device, change: DeviceChange, why: string): void {
  toast({ tone: 'info', title: t`Cancelled: ${WHAT[change.kind](deviceLabel(device))}`, description: why });
}

function undoing(client: QueryClient, seen: Device, change: DeviceChange): { label: string; run: () => void } {
  return { label: t`Undo`, run: () => void undo(client, seen, change) };
}

async function undo(client: QueryClient, seen: Device, change: DeviceChange): Promise<void> {
  if (!beginWrite(seen.sid, change.kind)) {
    const description = t`Another change of this device is on its way.`;
    toast({ tone: 'info', title: t`Not put back yet`, description, action: undoing(client, seen, change) });
    return;
  }
  let sent = false;
  try {
    const outcome = await updateDevice(client, { seen, change });
    sent = true;
    if (outcome.kind === 'unknown') toastFailure(seen, change, outcome);
    else toast({ tone: 'ok', title: t`Put back`, description: restored(outcome.reading.device, change) });
  } catch (error) {
    if (error instanceof ChangedMeanwhile) {
      toast({ tone: 'bad', title: t`Not put back`, description: t`The device was changed again in the meantime; that stands.` });
    } else {
      toastFailure(seen, change, error instanceof Error ? error : new Error(String(error)));
    }
  } finally {
    endWrite(seen.sid, change.kind, sent);
  }
}

function restored(device: Device, change: DeviceChange): string {
  if (change.kind === 'rename') return device.unique_name === null ? t`The device has no name again.` : t`The device is called ${deviceLabel(device)} again.`;
  if (change.kind === 'logging') return change.on ? t`Logging is on again, for 24 hours from now.` : t`Logging is off again.`;
  return t`${deviceLabel(device)} has its earlier target again.`;
}
