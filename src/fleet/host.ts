import { clockSkew } from '#api/clock.ts';
import { onHold } from '#api/client.ts';
import { fetchDevice, type Asked } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { t } from '#texts/t.ts';
import type { FleetKinship, Pushed } from './app-fit.ts';
import { Follower } from './follower.ts';
import type { StuckAfter } from './health.ts';
import { Keeper } from './keeper.ts';
import { apiClock, Picture } from './picture.ts';
import { practice } from './practice.ts';
import { Reader } from './reader.ts';
import type { TabMessage } from './tab-messages.ts';
import { Tabs, type TabsOptions } from './tabs.ts';
import { TriageDesk } from './triage-desk.ts';
import type { Walked, WalkRequest } from './triage-view.ts';
import { Walks } from './triage-walk.ts';
import type { Coverage, FleetRow, FleetStatus, KnownApps, ObservedChange, Overview, Pace, Place, Selection, ViewRequest, ViewResult, Vocabulary } from './view.ts';

/** The whole fleet in one tab: holds the picture, has it read or follows the tab that reads, and answers the pages' questions. */

export interface HostTools extends Pick<TabsOptions, 'fleetId' | 'locks' | 'openChannel' | 'id'> {
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** The status has changed; it may be called often. */
  readonly onStatus: () => void;
}

/** A selection as it was at one moment, and what its rows are to be judged by. */
export interface Frozen {
  readonly id: string;
  readonly total: number;
  readonly coverage: Coverage;
  readonly apps: KnownApps;
}

interface Start {
  readonly pace: Pace;
  readonly visible: boolean;
}

export class FleetHost {
  readonly #triage: TriageDesk;
  readonly #walks = new Walks();
  readonly #tools: HostTools;
  readonly #picture = new Picture();
  readonly #keeper: Keeper;
  readonly #tabs: Tabs;
  readonly #reader: Reader;
  readonly #follower: Follower;
  readonly #ready: Promise<void>;
  readonly #stopHold: () => void;
  readonly #frozen = new Map<string, readonly string[]>();
  #choice: Start;
  #begun = false;
  #practised = false;
  #freezes = 0;

  constructor(tools: HostTools, start: Start) {
    const { id, now, random, sleep, onStatus: changed } = tools;
    this.#tools = tools;
    this.#choice = start;
    this.#keeper = new Keeper(tools.fleetId, this.#picture, now);
    this.#triage = new TriageDesk(this.#picture, { ...tools, changed });
    this.#tabs = new Tabs({ ...tools, onMessage: (message, from) => this.#follower.hear(message, from), onLock: (held) => this.#lock(held) });
    const post = (message: TabMessage): void => this.#tabs.post(message);
    this.#reader = new Reader(this.#picture, { id, now, random, sleep, post, changed, want: (wanted) => this.#tabs.want(wanted), lookRound: () => this.#tabs.lookRound(), ended: () => this.#ended() });
    this.#follower = new Follower(this.#picture, this.#reader, { id, sleep, post, changed, anyReader: () => this.#tabs.anyReader(), forgotten: () => this.#forgotten() });
    this.#stopHold = onHold((until, cause) => post({ kind: 'hold', until, cause }));
    this.#ready = this.#load();
    void this.#begin();
  }

  status(): FleetStatus {
    const { own, progress } = this.#reader;
    const { elsewhere } = this.#follower;
    return {
      coverage: this.#picture.index.coverage(apiClock()),
      version: this.#picture.version,
      sweeper: this.#reader.holding ? 'here' : elsewhere ? 'elsewhere' : 'none',
      // What is this page's own trouble does not keep another tab from reading.
      trouble: (elsewhere ? null : own) ?? progress.trouble,
      shrunk: progress.shrunk,
      notKept: this.#keeper.notKept,
      appsKnown: this.#picture.appsKnown,
      appsTrouble: this.#picture.appsKnown ? null : (progress.appsTrouble ?? null),
    };
  }

  async view(request: ViewRequest): Promise<ViewResult> {
    await this.#ready;
    return this.#picture.index.view(request, apiClock());
  }

  async overview(request: { readonly limits: StuckAfter; readonly rows: number }): Promise<Overview> {
    await this.#ready;
    return this.#picture.index.overview(request, apiClock(), this.#picture.journal.landings);
  }

  async place(selection: Selection, limits: StuckAfter, sid: string): Promise<Place | null> {
    await this.#ready;
    return this.#picture.index.place(selection, limits, sid, apiClock());
  }

  /** What people say of the devices, once what was kept of it is there. */
  async triage(): Promise<TriageDesk> {
    await this.#ready;
    return this.#triage;
  }

  async walk(request: WalkRequest): Promise<Walked | null> {
    await this.#ready;
    return this.#walks.walk(this.#picture.index, request, apiClock());
  }

  async rows(sids: readonly string[]): Promise<FleetRow[]> {
    await this.#ready;
    return this.#picture.index.rows(sids, apiClock());
  }

  async sids(selection: Selection, limits: StuckAfter): Promise<string[]> {
    await this.#ready;
    return this.#picture.index.sids(selection, limits, apiClock());
  }

  async history(sid: string): Promise<ObservedChange[]> {
    await this.#ready;
    return this.#picture.journal.of(sid);
  }

  async kinship(sids: readonly string[], pushed: Pushed): Promise<FleetKinship> {
    await this.#ready;
    return this.#picture.kinship(sids, pushed);
  }

  async vocabulary(limits: StuckAfter | null): Promise<Vocabulary> {
    await this.#ready;
    return this.#picture.index.vocabulary(limits, apiClock());
  }

