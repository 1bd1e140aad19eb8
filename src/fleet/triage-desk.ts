import * as z from 'zod/mini';
import { serverNow } from '#api/clock.ts';
import { number, t } from '#texts/t.ts';
import { attention, attentionSince, factsOf, type AttentionClass, type Facts, type StuckAfter } from './health.ts';
import type { Picture } from './picture.ts';
import type { Channel } from './tabs.ts';
import { parseTriageFile, triageFile } from './triage-file.ts';
import { isForgettable, isSame, sayNow } from './triage-merge.ts';
import { parseEntries } from './triage-schema.ts';
import { TriageStore } from './triage-store.ts';
import { asideKind, isOver, LONGEST_NOTE, matterOf, type Aside, type Said, type TriageEntry } from './triage.ts';
import type { TriageAbout, TriageAct, TriageDone, TriageOf, TriageReading, TriageSummary, TriageTaken } from './triage-view.ts';

/** Where everything that people say of devices comes together: from the pages of this tab, from other tabs, from files, and from the disk. */

/** Of so many devices something is kept at the most. */
export const MOST_TRIAGED = 50_000;
/** So many acts can be taken back. */
const UNDOS = 50;
/** For so long a snooze that is over is remembered, so that the device's page can say that it was one. */
const OVER_MS = 7 * 24 * 3600_000;

/** Of one build: another may mean something else by it. */
const messageSchema = z.object({ version: z.literal(1), entries: z.unknown(), forgotten: z.array(z.string()) });

interface DeskTools {
  readonly fleetId: string;
  /** Null where there are no other tabs to be told. */
  readonly openChannel: ((name: string) => Channel) | null;
  /** Something that a page shows has changed. */
  readonly changed: () => void;
}

/** What is the matter with one device. */
interface Patient {
  readonly sid: string;
  readonly facts: Facts;
  readonly kind: AttentionClass | null;
}

/** What an act has said of a device, and what was said before it. */
interface Change {
  readonly sid: string;
  readonly before: Aside | null;
  readonly aside: Said<Aside>;
}

export class TriageDesk {
  readonly #picture: Picture;
  readonly #tools: DeskTools;
  readonly #store: TriageStore;
  #channel: Channel | null;
  readonly #undos = new Map<string, readonly Change[]>();
  /** In the names of acts: those of a Worker that is gone, or of another fleet, must not be taken for ours. */
  readonly #born = Date.now().toString(36);
  #acts = 0;
  #dropped = 0;
  #tidied: number | null = null;
  /** One after the other: what is told to the others is on the disk by then. */
  #saving: Promise<void> = Promise.resolve();

  constructor(picture: Picture, tools: DeskTools) {
    this.#picture = picture;
    this.#tools = tools;
    this.#store = new TriageStore(tools.fleetId);
    this.#channel = tools.openChannel?.(`fleet-triage:${tools.fleetId}`) ?? null;
    this.#channel?.addEventListener('message', ({ data }) => this.#hear(data));
  }

  /** Takes what was kept. */
  async load(): Promise<void> {
    const { entries, dropped } = await this.#store.load();
    this.#dropped = dropped;
    this.#picture.triage.take(entries);
    void this.#store.tidy(Date.now());
  }

  about(reading: TriageReading, limits: StuckAfter): TriageAbout {
    const { sid, facts, kind } = this.#latest(reading, limits);
    const entry = this.#picture.triage.get(sid);
    const since = kind === null ? null : attentionSince(kind, facts);
    const unchecked = this.#picture.index.lists(facts.target) === null && attention(facts, false, serverNow(), limits) !== kind;
    return { kind, unchecked, since, aside: asideKind(entry?.aside?.value ?? null, kind, facts, serverNow()), entry };
  }

