import type { RunChange } from '#rollouts/plan.ts';
import { count } from '#texts/t.ts';

/** What a bulk action is called, wherever it stands. Pure. */

export type BulkKind = 'deploy' | 'logging-on' | 'logging-off' | 'restart';

export const BULK_TITLES: Readonly<Record<BulkKind, string>> = {
  deploy: 'Deploy an App',
  'logging-on': 'Turn on or extend logging',
  'logging-off': 'Turn logging off',
  restart: 'Restart',
};

/** The button that sends it: verb and noun, `Restart 12 devices`. `app`: what the App is called. */
export function sendWords(kind: BulkKind, devices: number, app: string | null): string {
  const noun = count(devices, 'device');
  switch (kind) {
    case 'deploy':
      return `Deploy ${app ?? 'an App'} to ${noun}`;
    case 'logging-on':
      return `Log ${noun} for 24 hours`;
    case 'logging-off':
      return `Stop logging of ${noun}`;
    case 'restart':
      return `Restart ${noun}`;
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
