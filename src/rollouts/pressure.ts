/** How hard a run may press on the API: fewer at a time after a 429, none after failures in a row. Pure; clock and dice are given. */

const OPEN_AFTER = 5;
const PROBE = { first: 10_000, most: 60_000 };

/** Additive increase, multiplicative decrease: one more for each round that went well, half after a "slow down". */
export class Concurrency {
  readonly #most: number;
  #limit: number;

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  /** Devices at a time, 1 at least. */
  get limit(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  wentWell(): void {
    this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
  }

  slowDown(): void {
    this.#limit = Math.max(1, this.#limit / 2);
  }
}

/** After five failures in a row nothing begins before a pause has passed, and then one at a time until one succeeds. */
export class Breaker {
  #failures = 0;
  #openUntil = 0;
  #wait = PROBE.first;

  /** Calls in a row that the API could not answer. */
  get failures(): number {
    return this.#failures;
  }

  get open(): boolean {
    return this.#failures >= OPEN_AFTER;
  }

  /** When the next may begin; in the past when it may now. */
  get until(): number {
    return this.open ? this.#openUntil : 0;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#wait = PROBE.first;
  }

  failed(now: number): void {
    this.#failures += 1;
    if (!this.open) return;
    this.#openUntil = now + this.#wait;
    if (this.#failures > OPEN_AFTER) this.#wait = Math.min(PROBE.most, this.#wait * 2);
  }

  /** Somebody looked, and wants to go on now. */
  reset(): void {
    this.succeeded();
  }
}
