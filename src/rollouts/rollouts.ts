import type { QueryClient } from '@tanstack/react-query';
import { session } from '#api/session.ts';
import { sleep } from '#lib/backoff.ts';
import { t } from '#texts/t.ts';
import { draftHead, headOf, isOpen } from './head.ts';
import { RunStore, type OpenDevices } from './journal.ts';
import type { Head } from './journal-schema.ts';
import { Ledger, type Entry } from './ledger.ts';
import { asRead, headNow, IDLE, isSending, isUnsettled, needOf, obey, pulseOf, type HeldRun, type LiveRun, type Told } from './live.ts';
import { noteRuns } from './open-note.ts';
import { checkPlan, type Plan } from './plan.ts';
import { Run } from './run.ts';
import { RunTabs, type Command, type RunMessage } from './run-tabs.ts';
import { workOf } from './work.ts';

/** The one face of all work over many devices: one tab drives a run, every tab sees it, and nothing is sent by loading a page. */

/** Listeners are told at most so often. */
const TELL_MS = 250;
/** How often it is looked whether the tab that drives is still there. */
const LOOK_MS = 2_000;

/** Never goes back. */
const now = (): number => performance.timeOrigin + performance.now();

class Rollouts {
  readonly #client: QueryClient;
  readonly #store: RunStore;
  readonly #tabs: RunTabs;
  readonly #held = new Map<string, HeldRun>();
  readonly #listeners = new Set<() => void>();
  /** Runs that this tab drives, or is on its way to or from; with what it was told meanwhile. */
  readonly #mine = new Map<string, Told[]>();
  #heads: readonly Head[] | null = null;
  #driven: ReadonlySet<string> = new Set();
  #version = 0;
  #telling = false;
  #looking: ReturnType<typeof setInterval> | null = null;
  /** Why runs cannot be kept here, as a sentence; null when they can. */
  notKept: string | null = null;

