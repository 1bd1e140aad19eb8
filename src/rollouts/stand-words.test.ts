import { describe, expect, test } from 'vitest';
import type { Entry, Ledger } from './ledger.ts';
import { at, became, bulk, range, told } from './ledger-stand.ts';
import { atOnce } from './plan.ts';
import { happenedLine } from './run-words.ts';
import { isInterrupted, standsOf, standWords } from './stand-words.ts';

const all = (state: 'pending' | 'done', ...more: readonly Entry[]): Ledger => told(bulk(3, atOnce(true)), ...range(0, 3).map((n) => became(n, state)), ...more);
const words = (ledger: Ledger, driven = true) => standWords(standsOf(ledger), ledger.counts(), driven);

describe('accepted is not updated', () => {
  test('a deployment that the API has accepted says how many have not updated, whether or not its tab is gone', () => {
    expect(words(all('pending'))).toEqual({ look: 'accepted', text: 'Accepted, 3 not yet updated' });
    expect(words(all('pending'), false)).toEqual({ look: 'accepted', text: 'Accepted, 3 not yet updated' });
    expect(words(all('pending', { kind: 'paused', at: at(9), why: 'interrupted' }), false)).toEqual({ look: 'accepted', text: 'Accepted, 3 not yet updated' });
    expect(words(all('pending', became(0, 'done'), became(1, 'stuck')))).toEqual({ look: 'accepted', text: 'Accepted, 2 not yet updated' });
    expect(happenedLine(all('pending', became(0, 'done')), 'Accepted', false)).toBe(
      'Accepted. 2 devices have the new target and have not reported it yet. They update when they check in. Nothing more is sent. While the console is open it looks every 15 seconds which devices have reported, for 1 h after each was sent.',
    );
  });

  test('only once all of them have updated it is complete', () => {
    expect(words(all('done', { kind: 'finished', at: at(9) }))).toEqual({ look: 'complete', text: 'Complete' });
    expect(words(all('done', became(0, 'stuck'), { kind: 'finished', at: at(9) }))).toEqual({ look: 'partial', text: 'Finished, partial' });
  });

  test('while something is still to be sent, or nobody knows of it, it runs, or is interrupted', () => {
    for (const state of ['waiting', 'sending', 'unknown'] as const) {
      const ledger = all('pending', became(1, state));
      expect([words(ledger).text, words(ledger, false).text]).toEqual(['Running', 'Interrupted']);
    }
  });

  test('one that an earlier build has ended when the API had accepted it is not called complete', () => {
    const ended = told(bulk(2), became(0, 'done'), became(1, 'done'), { kind: 'finished', at: at(9) });
    expect(words(ended)).toEqual({ look: 'accepted', text: 'Accepted' });
    expect(standWords({ status: 'finished', change: { kind: 'deploy' }, rollout: false }, ended.counts(), false)).toEqual({ look: 'accepted', text: 'Accepted' });
    expect(standWords({ status: 'finished', change: { kind: 'deploy' }, rollout: true }, ended.counts(), false).text).toBe('Complete');
    expect(words(told(bulk(1, { change: { kind: 'restart' } }), became(0, 'done'), { kind: 'finished', at: at(9) })).text).toBe('Complete');
  });
});

test('interrupted is what nobody drives, and what was found so', () => {
  const counts = told(bulk(1)).counts();
  expect(isInterrupted({ status: 'running' }, counts, false)).toBe(true);
  expect(isInterrupted({ status: 'running' }, counts, true)).toBe(false);
  expect(isInterrupted({ status: 'paused', why: 'interrupted' }, counts, true)).toBe(true);
  expect(isInterrupted({ status: 'paused', why: 'operator' }, counts, false)).toBe(false);
  expect(standWords({ status: 'paused', why: 'interrupted' }, told(bulk(1)).counts(), false)).toEqual({ look: 'halted', text: 'Interrupted' });
  expect(standWords({ status: 'paused', why: 'operator' }, told(bulk(1)).counts(), false).text).toBe('Paused');
});
