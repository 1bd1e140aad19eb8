import type { App } from '#api/schema.ts';
import { fold } from '#lib/text.ts';

interface Names {
  readonly name: string | null;
  readonly folded: string | null;
}

/** The account's Apps, as far as the index needs them: their names, and which there are. */
export class AppNames {
  /** Null while they are not known. */
  #apps: Map<string, Names> | null = null;
  #complete = false;

  /** Whether that was a change. `complete`: it is the account's list as it is now, and not names that were kept. */
  set(apps: readonly Pick<App, 'sid' | 'unique_name'>[] | null, complete = true): boolean {
    const before = JSON.stringify([this.#complete, this.list()]);
    this.#complete = complete;
    this.#apps = apps && new Map(apps.map((app) => [app.sid, { name: app.unique_name, folded: app.unique_name && fold(app.unique_name) }]));
    return JSON.stringify([complete, this.list()]) !== before;
  }

  /** Whether the account's list is known as it is now: only then can a target be told to be none of its Apps. */
  get known(): boolean {
    return this.#complete && this.#apps !== null;
  }

  list(): Pick<App, 'sid' | 'unique_name'>[] | null {
    return this.#apps && [...this.#apps].map(([sid, { name }]) => ({ sid, unique_name: name }));
  }

  /** Whether the account lists it; null while its Apps are not known, or by their names only. */
  listed(sid: string): boolean | null {
    return this.#complete ? (this.#apps?.has(sid) ?? null) : null;
  }

  name(sid: string): string | null {
    return this.#apps?.get(sid)?.name ?? null;
  }

  /** The folded name. */
  folded(sid: string): string | null {
    return this.#apps?.get(sid)?.folded ?? null;
  }
}
