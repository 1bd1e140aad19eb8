import { attention, alignmentKind, ATTENTION, JUST_ENDED, leftOnBy, stuckAfter, type Facts, type StuckAfter } from './health.ts';
import type { AppNames } from './app-names.ts';
import { LOGGING, LOGGING_ON, NO_FACTS, type Columns } from './columns.ts';
import { HOUR } from '#lib/time.ts';
import type { State } from './states.ts';
import { NO_TRIAGE, type TriageRows } from './triage-book.ts';
import type { AsideKind } from './triage.ts';

/** A lease is expiring when it ends within that time. */
const EXPIRING = 2 * HOUR;

const STUCK: StuckAfter = { usual: 0, perApp: {}, logging: 0 };

/**
 * What a question is asked of: the columns, the Apps, and the health rules at one instant, worked out for each state once
 * so that a row costs a look into a table.
 */
export class Ground {
  readonly columns: Columns;
  readonly apps: AppNames;
  /** API's clock. */
  readonly now: number;
  /** By state: a device that was targeted before that is stuck; minus infinity where nothing is. */
  private readonly stuckBefore: Float64Array;
  /** Logging that is on and ends by then has been left on. */
  private readonly leftOnBy: number;
  private readonly needsByState: Uint8Array;
  private readonly triage: TriageRows;
  private readonly scratch: Facts = { ...NO_FACTS };
  readonly limits: StuckAfter;

  /** @param needsByState from `needsTable`, of these columns and Apps @param triage of these columns */
  // oxlint-disable-next-line max-params -- each is what a question is asked of
  constructor(columns: Columns, apps: AppNames, needsByState: Uint8Array, now: number, limits: StuckAfter, triage = NO_TRIAGE) {
    this.columns = columns;
    this.apps = apps;
    this.now = now;
    this.limits = limits;
    this.triage = triage;
    this.needsByState = needsByState;
    this.leftOnBy = leftOnBy(now, limits);
    this.stuckBefore = Float64Array.from(columns.states.all, (state) => stuckBefore(state, now, limits));
  }

  isStuck(row: number, state: number): boolean {
    const before = this.stuckBefore[state] ?? Number.NEGATIVE_INFINITY;
    return before !== Number.NEGATIVE_INFINITY && this.columns.targeted.ms(row) < before;
  }

  /** 0 for none, else 1 + its place in ATTENTION. */
  needs(row: number, state: number): number {
    return this.needsByState[state * 4 + (this.isStuck(row, state) ? 2 : 0) + (this.isLeftOn(row) ? 1 : 0)] ?? 0;
  }

  /** Whether somebody put it aside for what is the matter with it now, and how; null when not. */
  aside(row: number, state: number): AsideKind | null {
    if (!this.triage.mayBeAside(row)) return null;
    return this.triage.aside(row, ATTENTION[this.needs(row, state) - 1] ?? null, this.columns.facts(row, this.scratch), this.now);
  }

  isNoted(row: number): boolean {
    return this.triage.noted(row);
  }

  /** Logging is on, and ends soon. */
  isExpiring(row: number): boolean {
    if (!this.isLogging(row)) return false;
    const left = this.columns.expires.ms(row) - this.now;
    return left > 0 && left <= EXPIRING;
  }

  /** The API says enabled, its own date says it is over. */
  isExpired(row: number): boolean {
    return this.isLogging(row) && this.columns.expires.ms(row) <= this.now - JUST_ENDED;
  }

  private isLeftOn(row: number): boolean {
    return this.isLogging(row) && this.columns.expires.ms(row) <= this.leftOnBy;
  }

  private isLogging(row: number): boolean {
    return ((this.columns.flags[row] ?? 0) & LOGGING) === LOGGING_ON;
  }
}

function stuckBefore(state: State, now: number, limits: StuckAfter): number {
  if (alignmentKind(state) !== 'drifting') return Number.NEGATIVE_INFINITY;
  const limit = stuckAfter(limits, state.target);
  // An age is never below 0, so it is over every negative limit.
  return limit < 0 ? Number.POSITIVE_INFINITY : now - limit;
}

/** The attention class of each state (0 for none, else 1 + its place) in four cases: stuck or not, logging left on or not. */
export function needsTable(states: readonly State[], apps: AppNames): Uint8Array {
  const table = new Uint8Array(states.length * 4);
  const facts: Facts = { ...NO_FACTS };
  for (const [id, state] of states.entries()) {
    const listed = state.target === null ? null : apps.listed(state.target);
    Object.assign(facts, state);
    for (let which = 0; which < 4; which += 1) {
      facts.targeted = which < 2 ? null : 0;
      facts.logging = which % 2 === 1;
      facts.loggingEnds = 0;
      const kind = attention(facts, listed, 1, STUCK);
      table[id * 4 + which] = kind === null ? 0 : 1 + ATTENTION.indexOf(kind);
    }
  }
  return table;
}