  /** Freezes a selection here, to be fetched in parts by `frozen`, until `thaw`. */
  async freeze(selection: Selection, limits: StuckAfter): Promise<Frozen> {
    const sids = await this.sids(selection, limits);
    this.#freezes += 1;
    // Of this tab alone: a Worker that was started anew must not know it for one of its own.
    const id = `${this.#tools.id} ${this.#freezes}`;
    this.#frozen.set(id, sids);
    const { apps, appsKnown } = this.#picture;
    const named = apps?.map(({ sid, unique_name }) => ({ sid, unique_name })) ?? null;
    return { id, total: sids.length, coverage: this.#picture.index.coverage(apiClock()), apps: { named, known: appsKnown } };
  }

  /** Rows of a frozen selection; fewer where devices have been removed since. Throws when it was never frozen here, or let go of. */
  frozen(id: string, start: number, count: number): FleetRow[] {
    const sids = this.#frozen.get(id);
    if (sids === undefined) throw new Error(t`What was to be read in parts is no longer there: the part of the console that reads the whole fleet was started anew.`);
    return this.#picture.index.rows(sids.slice(start, start + count), apiClock());
  }

  thaw(id: string): void {
    this.#frozen.delete(id);
  }

  /** Readings that this tab came by: each page hears of it, in every tab. */
  saw(devices: readonly Device[], { sent, received }: Asked): void {
    const news = this.#picture.saw(devices, { sent, received });
    if (news.length > 0) {
      this.#tabs.post({ kind: 'seen', devices: news, sent, received });
      this.#reader.stirred();
      this.#triage.saw(news.map(({ sid }) => sid));
    }
    this.#tools.onStatus();
  }

  /** Reads what is on the screen first, as long as that is fewer calls than a sweep, and then the whole fleet. */
  async refresh(visible: readonly string[]): Promise<void> {
    await this.#ready;
    if (visible.length < Math.ceil(this.#picture.index.size / 1000)) await this.#readEach(visible);
    this.#tabs.post({ kind: 'refresh' });
    await this.#reader.refresh();
  }

  /** The account has this App no more: said to every page, in every tab. */
  dropApp(sid: string): void {
    const { apps, appsKnown } = this.#picture;
    if (apps === null) return;
    const left = apps.filter((app) => app.sid !== sid);
    if (appsKnown) {
      this.#picture.know(left);
      this.#tabs.post({ kind: 'apps', apps: left });
    } else this.#picture.recall(left);
    this.#tools.onStatus();
  }

  set(choice: { readonly pace?: Pace; readonly visible?: boolean }): void {
    const read = this.#reader.holding;
    this.#choice = { pace: choice.pace ?? this.#choice.pace, visible: choice.visible ?? this.#choice.visible };
    if (this.#begun) this.#reader.set(choice);
    if (choice.visible === false && read && this.#keeper.owes) void this.#keep(true);
  }

  answerShrink(take: boolean): void {
    this.#tabs.post({ kind: 'shrink', take });
    this.#reader.answer(take);
    if (take) void this.refresh([]);
    this.#tools.onStatus();
  }

  /** Deletes what this browser keeps of any fleet, and begins to read afresh; rejects when it could not be deleted. */
  async forget(): Promise<void> {
    await this.#ready;
    this.#tabs.post({ kind: 'forget' });
    this.#forgotten();
    try {
      await Promise.all([this.#keeper.forget(), this.#triage.forget()]);
    } finally {
      void this.refresh([]);
      this.#tools.onStatus();
    }
  }

  close(): void {
    this.#stopHold();
    this.#reader.close();
    this.#follower.close();
    this.#tabs.close();
    this.#triage.close();
    void this.#keeper.close();
  }

  async #load(): Promise<void> {
    const [believed] = await Promise.all([this.#keeper.load(), this.#triage.load()]);
    const { completeAt } = this.#picture.index.coverage(apiClock());
    // Who reads seldom does not do it on a reload, either.
    const lastEnd = this.#choice.pace === 'less' && completeAt !== null ? completeAt - clockSkew() : null;
    this.#reader.progress = { ...this.#reader.progress, believed, lastEnd };
    this.#tools.onStatus();
  }

  /** Learns what the other tabs have before it asks the API. */
  async #begin(): Promise<void> {
    await this.#ready;
    if (!this.#tabs.alone) await this.#follower.greet();
    this.#begun = true;
    void this.#prepare();
    this.#reader.set(this.#choice);
    await this.#reader.run();
  }

  #lock(held: boolean): void {
    if (held) this.#follower.lead();
    this.#reader.lock(held);
  }

  #forgotten(): void {
    this.#reader.reset();
    this.#picture.clear();
    this.#triage.forgotten();
    void this.#keeper.letGo();
  }

  /** A sweep of this tab has ended. */
  #ended(): void {
    this.#triage.swept();
    void this.#keep(false);
  }

  /** Between the questions, in pieces, of which the longest is one search: what the first sort and the first search would have to wait for. */
  async #prepare(): Promise<void> {
    const { index } = this.#picture;
    await this.#inPieces(index.prepare());
    if (this.#practised || index.size === 0) return;
    this.#practised = true;
    await this.#inPieces(practice(index, apiClock));
  }

  async #inPieces(steps: Generator<void>): Promise<void> {
    while (steps.next().done !== true) await this.#tools.sleep(0);
  }

  async #keep(leaving: boolean): Promise<void> {
    await this.#keeper.keep(this.#reader.progress.believed, leaving);
    this.#tools.onStatus();
    void this.#prepare();
  }

  async #readEach(sids: readonly string[]): Promise<void> {
    for (const sid of sids) {
      try {
        const reading = await fetchDevice(sid);
        this.saw([reading.device], reading);
      } catch (error) {
        // One that is gone is for the sweep to tell; any other trouble it will meet, and tell, too.
        if (!(error instanceof ApiError) || !error.isNotFound) return;
      }
    }
  }
}
