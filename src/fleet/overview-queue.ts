import { ATTENTION, attentionSince, errorCode, type AttentionClass, type Facts } from './health.ts';
import { canSay, hasCode, is, isApp, needs, search, WAITING } from './overview-terms.ts';
import type { AsideKind } from './triage.ts';
import type { FleetRow, QueueClass, QueueGroup } from './view.ts';

/** The queue of what needs attention: every class with its count and its oldest rows; failures by code and target App. */

interface Waiting {
  readonly row: number;
  /** Infinity where no date tells. */
  readonly since: number;
  readonly rank: number;
  /** When it was seen to be well again; null for one that waits. */
  readonly cleared: number | null;
}

/** The rows that have been so for the longest, at most `most`; of equals those that the API lists first, as in a sorted list. */
class Oldest {
  readonly #most: number;
  readonly #rows: Waiting[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(row: number, since: number, rank: number, cleared: number | null = null): void {
    const rows = this.#rows;
    let at = rows.length;
    while (at > 0 && isAfter(rows[at - 1], since, rank)) at -= 1;
    if (at === this.#most) return;
    rows.splice(at, 0, { row, since, rank, cleared });
    if (rows.length > this.#most) rows.pop();
  }

  /** Rows with their age in milliseconds. */
  take(now: number, fleetRow: (row: number) => FleetRow): QueueGroup['rows'] {
    return this.#rows.map(({ row, since, cleared }) => Object.assign(fleetRow(row), { age: since === Number.POSITIVE_INFINITY ? null : Math.max(0, now - since), cleared }));
  }

  get first(): number | null {
    return this.#rows[0]?.row ?? null;
  }
}

function isAfter(held: Waiting | undefined, since: number, rank: number): boolean {
  return held !== undefined && (held.since > since || (held.since === since && held.rank > rank));
}

interface Group {
  readonly code: number | string | null;
  readonly target: string | null;
  count: number;
  readonly oldest: Oldest;
}

/** A class as a whole: what waits, and what is aside. */
class Whole {
  count = 0;
  readonly first = new Oldest(1);
  readonly aside: Record<AsideKind, number> = { acked: 0, snoozed: 0 };
}

export class Queue {
  readonly #wholes = new Map<AttentionClass, Whole>();
  readonly #most: number;
  readonly #rank: (row: number) => number;
  readonly #classes = new Map<AttentionClass, Group>();
  /** By target, then by code as text: 118 and "118" are the same code to read and to search for. */
  readonly #failures = new Map<string | null, Map<string | null, Group>>();
  readonly #sayable = new Map<string | null, boolean>();

  /** @param most rows of each group. @param rank where a row stands in the API's order */
  constructor(most: number, rank: (row: number) => number) {
    this.#most = most;
    this.#rank = rank;
  }

  /** A device that waits. */
  add(kind: AttentionClass, row: number, facts: Facts): void {
    const group = this.#group(kind, facts);
    const since = sinceOf(kind, facts);
    const rank = this.#rank(row);
    group.count += 1;
    group.oldest.add(row, since, rank);
    const whole = this.#whole(kind);
    whole.count += 1;
    whole.first.add(row, since, rank);
  }

  /** One that somebody put aside. */
  leave(kind: AttentionClass, aside: AsideKind): void {
    this.#whole(kind).aside[aside] += 1;
  }

  /** One that was in the queue as it was then (`facts`), and is well again. */
  cleared(kind: AttentionClass, row: number, facts: Facts, at: number): void {
    this.#group(kind, facts).oldest.add(row, sinceOf(kind, facts), this.#rank(row), at);
  }

  #group(kind: AttentionClass, facts: Facts): Group {
    return kind === 'failed' ? this.#failure(facts) : this.#class(kind);
  }

  #whole(kind: AttentionClass): Whole {
    let whole = this.#wholes.get(kind);
    if (whole === undefined) this.#wholes.set(kind, (whole = new Whole()));
    return whole;
  }

  #class(kind: AttentionClass): Group {
    let group = this.#classes.get(kind);
    if (group === undefined) this.#classes.set(kind, (group = this.#start(null, null)));
    return group;
  }

  #failure({ target, code }: Facts): Group {
    const said = errorCode(code);
    const text = said === null ? null : String(said);
    let codes = this.#failures.get(target);
    if (codes === undefined) this.#failures.set(target, (codes = new Map()));
    const key = this.#canSay(text) ? text : UNSAYABLE;
    let group = codes.get(key);
    if (group === undefined) codes.set(key, (group = this.#start(said, target)));
    return group;
  }

  #canSay(text: string | null): boolean {
    let can = this.#sayable.get(text);
    if (can === undefined) this.#sayable.set(text, (can = canSay(text)));
    return can;
  }

  #start(code: Group['code'], target: string | null): Group {
    return { code, target, count: 0, oldest: new Oldest(this.#most) };
  }

  /** @param now by the API's clock */
  groups(now: number, fleetRow: (row: number) => FleetRow): QueueGroup[] {
    const made = (kind: AttentionClass, term: string, { code, target, count, oldest }: Group): QueueGroup => ({
      kind, code, target, term, count, rows: oldest.take(now, fleetRow),
    });
    const failures = [...this.#failures].flatMap(([target, codes]) =>
      [...codes].map(([code, group]) => made('failed', failureTerm(target, code, [...codes.keys()]), group)),
    );
    const others = ATTENTION.flatMap((kind) => {
      const group = this.#classes.get(kind);
      return group === undefined ? [] : [made(kind, search(needs(kind), WAITING), group)];
    });
    return [...failures.toSorted((a, b) => b.count - a.count), ...others];
  }

  /** In the order of the classes. */
  classes(sidOf: (row: number) => string): QueueClass[] {
    return ATTENTION.flatMap((kind) => {
      const whole = this.#wholes.get(kind);
      if (whole === undefined) return [];
      const { count, aside, first } = whole;
      const part = (which: AsideKind): QueueClass[AsideKind] => ({ term: search(needs(kind), is(which)), count: aside[which] });
      return { kind, term: search(needs(kind), WAITING), count, first: first.first === null ? null : sidOf(first.first), acked: part('acked'), snoozed: part('snoozed') };
    });
  }
}

/** Infinity where no date tells. */
function sinceOf(kind: AttentionClass, facts: Facts): number {
  return attentionSince(kind, facts) ?? Number.POSITIVE_INFINITY;
}

/** Stands for all codes of a target that cannot be searched for; no code that can is this text. */
const UNSAYABLE = 'any';

/** What cannot be said is what is left when everything else has been taken away. */
function failureTerm(target: string | null, code: string | null, codes: readonly (string | null)[]): string {
  const app = isApp('app', target);
  if (code !== UNSAYABLE) return search(needs('failed'), WAITING, app, hasCode(code));
  const others = codes.flatMap((other) => (other === UNSAYABLE || other === null ? [] : [{ field: 'err' as const, code: other, not: true }]));
  return search(needs('failed'), WAITING, app, hasCode(UNSAYABLE), ...others);
}
