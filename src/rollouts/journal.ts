import { t } from '#texts/t.ts';
import { openDB, type IDBPDatabase } from 'idb';
import * as z from 'zod/mini';
import { isOpen } from './head.ts';
import { entrySchema, headSchema, planSchema, type Head } from './journal-schema.ts';
import { Ledger, type Entry } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { Journal } from './terms.ts';

/**
 * What this browser keeps of its runs: each one's plan, the lines of its journal in a few records, and a head for the list.
 * A line is on the disk before the write that it announces is sent, so the disk is asked for all that it can promise.
 */

const NAME = 'microvisor-runs:';
const PLANS = 'plans';
const HEADS = 'heads';
const LINES = 'lines';

/** One record of lines: its key is the run and how many lines there were before it. */
const recordSchema = z.object({ upTo: z.number(), entries: z.array(entrySchema) });

export interface OpenDevices {
  readonly devices: ReadonlySet<string>;
  /** Open runs whose journal could not be read: which devices they have cannot be told. */
  readonly unreadable: number;
}

export class RunStore {
  readonly #name: string;
  #open: Promise<IDBPDatabase> | null = null;

  constructor(fleetId: string) {
    this.#name = NAME + fleetId;
  }

  /** All runs, latest first. Throws when the browser's storage cannot be used. */
  async heads(): Promise<readonly Head[]> {
    const all: unknown[] = await (await this.#db()).getAll(HEADS);
    return all
      .flatMap((each) => {
        const parsed = headSchema.safeParse(each);
        return parsed.success ? [parsed.data] : [];
      })
      .toSorted((a, b) => b.createdAt - a.createdAt);
  }

  /** Keeps a plan, in place of its draft. Throws when it has been started: in another tab, say. */
  async create(plan: Plan, head: Head): Promise<void> {
    const tx = (await this.#db()).transaction([PLANS, HEADS], 'readwrite', { durability: 'strict' });
    const kept = headSchema.safeParse(await tx.objectStore(HEADS).get(plan.id));
    if (kept.success && kept.data.status !== 'draft') throw new Error(t`This rollout has been started already, in another tab perhaps.`);
    told(tx.objectStore(PLANS).put(plan, plan.id), tx.objectStore(HEADS).put(head, plan.id));
    await tx.done;
  }

  /** Whether it is a plan that was not started: whoever changes it puts another in its place, so nothing is to be held of it. */
  async isDraft(id: string): Promise<boolean> {
    const kept = headSchema.safeParse(await (await this.#db()).get(HEADS, id));
    return kept.success && kept.data.status === 'draft';
  }

  /** Of a run that is still there: what was deleted does not come back in part. */
  async keepHead(head: Head): Promise<void> {
    const tx = (await this.#db()).transaction([PLANS, HEADS], 'readwrite');
    if ((await tx.objectStore(PLANS).getKey(head.id)) !== undefined) told(tx.objectStore(HEADS).put(head, head.id));
    await tx.done;
  }

  /** A run as its journal tells it, and how many lines that were; null when there is none. Throws when it cannot be read. */
  async load(id: string): Promise<{ readonly ledger: Ledger; readonly lines: number } | null> {
    const db = await this.#db();
    const kept: unknown = await db.get(PLANS, id);
    if (kept === undefined) return null;
    const ledger = new Ledger(planSchema.parse(kept));
    let lines = 0;
    const records: unknown[] = await db.getAll(LINES, rangeOf(id));
    for (const each of records) {
      const { upTo, entries } = recordSchema.parse(each);
      for (const entry of entries) ledger.apply(entry);
      lines = upTo;
    }
    return { ledger, lines };
  }

  /** The devices to which open runs may still do something, or whose reports a rollout goes by (a bulk deployment only looks); this run left out. `live`: the ledger of one that is known as it is now. */
  async openDevices(except: string | null, live: (id: string) => Ledger | null = () => null): Promise<OpenDevices> {
    const open = (await this.heads()).filter((head) => isOpen(head) && head.id !== except);
    const devices = new Set<string>();
    let unreadable = 0;
    for (const { id } of open) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- they are few, and large
        const ledger = live(id) ?? (await this.load(id))?.ledger ?? null;
        for (const index of ledger?.indexes('waiting', 'sending', ...(ledger.plan.bulk === true ? [] : (['pending'] as const))) ?? []) devices.add(ledger?.plan.items[index]?.sid ?? '');
      } catch {
        unreadable += 1;
      }
    }
    return { devices, unreadable };
  }

  /**
   * Adds lines: resolves once they are on the disk. Those that come while it writes are written together, and with them what the
   * list says of the run, so that it agrees with its journal whenever its tab ends.
   */
  writer(id: string, lines: number, head?: () => Head): Journal & { readonly lines: () => number } {
    let written = lines;
    let next: { entries: Entry[]; done: Promise<void> } | null = null;
    let last: Promise<unknown> = Promise.resolve();
    const write = async (entries: readonly Entry[]): Promise<void> => {
      const tx = (await this.#db()).transaction([LINES, HEADS], 'readwrite', { durability: 'strict' });
      const first = written;
      told(tx.objectStore(LINES).add({ upTo: first + entries.length, entries }, [id, first]));
      if (head !== undefined) told(tx.objectStore(HEADS).put(head(), id));
      await tx.done;
      written = first + entries.length;
    };
    return {
      lines: () => written,
      append: (entries) => {
        if (next !== null) {
          next.entries.push(...entries);
          return next.done;
        }
        const batch: Entry[] = [...entries];
        const done = last.then(() => {
          next = null;
          return write(batch);
        });
        next = { entries: batch, done };
        last = done.catch(() => undefined);
        return done;
      },
    };
  }

  /**
   * Makes one record of all lines of a run that has ended: what counts is the last that was said of each device, and what its Config
   * held, which was said before it was written, and is what it is put back to.
   */
  async compact(id: string): Promise<void> {
    const tx = (await this.#db()).transaction([PLANS, LINES], 'readwrite');
    const lines = tx.objectStore(LINES);
    if ((await tx.objectStore(PLANS).getKey(id)) === undefined) return tx.done;
    const records = z.array(recordSchema).parse(await lines.getAll(rangeOf(id)));
    const upTo = records.at(-1)?.upTo ?? 0;
    const all = records.flatMap(({ entries }) => entries);
    const last = new Map(all.map((entry, line) => [entry.kind === 'item' ? entry.index : -1, line]));
    // In the order in which they were written: clocks are corrected, and their times may go back.
    const held = new Map(all.flatMap((entry) => (entry.kind === 'item' && entry.before !== undefined ? [[entry.index, entry.before] as const] : [])));
    const entries = all.flatMap((entry, line): Entry[] => {
      if (entry.kind !== 'item') return [entry];
      if (last.get(entry.index) !== line) return [];
      return [held.has(entry.index) ? { ...entry, before: held.get(entry.index) } : entry];
    });
    told(lines.delete(rangeOf(id)), lines.put({ upTo, entries }, [id, 0]));
    await tx.done;
  }

  /** Rejects for a run that has not ended: another tab may have started what looks like a draft here. */
  async remove(id: string): Promise<void> {
    const tx = (await this.#db()).transaction([PLANS, HEADS, LINES], 'readwrite');
    const head = headSchema.safeParse(await tx.objectStore(HEADS).get(id));
    if (head.success && isOpen(head.data)) throw new Error(t`It has been started and has not ended: it can be deleted once it has.`);
    told(tx.objectStore(PLANS).delete(id), tx.objectStore(HEADS).delete(id), tx.objectStore(LINES).delete(rangeOf(id)));
    await tx.done;
  }

  #db(): Promise<IDBPDatabase> {
    this.#open ??= this.#connect();
    return this.#open;
  }

  async #connect(): Promise<IDBPDatabase> {
    const leave = (): void => {
      this.#open = null;
    };
    try {
      return await openDB(this.#name, 1, {
        upgrade: (db) => {
          for (const store of [PLANS, HEADS, LINES]) db.createObjectStore(store);
        },
        blocking: (_current, _blocked, event) => {
          leave();
          if (event.target instanceof IDBDatabase) event.target.close();
        },
        terminated: leave,
      });
    } catch (error) {
      leave();
      throw error;
    }
  }
}

function rangeOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

/** Each one's failure is also told by its transaction, which is waited for. */
function told(...requests: readonly Promise<unknown>[]): void {
  for (const request of requests) request.catch(() => undefined);
}
