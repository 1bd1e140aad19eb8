import { clockSkew } from '#api/clock.ts';
import { holdCalls } from '#api/client.ts';
import type { App } from '#api/schema.ts';
import { apiClock, type Picture } from './picture.ts';
import type { Reader } from './reader.ts';
import type { TabMessage } from './tab-messages.ts';

/** Keeps this tab up to date by what the others tell, and tells them what they ask. */

const OFFERS_MS = 100;
/** A tab that reads answers late when it is busy: worth being waited for, since that saves a reading of the whole fleet. */
const LATE_OFFER_MS = 2_000;
const GIVEN_MS = 2_000;
/** A tab that is closed takes its leave of nobody. */
const WATCH_MS = 10_000;

interface FollowerTools {
  readonly id: string;
  readonly post: (message: TabMessage) => void;
  readonly sleep: (ms: number) => Promise<void>;
  readonly changed: () => void;
  readonly anyReader: () => Promise<boolean>;
  /** Another tab has had everything forgotten. */
  readonly forgotten: () => void;
}

interface Offer {
  readonly from: string;
  /** By the browser's clock. */
  readonly completeAt: number | null;
  readonly held: number;
}

type Offers = (Offer & Pick<Extract<TabMessage, { kind: 'offer' }>, 'apps' | 'reader' | 'progress'>)[];

export class Follower {
  readonly #picture: Picture;
  readonly #reader: Reader;
  readonly #tools: FollowerTools;
  /** The tab that reads, as far as it has been heard of. */
  #elsewhere: string | null = null;
  #watching = false;
  #offers: Offers | null = null;
  #offered: (() => void) | null = null;
  #given: (() => void) | null = null;
  /** Who was asked for a picture that has not come, and what had been forgotten until then. */
  #asked: { readonly from: string; readonly forgotten: number } | null = null;

  constructor(picture: Picture, reader: Reader, tools: FollowerTools) {
    this.#picture = picture;
    this.#reader = reader;
    this.#tools = tools;
  }

  get elsewhere(): boolean {
    return !this.#reader.holding && this.#elsewhere !== null;
  }

