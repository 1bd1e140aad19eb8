import type { App, Device } from '#api/schema.ts';
import type { AttentionClass, StuckAfter } from './health.ts';
import type { Problem } from './query.ts';

/** What crosses the border between a page and the index in the Worker: questions, and answers of a screenful. Types only. */

/** The columns that can be sorted by; `alignment` is the age of the drift, `update` the word and code, `runs` and `target` the App's name. */
export const SORT_FIELDS = [
  'name', 'alignment', 'update', 'runs', 'target', 'sid', 'targeted', 'reported', 'logging', 'updated', 'created',
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

/** What is null stands last, whichever way. */
export interface SortKey {
  readonly field: SortField;
  readonly down: boolean;
}

/** So many names and SIDs make a list at the most: it stands in the address of the page. */
export const MOST_LISTED = 5_000;

/** Which devices, and in which order. Plain data: the same for list, export, neighbours and counts. */
export interface Selection {
  /** In the search language (query.ts); empty for all. */
  readonly q: string;
  /** At most two; none for the order of the API. */
  readonly sort: readonly SortKey[];
  /** Names and SIDs that were pasted, as they came; null when the list is not limited to them. */
  readonly list: readonly string[] | null;
}

export interface ViewRequest extends Selection {
  /** The window: rows from `start`, `size` of them at the most. */
  readonly start: number;
  readonly size: number;
  readonly limits: StuckAfter;
  /** What was typed: the likeliest for that are answered instead of a window, the device of that name or sid first, matching or not. */
  readonly typed?: string;
}

/** The account's Apps as far as they are known. */
export interface KnownApps {
  /** By their names, perhaps from the last visit; null when there are none. */
  readonly named: readonly Pick<App, 'sid' | 'unique_name'>[] | null;
  /** Whether these are all that the account lists: only then is a target that is not among them an orphan. */
  readonly known: boolean;
}

/** How much of the fleet the index has seen. Instants by the API's clock. */
export interface Coverage {
  /** When the last complete picture was read (its oldest part); null before there is one. */
  readonly completeAt: number | null;
  /** Devices read so far by the sweep that is under way; null between sweeps. */
  readonly reading: number | null;
  /** Devices held in all. */
  readonly held: number;
  /** Rows that are no devices, set aside in the last or present sweep. */
  readonly malformed: number;
}

export interface FleetRow {
  readonly device: Device;
  /** When it was read. */
  readonly at: number;
  /** It was missing from the last complete sweep, which ended then; null for a device that is listed. */
  readonly missingSince: number | null;
}

/** One value of a facet: `term` is what the search box says for it, exactly these rows. */
export interface FacetValue {
  readonly term: string;
  /** What stands on the chip: a word of ours, or the API's own. */
  readonly label: string;
  /** How many rows match it together with all the rest of the query (terms of the same facet left out); null while that cannot be told. */
  readonly count: number | null;
  /** Whether the query holds this term. */
  readonly on: boolean;
}
export interface Facet {
  readonly name: 'alignment' | 'update' | 'app' | 'logging' | 'needs';
  /** Highest count first for Apps and status words, a fixed order for the rest; at most 50. Values of count 0 are left out unless they are on. */
  readonly values: readonly FacetValue[];
}

/** An entry of a pasted list that names no device, and devices with nearly that name. */
export interface NearEntry {
  readonly entry: string;
  readonly names: readonly string[];
}

/** What became of a pasted list. */
export interface ListResult {
  readonly found: number;
  /** As they were pasted. */
  readonly unknown: readonly string[];
  /** What may have been meant by some of these; none of it is in the list. */
  readonly near: readonly NearEntry[];
}

export interface ViewResult {
  readonly rows: readonly FleetRow[];
  readonly start: number;
  readonly total: number;
  /** The answer depends on which Apps the account lists, and that is not known: it may be another, and 0 is not none. */
  readonly unchecked: boolean;
  /** The search asks for something: blanks, and quotes that have just been opened, do not. */
  readonly searched: boolean;
  readonly facets: readonly Facet[];
  readonly problems: readonly Problem[];
  readonly list: ListResult | null;
  readonly coverage: Coverage;
}

/** Where a device stands in a selection, for "3 of 41". */
export interface Place {
  /** From 0. */
  readonly index: number;
  readonly total: number;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Counts for the top of the home page; each is the number of rows of `term`. */
export interface Tally {
  readonly term: string;
  readonly key: 'fleet' | 'aligned' | 'drifting' | 'stuck' | 'failed' | 'odd' | 'never' | 'logging';
  readonly count: number;
}

/** A line of the queue: one device, or the failures with one code and target taken together. */
export interface QueueGroup {
  readonly kind: AttentionClass;
  /** For failures: the code and the target App's sid that they share. */
  readonly code: number | string | null;
  readonly target: string | null;
  /** Exactly these rows, in the search language. */
  readonly term: string;
  readonly count: number;
  /**
   * The oldest first, at most as many as were asked for. Age in milliseconds, null when no date tells. `cleared`: it was in this group until
   * it was seen to be well again then; such a row is not counted, stands where it stood, and goes with the next complete sweep.
   */
  readonly rows: readonly (FleetRow & { readonly age: number | null; readonly cleared: number | null })[];
}

/** A class of the queue as a whole. */
export interface QueueClass {
  readonly kind: AttentionClass;
  /** Those that wait. */
  readonly term: string;
  readonly count: number;
  /** The first of them, the oldest; null when none waits. */
  readonly first: string | null;
  /** Those that somebody put aside. */
  readonly acked: { readonly term: string; readonly count: number };
  readonly snoozed: { readonly term: string; readonly count: number };
}

export interface MatrixCell {
  /** Sids; null for "no target" and "never reported". */
  readonly target: string | null;
  readonly reported: string | null;
  readonly term: string;
  readonly count: number;
}

export interface AppAdoption {
  readonly sid: string;
  /** Whether the account lists it; null while its Apps are not known. */
  readonly listed: boolean | null;
  readonly counts: Readonly<Record<'targeted' | 'running' | 'pending' | 'failed' | 'stuck', { readonly term: string; readonly count: number }>>;
  /** Median time from target to report of the landings that this browser observed, milliseconds; null when there was none. */
  readonly landing: { readonly median: number; readonly observed: number } | null;
}

export interface Overview {
  readonly coverage: Coverage;
  readonly tallies: readonly Tally[];
  /** In the order of the classes; failures largest group first. Empty when nothing waits. */
  readonly queue: readonly QueueGroup[];
  /** Those classes that have anything: waiting or aside. */
  readonly classes: readonly QueueClass[];
  readonly matrix: readonly MatrixCell[];
  readonly apps: readonly AppAdoption[];
}

/** A difference between two readings of a device: it happened between `after` and `before` (API's clock). */
export interface ObservedChange {
  readonly sid: string;
  readonly what: 'status' | 'target' | 'running' | 'name' | 'logging';
  /** As the API wrote it; for `status` the word and its code, `error 118`; for `logging` `on` or `off`. */
  readonly from: string | null;
  readonly to: string | null;
  readonly after: number;
  readonly before: number;
  /** For `running`, when it is now what it should be: from `date_targeted` to `date_reported`, milliseconds. */
  readonly took: number | null;
}

/** How often the fleet is swept by itself. */
export type Pace = 'auto' | 'less' | 'manual';

/** `trouble`: of the error (`api/error.ts`), or `client` and `worker` where it is the console's own, which has no code and no status. */
export interface FleetTrouble {
  readonly message: string;
  readonly trouble: string;
  readonly code?: number | string | undefined;
  readonly status?: number | undefined;
  readonly retryAt: number | null;
}

/** How the index is. Told to every page whenever it changes. */
export interface FleetStatus {
  readonly coverage: Coverage;
  /** Counts up with every change that a question would show. */
  readonly version: number;
  /** `here`: this tab sweeps. `elsewhere`: another one does, and tells this one. `none`: nobody does now. */
  readonly sweeper: 'here' | 'elsewhere' | 'none';
  /** Why the sweep stands still, and when it goes on (browser clock); null when it does not. */
  readonly trouble: FleetTrouble | null;
  /** A complete sweep found much less than before, and is not believed until somebody says so. */
  readonly shrunk: { readonly from: number; readonly to: number } | null;
  /** Null when the picture is kept on disk, else why it is not. */
  readonly notKept: string | null;
  /** Whether the account's Apps are known: without them nothing is called an orphan. */
  readonly appsKnown: boolean;
  /** Why they are not, where they could not be read. */
  readonly appsTrouble: FleetTrouble | null;
}

/** What completion may offer: the values that occur. */
export interface Vocabulary {
  readonly apps: readonly Pick<App, 'sid' | 'unique_name'>[];
  readonly statuses: readonly string[];
  readonly codes: readonly string[];
  /** How many devices have each of `codes`. */
  readonly codeCounts: readonly number[];
  /** How many devices of the whole fleet a term finds, for the words of the table; empty where no thresholds were given. */
  readonly counts: Readonly<Record<string, number>>;
}
