import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from '#api/schema.ts';
import { Ledger, sumOf, type Entry } from './ledger.ts';
import { BULK_SETTINGS, ROLLOUT_LANDING, ROLLOUT_SETTINGS, type Plan, type RunItem } from './plan.ts';
import { WINDOW } from './rate.ts';
import type { Verdict, Work } from './terms.ts';
import { StandClock, standRun, type Stand } from './run-stand.ts';

const APP = `KA${'a'.repeat(32)}`;
const sidOf = (n: number): string => `UV${String(n).padStart(32, '0')}`;
const item = (n: number, broken = false): RunItem => ({ sid: sidOf(n), broken, seen: { name: null, target: null, targeted: null, logging: null, expires: null } });

function planOf(size: number, more: Partial<Plan> = {}): Plan {
  return {
    id: 'r', createdAt: 0, title: 'r', change: { kind: 'restart' }, items: Array.from({ length: size }, (_, n) => item(n)), waves: [size],
    settings: BULK_SETTINGS, landing: null, parent: null, ...more,
  };
}

type Script = Verdict | { readonly kind: 'held' };

/** Devices that answer by a script, and a count of what was sent to each. */
function scripted(clock: StandClock, script: (index: number, attempt: number) => Script, latency = 100) {
  const sent: { readonly sid: string; readonly at: number }[] = [];
  const attempts = new Map<string, number>();
  let most = 0;
  let now = 0;
  const work: Work = {
    change: async ({ sid }, _change, _force, beforeSend) => {
      const attempt = attempts.get(sid) ?? 0;
      attempts.set(sid, attempt + 1);
      now += 1;
      most = Math.max(most, now);
      try {
        const verdict = script(Number(sid.slice(2)), attempt);
        await clock.sleep(latency);
        if (verdict.kind === 'skipped' || verdict.kind === 'stop') return verdict as Verdict;
        await beforeSend();
        sent.push({ sid, at: clock.now() });
        await clock.sleep(latency);
        return verdict as Verdict;
      } finally {
        now -= 1;
      }
    },
    findOut: async () => ({ kind: 'done' }),
    look: async () => new Map(),
  };
  return { work, sent, most: () => most };
}

const DONE: Verdict = { kind: 'done' };
const SLOW: Verdict = { kind: 'again', retryAfter: null, slow: true };

async function finish({ run, clock }: Stand): Promise<void> {
  await clock.run(run.drive());
}

const inAnyWindow = (times: readonly number[]): number => Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + WINDOW).length));

const verdicts = fc.constantFrom<Script>(
  DONE, DONE, DONE, SLOW,
  { kind: 'failed', note: { why: 'refused' } },
  { kind: 'skipped', note: { why: 'gone' } },
  { kind: 'unknown', note: { why: 'no-answer' } },
  { kind: 'again', retryAfter: 3_000, slow: false },
);

describe('whatever happens', () => {
  test('outcomes add up, the rate holds in any 10 s, and no more are under way than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(verdicts, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 30 }), async (scripts, concurrency, rate) => {
        const clock = new StandClock();
        const settings = { ...BULK_SETTINGS, concurrency, rate, halt: { ...BULK_SETTINGS.halt, errorPercent: null } };
        const { work, sent, most } = scripted(clock, (index, attempt) => scripts[index]?.[attempt] ?? DONE);
        const stand = standRun(planOf(scripts.length, { settings }), work, [], clock);
        await finish(stand);
        const counts = stand.ledger.counts();
        expect(stand.ledger.status).toBe('finished');
        expect(sumOf(counts)).toBe(scripts.length);
        expect(counts.waiting + counts.sending + counts.pending).toBe(0);
        expect(inAnyWindow(sent.map(({ at }) => at))).toBeLessThanOrEqual(rate);
        expect(most()).toBeLessThanOrEqual(concurrency);
      }),
      { numRuns: 100 },
    );
  });
});

/** Some fail, some are left alone. */
function outcome(index: number): Verdict {
  if (index % 7 === 3) return { kind: 'failed', note: { why: 'refused' } };
  return index % 11 === 5 ? { kind: 'skipped', note: { why: 'gone' } } : DONE;
}

