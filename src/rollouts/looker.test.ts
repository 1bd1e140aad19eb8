import { expect, test } from 'vitest';
import type { Device } from '#api/schema.ts';
import type { Ledger } from './ledger.ts';
import { ROLLOUT_LANDING, ROLLOUT_SETTINGS, type Plan } from './plan.ts';
import { StandClock, standRun } from './run-stand.ts';
import { standsOf, standWords } from './stand-words.ts';
import { LookFailed, type Verdict, type Work } from './terms.ts';

const APP = `KA${'a'.repeat(32)}`;
const MINUTE = 60_000;
const sidOf = (n: number): string => `UV${String(n).padStart(32, '0')}`;
const NO_HALT = { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: null };

function planOf(size: number, waves: readonly number[], more: Partial<Plan> = {}): Plan {
  const items = Array.from({ length: size }, (_, n) => ({ sid: sidOf(n), broken: false, seen: { name: null, target: null, targeted: null, logging: null, expires: null } }));
  return { id: 'r', createdAt: 0, title: 'r', change: { kind: 'deploy', app: APP }, items, waves, settings: { ...ROLLOUT_SETTINGS, halt: NO_HALT }, landing: { ...ROLLOUT_LANDING, soak: 0 }, parent: null, ...more };
}

function deviceOf(sid: string, status: 'up-to-date' | 'pending' | 'error'): Device {
  return { sid, app: { target_sid: APP, reported_sid: status === 'pending' ? null : APP, update_status: status, update_error_code: 0, date_targeted: '2026-01-01T00:00:00Z', date_reported: '2026-01-01T00:00:30Z' } } as unknown as Device;
}

interface Asked {
  sent: number;
  looks: number;
}

/** `look`: how each device is at the nth look, from 1. */
function workOf(look: (sid: string, nth: number) => Device, verdict: (n: number) => Verdict = () => ({ kind: 'done' })): { readonly work: Work; readonly asked: Asked } {
  const asked: Asked = { sent: 0, looks: 0 };
  const work: Work = {
    change: async ({ sid }, _change, _force, beforeSend) => {
      const found = verdict(Number(sid.slice(2)));
      if (found.kind === 'skipped') return found;
      await beforeSend();
      asked.sent += 1;
      return found;
    },
    findOut: async () => null,
    look: async (waiting) => {
      asked.looks += 1;
      return new Map(waiting.map(({ sid }) => [sid, look(sid, asked.looks)]));
    },
  };
  return { work, asked };
}

const statesOf = (ledger: Ledger): string[] => ledger.plan.items.map((_, index) => ledger.state(index));

test('a wave that is opened twice in the same moment is one wave', async () => {
  const clock = new StandClock();
  const { work, asked } = workOf((sid) => deviceOf(sid, 'up-to-date'));
  const { run, ledger } = standRun(planOf(6, [1, 3, 6], { landing: { ...ROLLOUT_LANDING, soak: 0, gate: 'by-hand' } }), work, [], clock);
  const driven = run.drive();
  await clock.run(driven, clock.now() + MINUTE);
  expect(run.doing).toEqual({ kind: 'gate', enough: true });
  run.nextWave(1);
  run.nextWave(1);
  await clock.run(driven, clock.now() + 5 * MINUTE);
  run.nextWave(1);
  await clock.run(driven, clock.now() + 5 * MINUTE);
  expect([ledger.wave, asked.sent, run.doing]).toEqual([1, 3, { kind: 'gate', enough: true }]);
});

test('no device is called stuck before it was looked at after its deadline, however long nobody looked', async () => {
  const clock = new StandClock();
  const { work, asked } = workOf((sid, nth) => deviceOf(sid, nth < 2 ? 'pending' : 'up-to-date'));
  const slept: Work = {
    ...work,
    look: async (waiting) => {
      const found = await work.look(waiting);
      // A computer that sleeps for two hours behind the first look.
      if (asked.looks === 1) await clock.sleep(2 * 60 * MINUTE);
      return found;
    },
  };
  const { run, ledger } = standRun(planOf(4, [4], { settings: { ...ROLLOUT_SETTINGS, halt: { ...NO_HALT, stuckPercent: 10 } } }), slept, [], clock);
  await clock.run(run.drive());
  expect([ledger.status, ledger.counts().done, ledger.counts().stuck]).toEqual(['finished', 4, 0]);
});

test('an API that is away while devices are to report makes none of them stuck: it is waited for, and halts by its own rule', async () => {
  const clock = new StandClock();
  let down = true;
  const { work } = workOf((sid) => deviceOf(sid, 'up-to-date'));
  const away: Work = { ...work, look: async (waiting) => {
    if (down) throw new LookFailed({ kind: 'again', retryAfter: null, slow: false });
    return work.look(waiting);
  } };
  const { run, ledger } = standRun(planOf(4, [4]), away, [], clock);
  const driven = run.drive();
  await clock.run(driven, clock.now() + 3 * 60 * MINUTE);
  expect([ledger.status, ledger.counts().pending, run.doing.kind]).toEqual(['running', 4, 'holding']);
  down = false;
  await clock.run(driven);
  expect([ledger.status, ledger.counts().done]).toEqual(['finished', 4]);

  down = true;
  const halts = standRun(planOf(4, [4], { settings: { ...ROLLOUT_SETTINGS, halt: { ...NO_HALT, apiFailures: 6 } } }), away, [], new StandClock());
  await halts.clock.run(halts.run.drive());
  expect([halts.ledger.status, halts.ledger.halt, halts.ledger.counts().pending]).toEqual(['halted', { rule: 'api-failures', count: 6 }, 4]);
});

