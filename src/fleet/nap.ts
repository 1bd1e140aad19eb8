/** A sleep from which one can be woken. */
export class Nap {
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  #wake: AbortController | null = null;

  constructor(sleep: (ms: number, signal: AbortSignal) => Promise<void>) {
    this.#sleep = sleep;
  }

  /** Resolves after so many milliseconds or when it is woken; rejects with the signal's reason when that aborts first. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const wake = new AbortController();
    this.#wake = wake;
    try {
      await this.#sleep(ms, signal ? AbortSignal.any([signal, wake.signal]) : wake.signal);
    } catch {
      signal?.throwIfAborted();
    }
  }

  wake(): void {
    this.#wake?.abort();
  }
}
