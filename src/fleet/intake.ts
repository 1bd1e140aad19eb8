import { byDate } from '#api/later.ts';
import type { Device } from '#api/schema.ts';
import { CHANGED, NO_FACTS, type Columns } from './columns.ts';
import { msOf } from './date-column.ts';
import { differences, observed } from './differences.ts';
import { Generation } from './generation.ts';
import type { Facts } from './health.ts';
import type { Orders } from './order.ts';
import { Recovered } from './triage-recovered.ts';
import type { Aside } from './triage.ts';
import type { Coverage, ObservedChange } from './view.ts';

/** When a reading was asked for and when its answer came: browser's clock, the same in every tab and worker of the machine. */
export interface Reading {
  readonly sent: number;
  readonly received: number;
}

/** What a page of a sweep held, and when it was asked for. */
export interface SweptPage extends Reading {
  /** As they came. */
  readonly devices: readonly Device[];
  /** Rows that could not be read. */
  readonly malformed: number;
  /** The sids of those among them that have one: they are listed, and so not missing. */
  readonly unread: readonly string[];
  /** The list is read from its beginning: the first page, or the first after a token was no longer known. */
  readonly first: boolean;
}

/** The API's clock: now, and by how much it is ahead of the browser's, in milliseconds. */
export interface Clock {
  readonly now: number;
  readonly skew: number;
}

/** What lies further ahead (browser's clock) was written before that clock was set back, and is the older for it. */
const AHEAD = 2_000;
const isAhead = (at: number, { now, skew }: Clock): boolean => at > now - skew + AHEAD;

/** What of a change can make a device need attention, or no more. */
const TELLING = CHANGED.state | CHANGED.targeted | CHANGED.logging | CHANGED.updated;

/** Takes what is read into the columns: pages of a sweep and single devices, in whatever order their answers come. */
export class Intake {
  readonly #columns: Columns;
  readonly #orders: Orders;
  readonly #asideOf: (row: number) => Aside | null;
  #sweep: Generation | null = null;
  /** When the last page of the sweep came; browser's clock. */
  #lastPage: number | null = null;
  #nextRank: number;
  /** How devices were before they changed, for as long as a queue shows that they are well again. */
  readonly recovered = new Recovered();
  readonly #before: Facts = { ...NO_FACTS };
  /** Counts what a question would show. */
  version = 0;
  /** Counts what a pasted list depends on: rows that came or went, and names. */
  naming = 0;
  /** Oldest part of the last complete picture; browser's clock. */
  completeAt: number | null = null;
  /** Rows that could not be read: in the last complete sweep, and in the one that came last. */
  #malformed = { complete: 0, last: 0 };

  /** @param asideOf for what the device in a row was put aside */
  constructor(columns: Columns, orders: Orders, asideOf: (row: number) => Aside | null = () => null) {
    this.#columns = columns;
    this.#orders = orders;
    this.#asideOf = asideOf;
    this.#nextRank = columns.size;
  }

  /** Different devices listed by the sweep under way, also those whose rows could not be read; 0 without one. */
  get swept(): number {
    return this.#sweep?.sids ?? 0;
  }

  /** Rows that could not be read, of the picture that is complete; before there is one, of what was read so far. */
  get malformed(): number {
    return this.completeAt === null ? this.#malformed.last : this.#malformed.complete;
  }

  /** Goes on from a picture that was kept. */
  resume(completeAt: number | null, malformed: number): void {
    this.completeAt = completeAt;
    this.#malformed = { complete: malformed, last: malformed };
  }

  beginSweep(): void {
    this.#sweep = new Generation();
    this.recovered.beginSweep();
    this.#lastPage = null;
    this.#malformed.last = 0;
  }

  /** A page of the sweep under way. */
  addPage({ devices, malformed, unread, first, ...reading }: SweptPage, clock: Clock): readonly ObservedChange[] {
    this.#malformed.last = malformed + (first ? 0 : this.#malformed.last);
    if (first && this.#sweep !== null) this.#sweep = new Generation(this.#sweep);
    this.#lastPage = reading.received;
    const changes: ObservedChange[] = [];
    // Twice on one page: the later one.
    for (const device of new Map(devices.map((each) => [each.sid.toLowerCase(), each])).values()) {
      const row = this.#take(device, reading, clock, changes);
      this.#sweep?.list(row);
      this.#sweep?.known(device.sid);
    }
    for (const sid of unread) this.#listed(sid);
    return changes;
  }

  /** The list shows it, though it could not be read: what is held of it stays. */
  #listed(sid: string): void {
    const row = this.#columns.sids.held(sid);
    if (row === undefined) this.#sweep?.stranger(sid);
    else this.#sweep?.list(row);
  }

