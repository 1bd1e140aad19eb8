import { t } from '#texts/t.ts';
import { paths } from '../paths.ts';

/** A page that can be gone to from everywhere. */
export interface Place {
  readonly to: string;
  readonly name: string;
}

/** What is worked with every day: always in sight where there is room. */
export const MAIN: readonly Place[] = [
  { to: paths.home, name: t`Home` },
  { to: paths.devices(), name: t`Devices` },
  { to: paths.rollouts, name: t`Rollouts` },
  { to: paths.apps, name: t`Apps` },
  { to: paths.configs, name: t`Configs` },
  { to: paths.secrets, name: t`Secrets` },
];