describe('held', () => {
  test.each(['pause', 'stop'] as const)('after %s nothing more is sent, whenever it is said; what is under way ends', async (how) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 20 }), async (when, concurrency) => {
        const clock = new StandClock();
        const { work, sent } = scripted(clock, () => DONE, 130);
        const stand = standRun(planOf(60, { settings: { ...BULK_SETTINGS, concurrency, rate: 20 } }), work, [], clock);
        const driven = stand.run.drive();
        let at = Number.POSITIVE_INFINITY;
        void clock.sleep(when).then(() => {
          at = clock.now();
          return stand.run[how]();
        });
        await clock.run(driven);
        expect(sent.filter((each) => each.at > at)).toEqual([]);
        const counts = stand.ledger.counts();
        expect([counts.done, counts.sending, sumOf(counts)]).toEqual([sent.length, 0, 60]);
        expect(stand.ledger.status).toBe(how === 'pause' ? 'paused' : 'stopped');
      }),
      { numRuns: 60 },
    );
  });

  test('killed at any line of its journal and resumed, it ends with the same ledger as without', async () => {
    const clock = new StandClock();
    const settings = { ...BULK_SETTINGS, halt: { ...BULK_SETTINGS.halt, errorPercent: null } };
    const plan = planOf(25, { settings });
    const whole = standRun(plan, scripted(clock, outcome).work, [], clock);
    await finish(whole);
    const end = ({ ledger }: Stand): unknown => plan.items.map((_, index) => [ledger.state(index), ledger.note(index)]);
    for (let kept = 0; kept < whole.journal.entries.length; kept += 1) {
      const entries: readonly Entry[] = whole.journal.entries.slice(0, kept);
      const again = scripted(clock, outcome);
      // What was on its way at the kill was carried out, or refused, and a look at the device tells.
      const work: Work = { ...again.work, findOut: async ({ sid }) => outcome(Number(sid.slice(2))) };
      const stand = standRun(plan, work, entries, clock);
      // oxlint-disable-next-line no-await-in-loop
      if (stand.ledger.open) await finish(stand);
      expect(end(stand)).toEqual(end(whole));
    }
  });

  test('a journal that cannot be written pauses it before the write', async () => {
    const clock = new StandClock();
    const { work, sent } = scripted(clock, () => DONE);
    const stand = standRun(planOf(10), work, [], clock);
    stand.journal.fails = true;
    await finish(stand);
    expect(sent).toEqual([]);
    expect([stand.ledger.status, stand.ledger.why]).toEqual(['paused', 'journal']);
  });

  test('a rejected credential pauses it at once', async () => {
    const clock = new StandClock();
    const { work, sent } = scripted(clock, (index) => (index === 8 ? { kind: 'stop', why: 'sign-in' } : DONE));
    const stand = standRun(planOf(100), work, [], clock);
    await finish(stand);
    expect([stand.ledger.status, stand.ledger.why]).toEqual(['paused', 'sign-in']);
    expect(sent.length).toBeLessThanOrEqual(13);
    expect(stand.ledger.counts().waiting).toBe(100 - sent.length);
  });
});

describe('trouble', () => {
  test('an API that is down is probed, and nothing fails', async () => {
    const clock = new StandClock();
    const until = clock.now() + 300_000;
    let asked = 0;
    const { work, sent } = scripted(clock, () => {
      asked += 1;
      return clock.now() < until ? { kind: 'again', retryAfter: null, slow: false } : DONE;
    });
    const down: Work = { ...work, change: async (each, change, force, beforeSend, again) => (clock.now() < until ? (asked += 1, { kind: 'again', retryAfter: null, slow: false }) : work.change(each, change, force, beforeSend, again)) };
    const stand = standRun(planOf(200), down, [], clock);
    const driven = stand.run.drive();
    await clock.run(driven, until - 1);
    expect(asked).toBeLessThan(20);
    expect(stand.run.doing.kind).toBe('holding');
    await clock.run(driven);
    expect([stand.ledger.status, stand.ledger.counts().done, sent.length]).toEqual(['finished', 200, 200]);
  });

  test('halts by its error rate exactly when it is over, and sends nothing more', async () => {
    const clock = new StandClock();
    const settings = { ...BULK_SETTINGS, concurrency: 1, halt: { ...BULK_SETTINGS.halt, errorPercent: 10, after: 50 } };
    const { work, sent } = scripted(clock, (index) => (index % 8 === 0 ? { kind: 'failed', note: { why: 'refused' } } : DONE));
    const stand = standRun(planOf(1000, { settings }), work, [], clock);
    await finish(stand);
    expect(stand.ledger.status).toBe('halted');
    expect(sent).toHaveLength(50);
    expect(stand.ledger.halt).toEqual({ rule: 'error-rate', percent: 14, of: 50 });
    expect(sumOf(stand.ledger.counts())).toBe(1000);
  });
});

