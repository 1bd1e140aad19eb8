import type { RunChange } from '#rollouts/plan.ts';
import { count, t } from '#texts/t.ts';

/** What a bulk action is called, wherever it stands. Pure. */

export type BulkKind = 'deploy' | 'logging-on' | 'logging-off' | 'restart';

export const BULK_TITLES: Readonly<Record<BulkKind, string>> = {
  deploy: t`Deploy an App`,
  'logging-on': t`Turn on or extend logging`,
  'logging-off': t`Turn logging off`,
  restart: t`Restart`,
};

/** The button that sends it: verb and noun, `Restart 12 devices`. `app`: what the App is called. */
export function sendWords(kind: BulkKind, devices: number, app: string | null): string {
  const noun = count(devices, 'device');
  switch (kind) {
    case 'deploy':
      return app === null ? t`Deploy an App to ${noun}` : t`Deploy ${app} to ${noun}`;
    case 'logging-on':
      return t`Log ${noun} for 24 hours`;
    case 'logging-off':
      return t`Stop logging of ${noun}`;
    case 'restart':
      return t`Restart ${noun}`;
  }
}

/** The change that it makes; null for a deployment whose App is still to be chosen. */
export function changeFor(kind: BulkKind, app: string | null): Exclude<RunChange, { readonly kind: 'restore' }> | null {
  switch (kind) {
    case 'deploy':
      return app === null ? null : { kind: 'deploy', app };
    case 'logging-on':
      return { kind: 'logging', on: true };
    case 'logging-off':
      return { kind: 'logging', on: false };
    case 'restart':
      return { kind: 'restart' };
  }
}
