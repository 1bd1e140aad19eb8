/** So many rows are summed up at a time. */
const BLOCK = 256;

/** Where each row of a long list stands: rows that were drawn have been measured, all others are taken for as high as usual. Heights in px. */
export class RowHeights {
  readonly #usual: number;
  readonly #measured = new Map<number, number>();
  /** By how much the rows of a block are higher than usual, all together. */
  readonly #more: number[] = [];

  constructor(usual: number) {
    this.#usual = usual;
  }

  /** A row was measured. True when it is not as high as it was taken for. */
  measured(position: number, height: number): boolean {
    const more = height - this.#height(position);
    // What is drawn may be rounded to parts of a pixel.
    if (Math.abs(more) < 0.1) return false;
    const block = Math.floor(position / BLOCK);
    this.#measured.set(position, height);
    this.#more[block] = (this.#more[block] ?? 0) + more;
    return true;
  }

  /** How far below the top of the first row this one begins; of the position after the last, the height of all. */
  top(position: number): number {
    const block = Math.floor(position / BLOCK);
    let top = position * this.#usual;
    for (let before = 0; before < block; before += 1) top += this.#more[before] ?? 0;
    for (let row = block * BLOCK; row < position; row += 1) top += this.#height(row) - this.#usual;
    return top;
  }

  /** The row that stands so far below the top of the first one. */
  at(top: number): number {
    let left = Math.max(0, top);
    let row = 0;
    for (;;) {
      const block = BLOCK * this.#usual + (this.#more[row / BLOCK] ?? 0);
      if (left < block) break;
      left -= block;
      row += BLOCK;
    }
    while (left >= this.#height(row)) {
      left -= this.#height(row);
      row += 1;
    }
    return row;
  }

  #height(position: number): number {
    return this.#measured.get(position) ?? this.#usual;
  }
}
