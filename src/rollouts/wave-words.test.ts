import { describe, expect, test } from 'vitest';
import { doingNow } from './doing.ts';
import type { Entry, Ledger } from './ledger.ts';
import { at, became, bulk, range, rollout, told } from './ledger-stand.ts';
import type { LiveRun } from './live.ts';
import { ROLLOUT_LANDING } from './plan.ts';
import type { Doing } from './terms.ts';
import { gateWords, waveStateWords, wavesOf } from './wave-words.ts';

const WAVES = [2, 52, 100];
const landed = (from: number, to: number): Entry[] => range(from, to).map((n) => became(n, 'done', 30, { why: 'landed', took: 9_000 }));
const passed = (wave: number): Entry => ({ kind: 'passed', at: at(40), wave });
const begun = (wave: number): Entry => ({ kind: 'wave', at: at(60), wave });
const gate = (ledger: Ledger, doing: Doing): string | null => gateWords({ plan: ledger.plan, wave: ledger.wave, status: ledger.status, waves: ledger.wavesCounts() }, doing, at(100));

describe('what the next gate waits for', () => {
  const second = [...landed(0, 2), passed(0), begun(1)];

  test('so many of a wave have to land, of those that are sent to', () => {
    const ledger = told(rollout(WAVES), ...second, ...landed(2, 14), ...range(14, 20).map((n) => became(n, 'pending', 70)), ...range(20, 22).map((n) => became(n, 'skipped', 70, { why: 'gone' })));
    // 90 % of 48.
    expect(gate(ledger, { kind: 'sending' })).toBe('12 of the 44 needed of wave 2 have landed, 6 devices are still to report.');
  });

  test('a soak has its end', () => {
    const ledger = told(rollout(WAVES), ...second, ...landed(2, 52), passed(1));
    expect(gate(ledger, { kind: 'soaking', until: at(225) })).toBe('50 of wave 2 have landed, 45 were needed. Wave 3 begins in 2 m 5 s, unless something halts it.');
    const byHand = told(rollout(WAVES, { landing: { ...ROLLOUT_LANDING, gate: 'by-hand' } }), ...second, ...landed(2, 47), passed(1));
    expect(gate(byHand, { kind: 'soaking', until: at(225) })).toBe('45 of the 45 needed of wave 2 have landed. Its soak lasts 2 m 5 s more; then somebody has to open wave 3.');
    expect(gate(byHand, { kind: 'gate', enough: true })).toBe('45 of the 45 needed of wave 2 have landed and the soak is over. Somebody has to open wave 3.');
  });

  test('where too few have landed somebody has to decide', () => {
    const ledger = told(rollout(WAVES), became(0, 'done', 20), became(1, 'stuck', 3_600, { why: 'deadline' }));
    expect(gate(ledger, { kind: 'gate', enough: false })).toBe('Only 1 of the 2 needed of wave 1 have landed, and no more are pending. Somebody has to decide: open wave 2 all the same, or stop.');
  });

  test('nothing is waited for in the last wave, in a bulk action, and where nothing goes on', () => {
    expect(gate(told(rollout(WAVES), begun(2)), { kind: 'sending' })).toBeNull();
    expect(gate(told(bulk(5)), { kind: 'sending' })).toBeNull();
    expect(gate(told(rollout(WAVES), { kind: 'paused', at: at(1), why: 'operator' }), { kind: 'idle' })).toBeNull();
  });
});

test('each wave has its figures and its state', () => {
  const ledger = told(rollout(WAVES), became(0, 'done', 20), became(1, 'stuck', 3_600, { why: 'deadline' }), begun(1), became(2, 'failed', 70, { why: 'refused' }), became(3, 'pending', 70), became(4, 'sending', 70));
  const waves = wavesOf(ledger, { kind: 'sending' });
  expect(waves.map(({ number, devices, sent, state }) => [number, devices, sent, state])).toEqual([
    [1, 2, 2, 'forced'],
    [2, 50, 3, 'sending'],
    [3, 48, 0, 'not-begun'],
  ]);
  expect(wavesOf(ledger, { kind: 'soaking', until: at(90) })[1]?.state).toBe('soaking');
  expect(waveStateWords('soaking', { kind: 'soaking', until: at(90) }, at(60))).toBe('soaking, 30 s left');
  ledger.apply({ kind: 'stopped', at: at(80) });
  expect(wavesOf(ledger, { kind: 'idle' })[1]?.state).toBe('held');
  expect(wavesOf(told(rollout([2]), ...landed(0, 2), { kind: 'finished', at: at(50) }), { kind: 'idle' })[0]?.state).toBe('ended');
});

const watched = (ledger: Ledger, doing: Doing | null = null): LiveRun => ({ ledger, driver: 'elsewhere', pulse: doing === null ? null : { doing, limit: 5, apiFailures: 0 } });

describe('what a tab that only watches knows of what is done just now', () => {
  test('the ledger tells', () => {
    const sent = told(rollout([2, 10]), became(0, 'pending', 1), became(1, 'sending', 1));
    expect(doingNow(watched(sent), at(2))).toEqual({ kind: 'sending' });
    sent.apply(became(1, 'pending', 2));
    expect(doingNow(watched(sent, { kind: 'sending' }), at(3))).toEqual({ kind: 'landing' });
    for (const entry of landed(0, 2)) sent.apply(entry);
    sent.apply(passed(0));
    expect(doingNow(watched(sent, { kind: 'landing' }), at(50))).toEqual({ kind: 'soaking', until: at(40) + ROLLOUT_LANDING.soak });
  });

  test('that the API cannot be asked only the one who drives can say', () => {
    const ledger = told(bulk(10), became(0, 'done', 1));
    expect(doingNow(watched(ledger, { kind: 'holding', until: at(20) }), at(10))).toEqual({ kind: 'holding', until: at(20) });
    expect(doingNow(watched(ledger, { kind: 'holding', until: at(20) }), at(21))).toEqual({ kind: 'sending' });
  });

  test('whoever drives is believed, and what stands still does nothing', () => {
    const ledger = told(bulk(10));
    expect(doingNow({ ledger, driver: 'here', pulse: { doing: { kind: 'landing' }, limit: 5, apiFailures: 0 } }, at(1))).toEqual({ kind: 'landing' });
    ledger.apply({ kind: 'paused', at: at(2), why: 'operator' });
    expect(doingNow({ ledger, driver: 'here', pulse: { doing: { kind: 'landing' }, limit: 5, apiFailures: 0 } }, at(3))).toEqual({ kind: 'idle' });
  });
});
