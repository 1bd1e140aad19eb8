import { expect, test } from 'vitest';
import { needsApps } from './needs-apps.ts';
import { parseQuery } from './query.ts';

test.each([
  ['is:orphan', true],
  ['freezer -needs:orphan', true],
  ['needs:any', true],
  ['needs:none', true],
  ['is:acked', true],
  ['needs:never', true],
  ['needs:logging', true],
  ['is:never log:on', false],
  ['needs:stuck -is:aside', false],
  ['needs:failed is:stuck orphan', false],
  ['', false],
])('%s asks for what only the Apps can tell: %s', (q, asks) => expect(needsApps(parseQuery(q).terms)).toBe(asks));
