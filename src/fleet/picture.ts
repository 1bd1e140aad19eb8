import { clockSkew, serverNow } from '#api/clock.ts';
import type { Asked } from '#api/devices.ts';
import type { App, Device } from '#api/schema.ts';
import type { FleetKinship, Pushed } from './app-fit.ts';
import { FleetIndex, type SweptPage } from './fleet-index.ts';
import { STUCK_AFTER } from './health.ts';
import { Journal } from './observed.ts';
import { TriageBook } from './triage-book.ts';

/** The API's clock as the index wants it. */
export const apiClock = (): { readonly now: number; readonly skew: number } => ({ now: serverNow(), skew: clockSkew() });

const LANDING = 'status:pending age:<1h';
const REMEMBERED = { ms: 60_000, count: 500 };

/** What is known of the fleet: the index, what was seen to change, and the Apps; fed by our own reading and by that of other tabs. */
export class Picture {
  /** What people say of the devices, whichever index holds these. */
  readonly triage = new TriageBook();
  index = new FleetIndex(undefined, this.triage);
  journal = new Journal();
  /** As far as they are known: at least by their names. */
  apps: readonly App[] | null = null;
  /** They were read since this tab was opened: what is not among them is not listed. */
  appsKnown = false;
  /** The sweep that is under way; `whole` when it was followed from its beginning. */
  sweep: { readonly id: string; readonly whole: boolean } | null = null;
  /** Of that sweep, as far as they came here. */
  pages = 0;
  /** Counts the changes that are worth being written to disk. */
  changes = 0;
  /** How often all was forgotten. */
  forgotten = 0;
  #versions = 0;
  /** Single readings of the last minute: one that came while a newer picture was on its way is not lost. */
  #recent: { readonly device: Device; readonly asked: Asked }[] = [];

  /** Rises with every change a question would show, also when all was replaced. */
  get version(): number {
    return this.#versions + this.index.version;
  }

  /** Oldest part of the last complete reading, by the browser's clock; null before one. */
  get completeAt(): number | null {
    return completeAt(this.index);
  }

  /** What the whole fleet tells of which Apps belong together, and of these devices what they ran. @param pushed is left out */
  kinship(sids: readonly string[], pushed: Pushed): FleetKinship {
    const coverage = this.index.coverage(apiClock());
    const { given, used } = this.index.given(pushed);
    return { coverage, given, used: coverage.completeAt === null ? null : used, ...this.journal.runs(new Set(sids), pushed) };
  }

  begin(id: string, whole: boolean): void {
    this.break();
    this.sweep = { id, whole };
    this.pages = 0;
    this.index.beginSweep();
  }

  page(page: SweptPage): void {
    const before = this.index.version;
    this.journal.add(this.index.addPage(page, apiClock()));
    this.pages += 1;
    this.changes += this.index.version - before;
  }

  /** The sweep under way reached the end of the list. @param at when it began, by the browser's clock */
  end(at: number, force: boolean): void {
    const { removed, missing } = this.index.endSweep({ at }, force);
    this.changes += removed.length + missing;
    this.sweep = null;
  }

  break(): void {
    if (this.sweep !== null) this.index.breakSweep();
    this.sweep = null;
  }

  /** Single readings. Returns those that told something new. */
  saw(devices: readonly Device[], asked: Asked): Device[] {
    const now = Date.now();
    this.#recent = this.#recent.filter((each) => now - each.asked.received < REMEMBERED.ms).slice(-REMEMBERED.count);
    return devices.filter((device) => {
      this.#recent.push({ device, asked });
      return this.#take(device, asked);
    });
  }

  #take(device: Device, asked: Asked): boolean {
    const before = this.index.version;
    this.journal.add(this.index.saw(device, asked, apiClock()));
    // Not only what the journal has: also a longer lease, or a device that is listed again.
    const news = this.index.version - before;
    this.changes += news;
    return news > 0;
  }

  know(apps: readonly App[]): void {
    this.apps = apps;
    this.appsKnown = true;
    this.index.setApps(apps);
  }

  /** The Apps that were read are out of date: names, and no more. */
  doubtApps(): void {
    this.appsKnown = false;
    this.index.setApps(this.apps, false);
  }

  /** Apps of the last visit: names, until they are read. */
  recall(apps: readonly App[] | null): void {
    if (this.appsKnown) return;
    this.apps = apps;
    this.index.setApps(apps, false);
  }

  /** True while something is about to land: pending, and targeted less than an hour ago. */
  get landing(): boolean {
    return this.index.some(LANDING, STUCK_AFTER, apiClock());
  }

  /**
   * Takes another picture in place of this one, and keeps of it what the API dates later. Throws, and changes nothing, when it is not whole, or is as of a time before
   * `since` (browser's clock).
   */
  replace(picture: unknown, journal: unknown, since: number | null = null): void {
    const [index, observed] = [FleetIndex.restore(picture, this.triage), Journal.restore(journal)];
    if (since !== null && (completeAt(index) ?? 0) < since) throw new Error('The picture is older than the one that is here.');
    const later = this.index.laterThan(index, apiClock());
    this.#put(index, observed);
    index.setApps(this.apps, this.appsKnown);
    for (const { device, received } of later) this.#take(device, { sent: received, received });
    for (const { device, asked } of this.#recent) this.#take(device, asked);
  }

  /** Forgets everything. */
  clear(): void {
    this.forgotten += 1;
    this.#recent = [];
    this.apps = null;
    this.appsKnown = false;
    this.#put(new FleetIndex(undefined, this.triage), new Journal());
  }

  #put(index: FleetIndex, journal: Journal): void {
    this.#versions += this.index.version + 1;
    this.index = index;
    this.journal = journal;
    this.sweep = null;
  }
}

const completeAt = (index: FleetIndex): number | null => index.coverage({ now: 0, skew: 0 }).completeAt;
