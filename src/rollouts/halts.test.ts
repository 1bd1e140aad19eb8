import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { haltedBy } from './halts.ts';
import type { Counts, HaltReason } from './ledger.ts';
import { BULK_SETTINGS, ROLLOUT_LANDING, type HaltRules, type Plan, type RunItem } from './plan.ts';
import { StandClock, standRun, type Stand } from './run-stand.ts';
import type { Verdict, Work } from './terms.ts';

/** Each rule at its bound: one device fewer, and the run goes on. */

const APP = `KA${'a'.repeat(32)}`;
const OFF: HaltRules = { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: null };
const NONE: Counts = { waiting: 0, sending: 0, pending: 0, done: 0, failed: 0, stuck: 0, skipped: 0, unknown: 0 };

const item = (n: number, broken: boolean): RunItem => ({ sid: `UV${String(n).padStart(32, '0')}`, broken, seen: { name: null, target: null, targeted: null, logging: null, expires: null } });
const numberOf = (sid: string): number => Number(sid.slice(2));

function planOf(size: number, halt: HaltRules, more: Partial<Plan> = {}, broken: (n: number) => boolean = () => false): Plan {
  return {
    id: 'r', createdAt: 0, title: 'r', change: { kind: 'deploy', app: APP }, items: Array.from({ length: size }, (_, n) => item(n, broken(n))), waves: [size],
    settings: { ...BULK_SETTINGS, concurrency: 1, rate: 1_000, halt }, landing: null, parent: null, ...more,
  };
}

/** One after another; what becomes of each is decided by `verdict`, which is told how often it was asked. */
function serial(plan: Plan, verdict: (n: number, asked: number) => Verdict, look: Work['look'] = async () => new Map()): Stand & { readonly asked: () => number } {
  const clock = new StandClock();
  let asked = 0;
  const work: Work = {
    change: async ({ sid }, _change, _force, beforeSend) => {
      asked += 1;
      const answer = verdict(numberOf(sid), asked);
      if (answer.kind !== 'skipped' && answer.kind !== 'again') await beforeSend();
      await clock.sleep(100);
      return answer;
    },
    findOut: async () => null,
    look,
  };
  return { ...standRun(plan, work, [], clock), asked: () => asked };
}

const DONE: Verdict = { kind: 'done' };
const FAILED: Verdict = { kind: 'failed', note: { why: 'refused' } };
const SKIPPED: Verdict = { kind: 'skipped', note: { why: 'gone' } };
const DOWN: Verdict = { kind: 'again', retryAfter: 1_000, slow: false };

type Outcome = 'done' | 'failed' | 'skipped';
const VERDICTS: Readonly<Record<Outcome, Verdict>> = { done: DONE, failed: FAILED, skipped: SKIPPED };
interface Fate {
  readonly outcome: Outcome;
  readonly broken: boolean;
}
const fates = fc.array(fc.record<Fate>({ outcome: fc.constantFrom('done', 'done', 'done', 'failed', 'skipped'), broken: fc.nat(4).map((n) => n === 0) }), { minLength: 1, maxLength: 60 });
const rules = fc.record({ errorPercent: fc.option(fc.constantFrom(0, 5, 10, 25, 33.3, 50, 100)), after: fc.integer({ min: 1, max: 20 }), errors: fc.option(fc.integer({ min: 1, max: 6 })) });

/** After how many devices it stops by what was said of the rules, and whether it does at all. */
function stopsAfter(all: readonly Fate[], { errorPercent, after, errors }: Pick<HaltRules, 'errorPercent' | 'after' | 'errors'>): { readonly devices: number; readonly rules: readonly HaltReason[] } {
  let failed = 0;
  let of = 0;
  for (const [n, { outcome, broken }] of all.entries()) {
    if (!broken && outcome !== 'skipped') of += 1;
    if (!broken && outcome === 'failed') failed += 1;
    const fired: HaltReason[] = [];
    if (errorPercent !== null && of >= after && failed * 100 > errorPercent * of) fired.push({ rule: 'error-rate', percent: (100 * failed) / of, of });
    if (errors !== null && failed >= errors) fired.push({ rule: 'errors', count: failed });
    if (fired.length > 0) return { devices: n + 1, rules: fired };
  }
  return { devices: all.length, rules: [] };
}

vi.setConfig({ testTimeout: 30_000 });