describe('a rollout', () => {
  const landing = { ...ROLLOUT_LANDING, soak: 60_000, deadline: 600_000 };
  const change = { kind: 'deploy', app: APP } as const;
  const deviceOf = (sid: string, reported: boolean, status = reported ? 'up-to-date' : 'pending'): Device =>
    ({ sid, app: { target_sid: APP, reported_sid: reported ? APP : null, update_status: status, update_error_code: status === 'error' ? 118 : 0, date_targeted: '2026-01-01T00:00:00Z', date_reported: '2026-01-01T00:00:30Z' } }) as unknown as Device;
  const rollout = (size: number, waves: readonly number[], more: Partial<Plan> = {}): Plan => planOf(size, { change, waves, settings: ROLLOUT_SETTINGS, landing, ...more });

  test('sends no device of the next wave before the wave has landed and its soak is over', async () => {
    const clock = new StandClock();
    const { work, sent } = scripted(clock, () => DONE);
    const looked: Work = { ...work, look: async (waiting) => new Map(waiting.map(({ sid }) => [sid, deviceOf(sid, clock.now() - (sent.find((each) => each.sid === sid)?.at ?? 0) > 40_000)])) };
    const stand = standRun(rollout(20, [1, 5, 20]), looked, [], clock);
    await finish(stand);
    expect([stand.ledger.status, stand.ledger.counts().done]).toEqual(['finished', 20]);
    const at = (n: number): number => sent[n]?.at ?? 0;
    expect(sent.map(({ sid }) => Number(sid.slice(2))).slice(0, 1)).toEqual([0]);
    expect(at(1) - at(0)).toBeGreaterThan(40_000 + 60_000);
    expect(at(5) - at(4)).toBeGreaterThan(40_000 + 60_000);
    expect(stand.ledger.took).toEqual(Array.from({ length: 20 }, () => 30_000));
  });

  test('a silent device does not hold up a wave of which enough have landed; a silent canary asks', async () => {
    const clock = new StandClock();
    const { work } = scripted(clock, () => DONE);
    const silent = (which: number): Work => ({ ...work, look: async (waiting) => new Map(waiting.map(({ sid }) => [sid, deviceOf(sid, Number(sid.slice(2)) !== which)])) });
    const stand = standRun(rollout(40, [20, 40]), silent(3), [], clock);
    await finish(stand);
    expect([stand.ledger.status, stand.ledger.counts().done, stand.ledger.counts().stuck]).toEqual(['finished', 39, 1]);

    const settings = { ...ROLLOUT_SETTINGS, halt: { ...ROLLOUT_SETTINGS.halt, stuckPercent: null } };
    const canary = standRun(rollout(40, [1, 40], { settings }), silent(0), [], clock);
    const driven = canary.run.drive();
    await clock.run(driven, clock.now() + 3_600_000);
    expect([canary.ledger.status, canary.run.doing, canary.ledger.counts().waiting]).toEqual(['running', { kind: 'gate', enough: false }, 39]);
    canary.run.nextWave(canary.ledger.wave + 1);
    await clock.run(driven);
    expect([canary.ledger.status, canary.ledger.counts().done]).toEqual(['finished', 39]);
  });

  test('waits at a gate that is opened by hand', async () => {
    const clock = new StandClock();
    const { work, sent } = scripted(clock, () => DONE);
    const looked: Work = { ...work, look: async (waiting) => new Map(waiting.map(({ sid }) => [sid, deviceOf(sid, true)])) };
    const stand = standRun(rollout(10, [1, 10], { landing: { ...landing, gate: 'by-hand' } }), looked, [], clock);
    const driven = stand.run.drive();
    await clock.run(driven, clock.now() + 3_600_000);
    expect([stand.run.doing, sent.length]).toEqual([{ kind: 'gate', enough: true }, 1]);
    stand.run.nextWave(stand.ledger.wave + 1);
    await clock.run(driven);
    expect(stand.ledger.status).toBe('finished');
  });

  test('devices that were in error before do not halt it', async () => {
    const clock = new StandClock();
    const { work } = scripted(clock, () => DONE);
    const looked: Work = { ...work, look: async (waiting) => new Map(waiting.map(({ sid }) => [sid, deviceOf(sid, true, Number(sid.slice(2)) < 10 ? 'error' : 'up-to-date')])) };
    const broken = rollout(40, [40], { items: Array.from({ length: 40 }, (_, n) => item(n, n < 10)) });
    const stand = standRun(broken, looked, [], clock);
    await finish(stand);
    expect([stand.ledger.status, stand.ledger.counts().failed, stand.ledger.brokenCounts().failed]).toEqual(['finished', 10, 10]);
    const healthy = standRun(rollout(40, [40]), looked, [], clock);
    await finish(healthy);
    expect(healthy.ledger.status).toBe('halted');
  });

  test('the ledger of a plan is the sum of its journal', async () => {
    const clock = new StandClock();
    const { work } = scripted(clock, () => DONE);
    const looked: Work = { ...work, look: async (waiting) => new Map(waiting.map(({ sid }) => [sid, deviceOf(sid, true)])) };
    const stand = standRun(rollout(30, [3, 30]), looked, [], clock);
    await finish(stand);
    const ledger = new Ledger(stand.ledger.plan);
    for (const entry of stand.journal.entries) ledger.apply(entry);
    expect([ledger.counts(), ledger.status, ledger.took]).toEqual([stand.ledger.counts(), stand.ledger.status, stand.ledger.took]);
  });
});
