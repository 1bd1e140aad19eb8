import type { App, Device } from '#api/schema.ts';
import { writtenForms } from '#lib/csv.ts';
import { fold } from '#lib/text.ts';
import { HOUR } from '#lib/time.ts';
import { alignmentKind, attention, driftAge, errorCode, factsOf, isFailed, isStuck, JUST_ENDED, oddity, type StuckAfter } from './health.ts';
import type { Clock, Reading, SweptPage } from './intake.ts';
import { changesOf } from './naive-changes-stand.ts';
import type { Term, TextMatch } from './query.ts';
import { naiveAside } from './triage-stand.ts';
import type { TriageEntry } from './triage.ts';
import type { FleetRow, ObservedChange, SortField, SortKey } from './view.ts';

/** The fleet as anybody would write it down: a list of devices, and the obvious code. What the index has to be the same as. */

interface Row {
  device: Device;
  sent: number;
  received: number;
  missing: number | null;
}

interface Sweep {
  readonly listed: string[];
  /** Listed, but not read by any page so far. */
  readonly strangers: Set<string>;
  readonly singly: Set<string>;
  last: number | null;
}

export class NaiveFleet {
  /** In the order of the API. */
  rows: Row[] = [];
  sweep: Sweep | null = null;
  completeAt: number | null = null;
  /** Rows that could not be read: of the last complete sweep, and of the last. */
  #malformed = { complete: 0, last: 0 };
  apps: readonly App[] | null = null;
  said: TriageEntry[] = [];

  begin(): void {
    this.sweep = { listed: [], strangers: new Set(), singly: new Set(), last: null };
    this.#malformed.last = 0;
  }

  get malformed(): number {
    return this.completeAt === null ? this.#malformed.last : this.#malformed.complete;
  }

  /** Different sids that the sweep listed. */
  get swept(): number {
    return this.sweep === null ? 0 : this.sweep.listed.length + this.sweep.strangers.size;
  }

  reopen(): void {
    // How long a reading took is not kept: only what is asked for after its answer is later.
    for (const row of this.rows) row.sent = row.received;
    this.#malformed = { complete: this.malformed, last: this.malformed };
    this.sweep = null;
  }

  page({ devices, malformed, unread, first: anew, ...reading }: SweptPage, clock: Clock): ObservedChange[] {
    this.#malformed.last = malformed + (anew ? 0 : this.#malformed.last);
    // What was listed before the list was begun again is not missing, and that is all that is known of it.
    if (anew && this.sweep !== null) this.sweep = { listed: [], strangers: new Set(), singly: new Set([...this.sweep.singly, ...this.sweep.listed]), last: null };
    const changes = devices.flatMap((device, at) => {
      const again = devices.findLast(({ sid }) => sid === device.sid);
      const first = devices.findIndex(({ sid }) => sid === device.sid) === at;
      return first && again !== undefined ? this.#take(again, reading, clock) : [];
    });
    if (this.sweep !== null) {
      this.sweep.last = reading.received;
      const isHeld = (sid: string): boolean => this.rows.some((row) => row.device.sid === sid);
      for (const sid of [...devices.map((device) => device.sid), ...unread]) {
        if (!isHeld(sid)) this.sweep.strangers.add(sid);
        else if (!this.sweep.listed.includes(sid)) this.sweep.listed.push(sid);
      }
      for (const { sid } of devices) this.sweep.strangers.delete(sid);
    }
    return changes;
  }

  saw(device: Device, reading: Reading, clock: Clock): ObservedChange[] {
    const held = this.rows.some((row) => row.device.sid === device.sid);
    if (!held && this.completeAt !== null && reading.sent < this.completeAt) return [];
    this.sweep?.singly.add(device.sid);
    this.sweep?.strangers.delete(device.sid);
    return this.#take(device, reading, clock);
  }

