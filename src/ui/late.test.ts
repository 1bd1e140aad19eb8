import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GoneError, insistently, onUpgrade } from './late.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  onUpgrade({ isUpgraded: () => Promise.resolve(false), GonePart: null });
});

const away = new TypeError('Failed to fetch dynamically imported module');

test('code that comes at once is not waited for', async () => {
  await expect(insistently(() => Promise.resolve(5))).resolves.toBe(5);
});

test('code that cannot be had is asked for again, less and less often, until it comes', async () => {
  const at: number[] = [];
  const began = Date.now();
  const loaded = insistently(() => {
    at.push(Date.now() - began);
    return at.length < 4 ? Promise.reject(away) : Promise.resolve('there');
  }, () => 1);
  await vi.runAllTimersAsync();
  await expect(loaded).resolves.toBe('there');
  expect(at).toEqual([0, 500, 1_500, 3_500]);
});

test('code that never comes is given up, with what was the matter, within two and a half minutes', async () => {
  const load = vi.fn(() => Promise.reject(away));
  const began = Date.now();
  const loaded = insistently(load, () => 1);
  const refused = expect(loaded).rejects.toBe(away);
  await vi.runAllTimersAsync();
  await refused;
  expect(load).toHaveBeenCalledTimes(10);
  expect(Date.now() - began).toBeLessThanOrEqual(150_000);
});

test('code that is gone since the server was upgraded is given up at once, and while nobody knows it is not', async () => {
  const answers = [false, false, true];
  onUpgrade({ isUpgraded: () => Promise.resolve(answers.shift() ?? true), GonePart: null });
  const load = vi.fn(() => Promise.reject(away));
  const loaded = insistently(load, () => 1);
  const refused = expect(loaded).rejects.toBeInstanceOf(GoneError);
  await vi.runAllTimersAsync();
  await refused;
  expect(load).toHaveBeenCalledTimes(3);
});