  /** A device that was read on its own, or that a write returned. */
  saw(device: Device, reading: Reading, clock: Clock): readonly ObservedChange[] {
    const changes: ObservedChange[] = [];
    // Asked for before a list was read that no longer holds it: it was removed since.
    const { completeAt } = this;
    if (completeAt !== null && reading.sent < completeAt && !isAhead(completeAt, clock) && this.#columns.sids.held(device.sid) === undefined) return changes;
    const row = this.#take(device, reading, clock, changes);
    this.#sweep?.read(row);
    this.#sweep?.known(device.sid);
    return changes;
  }

  /** Takes a reading, unless the row holds a later state of the device; returns the row. */
  #take(device: Device, reading: Reading, clock: Clock, changes: ObservedChange[]): number {
    const columns = this.#columns;
    const known = columns.sids.held(device.sid);
    if (known === undefined) return this.#welcome(device, reading);
    // Of two that were under way at the same time the one that was asked for later is the later one. A write's answer counts as
    // asked for when it came, so that no reading that began before is taken for what followed.
    const held = columns.received[known] ?? 0;
    const earlier = reading.sent < held - (columns.took[known] ?? 0) && !isAhead(held, clock);
    const order = byDate(msOf(device.date_updated), columns.updated.ms(known), clock.now, reading.sent - held);
    // Also a list that is behind with what it says of a device shows that it is there.
    if (!earlier && columns.missing.delete(known)) this.version += 1;
    if (order < 0 || (order === 0 && earlier)) return known;
    const before = observed(columns, known, clock.skew);
    columns.facts(known, this.#before);
    const bits = columns.put(known, device);
    this.#stamp(known, reading);
    if (bits === 0) return known;
    this.version += 1;
    if ((bits & CHANGED.name) !== 0) this.naming += 1;
    this.#orders.changed(known, bits);
    if ((bits & TELLING) !== 0) this.recovered.changed(known, this.#before, this.#asideOf(known), reading.received + clock.skew);
    changes.push(...differences(before, columns, known, reading.received + clock.skew));
    return known;
  }

  #welcome(device: Device, reading: Reading): number {
    const row = this.#columns.add(device.sid);
    // It may be the number of one that was removed.
    this.recovered.forget(row);
    this.#columns.put(row, device);
    this.#stamp(row, reading);
    this.#columns.rank[row] = this.#nextRank;
    this.#nextRank += 1;
    this.#cameOrWent(row);
    return row;
  }

  #stamp(row: number, { sent, received }: Reading): void {
    this.#columns.received[row] = received;
    this.#columns.took[row] = Math.max(0, received - sent);
  }

  #cameOrWent(row: number): void {
    this.version += 1;
    this.naming += 1;
    this.#orders.cameOrWent(row);
  }

  /**
   * The sweep under way read the whole list. What it did not meet is missing; what was missing before, too (or everything
   * missing, with `force`), is removed. `at`: oldest part of the picture, browser's clock. Throws when there is no sweep.
   */
  endSweep({ at }: { readonly at: number }, force = false): { removed: string[]; missing: number } {
    const sweep = this.#sweep;
    if (sweep === null) throw new Error('There is no sweep to end.');
    const columns = this.#columns;
    const removed: string[] = [];
    const before = this.#orders.rows([]);
    columns.forEach((row) => {
      if (sweep.met(row)) {
        columns.missing.delete(row);
      } else if (force || columns.missing.has(row)) {
        removed.push(columns.sid(row));
        columns.remove(row);
        this.#cameOrWent(row);
      } else {
        columns.missing.set(row, this.#lastPage ?? at);
      }
    });
    this.#rank(sweep, before);
    this.recovered.endSweep();
    if (columns.states.size > 1024 + 2 * columns.size) columns.dropUnusedStates();
    this.#sweep = null;
    this.completeAt = at;
    this.#malformed.complete = this.#malformed.last;
    this.version += 1;
    return { removed, missing: columns.missing.size };
  }

  /** The order of the sweep; what it did not list comes last, as it stood. */
  #rank(sweep: Generation, before: Uint32Array): void {
    const columns = this.#columns;
    let next = sweep.listed;
    let last = -1;
    let moved = false;
    for (const row of before) {
      if (!columns.live(row)) continue;
      const place = sweep.place(row);
      const rank = place ?? next;
      if (place === null) next += 1;
      columns.rank[row] = rank;
      moved ||= rank < last;
      last = rank;
    }
    this.#nextRank = next;
    if (moved) this.#orders.moved();
  }

  /** The sweep under way broke off: nothing is missing, and what it read stays. */
  breakSweep(): void {
    this.#sweep = null;
  }

  coverage({ skew }: Clock): Coverage {
    return {
      completeAt: this.completeAt === null ? null : this.completeAt + skew,
      reading: this.#sweep?.listed ?? null,
      held: this.#columns.size,
      malformed: this.malformed,
    };
  }
}
