import { alignmentKind, attention, isFailed, oddity, stuckAfter, type Alignment, type AttentionClass, type Facts, type StuckAfter } from './health.ts';

/**
 * Devices counted by their state: target, running App, word and code. A fleet has a few hundred of them at the most, so all
 * that follows from the state alone is worked out once for each, and a pass over a million rows only counts.
 */
export class StateCount {
  readonly target: string | null;
  readonly reported: string | null;
  readonly word: string | null;
  readonly alignment: Alignment['kind'];
  readonly failed: boolean;
  readonly odd: boolean;
  count = 0;
  stuck = 0;
  logging = 0;
  /** Drifting for longer than so many milliseconds is stuck; never where it does not drift. */
  readonly #limit: number;
  /** The class of one that is neither stuck nor logs. */
  readonly #settled: AttentionClass | null;

  /** @param listed whether the account lists the target; null while that is not known */
  constructor(facts: Facts, listed: boolean | null, limits: StuckAfter) {
    this.target = facts.target;
    this.reported = facts.reported;
    this.word = facts.word;
    this.alignment = alignmentKind(facts);
    this.failed = isFailed(facts);
    this.odd = oddity(facts) !== null;
    this.#limit = this.alignment === 'drifting' ? stuckAfter(limits, facts.target) : Number.POSITIVE_INFINITY;
    this.#settled = attention({ ...facts, targeted: null, logging: null }, listed, 0, limits);
  }

  /** Counts a device of this state, and says which class it needs attention under: as `attention` of health.ts does. */
  add({ targeted, logging }: Facts, now: number): AttentionClass | null {
    const stuck = targeted !== null && now - targeted > this.#limit;
    this.count += 1;
    if (stuck) this.stuck += 1;
    if (logging === true) this.logging += 1;
    if (stuck && this.#settled !== 'failed') return 'stuck';
    return this.#settled ?? (logging === true ? 'logging' : null);
  }
}
