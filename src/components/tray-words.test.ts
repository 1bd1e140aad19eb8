import { describe, expect, it } from 'vitest';
import type { TrayRun } from './tray-runs.ts';
import { countWords, RunWatch, whyWords } from './tray-words.ts';

const NONE = { waiting: 0, sending: 0, pending: 0, done: 0, failed: 0, stuck: 0, skipped: 0, unknown: 0 };

function run(part: Partial<TrayRun> = {}): TrayRun {
  return { id: 'r', title: 'Restart 10 devices', rollout: false, devices: 10, status: 'running', interrupted: false, driver: 'here', gate: false, counts: { ...NONE, waiting: 6, done: 4 }, why: null, halt: null, ...part };
}

/** What is said as a run comes from one state into another. */
function news(before: Partial<TrayRun> | null, after: Partial<TrayRun>) {
  const watch = new RunWatch();
  watch.see(before === null ? [] : [run(before)]);
  return watch.see([run(after)]);
}

describe('a run in a line', () => {
  it('says how many are done, and what else came of some', () => {
    expect(countWords(run({ devices: 1_000, counts: { ...NONE, done: 312, failed: 4, waiting: 684 } }))).toBe('312 of 1,000 done, 4 failed');
    expect(countWords(run({ reports: true, counts: { ...NONE, done: 3, pending: 5, stuck: 2 } }))).toBe('3 of 10 updated, 5 pending, 2 stuck');
  });

  it('says why it stands still', () => {
    expect(whyWords(run())).toBe('');
    expect(whyWords(run({ gate: true }))).toBe('Its next wave begins when somebody opens it.');
    expect(whyWords(run({ interrupted: true }))).toBe('No tab drives it: nothing is sent until it is resumed.');
    expect(whyWords(run({ status: 'halted', halt: { rule: 'errors', count: 3 } }))).toBe('3 devices failed.');
  });
});

describe('what is told', () => {
  it('is nothing of how things were when the page was loaded', () => {
    expect(new RunWatch().see([run({ status: 'halted' })])).toEqual([]);
  });

  it('is nothing of a start, of progress, or of going on', () => {
    expect(news(null, {})).toEqual([]);
    expect(news({}, { counts: { ...NONE, done: 9, failed: 1 } })).toEqual([]);
    expect(news({ status: 'paused' }, {})).toEqual([]);
  });

  it('is each halt once, with its rule and what was done', () => {
    const watch = new RunWatch();
    const halted = run({ status: 'halted', halt: { rule: 'error-rate', percent: 20, of: 5 }, counts: { ...NONE, waiting: 5, done: 4, failed: 1 } });
    watch.see([run()]);
    expect(watch.see([halted])).toEqual([
      { id: 'r', title: 'Halted: Restart 10 devices', body: '20 % of 5 outcomes were errors. Sending stopped. 4 done, 1 failed, 5 untouched.', notify: true },
    ]);
    expect(watch.see([halted])).toEqual([]);
  });

  it('calls nothing unknown that is still on its way', () => {
    const [event] = news({}, { status: 'halted', halt: { rule: 'errors', count: 1 }, counts: { ...NONE, waiting: 7, sending: 2, failed: 1 } });
    expect(event?.body).toBe('1 device failed. Sending stopped; 2 devices are still being told.');
  });

  it('is the end, with what came of it', () => {
    expect(news({}, { status: 'finished', counts: { ...NONE, done: 9, failed: 1 } })).toEqual([
      { id: 'r', title: 'Finished, partial: Restart 10 devices', body: '9 of 10 done, 1 failed.', notify: true },
    ]);
    // One so quick that nobody saw it run.
    expect(news(null, { status: 'finished', driver: 'nobody', counts: { ...NONE, done: 10 } })).toEqual([
      { id: 'r', title: 'Complete: Restart 10 devices', body: '10 of 10 done.', notify: false },
    ]);
  });

  it('is also the pause of a run that nobody saw run, but not that another tab is about to begin one', () => {
    expect(news(null, { status: 'paused', driver: 'nobody', why: 'rights' })).toHaveLength(1);
    expect(news(null, { status: 'ready', driver: 'nobody', interrupted: true })).toEqual([]);
  });

  it('needs a notification where it was driven here, also when the end lets go of it', () => {
    expect(news({ driver: 'here' }, { status: 'finished', driver: 'nobody' })[0]?.notify).toBe(true);
    expect(news({ driver: 'elsewhere' }, { status: 'finished', driver: 'nobody' })[0]?.notify).toBe(false);
    expect(news({ driver: 'elsewhere' }, { status: 'halted', driver: 'elsewhere' })[0]?.notify).toBe(false);
  });

  it.each([
    ['operator', false],
    ['interrupted', false],
    ['sign-in', true],
    ['journal', true],
    ['broken', true],
  ] as const)('of a pause (%s) needs a notification: %s', (why, notify) => {
    expect(news({}, { status: 'paused', why })[0]).toMatchObject({ title: `${why === 'interrupted' ? 'Interrupted' : 'Paused'}: Restart 10 devices`, notify });
  });

  it.each(['stopped', 'closed'] as const)('is no notification where somebody ended it (%s)', (status) => {
    expect(news({}, { status })[0]).toMatchObject({ notify: false });
  });

  it('is a wave that waits for somebody, once', () => {
    expect(news({}, { gate: true })).toEqual([{ id: 'r', title: 'Waiting for you: Restart 10 devices', body: 'Its next wave begins when somebody opens it.', notify: true }]);
    expect(news({ gate: true }, { gate: true })).toEqual([]);
    expect(news({ gate: true }, {})).toEqual([]);
  });

  it('is the loss of the tab that drove it', () => {
    expect(news({ driver: 'elsewhere' }, { driver: 'nobody', interrupted: true })).toEqual([
      { id: 'r', title: 'Interrupted: Restart 10 devices', body: 'No tab drives it: nothing is sent until it is resumed.', notify: false },
    ]);
  });
});
