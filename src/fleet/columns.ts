import type { Device } from '#api/schema.ts';
import { fold } from '#lib/text.ts';
import { DateColumn, grown } from './date-column.ts';
import type { Facts } from './health.ts';
import { SidColumn } from './sid-column.ts';
import { States, type State } from './states.ts';

/** What differs between two readings of a device; bits. */
export const CHANGED = { name: 1, state: 2, targeted: 4, reported: 8, logging: 16, updated: 32, created: 64 } as const;

/** Bits of `flags`. Logging is two bits: no object at all, an object that does not say, off, on. */
const LIVE = 1;
const HAS_APP = 2;
export const LOGGING = 12;
const LOGGING_SILENT = 4;
export const LOGGING_OFF = 8;
export const LOGGING_ON = 12;

/**
 * The fleet as columns: typed arrays and strings, never API objects (those cost seven times the memory). A row is a number
 * that stays the same while its device is held; the number of one that is removed is given to a later device.
 * `account_sid`, `url`, `links` and `target_hash` are not kept; every other text comes back exactly as it came.
 */
export class Columns {
  readonly sids = new SidColumn();
  readonly names: (string | null)[] = [];
  /** The name folded for searching; the same string where folding changes nothing. */
  readonly folded: (string | null)[] = [];
  states = new States();
  /** Number of the row's state in `states`. */
  state = new Uint32Array(0);
  flags = new Uint8Array(0);
  /** When the reading came that the row holds: browser's clock, milliseconds. */
  received = new Float64Array(0);
  /** How long that had taken since it was asked for, in milliseconds; not kept on disk. */
  took = new Uint32Array(0);
  /** Where it stands in the API's order; any two rows differ. */
  rank = new Uint32Array(0);
  readonly targeted = new DateColumn();
  readonly reported = new DateColumn();
  readonly expires = new DateColumn();
  readonly updated = new DateColumn();
  readonly created = new DateColumn();
  /** Rows that were missing from the last complete sweep, and when it ended (browser's clock). */
  readonly missing = new Map<number, number>();
  /** Rows are numbers below this; not all of them are live. */
  end = 0;
  private readonly free: number[] = [];

  /** Devices held. */
  get size(): number {
    return this.sids.size;
  }

  live(row: number): boolean {
    return ((this.flags[row] ?? 0) & LIVE) !== 0;
  }

  forEach(visit: (row: number) => void): void {
    for (let row = 0; row < this.end; row += 1) if (this.live(row)) visit(row);
  }

  rowOf(sid: string): number | undefined {
    return this.sids.rowOf(sid);
  }

  sid(row: number): string {
    return this.sids.text(row);
  }

  /** A row for a device that has none, to be filled by `put`. */
  add(sid: string): number {
    const row = this.free.pop() ?? this.end;
    if (row >= this.state.length) this.grow(row + 1024 + (row >> 3));
    this.end = Math.max(this.end, row + 1);
    this.sids.add(row, sid);
    this.names[row] = null;
    this.folded[row] = null;
    this.flags[row] = LIVE;
    return row;
  }

  remove(row: number): void {
    this.sids.remove(row);
    this.names[row] = null;
    this.folded[row] = null;
    this.flags[row] = 0;
    this.missing.delete(row);
    for (const dates of this.dates) dates.set(row, null);
    this.free.push(row);
  }

  /** Takes what was read into its row; the bits of CHANGED for what is new. */
  put(row: number, device: Device): number {
    const { app, logging } = device;
    this.sids.rewrite(row, device.sid);
    let changed = this.setName(row, device.unique_name) ? CHANGED.name : 0;
    const state = this.states.idOf(app, this.state[row] ?? 0);
    const had = this.flags[row] ?? 0;
    const flags = LIVE | (app === null ? 0 : HAS_APP) | loggingBits(logging);
    if (this.state[row] !== state || (flags & HAS_APP) !== (had & HAS_APP)) changed |= CHANGED.state;
    if ((flags & LOGGING) !== (had & LOGGING)) changed |= CHANGED.logging;
    this.state[row] = state;
    this.flags[row] = flags;
    if (this.targeted.set(row, app?.date_targeted ?? null)) changed |= CHANGED.targeted;
    if (this.reported.set(row, app?.date_reported ?? null)) changed |= CHANGED.reported;
    if (this.expires.set(row, logging?.date_expires ?? null)) changed |= CHANGED.logging;
    if (this.updated.set(row, device.date_updated)) changed |= CHANGED.updated;
    if (this.created.set(row, device.date_created)) changed |= CHANGED.created;
    return changed;
  }

