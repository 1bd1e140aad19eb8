import { ApiError } from '#api/error.ts';
import { cannotWrite } from '#components/blocked.ts';
import { t } from '#texts/t.ts';

/** Why nothing can be changed just now, as a sentence; null when it can. `error`: the latest failure to read the device. */
export function blockedBecause(error: Error | null): string | null {
  return cannotWrite(error) ?? (error instanceof ApiError && error.isNotFound ? t`The device is gone: the API no longer knows it.` : null);
}
