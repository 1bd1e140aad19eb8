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

  get known(): boolean {
    return this.#apps !== null;
  }

  /** Whether that was a change. */
  set(apps: readonly Pick<App, 'sid' | 'unique_name'>[] | null): boolean {
    const before = JSON.stringify(this.list());
    this.#apps = apps && new Map(apps.map((app) => [app.sid, { name: app.unique_name, folded: app.unique_name && fold(app.unique_name) }]));
    return JSON.stringify(this.list()) !== before;
  }

  list(): Pick<App, 'sid' | 'unique_name'>[] | null {
    return this.#apps && [...this.#apps].map(([sid, { name }]) => ({ sid, unique_name: name }));
  }

  /** Whether the account lists it; null while its Apps are not known. */
  listed(sid: string): boolean | null {
    return this.#apps?.has(sid) ?? null;
  }

  name(sid: string): string | null {
    return this.#apps?.get(sid)?.name ?? null;
  }

  /** The folded name. */
  folded(sid: string): string | null {
    return this.#apps?.get(sid)?.folded ?? null;
  }
}