  constructor(client: QueryClient) {
    const { fleetId } = session();
    this.#client = client;
    this.#store = new RunStore(fleetId);
    this.#tabs = new RunTabs(fleetId, (message) => this.#heard(message));
    window.addEventListener('beforeunload', (event) => {
      if ([...this.#held.values()].some(({ run, ledger }) => run !== null && isSending(ledger))) event.preventDefault();
    });
    void this.#readHeads();
  }

  /** Counts up with everything that a page would show. */
  version = (): number => this.#version;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#looking ??= setInterval(() => void this.#look(), LOOK_MS);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#looking === null) return;
      clearInterval(this.#looking);
      this.#looking = null;
    };
  };

  /** All runs, latest first; null until they have been read. */
  heads(): readonly Head[] | null {
    return this.#heads?.map((head) => headNow(head, this.#held.get(head.id))) ?? null;
  }

  /** Who drives a run. */
  driver(id: string): LiveRun['driver'] {
    if (this.#held.get(id)?.run) return 'here';
    return this.#driven.has(id) ? 'elsewhere' : 'nobody';
  }

  /** A run that was opened. */
  live(id: string): LiveRun | null {
    const held = this.#held.get(id);
    return held === undefined ? null : { ledger: held.ledger, driver: this.driver(id), pulse: held.run === null ? held.pulse : pulseOf(held.run) };
  }

  /** Reads a run's journal, so that `live` knows it. False when there is none of this id, or a draft. Throws when it cannot be read. */
  async open(id: string): Promise<boolean> {
    if (this.#held.has(id)) return true;
    const kept = (await this.#store.isDraft(id)) ? null : await this.#store.load(id);
    if (kept === null) return false;
    if (!this.#held.has(id)) this.#held.set(id, asRead(kept));
    await this.#look();
    this.#watchAll();
    this.#tell();
    return true;
  }

  /** Keeps a plan without starting it. */
  async keepDraft(plan: Plan): Promise<void> {
    await this.#store.create(plan, draftHead(plan));
    await this.#listChanged();
  }

  /** Keeps a plan and starts it. Rejects when it cannot be kept: then nothing is sent. */
  async start(plan: Plan): Promise<void> {
    checkPlan(plan);
    const ledger = new Ledger(plan);
    await this.#store.create(plan, headOf(ledger));
    this.#held.set(plan.id, asRead({ ledger, lines: 0 }));
    void this.#drive(plan.id, true).catch(() => undefined);
    await this.#listChanged();
  }

  /** Tells whoever drives it; `resume` by nobody else makes this tab the driver. `wave`: for `next-wave`, the one to begin. */
  async command(id: string, command: Command, wave = 0): Promise<void> {
    const run = this.#held.get(id)?.run ?? null;
    if (run !== null) return obey(run, command, wave);
    const mine = this.#mine.get(id);
    if (mine !== undefined) return void mine.push({ command, wave });
    if (command === 'resume') return this.#drive(id, true);
    await this.#look();
    if (this.#driven.has(id)) this.#tabs.post({ kind: 'command', id, command, wave });
    // What nobody drives is only written down.
    else if (command === 'stop' || command === 'close') await this.#end(id, command);
  }

  /** The plan of a run or a draft; null when there is none. Throws when it cannot be read. */
  async plan(id: string): Promise<Plan | null> {
    return (await this.#store.load(id))?.ledger.plan ?? null;
  }

  async remove(id: string): Promise<void> {
    await this.#store.remove(id);
    this.#held.delete(id);
    await this.#listChanged();
  }

  /** The devices of all runs that have not ended, besides this one. */
  openDevices = (except: string | null): Promise<OpenDevices> => this.#store.openDevices(except, (id) => (this.driver(id) === 'here' ? (this.#held.get(id)?.ledger ?? null) : null));

  /** Goes on with a run; or, when it is not to go on, only looks what became of what was sent. */
  async #drive(id: string, go: boolean): Promise<void> {
    const told: Told[] = go ? [{ command: 'resume', wave: 0 }] : [];
    if (this.#mine.has(id)) return void this.#mine.get(id)?.push(...told);
    this.#mine.set(id, told);
    const drove = await this.#tabs.drive(id, async () => {
      // As it is now: another tab may have driven it meanwhile.
      const kept = await this.#store.load(id);
      if (kept === null || !(kept.ledger.open || isUnsettled(kept.ledger))) return void told.splice(0);
      const held = asRead(kept);
      const run = new Run({
        ledger: kept.ledger, work: workOf(this.#client), random: Math.random,
        journal: this.#store.writer(id, kept.lines, () => headOf(kept.ledger)),
        clock: { now, sleep: (ms, signal) => (this.#say(id, held), sleep(ms, signal)) },
        onEntry: (entry) => this.#entered(id, held, entry),
      });
      held.run = run;
      this.#held.set(id, held);
      // Whoever has paused it since does not see it go.
      const goes = told.at(-1)?.command === 'resume';
      for (const { command, wave } of told.splice(0)) if (command !== 'resume') obey(run, command, wave);
      try {
        if (goes) await run.drive();
        // oxlint-disable-next-line no-await-in-loop -- it stands still, goes on, stands still
        while (await run.watch()) await run.drive();
      } finally {
        held.run = null;
        await this.#keepHead(held.ledger);
        if (!held.ledger.open) await this.#store.compact(id).catch(() => undefined);
        this.#tell();
      }
    }).finally(() => this.#mine.delete(id));
    // Told since, or of a run that another tab drives.
    for (const each of told.splice(0)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      if (drove) await this.command(id, each.command, each.wave);
      else this.#tabs.post({ kind: 'command', id, ...each });
    }
  }

  /** Writes the end of a run that nobody drives. */
  async #end(id: string, kind: 'stop' | 'close'): Promise<void> {
    const ended = await this.#tabs.drive(id, async () => {
      const kept = await this.#store.load(id);
      if (kept === null || !kept.ledger.open) return;
      const entry: Entry = { kind: kind === 'stop' ? 'stopped' : 'closed', at: now() };
      await this.#store.writer(id, kept.lines).append([entry]);
      const held = asRead(kept);
      this.#held.set(id, held);
      kept.ledger.apply(entry);
      this.#entered(id, held, entry);
    });
    if (!ended) this.#tabs.post({ kind: 'command', id, command: kind, wave: 0 });
  }

  /** Tells the other tabs these lines and, when it has changed, what it is doing. */
  #say(id: string, held: HeldRun, entries: readonly Entry[] = []): void {
    const pulse = held.run === null ? IDLE : pulseOf(held.run);
    if (entries.length === 0 && JSON.stringify(pulse) === JSON.stringify(held.pulse)) return;
    held.pulse = pulse;
    this.#tabs.post({ kind: 'entries', id, from: held.lines, entries, pulse });
    held.lines += entries.length;
    this.#tell();
  }

  #entered(id: string, held: HeldRun, entry: Entry): void {
    this.#say(id, held, [entry]);
    // Often enough for the lists of other tabs; this one knows it anyway.
    if (entry.kind === 'item' && now() - held.listedAt < LOOK_MS) return;
    held.listedAt = now();
    void this.#keepHead(held.ledger);
  }

  #heard(message: RunMessage): void {
    if (message.kind === 'list') return void this.#readHeads();
    const held = this.#held.get(message.id);
    if (held === undefined) return;
    if (message.kind === 'command') return held.run === null ? void this.#mine.get(message.id)?.push(message) : obey(held.run, message.command, message.wave);
    if (held.run !== null) return;
    held.known = message.from + message.entries.length;
    held.pulse = message.pulse;
    if (message.from > held.lines) void this.#reload(message.id);
    else {
      // The journal may have told some of them already.
      const entries = message.entries.slice(held.lines - message.from);
      for (const entry of entries) held.ledger.apply(entry);
      held.lines += entries.length;
    }
    this.#tell();
  }

  async #reload(id: string): Promise<void> {
    const kept = await this.#store.load(id).catch(() => null);
    const held = this.#held.get(id);
    if (kept === null || held === undefined || held.run !== null || kept.lines <= held.lines) return;
    Object.assign(held, kept);
    this.#tell();
  }

  async #keepHead(ledger: Ledger): Promise<void> {
    await this.#store.keepHead(headOf(ledger)).catch(() => undefined);
    await this.#listChanged();
  }

  async #listChanged(): Promise<void> {
    this.#tabs.post({ kind: 'list' });
    await this.#readHeads();
  }

