import { expect, test } from 'vitest';
import { BULK_TITLES, sendWords, type BulkKind } from './bulk-words.ts';

const KINDS: readonly BulkKind[] = ['deploy', 'logging-on', 'logging-off', 'restart', 'config'];

test.each(KINDS)('%s: the button says how many devices, and none where there is none', (kind) => {
  expect(sendWords(kind, 1, null)).toContain('1 device');
  expect(sendWords(kind, 2_000, 'fw-2')).toContain('2,000 devices');
  expect(sendWords(kind, 0, null)).toBe(BULK_TITLES[kind]);
  expect(sendWords(kind, 0, 'fw-2')).not.toContain('0');
});
