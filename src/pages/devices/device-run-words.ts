import type { DeviceChange } from '#api/devices.ts';
import type { ItemState } from '#rollouts/ledger.ts';
import type { ItemChange } from '#rollouts/plan.ts';
import { t } from '#texts/t.ts';

/** What a device's page says of the open runs that have it. Pure. */

type Kind = DeviceChange['kind'];

/** How far a run is with the device: `not sent to it yet`. */
export function standingWords(state: ItemState): string {
  if (state === 'waiting') return t`not sent to it yet`;
  return state === 'sending' ? t`on its way to it` : t`sent to it, not reported yet`;
}

/** What a change by hand means for a run that would make one of `its` kind. */
export function consequence(kind: Kind, its: ItemChange['kind'], state: ItemState): string {
  if (kind === 'restart') return its === 'restart' && state === 'waiting' ? t`It will restart this device, too.` : t`A restart is not in its way.`;
  if (kind !== its) return t`What you do here is not in its way.`;
  return state === 'waiting'
    ? t`If you change it here, the run finds it changed by somebody else, and leaves this device alone.`
    : t`If you change it here, that replaces what the run has sent, and it counts this device as changed by somebody else.`;
}