describe('failures', () => {
  test('halt exactly when the rate is over its bound, with enough outcomes, or the count is reached; devices in error before do not count', async () => {
    await fc.assert(
      fc.asyncProperty(fates, rules, async (all, given) => {
        const plan = planOf(all.length, { ...OFF, ...given }, {}, (n) => all[n]?.broken ?? false);
        const { run, clock, ledger, asked } = serial(plan, (n) => VERDICTS[all[n]?.outcome ?? 'done']);
        await clock.run(run.drive());
        const expected = stopsAfter(all, given);
        expect([ledger.status, asked()]).toEqual([expected.rules.length > 0 ? 'halted' : 'finished', expected.devices]);
        if (expected.rules.length > 0) expect(expected.rules).toContainEqual(ledger.halt);
      }),
      { numRuns: 100 },
    );
  });

  test('that were there at a halt do not halt it again when it is resumed; new ones do', async () => {
    await fc.assert(
      fc.asyncProperty(fates, fc.integer({ min: 1, max: 4 }), async (all, errors) => {
        const plan = planOf(all.length, { ...OFF, errors }, {}, (n) => all[n]?.broken ?? false);
        const { run, clock, ledger, asked } = serial(plan, (n) => VERDICTS[all[n]?.outcome ?? 'done']);
        for (let from = 0; ; from = asked()) {
          await clock.run(run.drive());
          const expected = stopsAfter(all.slice(from), { ...OFF, errors });
          expect(asked() - from).toBe(expected.devices);
          if (ledger.status === 'finished') break;
          expect(ledger.halt).toEqual({ rule: 'errors', count: errors });
        }
        expect(asked()).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an API that cannot be asked', () => {
  test('halts it at so many failures in a row, and not at one fewer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), async (bound, failures) => {
        const { run, clock, ledger, asked } = serial(planOf(5, { ...OFF, apiFailures: bound }), (_, times) => (times <= failures ? DOWN : DONE));
        await clock.run(run.drive());
        if (failures < bound) expect([ledger.status, ledger.counts().done]).toEqual(['finished', 5]);
        else expect([ledger.status, ledger.halt, asked(), ledger.counts().waiting]).toEqual(['halted', { rule: 'api-failures', count: bound }, bound, 5]);
      }),
      { numRuns: 60 },
    );
  });

  test('and one that answers in between does not, however often it fails', async () => {
    const { run, clock, ledger } = serial(planOf(20, { ...OFF, apiFailures: 2 }), (_, times) => (times % 2 === 0 ? DONE : DOWN));
    await clock.run(run.drive());
    expect([ledger.status, ledger.counts().done]).toEqual(['finished', 20]);
  });

  test('nor one that asks to slow down: it has answered', async () => {
    const { run, clock, ledger } = serial(planOf(5, { ...OFF, apiFailures: 2 }), (_, times) => (times <= 12 ? { ...DOWN, slow: true } : DONE));
    await clock.run(run.drive());
    expect([ledger.status, ledger.counts().done]).toEqual(['finished', 5]);
  });
});

const deviceOf = (sid: string, reported: boolean): Device =>
  deviceSchema.parse({ sid, app: { target_sid: APP, reported_sid: reported ? APP : null, update_status: reported ? 'up-to-date' : 'pending', update_error_code: 0 } });

describe('devices that do not report', () => {
  test('halt it exactly when they are over their rate, with enough outcomes', async () => {
    const landing = { ...ROLLOUT_LANDING, deadline: 60_000 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.nat(20), fc.constantFrom(0, 10, 20, 50), fc.integer({ min: 1, max: 15 }), fc.nat(3), async (size, some, stuckPercent, after, broken) => {
        const silent = Math.min(some, size);
        // The first so many are silent, and of those some were in error before.
        const plan = planOf(size, { ...OFF, stuckPercent, after }, { landing }, (n) => n < Math.min(broken, silent));
        const { run, clock, ledger } = serial(plan, () => DONE, async (waiting) => new Map(waiting.map(({ sid }) => [sid, deviceOf(sid, numberOf(sid) >= silent)])));
        await clock.run(run.drive());
        const counted = silent - Math.min(broken, silent);
        const landed = size - silent;
        const first = Array.from({ length: counted }, (_, n) => n + 1).find((stuck) => landed + stuck >= after && stuck * 100 > stuckPercent * (landed + stuck));
        expect(ledger.status).toBe(first === undefined ? 'finished' : 'halted');
        if (first !== undefined) expect(ledger.halt).toEqual({ rule: 'stuck-rate', percent: (100 * first) / (landed + first), of: landed + first });
        expect(ledger.counts()).toMatchObject({ ...NONE, done: landed, stuck: ledger.counts().stuck, pending: silent - ledger.counts().stuck });
      }),
      { numRuns: 80 },
    );
  });
});

test('a rule that is switched off never halts, and nothing that is still open counts', () => {
  const some = fc.nat(1_000);
  fc.assert(
    fc.property(fc.record({ waiting: some, sending: some, pending: some, skipped: some, unknown: some }), fc.nat(1_000), (open, bad) => {
      expect(haltedBy(OFF, { ...NONE, ...open, failed: bad, stuck: bad }, bad)).toBeNull();
      expect(haltedBy({ errorPercent: 0, after: 1, errors: 1, stuckPercent: 0, apiFailures: 1 }, { ...NONE, ...open, done: bad }, 0)).toBeNull();
    }),
  );
});
