/** Promises that will never come once something has ended: they are failed then, and none is held on to after it came. */
export class Waiting {
  readonly #failing = new Set<(error: Error) => void>();
  #error: Error | null = null;

  /** How many are under way. */
  get size(): number {
    return this.#failing.size;
  }

  /** The same promise, which fails when what it depends on has ended first. */
  until<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): boolean => this.#failing.delete(reject);
      if (this.#error) reject(this.#error);
      else this.#failing.add(reject);
      promise.then(resolve, reject).finally(done);
    });
  }

  fail(error: Error): void {
    this.#error ??= error;
    for (const reject of this.#failing) reject(error);
    this.#failing.clear();
  }
}