test('credentials that are rejected while devices are to report pause the rollout', async () => {
  const clock = new StandClock();
  const { work } = workOf((sid) => deviceOf(sid, 'pending'));
  const { run, ledger } = standRun(planOf(4, [2, 4]), { ...work, look: () => Promise.reject(new LookFailed({ kind: 'stop', why: 'sign-in' })) }, [], clock);
  await clock.run(run.drive());
  expect([ledger.status, ledger.why, statesOf(ledger)]).toEqual(['paused', 'sign-in', ['pending', 'pending', 'waiting', 'waiting']]);
});

test('a look that comes to nothing for whatever reason is followed by another', async () => {
  const clock = new StandClock();
  const { work, asked } = workOf((sid) => deviceOf(sid, 'up-to-date'));
  let times = 0;
  const { run, ledger } = standRun(planOf(3, [3]), { ...work, look: (waiting) => {
    times += 1;
    return times < 3 ? Promise.reject(new Error('the Worker has ended')) : work.look(waiting);
  } }, [], clock);
  await clock.run(run.drive());
  expect([ledger.status, ledger.counts().done, asked.looks]).toEqual(['finished', 3, 1]);
});

test('a device that fails in the soak, after it had landed, counts as failed', async () => {
  const clock = new StandClock();
  const { work } = workOf((sid, nth) => deviceOf(sid, nth > 1 && sid === sidOf(0) ? 'error' : 'up-to-date'));
  const { run, ledger } = standRun(planOf(4, [2, 4], { landing: { ...ROLLOUT_LANDING, soak: 5 * MINUTE }, settings: { ...ROLLOUT_SETTINGS, halt: { ...NO_HALT, errors: 1 } } }), work, [], clock);
  await clock.run(run.drive());
  expect([ledger.status, statesOf(ledger)]).toEqual(['halted', ['failed', 'done', 'waiting', 'waiting']]);
});

test('a canary that was left alone tells nothing: somebody has to decide; one that was so already does not hold up', async () => {
  for (const [why, status] of [['changed', 'running'], ['already', 'finished']] as const) {
    const clock = new StandClock();
    const { work, asked } = workOf((sid) => deviceOf(sid, 'up-to-date'), (n) => (n === 0 ? { kind: 'skipped', note: { why } } : { kind: 'done' }));
    const { run, ledger } = standRun(planOf(3, [1, 3]), work, [], clock);
    const driven = run.drive();
    // oxlint-disable-next-line no-await-in-loop -- one case after the other
    await clock.run(driven, clock.now() + 30 * MINUTE);
    expect([ledger.status, asked.sent]).toEqual([status, why === 'changed' ? 0 : 2]);
    if (why === 'changed') expect(run.doing).toEqual({ kind: 'gate', enough: false });
    else expect(standWords(standsOf(ledger), ledger.counts(), true).text).toBe('Complete');
  }
});

test('after an interruption the soak begins anew', async () => {
  const clock = new StandClock();
  const { work, asked } = workOf((sid) => deviceOf(sid, 'up-to-date'));
  const { run, ledger } = standRun(planOf(2, [1, 2], { landing: { ...ROLLOUT_LANDING, soak: 10 * MINUTE } }), work, [], clock);
  const driven = run.drive();
  await clock.run(driven, clock.now() + 2 * MINUTE);
  await run.pause();
  await clock.run(driven);
  const again = run.drive();
  await clock.run(again, clock.now() + 9 * MINUTE);
  expect(asked.sent).toBe(1);
  await clock.run(again);
  expect([ledger.status, asked.sent]).toEqual(['finished', 2]);
});

test('what goes wrong after a write has left is unknown, and is not sent again as if it had not', async () => {
  const clock = new StandClock();
  let sent = 0;
  const work: Work = {
    change: async (_item, _change, _force, beforeSend) => {
      await beforeSend();
      sent += 1;
      throw new Error('something that nobody has thought of');
    },
    findOut: async () => ({ kind: 'unknown', note: { why: 'no-answer' } }),
    look: async () => new Map(),
  };
  const { run, ledger } = standRun(planOf(1, [1], { change: { kind: 'restart' }, landing: null }), work, [], clock);
  await clock.run(run.drive());
  expect([ledger.status, ledger.why, statesOf(ledger)]).toEqual(['paused', 'broken', ['unknown']]);
  await clock.run(run.drive());
  expect([ledger.status, sent]).toEqual(['finished', 1]);
  expect(standWords(standsOf(ledger), ledger.counts(), true).text).toBe('Finished, partial');
});

test('a run of which all was left alone because somebody else was there is not called complete', async () => {
  const clock = new StandClock();
  const { work } = workOf((sid) => deviceOf(sid, 'up-to-date'), (n) => ({ kind: 'skipped', note: { why: n === 0 ? 'already' : 'changed' } }));
  const { run, ledger } = standRun(planOf(2, [2]), work, [], clock);
  await clock.run(run.drive());
  expect(ledger.counts()).toMatchObject({ skipped: 2, already: 1 });
  expect(standWords(standsOf(ledger), ledger.counts(), true)).toEqual({ look: 'partial', text: 'Finished, partial' });
});
