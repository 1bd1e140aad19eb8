import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { draftHead, headOf } from './head.ts';
import { RunStore } from './journal.ts';
import { Ledger, STATES, type Entry, type Note } from './ledger.ts';
import { BULK_SETTINGS, ROLLOUT_LANDING, type Plan } from './plan.ts';
import { StandClock } from './run-stand.ts';
import { Run } from './run.ts';

/** What a browser keeps of its runs, on its disk. */

const FLEET = 'a-fleet-of-the-tests';
const SIZE = 6;

function planOf(id: string, more: Partial<Plan> = {}): Plan {
  const items = Array.from({ length: SIZE }, (_, n) => ({ sid: `UV${String(n).padStart(32, '0')}`, broken: n === 1, seen: { name: null, target: null, targeted: null, logging: null, expires: null } }));
  return { id, createdAt: 1, title: 'a run', change: { kind: 'restart' }, items, waves: [2, SIZE], settings: BULK_SETTINGS, landing: ROLLOUT_LANDING, parent: null, ...more };
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

vi.setConfig({ testTimeout: 30_000 });

/** The database as another build, or another program, would open it. */
const raw = () => openDB(`microvisor-runs:${FLEET}`);

async function kept(id: string): Promise<RunStore> {
  const store = new RunStore(FLEET);
  const plan = planOf(id);
  await store.create(plan, draftHead(plan));
  return store;
}

const landed = (index: number, time: number, took: number): Entry => ({ kind: 'item', at: time, index, state: 'done', note: { why: 'landed', took } });
const item = (index: number, at = index): Entry => ({ kind: 'item', at, index, state: 'done' });

const notes: fc.Arbitrary<Note> = fc.record(
  { why: fc.constantFrom<Note['why']>('gone', 'refused', 'landed'), code: fc.constantFrom<number | string | null>(7, 'E', null), message: fc.string(), took: fc.option(fc.nat(1_000)) },
  { requiredKeys: ['why'] },
);
/** Clocks are corrected now and then, so that a later line may be of an earlier time. */
const at = fc.nat(50);
const entries: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 5, arbitrary: fc.record<Entry & { kind: 'item' }>({ kind: fc.constant('item'), at, index: fc.nat(SIZE - 1), state: fc.constantFrom(...STATES), note: fc.option(notes, { nil: undefined }), before: fc.constantFrom(undefined, undefined, null, '', 'old') }) },
  fc.record({ kind: fc.constantFrom('started' as const, 'resumed' as const, 'stopped' as const, 'finished' as const, 'closed' as const), at }),
  fc.record({ kind: fc.constant('paused' as const), at, why: fc.constantFrom('operator' as const, 'journal' as const) }),
  fc.record({ kind: fc.constantFrom('wave' as const, 'passed' as const), at, wave: fc.nat(1) }),
  fc.record({ kind: fc.constant('halted' as const), at, reason: fc.constant({ rule: 'errors' as const, count: 3 }) }),
);

/** All that anybody can see of it. */
function whole(ledger: Ledger): unknown {
  const { status, why, halt, wave, passedAt, startedAt, endedAt, plan } = ledger;
  return [
    { status, why, halt, wave, passedAt, startedAt, endedAt }, ledger.counts(), ledger.wavesCounts(), ledger.brokenCounts(),
    plan.items.map((_, index) => [ledger.state(index), ledger.at(index), ledger.note(index), ledger.before(index)]),
  ];
}

const summed = (plan: Plan, lines: readonly Entry[]): Ledger => {
  const ledger = new Ledger(plan);
  for (const line of lines) ledger.apply(line);
  return ledger;
};

describe('lines', () => {
  test('are on the disk once `append` has resolved: another tab reads them', async () => {
    const store = await kept('r');
    const writer = store.writer('r', 0);
    await writer.append([item(0), item(1)]);
    const { ledger, lines } = (await new RunStore(FLEET).load('r')) ?? {};
    expect([lines, writer.lines(), ledger?.counts().done]).toEqual([2, 2, 2]);
  });

  test('that come while it writes are written together, in their order, and each resolves with its own', async () => {
    const store = await kept('r');
    const writer = store.writer('r', 0);
    const order: number[] = [];
    const all = Array.from({ length: 20 }, (_, n) => writer.append([{ kind: 'item', at: n, index: n % SIZE, state: n % 2 === 0 ? 'sending' : 'done' }]).then(() => order.push(n)));
    await all[0];
    const early = (await new RunStore(FLEET).load('r'))?.lines ?? 0;
    expect(early).toBeGreaterThanOrEqual(order.length);
    await Promise.all(all);
    expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n));
    const records: { readonly entries: readonly Entry[] }[] = await (await raw()).getAll('lines');
    expect(records.length).toBeLessThan(4);
    expect(records.flatMap((record) => record.entries.map((entry) => entry.at))).toEqual(order);
  });

  test('make the ledger that they made, whatever they are and however they came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(entries, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), fc.nat(3), async (batches, id) => {
        vi.stubGlobal('indexedDB', new IDBFactory());
        const store = await kept(`r${id}`);
        const writer = store.writer(`r${id}`, 0);
        await Promise.all(batches.map((batch) => writer.append(batch)));
        const again = await new RunStore(FLEET).load(`r${id}`);
        expect(again?.lines).toBe(batches.flat().length);
        expect(again && whole(again.ledger)).toEqual(whole(summed(planOf(`r${id}`), batches.flat())));
      }),
      { numRuns: 40 },
    );
  });

  test('of which the last are lost with the tab leave those before', async () => {
    const store = await kept('r');
    const writer = store.writer('r', 0);
    await writer.append([item(0)]);
    const db = await raw();
    const tx = db.transaction('lines', 'readwrite');
    await tx.store.add({ upTo: 3, entries: [item(1), item(2)] }, ['r', 1]);
    tx.abort();
    await tx.done.catch(() => undefined);
    const again = await new RunStore(FLEET).load('r');
    expect([again?.lines, again?.ledger.counts().done]).toEqual([1, 1]);
    // And the next tab goes on where they end.
    await new RunStore(FLEET).writer('r', again?.lines ?? 0).append([item(4)]);
    expect((await store.load('r'))?.ledger.indexes('done')).toEqual([0, 4]);
  });

  test('are those of their own run', async () => {
    const store = await kept('r');
    for (const id of ['q', 'r1', 'ra']) {
      await store.create(planOf(id), draftHead(planOf(id)));
      await store.writer(id, 0).append([item(0), item(1)]);
    }
    await store.writer('r', 0).append([item(3)]);
    expect((await store.load('r'))?.ledger.indexes('done')).toEqual([3]);
    await store.remove('r');
    expect(await store.load('r')).toBeNull();
    expect((await store.load('ra'))?.lines).toBe(2);
  });
});

