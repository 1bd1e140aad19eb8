import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onTitlePrefix, setTitlePrefix, titlePrefix } from './title-prefix.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  setTitlePrefix('');
  vi.runAllTimers();
  vi.useRealTimers();
});

describe('the prefix of the title', () => {
  it('is there at once, and then changes once a second at the most', () => {
    const told = vi.fn();
    const stop = onTitlePrefix(told);
    setTitlePrefix('1 %');
    setTitlePrefix('2 %');
    setTitlePrefix('3 %');
    expect(titlePrefix()).toBe('1 %');
    vi.advanceTimersByTime(999);
    expect(titlePrefix()).toBe('1 %');
    vi.advanceTimersByTime(1);
    expect(titlePrefix()).toBe('3 %');
    expect(told).toHaveBeenCalledTimes(2);
    stop();
  });

  it('tells nobody of a text that is the same, and rests then', () => {
    const told = vi.fn();
    const stop = onTitlePrefix(told);
    setTitlePrefix('Paused');
    vi.advanceTimersByTime(5_000);
    setTitlePrefix('Paused');
    vi.advanceTimersByTime(5_000);
    expect(told).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
    stop();
  });
});