  async #readHeads(): Promise<void> {
    try {
      this.#heads = await this.#store.heads();
      noteRuns(this.#heads.some(isOpen));
      this.notKept = null;
    } catch (error) {
      this.#heads ??= [];
      this.notKept = t`This browser’s storage cannot be used: ${error instanceof Error ? error.message : String(error)}`;
    }
    // What was not on the disk yet when it was heard of.
    for (const [id, { lines, known }] of this.#held) if (lines < known) void this.#reload(id);
    await this.#look();
    this.#watchAll();
    this.#tell();
  }

  async #look(): Promise<void> {
    const driven = await this.#tabs.driven().catch((): ReadonlySet<string> => new Set());
    const same = driven.size === this.#driven.size && [...driven].every((id) => this.#driven.has(id));
    this.#driven = driven;
    if (same) return;
    this.#tell();
    this.#watchAll();
  }

  /** By reads only, of what nobody drives: what became of what was sent, where somebody has the run open; and who reports, where that is all. */
  #watchAll(): void {
    // Without locks nobody knows whether another tab drives it.
    for (const head of this.#tabs.exclusive ? (this.#heads ?? []) : []) {
      const need = this.#mine.has(head.id) || this.driver(head.id) !== 'nobody' ? null : needOf(head, this.#held.get(head.id)?.ledger);
      if (need !== null) void (need === 'open' ? this.open(head.id) : this.#drive(head.id, false)).catch(() => undefined);
    }
  }

  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    }, TELL_MS);
  }
}

export type { Rollouts };
let only: Rollouts | null = null;

/** The runs of this browser. The same for every caller. */
export function rollouts(client: QueryClient): Rollouts {
  only ??= new Rollouts(client);
  return only;
}
