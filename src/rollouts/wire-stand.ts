import { QueryClient } from '@tanstack/react-query';
import { vi } from 'vitest';
import * as z from 'zod/mini';
import { deviceSchema, type Device } from '#api/schema.ts';
import { adoptSession } from '#api/session.ts';
import { fleet } from '#fleet/fleet.ts';
import { sleep } from '#lib/backoff.ts';
import { Ledger, type Entry } from './ledger.ts';
import type { Plan } from './plan.ts';
import { Run } from './run.ts';
import { workOf } from './work.ts';

/**
 * For tests: a run on the real wire, over whatever stands behind `fetch`, with a disk and a network that take their time, on
 * a clock that moves when nothing else does. The tab that drives it can be killed at any moment, and another one opened.
 */

type Gateway = (url: string, init?: RequestInit) => Promise<Response>;

/** What the answer to a write told: nothing when it got lost, and when none has come yet. */
type Told = 'taken' | 'refused' | 'never processed' | 'nothing';

/** A write that left the browser. */
interface Post {
  readonly sid: string;
  readonly at: number;
  /** How many things had happened before. */
  readonly moment: number;
  told: Told;
}

const DISK_MS = 3;
const NETWORK_MS = 20;
const LOOKS_MS = 2_000;

/** Each stand has a day of its own, so that a pause that the API asked for in one does not reach the next. */
let day = Date.parse('2026-03-01T12:00:00Z');

