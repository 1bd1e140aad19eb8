import { describe, expect, it } from 'vitest';
import type { Head } from '#rollouts/journal-schema.ts';
import { gistOf, isGoing, needsSomebody, percentOf, prefixOf, trayRuns, type TrayRun } from './tray-runs.ts';

const NONE = { waiting: 0, sending: 0, pending: 0, done: 0, failed: 0, stuck: 0, skipped: 0, unknown: 0 };

function run(part: Partial<TrayRun>): TrayRun {
  return { id: 'r', title: 'Restart 10 devices', rollout: false, devices: 10, status: 'running', interrupted: false, driver: 'here', gate: false, counts: { ...NONE, waiting: 10 }, why: null, halt: null, ...part };
}

function head(part: Partial<Head>): Head {
  return { id: 'r', createdAt: 1_000, title: 'Restart 10 devices', change: { kind: 'restart' }, rollout: false, devices: 10, status: 'running', counts: { ...NONE, waiting: 10 }, endedAt: null, parent: null, ...part };
}

/** Runs of which only the list is known here, driven by another tab where it says so. */
function listed(heads: readonly Head[] | null, driven: readonly string[] = []) {
  return trayRuns({ heads: () => heads, live: () => null, driver: (id) => (driven.includes(id) ? 'elsewhere' : 'nobody') }, 5_000);
}

const ids = (runs: readonly TrayRun[] | null): readonly string[] => (runs ?? []).map(({ id }) => id);

describe('what the tray shows', () => {
  it('is not known before the runs have been read', () => {
    expect(listed(null)).toBeNull();
  });

  it('is what is open, and what has ended since the page was loaded', () => {
    const heads = [
      head({ id: 'draft', status: 'draft' }),
      head({ id: 'open', status: 'paused' }),
      head({ id: 'before', status: 'finished', endedAt: 4_999 }),
      head({ id: 'since', status: 'stopped', endedAt: 5_000 }),
    ];
    expect(ids(listed(heads))).toEqual(['open', 'since']);
  });

  it('begins with the worst: halted, interrupted, paused, running, ended', () => {
    const heads = [
      head({ id: 'ended', status: 'finished', endedAt: 6_000 }),
      head({ id: 'running' }),
      head({ id: 'paused', status: 'paused' }),
      head({ id: 'alone' }),
      head({ id: 'halted', status: 'halted' }),
    ];
    expect(ids(listed(heads, ['running']))).toEqual(['halted', 'alone', 'paused', 'running', 'ended']);
  });
});

describe('how the worst stands', () => {
  it('is nothing where there is nothing', () => {
    expect(gistOf([])).toBeNull();
    expect(prefixOf([])).toBe('');
  });

  it('is how far all that run have come, while all of them run', () => {
    const half = run({ counts: { ...NONE, waiting: 4, sending: 1, done: 5 } });
    const most = run({ devices: 30, counts: { ...NONE, pending: 2, done: 20, failed: 8 } });
    expect(percentOf([half, most])).toBe(82);
    expect(gistOf([half, most])).toEqual({ look: 'running', word: '82 %', percent: 82 });
    expect(prefixOf([half, most])).toBe('82 %');
  });

  it('is never 100 percent while one is left', () => {
    expect(percentOf([run({ counts: { ...NONE, waiting: 1, done: 999 } })])).toBe(99);
  });

  it.each([
    [{ status: 'halted' }, 'Halted', 'halted'],
    [{ interrupted: true, driver: 'nobody' }, 'Interrupted', 'halted'],
    [{ gate: true }, 'Waiting', 'waiting'],
    [{ status: 'paused' }, 'Paused', 'waiting'],
  ] as const)('of %o is “%s”, whatever runs besides', (part, word, look) => {
    expect(gistOf([run(part), run({})])).toEqual({ look, word, percent: null });
    expect(prefixOf([run(part), run({})])).toBe(word);
  });

  it('of what has ended is complete only if nothing is left of any, and the title says nothing of it', () => {
    const whole = run({ status: 'finished', counts: { ...NONE, done: 9, skipped: 1, already: 1 } });
    const part = run({ status: 'finished', counts: { ...NONE, done: 9, unknown: 1 } });
    const stopped = run({ status: 'stopped', counts: { ...NONE, done: 10 } });
    expect(gistOf([whole])?.word).toBe('Complete');
    expect(gistOf([whole, part])?.word).toBe('Partial');
    expect(gistOf([stopped])?.word).toBe('Partial');
    expect(prefixOf([whole, part])).toBe('');
  });
});

describe('a run of which all was sent', () => {
  const sent = { status: 'running', counts: { ...NONE, pending: 3, done: 1 } } as const;

  it('is neither interrupted nor can be paused, whether or not a tab looks after it', () => {
    for (const driven of [['r'], []]) {
      const [run_] = listed([head({ ...sent, change: { kind: 'deploy', app: 'KA' }, reports: true })], driven) ?? [];
      expect(run_).toMatchObject({ interrupted: false, reports: true });
      expect(run_ !== undefined && (isGoing(run_) || needsSomebody(run_))).toBe(false);
    }
    expect(gistOf([run(sent)])).toEqual({ look: 'running', word: '25 %', percent: 25 });
    expect(needsSomebody(run({ ...sent, status: 'halted' }))).toBe(true);
  });
});

it.each([
  [{ status: 'halted' }, true],
  [{ interrupted: true }, true],
  [{ status: 'paused' }, true],
  [{ gate: true }, true],
  [{}, false],
  [{ status: 'finished' }, false],
] as const)('a run (%o) needs somebody: %s', (part, needs) => {
  expect(needsSomebody(run(part))).toBe(needs);
});

it('which rule has halted a run is known from the list alone', () => {
  expect(listed([head({ status: 'halted', halt: { rule: 'errors', count: 3 } })])?.[0]?.halt).toEqual({ rule: 'errors', count: 3 });
});