  /** Puts devices aside, or brings them back. Rejects, and does nothing, when there is no room for so many. */
  act({ of, do: what, as, limits }: TriageAct): TriageDone {
    const now = serverNow();
    const patients = this.#patients(of, limits);
    const said: TriageEntry[] = [];
    const changes: Change[] = [];
    for (const { sid, facts, kind } of patients) {
      const had = this.#entry(sid);
      const value: Aside | null = what === 'back' || kind === null || (as !== null && kind !== as) ? null : { ...matterOf(kind, facts), until: what.until };
      // Nothing to put aside, or nothing to bring back.
      if (what === 'back' ? !had.aside?.value : value === null) continue;
      const aside = sayNow(had.aside, value, now);
      changes.push({ sid, before: had.aside?.value ?? null, aside });
      said.push({ ...had, aside });
    }
    this.#makeRoom(said);
    this.#acts += 1;
    const undo = `${this.#born}-${this.#acts}`;
    this.#undos.set(undo, changes);
    const [oldest] = this.#undos.keys();
    if (this.#undos.size > UNDOS && oldest !== undefined) this.#undos.delete(oldest);
    this.#say(said);
    return { done: said.length, left: ('sids' in of ? of.sids.length : 1) - said.length, undo };
  }

  /**
   * Says of the devices of an act what was said before it. What somebody has said of one since then stays. Throws when it is too long
   * ago, or when nothing of it is left to be taken back.
   */
  undo(id: string): void {
    const changes = this.#undos.get(id);
    if (changes === undefined) throw new Error(t`It is too long ago to be taken back.`);
    this.#undos.delete(id);
    const now = serverNow();
    const ours = changes.filter(({ sid, aside }) => isSame(this.#entry(sid).aside, aside));
    const isOtherwise = changes.some(({ sid, before }) => JSON.stringify(this.#entry(sid).aside?.value ?? null) !== JSON.stringify(before));
    if (ours.length === 0 && isOtherwise) throw new Error(t`Something else was said of it since: that stays.`);
    this.#say(ours.map(({ sid, before, aside }) => ({ sid, note: null, aside: sayNow(aside, before, now) })));
  }

  /** Empty text deletes the note. */
  note(sid: string, text: string): void {
    const had = this.#entry(sid);
    const value = text.trim().slice(0, LONGEST_NOTE);
    const said = [{ ...had, note: sayNow(had.note, value === '' ? null : value, serverNow()) }];
    this.#makeRoom(said);
    this.#say(said);
  }

  /** The notes of these devices, by sid; those that have none are left out. */
  notes(sids: readonly string[]): Record<string, string> {
    const noted = sids.flatMap((sid) => {
      const note = this.#picture.triage.get(sid)?.note?.value ?? null;
      return note === null ? [] : [[sid, note] as const];
    });
    return Object.fromEntries(noted);
  }

  summary(): TriageSummary {
    const all = this.#picture.triage.all();
    const now = serverNow();
    // A snooze that is over is remembered for a while, but puts nothing aside.
    const aside = all.filter(({ aside: said }) => Boolean(said?.value) && now < (said?.value?.until ?? Number.POSITIVE_INFINITY)).length;
    return { aside, notes: all.filter(({ note }) => Boolean(note?.value)).length, dropped: this.#dropped, notKept: this.#store.notKept };
  }

  file(): string {
    return triageFile(this.#picture.triage.all(), serverNow());
  }

  /** Takes a file: of what both know the later word counts. Throws, with a sentence, when it is no such file. */
  takeFile(text: string): TriageTaken {
    const { entries, dropped } = parseTriageFile(text);
    const { triage } = this.#picture;
    let room = MOST_TRIAGED - triage.size;
    const taken = entries.filter(({ sid }) => triage.get(sid) !== null || (room -= 1) >= 0);
    const changed = this.#say(taken);
    return { news: changed, known: new Set(taken.map(({ sid }) => sid)).size - changed, refused: dropped + entries.length - taken.length };
  }

  /** A device was read: what it was put aside for may be over. */
  saw(sids: readonly string[]): void {
    this.#settle(sids.flatMap((sid) => this.#picture.triage.get(sid) ?? []), false);
  }

  /** After a complete sweep, by the tab that made it: what is over, and what nobody needs to remember. */
  swept(): void {
    const { completeAt, triage } = this.#picture;
    if (completeAt === null || completeAt === this.#tidied) return;
    this.#tidied = completeAt;
    this.#settle(triage.all(), true);
    const now = serverNow();
    const forgotten = triage.all().filter((entry) => isForgettable(entry, now)).map(({ sid }) => sid);
    if (forgotten.length === 0) return;
    triage.forget(forgotten);
    this.#keep([], forgotten);
  }

  /** Another tab has had everything forgotten. */
  forgotten(): void {
    this.#picture.triage.clear();
    this.#store.dropUnsaved();
    this.#undos.clear();
    this.#dropped = 0;
  }

  /** Deletes what this browser keeps of every fleet. Rejects when it could not be deleted. */
  async forget(): Promise<void> {
    this.forgotten();
    await this.#saving;
    await this.#store.forget();
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
  }

  #entry(sid: string): TriageEntry {
    return this.#picture.triage.get(sid) ?? { sid, aside: null, note: null };
  }

  #patients(of: TriageOf, limits: StuckAfter): Patient[] {
    if ('device' in of) return [this.#latest(of, limits)];
    return this.#picture.index.facts(of.sids).map(({ sid, facts }) => this.#patient(sid, facts, limits));
  }

  /** A page may have an older reading than the index, or the index none. */
  #latest({ device, received }: TriageReading, limits: StuckAfter): Patient {
    const [held] = this.#picture.index.facts([device.sid]);
    return this.#patient(device.sid, held !== undefined && held.received > received ? held.facts : factsOf(device), limits);
  }

  #patient(sid: string, facts: Facts, limits: StuckAfter): Patient {
    return { sid, facts, kind: attention(facts, this.#picture.index.lists(facts.target), serverNow(), limits) };
  }

  #settle(entries: readonly TriageEntry[], whole: boolean): void {
    const now = serverNow();
    const { index } = this.#picture;
    const aside = entries.filter((entry) => entry.aside?.value);
    const held = new Map(index.facts(aside.map(({ sid }) => sid)).map(({ sid, facts }) => [sid.toLowerCase(), facts]));
    const over = ({ sid, aside: said }: TriageEntry): boolean => {
      const facts = held.get(sid.toLowerCase());
      if (!said?.value) return false;
      if (facts === undefined) return whole;
      return (said.value.until !== null && now > said.value.until + OVER_MS) || isOver(said.value, facts, index.lists(facts.target), now);
    };
    this.#say(aside.filter(over).map(({ sid, aside: said }) => ({ sid, note: null, aside: sayNow(said, null, now) })));
  }

  #makeRoom(said: readonly TriageEntry[]): void {
    const { triage } = this.#picture;
    const added = said.filter(({ sid }) => triage.get(sid) === null).length;
    if (triage.size + added > MOST_TRIAGED) throw new Error(t`Something can be said of ${number(MOST_TRIAGED)} devices at the most, and of ${number(triage.size)} something is.`);
  }

  /** Returns of how many something is new. */
  #say(said: readonly TriageEntry[]): number {
    const changed = this.#picture.triage.take(said);
    if (changed.length > 0) this.#keep(changed, []);
    return changed.length;
  }

  #keep(entries: readonly TriageEntry[], forgotten: readonly string[]): void {
    this.#tools.changed();
    this.#saving = this.#saving.then(async () => {
      const before = this.#store.notKept;
      await this.#store.save(entries, forgotten);
      if (this.#store.notKept !== before) this.#picture.triage.touch();
      // Now that it is on the disk: a tab that comes in between reads it there, and one that came before hears it.
      this.#channel?.postMessage({ version: 1, entries, forgotten });
      this.#tools.changed();
    });
  }

  #hear(data: unknown): void {
    const parsed = messageSchema.safeParse(data);
    if (!parsed.success) return;
    this.#picture.triage.take(parseEntries(parsed.data.entries).entries);
    this.#picture.triage.forget(parsed.data.forgotten.filter((sid) => isForgettable(this.#entry(sid), serverNow())));
    this.#tools.changed();
  }
}