  #take(device: Device, { sent, received }: Reading, { now, skew }: Clock): ObservedChange[] {
    const row = this.rows.find((each) => each.device.sid === device.sid);
    if (row === undefined) {
      this.rows.push({ device, sent, received, missing: null });
      return [];
    }
    // By the API's own dates where they tell, else by when it was asked.
    const [date, held] = [updatedOf(device), updatedOf(row.device)];
    const dated = date !== held && Math.max(date, held) <= now + 60_000 && Math.abs(sent - row.received) <= HOUR;
    if (sent >= row.sent) row.missing = null;
    if (dated ? date < held : sent < row.sent) return [];
    const changes = changesOf(row.device, device, row.received + skew, received + skew);
    Object.assign(row, { device, sent, received });
    return changes;
  }

  end(at: number, force: boolean): { removed: string[]; missing: number } {
    const { sweep } = this;
    if (sweep === null) throw new Error('no sweep');
    const unmet = this.rows.filter(({ device: { sid } }) => !sweep.listed.includes(sid) && !sweep.singly.has(sid));
    const gone = unmet.filter(({ missing }) => force || missing !== null);
    for (const row of this.rows) row.missing = unmet.includes(row) ? (sweep.last ?? at) : null;
    const left = this.rows.filter((row) => !gone.includes(row));
    const place = ({ device: { sid } }: Row): number => (sweep.listed.includes(sid) ? sweep.listed.indexOf(sid) : sweep.listed.length);
    this.rows = left.toSorted((a, b) => place(a) - place(b));
    this.sweep = null;
    this.completeAt = at;
    this.#malformed.complete = this.#malformed.last;
    return { removed: gone.map(({ device }) => device.sid), missing: this.rows.filter(({ missing }) => missing !== null).length };
  }

  /** Rows that match all terms, in order. */
  select(terms: readonly Term[], sort: readonly SortKey[], list: readonly string[] | null, now: number, limits: StuckAfter): Row[] {
    const rows = this.rows.filter((row) => terms.every((term) => this.matches(term, row, now, limits)) && (list === null || this.#isMeant(row.device, list)));
    return rows.toSorted((a, b) => sort.reduce((order, key) => order || this.#compare(key, a.device, b.device), 0));
  }

  /** The entries of a list that mean no device. */
  unknown(list: readonly string[]): string[] {
    return [...new Set(list)].filter((entry) => !this.rows.some(({ device }) => this.#isMeant(device, [entry])));
  }

  #isMeant(device: Device, list: readonly string[]): boolean {
    // The sid of a device is that device, whatever others are named.
    const how = (entry: string) => [isItsSid, isCalled].find((is) => this.rows.some((row) => is(row.device, entry))) ?? isWritten;
    return list.some((entry) => how(entry)(device, entry));
  }

  #appName(sid: string | null): string | null {
    return this.apps?.find((app) => app.sid === sid)?.unique_name ?? null;
  }

  /** What is the sid of an App means that App alone, whatever others are named. */
  #namesFor(match: TextMatch, sid: string | null): (string | null)[] {
    return match.kind === 'whole' && this.isApp(match.text) ? [] : [this.#appName(sid)];
  }

  isApp(sid: string): boolean {
    return this.listed(sid) === true || this.rows.some(({ device: { app } }) => app?.target_sid === sid || app?.reported_sid === sid);
  }

  listed(sid: string | null): boolean | null {
    return this.apps === null || sid === null ? null : this.apps.some((app) => app.sid === sid);
  }

  matches(term: Term, row: Row, now: number, limits: StuckAfter): boolean {
    return this.#holds(term, row, now, limits) !== term.not;
  }

  #holds(term: Term, { device, missing }: Row, now: number, limits: StuckAfter): boolean {
    const facts = factsOf(device);
    switch (term.field) {
      case 'word':
        return [device.unique_name, device.sid, this.#appName(facts.target), this.#appName(facts.reported)].some((text) => text !== null && fold(text).includes(term.text));
      case 'name':
        return textIs(term.match, device.unique_name, []);
      case 'sid':
        return textIs(term.match, device.sid, []);
      case 'app':
        return textIs(term.match, facts.target, this.#namesFor(term.match, facts.target));
      case 'runs':
        return textIs(term.match, facts.reported, this.#namesFor(term.match, facts.reported));
      case 'status':
        return oneWord(facts.word) === oneWord(term.word);
      case 'err':
        if (term.code === null) return errorCode(facts.code) === null;
        return term.code === 'any' ? errorCode(facts.code) !== null : facts.code !== null && `${facts.code}` === term.code;
      case 'age': {
        const age = ['drifting', 'never-reported'].includes(alignmentKind(facts)) ? driftAge(facts, now) : null;
        return age !== null && (term.over ? age > term.ms : age < term.ms);
      }
      case 'log': {
        if (term.value === 'expired') return facts.logging === true && facts.loggingEnds !== null && now - facts.loggingEnds >= JUST_ENDED;
        if (term.value !== 'expiring') return facts.logging === (term.value === 'on');
        const left = facts.loggingEnds === null ? 0 : facts.loggingEnds - now;
        return facts.logging === true && left > 0 && left <= 2 * HOUR;
      }
      case 'needs': {
        const need = attention(facts, this.listed(facts.target), now, limits);
        return term.value === 'any' ? need !== null : (need ?? 'none') === term.value;
      }
      case 'is':
        return this.#is(term.value, device, missing, now, limits);
    }
  }

  #is(value: (Term & { field: 'is' })['value'], device: Device, missing: number | null, now: number, limits: StuckAfter): boolean {
    const facts = factsOf(device);
    const kind = alignmentKind(facts);
    const said = this.said.find(({ sid }) => sid.toLowerCase() === device.sid.toLowerCase());
    const aside = naiveAside(said, attention(facts, this.listed(facts.target), now, limits), facts, now);
    const all: Record<typeof value, boolean> = {
      drifting: kind === 'drifting', aligned: kind === 'aligned', never: kind === 'never-reported', 'no-target': kind === 'no-target',
      stuck: isStuck(facts, now, limits), failed: isFailed(facts), odd: oddity(facts) !== null,
      orphan: this.listed(facts.target) === false, missing: missing !== null,
      acked: aside === 'acked', snoozed: aside === 'snoozed', aside: aside !== null, noted: Boolean(said?.note?.value),
    };
    return all[value];
  }

  #compare({ field, down }: SortKey, a: Device, b: Device): number {
    const [of, and] = [this.#sortKeys(field, a), this.#sortKeys(field, b)];
    for (const [at, one] of of.entries()) {
      const other = and[at] ?? null;
      if (one === null || other === null) {
        if (one !== other) return one === null ? 1 : -1;
      } else {
        const order = compareAsPeopleCount(one, other);
        if (order !== 0) return down ? -order : order;
      }
    }
    return 0;
  }

  #sortKeys(field: SortField, device: Device): (string | number | null)[] {
    const facts = factsOf(device);
    const app = (sid: string | null): string | null => (sid === null ? null : fold(this.#appName(sid) ?? sid));
    const reported = factsOf({ ...device, date_updated: device.app?.date_reported ?? null }).updated;
    const code = errorCode(facts.code);
    switch (field) {
      case 'name':
        return [device.unique_name === null ? null : fold(device.unique_name)];
      case 'sid':
        // By its digits one after another, not by the numbers in it.
        return [...device.sid.slice(2).toLowerCase()].map((digit) => Number.parseInt(digit, 16));
      case 'alignment':
        return [['drifting', 'never-reported'].includes(alignmentKind(facts)) && facts.targeted !== null ? -facts.targeted : null];
      case 'update':
        return facts.word === null ? [null, null] : [fold(facts.word), typeof code === 'string' ? fold(code) : code];
      case 'runs':
        return [app(facts.reported)];
      case 'target':
        return [app(facts.target)];
      case 'logging':
        return facts.logging === true ? [0, facts.loggingEnds] : [null, null];
      case 'targeted':
        return [facts.targeted];
      case 'reported':
        return [reported];
      case 'updated':
        return [facts.updated];
      case 'created':
        return [factsOf({ ...device, date_updated: device.date_created }).updated];
    }
  }

  fleetRow({ device, received, missing }: Row, { skew }: Clock): FleetRow {
    const app = device.app && { ...device.app, target_hash: null };
    return { device: { ...device, app, account_sid: null, url: null, links: null }, at: received + skew, missingSince: missing === null ? null : missing + skew };
  }
}

const updatedOf = (device: Device): number => factsOf(device).updated ?? Number.POSITIVE_INFINITY;
const isItsSid = ({ sid }: Device, entry: string): boolean => sid.toLowerCase() === entry.toLowerCase();
const isCalled = ({ unique_name }: Device, entry: string): boolean => unique_name === entry;
const isWritten = ({ unique_name }: Device, entry: string): boolean => unique_name !== null && writtenForms(unique_name).has(entry);

function textIs(match: TextMatch, text: string | null, more: readonly (string | null)[]): boolean {
  if (match.kind === 'none') return text === null;
  if (text === null) return false;
  return [text, ...more].some((one) => one !== null && (match.kind === 'whole' ? one === match.text : fold(one).includes(match.text)));
}

function oneWord(word: string | null): string {
  const folded = fold(word ?? 'none');
  return folded === 'scheduled' ? 'pending' : folded;
}

/** Numbers before texts; digits in a text as the number that they are. */
export function compareAsPeopleCount(a: string | number, b: string | number): number {
  if (typeof a === 'number') return typeof b === 'number' ? Math.sign(a - b) : -1;
  if (typeof b === 'number') return 1;
  const [of, and] = [a, b].map((text) => text.match(/\d+|\D/gs) ?? []);
  for (const [at, one] of (of ?? []).entries()) {
    const other = and?.[at];
    if (other === undefined) return 1;
    const digits = /^\d/u.test(one) && /^\d/u.test(other);
    if (digits && BigInt(one) !== BigInt(other)) return BigInt(one) < BigInt(other) ? -1 : 1;
    if (!digits && one !== other) return one < other ? -1 : 1;
  }
  return (of?.length ?? 0) < (and?.length ?? 0) ? -1 : 0;
}
