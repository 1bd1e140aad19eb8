import type { RunChange } from '#rollouts/plan.ts';
import { count, t } from '#texts/t.ts';
import type { ConfigDraft } from './bulk-config.ts';

/** What a bulk action is called, wherever it stands. Pure. */

export type BulkKind = 'deploy' | 'logging-on' | 'logging-off' | 'restart' | 'config';

export const BULK_TITLES: Readonly<Record<BulkKind, string>> = {
  deploy: t`Deploy an App`,
  'logging-on': t`Turn on or extend logging`,
  'logging-off': t`Turn logging off`,
  restart: t`Restart`,
  config: t`Set a Config`,
};

/** The button that sends it: verb and noun, `Restart 12 devices`. `name`: what the App or the Config is called. */
export function sendWords(kind: BulkKind, devices: number, name: string | null): string {
  // A verb for no device would be an offer to do nothing.
  if (devices === 0) return kind === 'deploy' && name !== null ? t`Deploy ${name}` : BULK_TITLES[kind];
  const noun = count(devices, 'device');
  switch (kind) {
    case 'deploy':
      return name === null ? t`Deploy an App to ${noun}` : t`Deploy ${name} to ${noun}`;
    case 'logging-on':
      return t`Log ${noun} for 24 hours`;
    case 'logging-off':
      return t`Stop logging of ${noun}`;
    case 'restart':
      return t`Restart ${noun}`;
    case 'config':
      return name === null ? t`Set a Config on ${noun}` : t`Set ${name} on ${noun}`;
  }
}

/** The change that it makes; null where its App or Config is still to be chosen. */
export function changeFor(kind: BulkKind, app: string | null, config: ConfigDraft | null): Exclude<RunChange, { readonly kind: 'restore' }> | null {
  switch (kind) {
    case 'deploy':
      return app === null ? null : { kind: 'deploy', app };
    case 'logging-on':
      return { kind: 'logging', on: true };
    case 'logging-off':
      return { kind: 'logging', on: false };
    case 'restart':
      return { kind: 'restart' };
    case 'config':
      return config === null ? null : { kind: 'config', ...config };
  }
}
