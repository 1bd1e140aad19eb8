import type { Device } from '#api/schema.ts';

/**
 * What the API says of a device's App without its dates. A fleet has few different ones (its Apps, squared, times a
 * handful of words and codes), so a row holds the number of its state, and whatever depends on the state alone is worked
 * out once for each instead of once for each row.
 */
export interface State {
  readonly target: string | null;
  readonly reported: string | null;
  /** `update_status` and `update_error_code` as they came: 118 and "118" are two. */
  readonly word: string | null;
  readonly code: number | string | null;
}

type AppPart = Pick<NonNullable<Device['app']>, 'target_sid' | 'reported_sid' | 'update_status' | 'update_error_code'>;

const NO_APP: AppPart = { target_sid: null, reported_sid: null, update_status: null, update_error_code: null };
const NOTHING: State = { target: null, reported: null, word: null, code: null };

/** Every different state, numbered from 0 in the order in which they came. */
export class States {
  readonly all: State[] = [];
  private readonly words = new Map<string | number | null, number>();
  private readonly ids = new Map<string, number>();

  get size(): number {
    return this.all.length;
  }

  at(id: number): State {
    return this.all[id] ?? NOTHING;
  }

  /** The number of this App's state; `guess` is tried first, which nearly always holds for a device that is read again. */
  idOf(app: Device['app'], guess: number): number {
    const { target_sid, reported_sid, update_status, update_error_code } = app ?? NO_APP;
    const held = this.all[guess];
    if (held?.target === target_sid && held.reported === reported_sid && held.word === update_status && held.code === update_error_code) return guess;
    return this.add({ target: target_sid, reported: reported_sid, word: update_status, code: update_error_code });
  }

  /** The number of a state, a new one if need be. */
  add(state: State): number {
    const key = `${this.number(state.target)} ${this.number(state.reported)} ${this.number(state.word)} ${this.number(state.code)}`;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.all.length;
    this.all.push(state);
    this.ids.set(key, id);
    return id;
  }

  private number(value: string | number | null): number {
    const known = this.words.get(value);
    if (known !== undefined) return known;
    this.words.set(value, this.words.size);
    return this.words.size - 1;
  }
}
