import type { Status } from '#fleet/health.ts';
import { t } from '#texts/t.ts';

/** The one status of a device, as it is called within a sentence. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  failed: t`failed`,
  stuck: t`stuck`,
  odd: t`inconsistent`,
  orphan: t`unknown target`,
  never: t`never reported`,
  updating: t`updating`,
  'up-to-date': t`up to date`,
  'no-target': t`no target`,
};
