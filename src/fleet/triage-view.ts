import type { Device } from '#api/schema.ts';
import type { AttentionClass, StuckAfter } from './health.ts';
import type { AsideKind, TriageEntry } from './triage.ts';
import type { Selection } from './view.ts';

/** What crosses the border between a page and the triage in the Worker. Types only. */

/** A device as a page has it, and when the answer came (browser's clock): what is known of it by a later one counts. */
export interface TriageReading {
  readonly device: Device;
  readonly received: number;
}

/** Which devices: by their sids, or one as a page has it. */
export type TriageOf = { readonly sids: readonly string[] } | TriageReading;

export interface TriageAct {
  readonly of: TriageOf;
  /** Snoozed until then, acknowledged with null; `back`: neither of them any more. */
  readonly do: { readonly until: number | null } | 'back';
  /** What was the matter on the screen: whatever has become something else meanwhile is left alone. Null for any. */
  readonly as: AttentionClass | null;
  readonly limits: StuckAfter;
}

export interface TriageDone {
  /** So many were put aside, or brought back. */
  readonly done: number;
  /** So many were left alone: nothing, or something else, is the matter with them, or they are not held. */
  readonly left: number;
  /** To take it back by. */
  readonly undo: string;
}

/** How a device stands. */
export interface TriageAbout {
  /** What is the matter with it now; null for nothing. */
  readonly kind: AttentionClass | null;
  /** It would be an orphan if the account did not list its target App, and which Apps it lists is not known. */
  readonly unchecked: boolean;
  /** Since when, by the API's clock; null when no date tells. */
  readonly since: number | null;
  /** Whether it is aside, for that. */
  readonly aside: AsideKind | null;
  readonly entry: TriageEntry | null;
}

/** All that is kept, in numbers. */
export interface TriageSummary {
  /** Devices of which something is said: that they are aside (for whatever; no snooze that is over), and in a note. */
  readonly aside: number;
  readonly notes: number;
  /** Entries of this browser that could not be read, and are left out. */
  readonly dropped: number;
  /** Why nothing is kept for the next visit, as a sentence; null when all is well. */
  readonly notKept: string | null;
}

export interface TriageTaken {
  /** Devices of which the file said something new. */
  readonly news: number;
  /** Known already, or said later here. */
  readonly known: number;
  /** Entries that could not be read, or for which there was no room. */
  readonly refused: number;
}

export interface WalkRequest {
  readonly selection: Selection;
  readonly limits: StuckAfter;
  readonly sid: string;
  /** Which stay at the device pages: with another, and a device that is in the list, a walk begins anew. */
  readonly visit: number;
}

/** Where a device stands among those that somebody began to work through, whatever has left the list since. */
export interface Walked {
  /** From 0. */
  readonly index: number;
  /** So many there were when it began. */
  readonly total: number;
  /** So many of them are not in the list any more; null in a list that is too long to be remembered. */
  readonly done: number | null;
  /** Whether this one still is. */
  readonly isIn: boolean;
  /** The one before, in the list or not. */
  readonly previous: string | null;
  /** The next that is still in the list. */
  readonly next: string | null;
  /** The first that is still in the list; null when none is. */
  readonly first: string | null;
  /** So many have come into the list since it began. */
  readonly more: number;
}
