/** A door that is open while reading is allowed. */
export class Gate {
  #open = false;
  readonly #waiting = new Set<() => void>();

  get open(): boolean {
    return this.#open;
  }

  set(open: boolean): void {
    this.#open = open;
    if (open) for (const go of this.#waiting) go();
  }

  /** Resolves at once or as soon as it opens; rejects with the signal's reason when that aborts first. */
  async passed(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    while (!this.#open) await this.#next(signal);
  }

  #next(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(go);
        signal?.removeEventListener('abort', abort);
      };
      const go = (): void => {
        leave();
        resolve();
      };
      const abort = (): void => {
        leave();
        reject(signal?.reason);
      };
      this.#waiting.add(go);
      signal?.addEventListener('abort', abort);
    });
  }
}