/** To be called before each test, and before each run of a property. */
export function newDay(): void {
  day += 24 * 3_600_000;
  vi.useFakeTimers({ now: day, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
  // So large that single devices are read while they land.
  const { coverage, ...status } = fleet.status();
  vi.spyOn(fleet, 'status').mockReturnValue({ ...status, coverage: { ...coverage, held: 1_000_000 } });
}

/** To be called after each test. */
export function endOfDay(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

/** Until no promise has anything left to do. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Of whom nothing is heard any more. */
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

const isDead = (tab: Tab | null): boolean => tab !== null && !tab.alive;

interface Tab {
  readonly run: Run;
  readonly ledger: Ledger;
  alive: boolean;
}

/** The end of a tab. `pause`: so many milliseconds later the next is opened. `lost`: what was in transit never arrives. */
export interface Kill {
  readonly after: number;
  readonly pause: number;
  readonly lost: boolean;
}

export class WireStand {
  readonly #gateway: Gateway;
  /** What reached the disk. */
  readonly kept: Entry[] = [];
  readonly posts: Post[] = [];
  /** How many things have happened: a line begun or kept, a call that left or came back. */
  moment = 0;
  /** Told of each, before it goes on. */
  onMoment: (moment: number) => void = () => undefined;
  diskFails = false;
  #tab: Tab | null = null;
  readonly #inTransit = new Set<() => void>();
  #written: Promise<unknown> = Promise.resolve();
  #batch: { readonly entries: Entry[]; readonly done: Promise<void> } | null = null;

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
    vi.stubGlobal('fetch', (url: string, init?: RequestInit) => this.#fetch(url, init));
  }

  /** All devices, as the API has them now. */
  async devices(): Promise<readonly Device[]> {
    const page = z.object({ devices: z.array(deviceSchema) });
    return page.parse(await (await this.#gateway('/api/v1/Devices?PageSize=1000', {})).json()).devices;
  }

  /** A tab that goes by what the journal has of the plan. */
  open(plan: Plan): Tab {
    const ledger = new Ledger(plan);
    for (const entry of this.kept) ledger.apply(entry);
    const journal = { append: (entries: readonly Entry[]): Promise<void> => this.#append(tab, entries) };
    const run = new Run({ ledger, clock: { now: Date.now, sleep }, work: workOf(new QueryClient()), journal, random: () => 0.5, onEntry: () => undefined });
    const tab: Tab = { run, ledger, alive: true };
    this.#tab = tab;
    return tab;
  }

  /** Lets time pass until `promise` has an end, the tab is dead, or `ms` are over. */
  async pass(promise: Promise<unknown>, ms = Number.POSITIVE_INFINITY): Promise<void> {
    let ended = false;
    promise.then(() => (ended = true), () => (ended = true));
    const until = Date.now() + ms;
    for (;;) {
      await quiet();
      if (ended || isDead(this.#tab)) break;
      if (vi.getTimerCount() === 0) throw new Error('Nothing is left that could happen.');
      if (Date.now() >= until) return;
      await vi.advanceTimersToNextTimerAsync();
    }
    if (ended) await promise;
  }

  /** Opens a tab, which drives until it is dead or has nothing more to do. `looks`: it only looks at first, as a page does. */
  async drive(plan: Plan, looks = false): Promise<Tab> {
    const tab = this.open(plan);
    await this.pass(looks ? this.#lookThenDrive(tab.run) : tab.run.drive());
    if (!tab.alive) await this.#bury();
    return tab;
  }

  async #lookThenDrive(run: Run): Promise<void> {
    const watching = run.watch();
    await sleep(LOOKS_MS);
    run.resume();
    await watching;
    await run.drive();
  }

  /** Drives it to its end in as many tabs as it takes: each is killed so many moments after it was opened, the last is not. */
  async driveOn(plan: Plan, kills: readonly Kill[]): Promise<Ledger> {
    for (const { after, pause, lost } of kills) {
      const end = this.moment + after;
      this.onMoment = (moment) => {
        if (moment >= end) this.kill(lost);
      };
      const { alive, ledger } = await this.drive(plan, this.kept.length > 0 && pause > 0);
      if (alive) return ledger;
      await vi.advanceTimersByTimeAsync(pause);
    }
    this.onMoment = () => undefined;
    return (await this.drive(plan)).ledger;
  }

  /** From now on nothing that the tab does has any effect. What it has sent arrives all the same, unless it is `lost`. */
  kill(lost = false): void {
    if (this.#tab !== null) this.#tab.alive = false;
    if (lost) this.#inTransit.clear();
  }

  async #bury(): Promise<void> {
    for (const arrive of this.#inTransit) arrive();
    this.#inTransit.clear();
    await quiet();
    // Which would set the clock back as well.
    const now = Date.now();
    vi.clearAllTimers();
    vi.setSystemTime(now);
    this.#written = Promise.resolve();
    this.#batch = null;
  }

  /** Something happens to a tab, unless it is dead, or dies of it: then nothing ever does again. */
  #happensTo(tab: Tab | null): undefined | Promise<never> {
    if (isDead(tab)) return never();
    this.onMoment(this.moment);
    this.moment += 1;
    return isDead(tab) ? never() : undefined;
  }

  #append(tab: Tab, entries: readonly Entry[]): Promise<void> {
    const dead = this.#happensTo(tab);
    if (dead !== undefined) return dead;
    // As the writer of the journal does: those that come while it writes are written together.
    if (this.#batch !== null) {
      this.#batch.entries.push(...entries);
      return this.#batch.done;
    }
    const batch = [...entries];
    const done = this.#written.then(async () => {
      this.#batch = null;
      await sleep(DISK_MS);
      if (!tab.alive) await never();
      if (this.diskFails) throw new Error('The disk is full.');
      this.kept.push(...batch);
      await this.#happensTo(tab);
    });
    this.#batch = { entries: batch, done };
    this.#written = done.catch(() => undefined);
    return done;
  }

  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const tab = this.#tab;
    await this.#happensTo(tab);
    const post: Post | null = init.method !== undefined && init.method !== 'GET' ? { sid: /\/Devices\/([^/?]+)/u.exec(url)?.[1] ?? '', at: Date.now(), moment: this.moment, told: 'nothing' } : null;
    if (post !== null) this.posts.push(post);
    const answer = await this.#carry(url, init);
    await sleep(NETWORK_MS);
    await this.#happensTo(tab);
    if (post !== null) post.told = await toldBy(answer.clone());
    return answer;
  }

  /** On its way for a while, and it arrives also when whoever sent it is dead by then. */
  #carry(url: string, init: RequestInit): Promise<Response> {
    return new Promise((resolve, reject) => {
      const arrive = (): void => {
        this.#inTransit.delete(arrive);
        this.#gateway(url, init).then((answer) => resolve(asGateway(answer)), reject);
      };
      this.#inTransit.add(arrive);
      setTimeout(arrive, NETWORK_MS);
    });
  }
}

async function toldBy(answer: Response): Promise<Told> {
  if (answer.ok) return 'taken';
  const { code } = z.object({ code: z.unknown() }).parse(await answer.json());
  if (answer.status === 429 || code === 'upstream_unsent') return 'never processed';
  return answer.status < 500 || code === 'upstream_auth' ? 'refused' : 'nothing';
}

/** The gateway's own word for a credential that the API rejects. */
function asGateway(answer: Response): Response {
  const { status } = answer;
  return status === 401 || status === 403 ? Response.json({ code: 'upstream_auth', message: 'The API rejected the credential.', more_info: null, status }, { status: 502 }) : answer;
}