  setName(row: number, name: string | null): boolean {
    if (this.names[row] === name) return false;
    const folded = name === null ? null : fold(name);
    this.names[row] = name;
    this.folded[row] = folded === name ? name : folded;
    return true;
  }

  stateOf(row: number): State {
    return this.states.at(this.state[row] ?? 0);
  }

  /** `logging.enabled`. */
  logging(row: number): boolean | null {
    const bits = (this.flags[row] ?? 0) & LOGGING;
    return bits < LOGGING_OFF ? null : bits === LOGGING_ON;
  }

  /** Fills `into` with what the health rules look at, and returns it. */
  facts(row: number, into: Facts): Facts {
    const state = this.stateOf(row);
    into.target = state.target;
    into.reported = state.reported;
    into.word = state.word;
    into.code = state.code;
    into.targeted = orNull(this.targeted.ms(row));
    into.updated = orNull(this.updated.ms(row));
    into.logging = this.logging(row);
    into.loggingEnds = orNull(this.expires.ms(row));
    return into;
  }

  /** The row as a device, for the screen. */
  device(row: number): Device {
    const flags = this.flags[row] ?? 0;
    return {
      sid: this.sid(row),
      unique_name: this.names[row] ?? null,
      account_sid: null,
      app: (flags & HAS_APP) === 0 ? null : this.app(row),
      logging: (flags & LOGGING) === 0 ? null : { enabled: this.logging(row), date_expires: this.expires.text(row) },
      date_created: this.created.text(row),
      date_updated: this.updated.text(row),
      url: null,
      links: null,
    };
  }

  private app(row: number): NonNullable<Device['app']> {
    const state = this.stateOf(row);
    return {
      target_sid: state.target,
      target_hash: null,
      date_targeted: this.targeted.text(row),
      update_status: state.word,
      update_error_code: state.code,
      reported_sid: state.reported,
      date_reported: this.reported.text(row),
    };
  }

  /** Whether this is the sid of an App that any device should run, or runs. */
  speaksOf(app: string): boolean {
    const states = new Set<number>();
    for (const [id, { target, reported }] of this.states.all.entries()) if (target === app || reported === app) states.add(id);
    if (states.size === 0) return false;
    for (let row = 0; row < this.end; row += 1) if (this.live(row) && states.has(this.state[row] ?? 0)) return true;
    return false;
  }

  /** Forgets states that no row is in any more. */
  dropUnusedStates(): void {
    const used = new States();
    this.forEach((row) => {
      this.state[row] = used.add(this.stateOf(row));
    });
    this.states = used;
  }

  private get dates(): readonly DateColumn[] {
    return [this.targeted, this.reported, this.expires, this.updated, this.created];
  }

  /** Room for so many rows. */
  grow(capacity: number): void {
    this.sids.grow(capacity);
    this.state = grown(this.state, new Uint32Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
    this.received = grown(this.received, new Float64Array(capacity));
    this.took = grown(this.took, new Uint32Array(capacity));
    this.rank = grown(this.rank, new Uint32Array(capacity));
    for (const dates of this.dates) dates.grow(capacity);
  }
}

export const NO_FACTS: Readonly<Facts> = {
  target: null, reported: null, targeted: null, word: null, code: null, updated: null, logging: null, loggingEnds: null,
};

/** The bits of a row that is kept, without those of another version. */
export function knownFlags(flags: number): number {
  return LIVE | (flags & (HAS_APP | LOGGING));
}

function orNull(ms: number): number | null {
  return Number.isNaN(ms) ? null : ms;
}

function loggingBits(logging: Device['logging']): number {
  if (logging === null) return 0;
  if (logging.enabled === null) return LOGGING_SILENT;
  return logging.enabled ? LOGGING_ON : LOGGING_OFF;
}
