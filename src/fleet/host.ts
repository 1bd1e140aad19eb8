import { clockSkew } from '#api/clock.ts';
import { onHold } from '#api/client.ts';
import { fetchDevice, type Asked } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { Follower } from './follower.ts';
import type { StuckAfter } from './health.ts';
import { Keeper } from './keeper.ts';
import { apiClock, Picture } from './picture.ts';
import { Reader } from './reader.ts';
import type { TabMessage } from './tab-messages.ts';
import { Tabs, type TabsOptions } from './tabs.ts';
import type { Coverage, FleetRow, FleetStatus, ObservedChange, Overview, Pace, Place, Selection, ViewRequest, ViewResult, Vocabulary } from './view.ts';

/** The whole fleet in one tab: holds the picture, has it read or follows the tab that reads, and answers the pages' questions. */

export interface HostTools extends Pick<TabsOptions, 'fleetId' | 'locks' | 'openChannel' | 'id'> {
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** The status has changed; it may be called often. */
  readonly onStatus: () => void;
}

interface Start {
  readonly pace: Pace;
  readonly visible: boolean;
}

export class FleetHost {
  readonly #tools: HostTools;
  readonly #picture = new Picture();
  readonly #keeper: Keeper;
  readonly #tabs: Tabs;
  readonly #reader: Reader;
  readonly #follower: Follower;
  readonly #ready: Promise<void>;
  readonly #stopHold: () => void;
  readonly #frozen = new Map<number, readonly string[]>();
  #freezes = 0;

  constructor(tools: HostTools, start: Start) {
    const { id, now, random, sleep, onStatus: changed } = tools;
    this.#tools = tools;
    this.#keeper = new Keeper(tools.fleetId, this.#picture, now);
    this.#tabs = new Tabs({ ...tools, onMessage: (message, from) => this.#follower.hear(message, from), onLock: (held) => this.#reader.lock(held) });
    const post = (message: TabMessage): void => this.#tabs.post(message);
    this.#reader = new Reader(this.#picture, { id, now, random, sleep, post, changed, want: (wanted) => this.#tabs.want(wanted), lookRound: () => this.#tabs.lookRound(), ended: () => this.#keep(false) });
    this.#follower = new Follower(this.#picture, this.#reader, { id, sleep, post, changed, forgotten: () => this.#forgotten() });
    this.#stopHold = onHold((until) => post({ kind: 'hold', until }));
    this.#ready = this.#load(start.pace);
    void this.#begin(start);
  }

  status(): FleetStatus {
    const { trouble, shrunk } = this.#reader.progress;
    return {
      coverage: this.#picture.index.coverage(apiClock()),
      version: this.#picture.version,
      sweeper: this.#reader.holding ? 'here' : this.#follower.elsewhere ? 'elsewhere' : 'none',
      trouble,
      shrunk,
      notKept: this.#keeper.notKept,
      appsKnown: this.#picture.apps !== null,
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

  async vocabulary(): Promise<Vocabulary> {
    await this.#ready;
    return this.#picture.index.vocabulary();
  }

  /** Freezes a selection here, to be fetched in parts by `frozen`, until `thaw`. */
  async freeze(selection: Selection, limits: StuckAfter): Promise<{ readonly id: number; readonly total: number; readonly coverage: Coverage }> {
    const sids = await this.sids(selection, limits);
    this.#freezes += 1;
    this.#frozen.set(this.#freezes, sids);
    return { id: this.#freezes, total: sids.length, coverage: this.#picture.index.coverage(apiClock()) };
  }

  /** Rows of a frozen selection; fewer where devices have been removed since. */
  frozen(id: number, start: number, count: number): FleetRow[] {
    return this.#picture.index.rows((this.#frozen.get(id) ?? []).slice(start, start + count), apiClock());
  }

  thaw(id: number): void {
    this.#frozen.delete(id);
  }

  /** Readings that this tab came by: each page hears of it, in every tab. */
  saw(devices: readonly Device[], { sent, received }: Asked): void {
    const news = this.#picture.saw(devices, { sent, received });
    if (news.length > 0) this.#tabs.post({ kind: 'seen', devices: news, sent, received });
    this.#tools.onStatus();
  }

  /** Reads what is on the screen first, as long as that is fewer calls than a sweep, and then the whole fleet. */
  async refresh(visible: readonly string[]): Promise<void> {
    await this.#ready;
    if (visible.length < Math.ceil(this.#picture.index.size / 1000)) await this.#readEach(visible);
    this.#tabs.post({ kind: 'refresh' });
    await this.#reader.refresh();
  }

  set(choice: { readonly pace?: Pace; readonly visible?: boolean }): void {
    const read = this.#reader.holding;
    this.#reader.set(choice);
    if (choice.visible === false && read && this.#keeper.owes) void this.#keep(true);
  }

  answerShrink(take: boolean): void {
    this.#tabs.post({ kind: 'shrink', take });
    this.#reader.answer(take);
    if (take) void this.refresh([]);
    this.#tools.onStatus();
  }

  /** Deletes what this browser keeps of any fleet, and begins to read afresh. */
  async forget(): Promise<void> {
    await this.#ready;
    this.#tabs.post({ kind: 'forget' });
    this.#forgotten();
    await this.#keeper.forget();
    void this.refresh([]);
    this.#tools.onStatus();
  }

  close(): void {
    this.#stopHold();
    this.#reader.close();
    this.#tabs.close();
    void this.#keeper.close();
  }

  async #load(pace: Pace): Promise<void> {
    const believed = await this.#keeper.load();
    const { completeAt } = this.#picture.index.coverage(apiClock());
    // Who reads seldom does not do it on a reload, either.
    const lastEnd = pace === 'less' && completeAt !== null ? completeAt - clockSkew() : null;
    this.#reader.progress = { ...this.#reader.progress, believed, lastEnd };
    this.#tools.onStatus();
  }

  /** Learns what the other tabs have before it asks the API. */
  async #begin(start: Start): Promise<void> {
    await this.#ready;
    if (!this.#tabs.alone) await this.#follower.greet();
    this.#reader.set(start);
    await this.#reader.run();
  }

  #forgotten(): void {
    this.#reader.reset();
    this.#picture.clear();
    void this.#keeper.close();
  }

  async #keep(leaving: boolean): Promise<void> {
    await this.#keeper.keep(this.#reader.progress.believed, leaving);
    this.#tools.onStatus();
  }

  async #readEach(sids: readonly string[]): Promise<void> {
    for (const sid of sids) {
      try {
        const reading = await fetchDevice(sid);
        this.saw([reading.device], reading);
      } catch (error) {
        // One that is gone is for the sweep to tell; any other trouble it will meet, and tell, too.
        if (!(error instanceof ApiError) || error.status !== 404) return;
      }
    }
  }
}
