import { expect, test } from 'vitest';
import { beginWrite, endWrite, onItsWay } from './device-writes.ts';

test('a device takes one write at a time, whatever it changes; another device is not concerned', () => {
  expect(beginWrite('UV1', 'restart')).toBe(true);
  expect(beginWrite('UV1', 'restart')).toBe(false);
  expect(beginWrite('UV1', 'rename')).toBe(false);
  expect(beginWrite('UV2', 'rename')).toBe(true);
  endWrite('UV1', 'restart', true);
  expect(beginWrite('UV1', 'deploy')).toBe(true);
  endWrite('UV1', 'deploy', false);
  endWrite('UV2', 'rename', true);
});

test('says what is on its way', () => {
  expect(onItsWay('restart')).toBe('A restart is on its way.');
  expect(onItsWay(null)).toBeNull();
});