  /** Learns what the other tabs have: the best picture there is, and how far the reading tab is. */
  async greet(): Promise<void> {
    const offers = await this.#gather();
    for (const { reader, from, progress, apps } of offers) {
      // What this tab has of the last visit may be as good a picture, but not as good a list of Apps.
      if (apps !== null && (reader || !this.#picture.appsKnown)) this.#picture.know(apps);
      if (reader) this.#follow(from);
      if (reader || (progress.lastEnd ?? 0) > (this.#reader.progress.lastEnd ?? 0)) this.#reader.follow(progress);
    }
    const best = offers.reduce<Offer>((a, b) => (better(b, a) ? b : a), this.#own());
    if (best.from !== this.#tools.id) await this.#ask(best.from);
  }

  async #gather(): Promise<Offers> {
    const offers: Offers = [];
    this.#offers = offers;
    const first = new Promise<void>((resolve) => {
      this.#offered = resolve;
    });
    this.#tools.post({ kind: 'hello' });
    await this.#tools.sleep(OFFERS_MS);
    if (offers.length === 0 && (await this.#tools.anyReader())) await Promise.race([first, this.#tools.sleep(LATE_OFFER_MS - OFFERS_MS)]);
    this.#offers = null;
    this.#offered = null;
    return offers;
  }

  /** This tab reads from now on: a sweep of another that is still under way here has died with it. */
  lead(): void {
    this.#elsewhere = null;
    if (!this.#reader.sweeping) this.#picture.break();
  }

  close(): void {
    this.#elsewhere = null;
  }

  hear(message: TabMessage, from: string): void {
    switch (message.kind) {
      case 'begin':
      case 'page':
        // Who holds the right to read hears the last words of one that no longer does.
        if (!this.#reader.holding) this.#swept(message, from);
        break;
      case 'end':
        if (!this.#reader.holding || !this.#reader.sweeping) this.#ended(message, from);
        break;
      case 'break':
        if (this.#picture.sweep?.id !== message.sweep) break;
        this.#picture.break();
        this.#reader.settle();
        break;
      case 'reader':
        if (this.#reader.holding) break;
        if (message.on) this.#follow(from);
        else if (this.#elsewhere === from) this.#left();
        break;
      default:
        this.#hearMore(message, from);
    }
    this.#tools.changed();
  }

  /** How far the sweep of another tab is. */
  #swept(message: Extract<TabMessage, { kind: 'begin' | 'page' }>, from: string): void {
    const picture = this.#picture;
    this.#follow(from);
    if (picture.sweep?.id !== message.sweep) {
      this.#reader.drop();
      // A page of one that had not been heard of: from its middle on.
      picture.begin(message.sweep, message.kind === 'begin');
    }
    if (message.kind === 'page') picture.page(message);
  }

  #follow(from: string): void {
    this.#elsewhere = from;
    if (!this.#watching) void this.#watch();
  }

  /** Looks now and then whether the tab that reads is still there. */
  async #watch(): Promise<void> {
    this.#watching = true;
    while (this.#elsewhere !== null) {
      await this.#tools.sleep(WATCH_MS);
      if (this.#elsewhere !== null && !(await this.#tools.anyReader())) this.#left();
    }
    this.#watching = false;
  }

  /** Who was followed reads no more. Its sweep may go on some time, and is then heard of from its middle on. */
  #left(): void {
    this.#elsewhere = null;
    if (!this.#reader.sweeping) this.#picture.break();
    this.#tools.changed();
  }

  #hearMore(message: TabMessage, from: string): void {
    switch (message.kind) {
      case 'progress':
        if (!this.#reader.holding) this.#reader.follow(message.progress);
        break;
      case 'apps':
        return message.apps === null ? this.#picture.doubtApps() : this.#picture.know(message.apps);
      case 'seen':
        if (this.#picture.saw(message.devices, message).length > 0) this.#reader.stirred();
        break;
      case 'hold':
        return holdCalls(message.until, message.cause);
      case 'refresh':
        if (this.#reader.holding) void this.#reader.refresh();
        break;
      case 'shrink':
        return this.#reader.answer(message.take);
      case 'forget':
        return this.#tools.forgotten();
      default:
        this.#trade(message, from);
    }
  }

  /** The sweep of another tab is complete; whoever did not hear all of it has the picture given. */
  #ended({ sweep, at, pages, force }: Extract<TabMessage, { kind: 'end' }>, from: string): void {
    const { sweep: followed } = this.#picture;
    if (followed?.id === sweep && followed.whole && this.#picture.pages === pages) this.#picture.end(at, force);
    else {
      this.#picture.break();
      this.#giveMe(from);
    }
    this.#reader.believed();
  }

  /** Pictures change hands. */
  #trade(message: TabMessage, from: string): void {
    const picture = this.#picture;
    if (message.kind === 'hello') {
      const { completeAt, held } = this.#own();
      this.#tools.post({ kind: 'offer', to: from, completeAt, held, apps: this.#apps(), reader: this.#reader.holding, progress: this.#reader.progress });
    }
    if (message.kind === 'offer' && message.to === this.#tools.id) {
      this.#offers?.push({ ...message, from });
      this.#offered?.();
    }
    if (message.kind === 'give' && message.to === this.#tools.id) {
      const whole = { picture: picture.index.snapshot(), journal: picture.journal.snapshot(), apps: this.#apps(), sweep: picture.sweep?.id ?? null };
      this.#tools.post({ kind: 'given', to: from, ...whole });
    }
    if (message.kind === 'given' && message.to === this.#tools.id) this.#take(message, from);
  }

  #take({ picture, journal, apps, sweep }: Extract<TabMessage, { kind: 'given' }>, from: string): void {
    // Unasked, too late, or what has been forgotten meanwhile.
    if (this.#asked?.from !== from || this.#asked.forgotten !== this.#picture.forgotten) return;
    this.#asked = null;
    // A sweep of our own has begun meanwhile: it will know better.
    if (this.#picture.sweep === null || !this.#reader.holding) {
      try {
        this.#reader.drop();
        this.#picture.replace(picture, journal, this.#picture.completeAt);
        if (apps !== null) this.#picture.know(apps);
        if (sweep !== null) this.#picture.begin(sweep, false);
      } catch {
        // Of another build, not whole, or older: what is here stays.
      }
    }
    this.#given?.();
  }

  async #ask(from: string): Promise<void> {
    const given = new Promise<void>((resolve) => {
      this.#given = resolve;
    });
    this.#giveMe(from);
    // A tab that was closed meanwhile never answers.
    await Promise.race([given, this.#tools.sleep(GIVEN_MS)]);
    this.#given = null;
    if (this.#asked?.from === from) this.#asked = null;
  }

  #giveMe(from: string): void {
    this.#asked = { from, forgotten: this.#picture.forgotten };
    this.#tools.post({ kind: 'give', to: from });
  }

  #apps(): App[] | null {
    const { apps, appsKnown } = this.#picture;
    return apps !== null && appsKnown ? [...apps] : null;
  }

  #own(): Offer {
    const { completeAt, held } = this.#picture.index.coverage(apiClock());
    return { from: this.#tools.id, completeAt: completeAt === null ? null : completeAt - clockSkew(), held };
  }
}

/** Whether a picture is worth being given: complete later, or more of an incomplete one. Clocks are corrected by seconds. */
function better(a: Offer, b: Offer): boolean {
  if (a.completeAt === null) return b.completeAt === null && a.held > b.held;
  return b.completeAt === null || a.completeAt > b.completeAt + 5_000;
}
