import type { AttentionClass } from './health.ts';
import type { Field, IsValue } from './query-fields.ts';

/** The search language explained, for completion and help. */

export const FIELD_ABOUT: Readonly<Record<Field, string>> = {
  is: 'its state',
  needs: 'why it needs attention',
  status: 'result of the last update',
  app: 'the App it should run',
  runs: 'the App it runs',
  age: 'how long it has not run its target',
  err: 'error code of the last update',
  log: 'logging',
  name: 'its name alone',
  sid: 'its SID alone',
};

export const FIELD_EXAMPLES: Readonly<Record<Field, readonly string[]>> = {
  is: ['is:drifting', '-is:aligned'],
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
  drifting: 'runs something else than it should',
  stuck: 'drifting for longer than the limit',
  failed: 'the update ended in an error',
  odd: 'what it reports contradicts itself',
  orphan: 'its target is not among the Apps',
  never: 'has a target, never reported',
  aligned: 'runs what it should',
  'no-target': 'has no target',
  missing: 'not listed by the last reading',
};

export const NEEDS_ABOUT: Readonly<Record<AttentionClass | 'any' | 'none', string>> = {
  failed: IS_ABOUT.failed,
  stuck: IS_ABOUT.stuck,
  odd: IS_ABOUT.odd,
  orphan: IS_ABOUT.orphan,
  never: IS_ABOUT.never,
  logging: 'logging was left on',
  any: 'anything of these',
  none: 'nothing',
};

export const LOG_ABOUT = { on: 'enabled', off: 'not enabled', expiring: 'ends within 2 hours' } as const;
