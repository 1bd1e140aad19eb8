import * as z from 'zod/mini';
import { appSchema } from '#api/schema.ts';
import type { Picture } from './picture.ts';
import { FleetStore } from './store.ts';

/** Decides what of the picture is written to disk and when: it is large, and most sweeps change little. */

const CHANGED_EVERY = 2 * 60_000;
/** Also when nothing changed: the age of what is kept is shown. */
const ANYHOW_EVERY = 10 * 60_000;

const metaSchema = z.object({ kind: z.literal('meta 1'), believed: z.nullable(z.number()), apps: z.nullable(z.array(appSchema)) });

export class Keeper {
  readonly #store: FleetStore;
  readonly #picture: Picture;
  readonly #now: () => number;
  #kept: { readonly at: number; readonly changes: number } | null = null;
  /** How often all was forgotten, here or by another tab. */
  #forgotten = 0;
  #saving = false;

  constructor(fleetId: string, picture: Picture, now: () => number) {
    this.#store = new FleetStore(fleetId);
    this.#picture = picture;
    this.#now = now;
  }

  get notKept(): string | null {
    return this.#store.notKept;
  }

  /** True when what is on disk is older than what is known. */
  get owes(): boolean {
    return this.#picture.index.size > 0 && this.#kept?.changes !== this.#picture.changes;
  }

  /** Takes what was kept for the picture; what is spoilt is thrown away. Returns how many devices the last complete sweep had. */
  async load(): Promise<number | null> {
    const before = this.#forgotten;
    const { picture, journal, meta } = await this.#store.load();
    if (this.#forgotten !== before || (picture === undefined && meta === undefined)) return null;
    try {
      const { apps, believed } = metaSchema.parse(meta);
      if (picture === undefined) return null;
      this.#picture.replace(picture, journal);
      this.#picture.recall(apps);
      this.#kept = { at: this.#now(), changes: this.#picture.changes };
      return believed;
    } catch {
      await this.#store.spoilt();
      return null;
    }
  }

  /** After a sweep. `leaving`: this tab is put away, and may not get another chance. */
  async keep(believed: number | null, leaving: boolean): Promise<void> {
    // A disk that has not done with the last picture is not given another after each sweep.
    if (this.#saving && !leaving) return;
    const before = this.#forgotten;
    this.#saving = true;
    await this.#save(believed, leaving).finally(() => {
      if (this.#forgotten === before) this.#saving = false;
    });
  }

  async #save(believed: number | null, leaving: boolean): Promise<void> {
    const meta: z.infer<typeof metaSchema> = { kind: 'meta 1', believed, apps: this.#picture.apps === null ? null : [...this.#picture.apps] };
    if (!this.#due(leaving)) return this.#store.save({ meta });
    const before = this.#forgotten;
    const kept = { at: this.#now(), changes: this.#picture.changes };
    await this.#store.save({ meta, picture: this.#picture.index.snapshot(), journal: this.#picture.journal.snapshot() });
    // All was forgotten meanwhile: the next picture is to be kept as soon as it is there.
    if (this.#forgotten !== before) return;
    if (this.#store.notKept === null) this.#kept = kept;
  }

  /** Deletes what is kept of any fleet. Rejects when it is not deleted. */
  async forget(): Promise<void> {
    this.#kept = null;
    await this.#store.forget();
  }

  /** All is forgotten: what was on its way from the disk is not taken, and another tab may delete it. */
  async letGo(): Promise<void> {
    this.#forgotten += 1;
    this.#saving = false;
    await this.close();
  }

  async close(): Promise<void> {
    this.#kept = null;
    await this.#store.close();
  }

  #due(leaving: boolean): boolean {
    if (this.#kept === null) return true;
    const age = this.#now() - this.#kept.at;
    // The clock was set back.
    if (age < 0) return true;
    return this.owes ? leaving || age >= CHANGED_EVERY : age >= ANYHOW_EVERY;
  }
}
