import { attention, errorCode, type AttentionClass, type Facts, type StuckAfter } from './health.ts';

/**
 * What people say of devices that need attention: acknowledged, snoozed, a note. The API knows nothing of it; it is kept in this
 * browser. Pure; instants by the API's clock, in milliseconds.
 */

/** What was the matter when a device was put aside: only for as long as it is that, it stays aside. What does not tell one matter of its class from another is null. */
export interface Matter {
  readonly as: AttentionClass;
  readonly target: string | null;
  readonly code: string | null;
  readonly word: string | null;
  /** When the target was set: another deployment is another matter. */
  readonly targeted: number | null;
}

/** Acknowledged for good, or snoozed until then. */
export interface Aside extends Matter {
  readonly until: number | null;
}

/** Something said at a time, or taken back then: of two the later one counts. */
export interface Said<T> {
  readonly at: number;
  readonly value: T | null;
}

export interface TriageEntry {
  readonly sid: string;
  /** Null where nothing was ever said. */
  readonly aside: Said<Aside> | null;
  readonly note: Said<string> | null;
}

export type AsideKind = 'acked' | 'snoozed';

/** A note is cut off there, and so is what a hostile API gives for a sid or a code. */
export const LONGEST_NOTE = 2_000;
export const LONGEST_WORD = 100;

const cut = (text: string | null): string | null => (text === null || text.length <= LONGEST_WORD ? text : text.slice(0, LONGEST_WORD));
const codeText = (code: Facts['code']): string | null => {
  const said = errorCode(code);
  return said === null ? null : cut(String(said));
};

/** What tells one matter of a class from another. Logging is a lease: how long it still goes on makes no other matter of it. */
const hasTarget = (kind: AttentionClass): boolean => kind !== 'logging';
const hasCode = (kind: AttentionClass): boolean => kind === 'failed' || kind === 'odd';
const hasWord = (kind: AttentionClass): boolean => kind === 'odd';

export function matterOf(as: AttentionClass, { target, code, word, targeted }: Facts): Matter {
  return {
    as,
    target: hasTarget(as) ? cut(target) : null,
    code: hasCode(as) ? codeText(code) : null,
    word: hasWord(as) ? cut(word) : null,
    targeted: hasTarget(as) ? targeted : null,
  };
}

/** Whether this is still what is the matter with a device. Asked for each row: nothing is made for it. */
export function isMatter(matter: Matter, kind: AttentionClass | null, { target, code, word, targeted }: Facts): boolean {
  if (matter.as !== kind) return false;
  if (hasTarget(kind) && (matter.target !== cut(target) || matter.targeted !== targeted)) return false;
  return (!hasCode(kind) || matter.code === codeText(code)) && (!hasWord(kind) || matter.word === cut(word));
}

/** Whether a device is aside, and how: null when nothing was said of what is the matter with it now, or the time is up. */
export function asideKind(aside: Aside | null, kind: AttentionClass | null, facts: Facts, now: number): AsideKind | null {
  if (aside === null || !isMatter(aside, kind, facts)) return null;
  if (aside.until === null) return 'acked';
  return now < aside.until ? 'snoozed' : null;
}

/** Every update is stuck, or none; all logging has been left on. */
const EVERY: StuckAfter = { usual: -1, perApp: {}, logging: Number.NEGATIVE_INFINITY };
const NONE: StuckAfter = { usual: Number.POSITIVE_INFINITY, perApp: {}, logging: Number.NEGATIVE_INFINITY };

/**
 * Whether what a device was put aside for is over, so that it must not be aside for the same again. A threshold is each reader's own: by
 * that alone nothing is over. `listed`: whether the account lists the target App; null while that is not known.
 */
export function isOver(aside: Aside, facts: Facts, listed: boolean | null, now: number): boolean {
  const needsApps = aside.as === 'orphan' || aside.as === 'never' || aside.as === 'logging';
  if (needsApps && listed === null && facts.target !== null) return false;
  return !isMatter(aside, attention(facts, listed, now, aside.as === 'stuck' ? EVERY : NONE), facts);
}
