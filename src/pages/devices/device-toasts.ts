import type { QueryClient } from '@tanstack/react-query';
import type { DeviceChange } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { ChangedMeanwhile, updateDevice, type Outcome } from '#fleet/update.ts';
import { clip, visible } from '#lib/text.ts';
import { toast } from '#ui/toast.ts';
import { inverseOf } from './device-undo.ts';

const REREAD = 'The answer got lost; the device was read again and shows the change.';

/** What a failed call says, in one line: the API's message as text, its code, and the HTTP status. */
export function errorText(error: Error): string {
  const message = clip(visible(error.message), 400);
  return error instanceof ApiError ? `${message} (code ${error.code}${error.status > 0 ? `, HTTP ${error.status}` : ''})` : message;
}

/** What was done, as a headline. */
function headline(change: DeviceChange, before: Device, after: Device): string {
  switch (change.kind) {
    case 'rename':
      return change.name === '' ? `The name of ${deviceLabel(before)} was cleared` : `Renamed to ${deviceLabel(after)}`;
    case 'deploy':
      return `Deployment to ${deviceLabel(after)} is set`;
    case 'logging':
      if (!change.on) return `Logging of ${deviceLabel(after)} is off`;
      return `Logging of ${deviceLabel(after)} is on for 24 hours`;
    case 'restart':
      return `${deviceLabel(after)} is told to restart its App`;
  }
}

const NEXT: Partial<Record<DeviceChange['kind'], string>> = {
  deploy: 'It is installed when the device checks in. This page says when it has landed.',
  restart: 'The API took the request. A restart leaves no trace in the device’s data.',
};

export type Done = Outcome & { kind: 'done' };

/** Says that a change was carried out, and offers to put back what it replaced. `onUndone`: when that has been done. */
export function toastOutcome(client: QueryClient, before: Device, change: DeviceChange, outcome: Done, onUndone: (outcome: Done) => void): void {
  const after = outcome.reading.device;
  const inverse = inverseOf(change.kind, before, after);
  const description = [outcome.reread ? REREAD : null, NEXT[change.kind] ?? null].filter((part) => part !== null).join(' ');
  toast({
    tone: 'ok',
    title: headline(change, before, after),
    ...(description !== '' && { description }),
    ...(inverse && { action: { label: 'Undo', run: () => void undo(client, after, inverse, onUndone) } }),
  });
}

const SENTENCE: Record<DeviceChange['kind'], string> = {
  rename: 'rename',
  deploy: 'deployment',
  logging: 'change of logging',
  restart: 'restart',
};

/** Says that a change failed, or that nobody knows, where there is no better place left to say it. */
export function toastFailure(device: Device, change: DeviceChange, error: Error, unknown: boolean): void {
  const what = `${SENTENCE[change.kind]} of ${deviceLabel(device)}`;
  if (unknown) toast({ tone: 'bad', title: `Outcome unknown: ${what}`, description: `It was sent, and no answer came. ${errorText(error)}` });
  else toast({ tone: 'bad', title: `Failed: ${what}`, description: errorText(error) });
}

async function undo(client: QueryClient, seen: Device, change: DeviceChange, onUndone: (outcome: Done) => void): Promise<void> {
  try {
    const outcome = await updateDevice(client, { seen, change });
    if (outcome.kind === 'unknown') {
      toastFailure(seen, change, outcome.error, true);
      return;
    }
    onUndone(outcome);
    toast({ tone: 'ok', title: 'Put back', description: restored(outcome.reading.device, change) });
  } catch (error) {
    if (error instanceof ChangedMeanwhile) {
      const description = 'The device was changed again in the meantime. Nothing was sent.';
      toast({ tone: 'bad', title: 'Not put back', description });
    } else {
      toastFailure(seen, change, error instanceof Error ? error : new Error(String(error)), false);
    }
  }
}

function restored(device: Device, change: DeviceChange): string {
  if (change.kind === 'rename') return device.unique_name === null ? 'The device has no name again.' : `The device is called ${deviceLabel(device)} again.`;
  if (change.kind === 'logging') return change.on ? 'Logging is on again, for 24 hours from now.' : 'Logging is off again.';
  return `${deviceLabel(device)} has its earlier target again.`;
}
