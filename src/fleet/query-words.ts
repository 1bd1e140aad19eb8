import { t } from '#texts/t.ts';
import type { AttentionClass } from './health.ts';
import type { Field, IsValue } from './query-fields.ts';

/** The search language explained, for completion and help. */

export const FIELD_ABOUT: Readonly<Record<Field, string>> = {
  is: t`its state`,
  needs: t`why it needs attention`,
  status: t`result of the last update`,
  app: t`the App it should run`,
  runs: t`the App it runs`,
  age: t`how long it has not run its target`,
  err: t`error code of the last update`,
  log: 'logging',
  name: t`its name alone`,
  sid: t`its SID alone`,
};

export const FIELD_EXAMPLES: Readonly<Record<Field, readonly string[]>> = {
  is: ['is:drifting', '-is:aligned', '-is:aside'],
  needs: ['needs:stuck', 'needs:any'],
  status: ['status:pending', 'status:none'],
  app: ['app:fw', 'app:="fw 1.3"', 'app:none'],
  runs: ['runs:fw-1.2', 'runs:none'],
  age: ['age:>1h', 'age:<2d'],
  err: ['err:118', 'err:any', 'err:none'],
  log: ['log:on', 'log:expiring'],
  name: ['name:freezer', 'name:none'],
  sid: ['sid:UV0123'],
};

export const IS_ABOUT: Readonly<Record<IsValue, string>> = {
  drifting: t`runs something else than it should`,
  stuck: t`drifting for longer than the limit`,
  failed: t`the update ended in an error`,
  odd: t`what it reports contradicts itself`,
  orphan: t`its target is not among the Apps`,
  never: t`has a target, never reported`,
  aligned: t`runs what it should`,
  'no-target': t`has no target`,
  missing: t`not listed by the last reading`,
  acked: t`acknowledged, for what it is now`,
  snoozed: t`snoozed, and not due yet`,
  aside: t`acknowledged or snoozed`,
  noted: t`has a note`,
};

export const NEEDS_ABOUT: Readonly<Record<AttentionClass | 'any' | 'none', string>> = {
  failed: IS_ABOUT.failed,
  stuck: IS_ABOUT.stuck,
  odd: IS_ABOUT.odd,
  orphan: IS_ABOUT.orphan,
  never: IS_ABOUT.never,
  logging: t`logging was left on, or is on after its end`,
  any: t`anything of these`,
  none: 'nothing',
};

export const LOG_ABOUT = { on: t`enabled`, off: t`not enabled`, expiring: t`ends within 2 hours`, expired: t`enabled, although its end has passed` } as const;
