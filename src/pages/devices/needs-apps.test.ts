import { expect, test } from 'vitest';
import { needsApps } from './needs-apps.ts';

test.each([
  ['is:orphan', true],
  ['freezer -needs:orphan', true],
  ['needs:any', true],
  ['needs:none', true],
  ['is:acked', true],
  ['needs:stuck -is:aside', false],
  ['needs:failed is:stuck orphan', false],
  ['', false],
])('%s asks for what only the Apps can tell: %s', (q, asks) => expect(needsApps(q)).toBe(asks));
