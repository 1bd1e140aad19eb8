/** A limit on writes: never more than `limit` in any `WINDOW` milliseconds, wherever the window is laid. Pure; the clock is given. */

export const WINDOW = 10_000;

/** A place in the window: taken before the write, and dated by the moment at which it leaves. */
export interface Ticket {
  /** The write leaves now. */
  leave(now: number): void;
  /** It was not sent. */
  giveBack(): void;
}

export class RateLimit {
  readonly #limit: number;
  /** When writes left, oldest first. */
  readonly #left: number[] = [];
  #taken = 0;

  /** @param before when writes left that this limit did not see: those of the tab that drove before */
  constructor(limit: number, before: readonly number[] = []) {
    this.#limit = limit;
    this.#left.push(...before.toSorted((a, b) => a - b).slice(-limit));
  }

  /** A ticket, or for how many milliseconds there is none; 0 when that depends on those that are taken. */
  take(now: number): Ticket | number {
    while (this.#left.length > 0 && (this.#left[0] ?? 0) <= now - WINDOW) this.#left.shift();
    if (this.#left.length + this.#taken < this.#limit) {
      this.#taken += 1;
      return this.#ticket();
    }
    const [oldest] = this.#left;
    return oldest === undefined ? 0 : Math.max(1, oldest + WINDOW - now);
  }

  #ticket(): Ticket {
    let open = true;
    const close = (): boolean => {
      if (!open) return false;
      open = false;
      this.#taken -= 1;
      return true;
    };
    return {
      leave: (now) => {
        if (close()) this.#left.push(Math.max(now, this.#left.at(-1) ?? now));
      },
      giveBack: () => void close(),
    };
  }
}
