import type { DeviceChange } from '#api/devices.ts';
import type { ItemState } from '#rollouts/ledger.ts';

/** What a device's page says of the open runs that have it. Pure. */

type Kind = DeviceChange['kind'];

/** How far a run is with the device: `not sent to it yet`. */
export function standingWords(state: ItemState): string {
  if (state === 'waiting') return 'not sent to it yet';
  return state === 'sending' ? 'on its way to it' : 'sent to it, not reported yet';
}

/** What a change by hand means for a run that would make one of `its` kind. */
export function consequence(kind: Kind, its: Kind, state: ItemState): string {
  if (kind === 'restart') return its === 'restart' && state === 'waiting' ? 'It will restart this device, too.' : 'A restart is not in its way.';
  if (kind !== its) return 'What you do here is not in its way.';
  return state === 'waiting'
    ? 'If you change it here, the run finds it changed by somebody else, and leaves this device alone.'
    : 'If you change it here, that replaces what the run has sent, and it counts this device as changed by somebody else.';
}