describe('a disk that fails', () => {
  test('rejects, and a run sends nothing', async () => {
    const store = await kept('r');
    const writer = store.writer('r', 0);
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    });
    await expect(writer.append([item(0)])).rejects.toThrow('The disk is full.');
    let sent = 0;
    const clock = new StandClock();
    const ledger = new Ledger(planOf('r'));
    const change = async (_item: unknown, _change: unknown, _force: boolean, beforeSend: () => Promise<void>) => {
      await beforeSend();
      sent += 1;
      return { kind: 'done' } as const;
    };
    const run = new Run({ ledger, clock, journal: writer, work: { change, findOut: async () => null, look: async () => new Map() }, random: () => 0.5, onEntry: () => undefined });
    await run.drive();
    expect([sent, ledger.status, ledger.why, ledger.counts().waiting]).toEqual([0, 'paused', 'journal', SIZE]);
  });

  test('is not written to by two: who comes later is refused, and sends nothing', async () => {
    const store = await kept('r');
    const [one, two] = [store.writer('r', 0), new RunStore(FLEET).writer('r', 0)];
    await one.append([item(0)]);
    await expect(two.append([item(1)])).rejects.toThrow();
    await one.append([item(2)]);
    expect((await store.load('r'))?.ledger.indexes('done')).toEqual([0, 2]);
  });
});

describe('a run that has ended', () => {
  test('looks the same after its lines were made one record', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(entries, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), async (batches) => {
        vi.stubGlobal('indexedDB', new IDBFactory());
        const store = await kept('r');
        const writer = store.writer('r', 0);
        for (const batch of batches) await writer.append(batch);
        const before = await store.load('r');
        await store.compact('r');
        const after = await new RunStore(FLEET).load('r');
        expect([after?.lines, after && whole(after.ledger)]).toEqual([before?.lines, before && whole(before.ledger)]);
        expect(await (await raw()).count('lines')).toBe(1);
        // Twice is once.
        await store.compact('r');
        expect(whole((await store.load('r'))?.ledger ?? new Ledger(planOf('r')))).toEqual(before && whole(before.ledger));
      }),
      { numRuns: 40 },
    );
  });

  test('keeps how long its devices took, in the order in which they landed', async () => {
    const store = await kept('r');
    const writer = store.writer('r', 0);
    for (const [index, time, took] of [[3, 10, 5], [0, 12, 9], [2, 11, 1]] as const) await writer.append([{ kind: 'item', at: 1, index, state: 'pending' }, landed(index, time, took)]);
    await store.compact('r');
    expect((await store.load('r'))?.ledger.took).toEqual([5, 9, 1]);
  });

  test('leaves nothing when it is removed', async () => {
    const store = await kept('r');
    await store.writer('r', 0).append([item(0)]);
    await store.remove('r');
    const db = await raw();
    const counts = await Promise.all(['plans', 'heads', 'lines'].map((name) => db.count(name)));
    expect([counts, await store.load('r'), await store.heads()]).toEqual([[0, 0, 0], null, []]);
  });
});

describe('what another build wrote', () => {
  test.each([
    ['plans', 'r', { ...planOf('r'), change: { kind: 'explode' } }],
    ['plans', 'r', { ...planOf('r'), items: [{ sid: 'UV1' }] }],
    ['lines', ['r', 1], { upTo: 2, entries: [{ kind: 'item', at: 1, index: 0, state: 'quarantined' }] }],
    ['lines', ['r', 1], { upTo: 2, entries: [{ kind: 'rewound', at: 1 }] }],
    ['lines', ['r', 1], [item(0)]],
  ] satisfies [string, IDBValidKey, unknown][])('is refused when it cannot be read, and not half read: %s', async (name, key, value) => {
    const store = await kept('r');
    await store.writer('r', 0).append([item(0)]);
    await (await raw()).put(name, value, key);
    await expect(store.load('r')).rejects.toThrow();
  });

  test('does not hide the runs that can be read', async () => {
    const store = await kept('r');
    await store.create(planOf('s', { createdAt: 2 }), headOf(new Ledger(planOf('s', { createdAt: 2 }))));
    await (await raw()).put('heads', { id: 't', status: 'quarantined' }, 't');
    expect((await store.heads()).map(({ id, status }) => [id, status])).toEqual([['s', 'ready'], ['r', 'draft']]);
  });
});
