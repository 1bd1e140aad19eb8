import * as z from 'zod/mini';
import { DEVICE_SID } from '#api/schema.ts';
import type { AppKinship, Pushed } from './app-fit.ts';
import type { ObservedChange } from './view.ts';

/**
 * The journal of what this browser saw change: the history that the API does not have. It begins with the first picture, has
 * gaps where nobody looked, and forgets the oldest first.
 */

const MAX_ENTRIES = 50_000;
const MAX_LANDINGS = 500;
const MAX_APPS = 1_000;
const SID_LENGTH = 34;
const WHAT = ['status', 'target', 'running', 'name', 'logging'] as const;

export class Journal {
  #entries: ObservedChange[] = [];
  readonly #landings = new Map<string, number[]>();

  get size(): number {
    return this.#entries.length;
  }

  /** By App sid: how long each observed landing took, milliseconds, oldest first. */
  get landings(): ReadonlyMap<string, readonly number[]> {
    return this.#landings;
  }

  add(changes: readonly ObservedChange[]): void {
    for (const change of changes) {
      this.#entries.push(change);
      if (change.what === 'running' && change.to !== null && change.took !== null) this.#landed(change.to, change.took);
    }
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(-MAX_ENTRIES);
  }

  /** What was seen of one device, newest first. */
  of(sid: string): ObservedChange[] {
    return this.#entries.filter((change) => change.sid === sid).toReversed();
  }

  /**
   * Which App devices were seen to run after which, each pair once, and how many devices; and all that each of these devices was seen to
   * run. @param pushed moves of these devices to these Apps are left out
   */
  runs(sids: ReadonlySet<string>, pushed: Pushed): Pick<AppKinship, 'moved' | 'ran'> {
    const moved = new Map<string, { readonly from: string; readonly to: string; readonly devices: Set<string> }>();
    const ran = new Map<string, Set<string>>();
    for (const { sid, what, from, to } of this.#entries) {
      if (what !== 'running') continue;
      if (from !== null && to !== null && pushed.get(to)?.has(sid) !== true) {
        const pair = moved.get(`${from} ${to}`) ?? { from, to, devices: new Set() };
        pair.devices.add(sid);
        moved.set(`${from} ${to}`, pair);
      }
      if (!sids.has(sid)) continue;
      const apps = ran.get(sid) ?? new Set();
      for (const app of [from, to]) if (app !== null) apps.add(app);
      ran.set(sid, apps);
    }
    return { moved: [...moved.values()].map(({ from, to, devices }) => [from, to, devices.size]), ran: new Map([...ran].map(([sid, apps]) => [sid, [...apps]])) };
  }

  #landed(app: string, took: number): void {
    const all = this.#landings.get(app) ?? [];
    all.push(took);
    if (all.length > MAX_LANDINGS) all.shift();
    this.#landings.set(app, all);
    const [oldest] = this.#landings.keys();
    if (this.#landings.size > MAX_APPS && oldest !== undefined) this.#landings.delete(oldest);
  }

  /** All of it in a few large values, for IndexedDB and for other tabs. */
  snapshot(): JournalSnapshot {
    const all = this.#entries;
    return {
      kind: 'journal 1',
      sids: all.map(({ sid }) => sid).join(''),
      what: Uint8Array.from(all, ({ what }) => WHAT.indexOf(what)),
      from: all.map(({ from }) => from),
      to: all.map(({ to }) => to),
      after: Float64Array.from(all, ({ after }) => after),
      before: Float64Array.from(all, ({ before }) => before),
      took: Float64Array.from(all, ({ took }) => took ?? Number.NaN),
      landings: [...this.#landings],
    };
  }

  /** Throws on anything that is not whole. */
  static restore(value: unknown): Journal {
    const kept = snapshotSchema.parse(value);
    const journal = new Journal();
    const count = kept.what.length;
    const whole = [kept.from, kept.to, kept.after, kept.before, kept.took].every(({ length }) => length === count);
    if (!whole || kept.sids.length !== count * SID_LENGTH || count > MAX_ENTRIES) throw new Error('The journal is not whole.');
    for (let i = 0; i < count; i += 1) journal.#entries.push(entryAt(kept, i));
    for (const [app, took] of kept.landings) journal.#landings.set(app, took.slice(-MAX_LANDINGS));
    return journal;
  }
}

function entryAt(kept: JournalSnapshot, i: number): ObservedChange {
  const sid = kept.sids.slice(i * SID_LENGTH, (i + 1) * SID_LENGTH);
  const what = WHAT[kept.what[i] ?? WHAT.length];
  const [after, before, took] = [kept.after[i], kept.before[i], kept.took[i]].map((value) => value ?? Number.NaN);
  const valid = DEVICE_SID.test(sid) && Number.isFinite(after) && Number.isFinite(before);
  if (!valid || what === undefined || after === undefined || before === undefined) throw new Error('An entry of the journal makes no sense.');
  return { sid, what, from: kept.from[i] ?? null, to: kept.to[i] ?? null, after, before, took: took === undefined || Number.isNaN(took) ? null : took };
}

const textsSchema = z.array(z.nullable(z.string()));
const snapshotSchema = z.object({
  kind: z.literal('journal 1'),
  sids: z.string(),
  what: z.instanceof(Uint8Array),
  from: textsSchema,
  to: textsSchema,
  after: z.instanceof(Float64Array),
  before: z.instanceof(Float64Array),
  took: z.instanceof(Float64Array),
  landings: z.array(z.tuple([z.string(), z.array(z.number().check(z.gte(0)))])).check(z.maxLength(MAX_APPS)),
});
export type JournalSnapshot = z.infer<typeof snapshotSchema>;
