import { cannotWrite } from '#components/blocked.ts';
import { t } from '#texts/t.ts';
import { isGone } from './device-reading.ts';

/** Why nothing can be changed just now, as a sentence; null when it can. `error`: the latest failure to read the device. */
export function blockedBecause(error: Error | null): string | null {
  return cannotWrite(error) ?? (isGone(error) ? t`The device is gone: the API no longer knows it.` : null);
}
