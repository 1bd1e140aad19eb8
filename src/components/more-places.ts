import { t } from '#texts/t.ts';
import { paths } from '../paths.ts';
import type { Place } from './places.ts';

/** What is needed now and then. */
export const MORE: readonly Place[] = [
  { to: paths.leases, name: t`Logging leases` },
  { to: paths.codes, name: t`Error codes` },
  { to: paths.settings, name: t`Settings` },
];
