import { queryOptions } from '@tanstack/react-query';
import { onRead, type Asked } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import type { StuckAfter } from './health.ts';
import type { Link, Question } from './link.ts';
import { startWorker, type Started } from './start-worker.ts';
import type { Coverage, FleetRow, FleetStatus, KnownApps, Pace, Selection, ViewRequest } from './view.ts';

/** The one face of the whole fleet: everything that a page asks the Worker or tells it goes through here. */

/** Rows of an export at a time: few enough that taking them over from the Worker is never felt. */
const CHUNK = 500;

/** A Worker that ran for so many milliseconds may be expected to run again. */
const LIVED = 10_000;

const NOTHING_YET: FleetStatus = {
  coverage: { completeAt: null, reading: null, held: 0, malformed: 0 },
  version: 0,
  sweeper: 'none',
  trouble: null,
  shrunk: null,
  notKept: null,
  appsKnown: false,
  appsTrouble: null,
};

let status = NOTHING_YET;
/** The versions of Workers that are no more. */
let versions = 0;
let pace: Pace = 'auto';
let link: Promise<Link> | null = null;
let running: Link | null = null;
let startedAt = 0;
const listeners = new Set<() => void>();

function tellAll(next: FleetStatus): void {
  status = next;
  for (const listener of listeners) listener();
}

const visible = (): boolean => document.visibilityState === 'visible';

/** The Worker, started if need be; one that could not be started is tried anew by the next question. */
function reach(): Promise<Link> {
  link ??= open();
  return link;
}

async function open(): Promise<Link> {
  // Before anything else: it takes longer to start than all that follows, and does it beside this thread.
  let started: Started | null = null;
  try {
    started = startWorker();
    // Apart from the first list's code: nothing there needs it.
    const { openLink } = await import('./link.ts');
    const opened = await openLink(started, {
      pace,
      visible: visible(),
      onStatus: (next) => tellAll({ ...next, version: versions + next.version }),
      onEnd: lost,
    });
    running = opened;
    startedAt = Date.now();
    // What was chosen while it started.
    opened.tell((worker) => worker.set({ pace, visible: visible() }));
    document.addEventListener('visibilitychange', look);
    return opened;
  } catch (error) {
    started?.worker.terminate();
    lost(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

function look(): void {
  running?.tell((worker) => worker.set({ visible: visible() }));
}

function lost({ message }: Error): void {
  link = null;
  // What is on show is asked again, and that starts another. Not when it never ran, or not for long: it would go on and on.
  versions = status.version + (running !== null && Date.now() - startedAt > LIVED ? 1 : 0);
  running = null;
  tellAll({ ...NOTHING_YET, version: versions, trouble: { message, trouble: 'worker', retryAt: null } });
}

function quietly(): void {
  // Whoever asks next is told why.
  reach().catch(() => undefined);
}

/** Asks the Worker; for the other faces that stand before it. Rejects when it cannot be started, or does not live to answer. */
export async function ask<T>(question: Question<T>): Promise<T> {
  return (await reach()).ask(question);
}

// What this page reads for itself, or is answered to a change, is news for the index, too.
onRead((devices, asked) => running?.tell((worker) => worker.saw(devices, asked)));

export const fleet = {
  /** Starts the Worker as soon as the browser has nothing better to do. Harmless when it runs. */
  start(): void {
    if (link !== null) return;
    if (typeof requestIdleCallback === 'function') requestIdleCallback(quietly, { timeout: 2_000 });
    else setTimeout(quietly, 200);
  },
  /** How the index is; the same object until something changes. */
  status: (): FleetStatus => status,
  /** To be told when the status changes. Returns how to stop. */
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** A reading that came another way. A Worker that does not run is not started for it. */
  saw: (device: Device, { sent, received }: Asked): void => running?.tell((worker) => worker.saw([device], { sent, received })),
  /** Has these rows read, if that is cheap, and then the whole fleet. Resolves when the sweep ends or meets trouble. */
  refresh: (shown: readonly string[]): Promise<void> => ask((worker) => worker.refresh(shown)),
  /** An App was deleted: it is listed no more, for whoever asks before the Apps are read again. */
  dropApp: (sid: string): void => running?.tell((worker) => worker.dropApp(sid)),
  setPace(next: Pace): void {
    pace = next;
    running?.tell((worker) => worker.set({ pace: next }));
  },
  /** What to do with a list that has shrunk: take it, or keep the old one. */
  answerShrink: (take: boolean): void => running?.tell((worker) => worker.answerShrink(take)),
  /** Deletes what this browser keeps of any fleet, and reads afresh. */
  forget: (): Promise<void> => ask((worker) => worker.forget()),
  /**
   * Rows of a frozen selection in chunks, in order; other questions pass in between. Resolves with how many there were: fewer
   * than were announced where devices were removed meanwhile. Each comes with the Apps as they were known at its beginning:
   * what the rows were chosen by. Rejects with the signal's reason, and when the Worker was started anew meanwhile.
   */
  async exportRows(
    selection: Selection,
    limits: StuckAfter,
    onChunk: (rows: readonly FleetRow[], done: number, total: number, apps: KnownApps) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<{ total: number; coverage: Coverage }> {
    signal.throwIfAborted();
    const { id, total, coverage, apps } = await ask((worker) => worker.freeze(selection, limits));
    let done = 0;
    try {
      for (let start = 0; start < total; start += CHUNK) {
        signal.throwIfAborted();
        const rows = await ask((worker) => worker.frozen(id, start, CHUNK));
        done += rows.length;
        await onChunk(rows, done, total, apps);
      }
    } finally {
      running?.tell((worker) => worker.thaw(id));
    }
    return { total: done, coverage };
  },
  /** These devices as the index has them, each with when it was read; those it does not hold are left out. */
  rows: (sids: readonly string[]): Promise<readonly FleetRow[]> => ask((worker) => worker.rows(sids)),
  /** All sids of a selection, in order: a frozen list. */
  sids: (selection: Selection, limits: StuckAfter): Promise<readonly string[]> => ask((worker) => worker.sids(selection, limits)),
};

/** Answers stay true until the status counts a new version: use-fleet.ts has them asked again then. */
export const KEPT = { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, networkMode: 'always' } as const;

export const fleetQueries = {
  all: ['fleet'] as const,
  view: (request: ViewRequest) =>
    queryOptions({ ...KEPT, queryKey: ['fleet', 'view', request], queryFn: () => ask((worker) => worker.view(request)) }),
  overview: (request: { readonly limits: StuckAfter; readonly rows: number }) =>
    queryOptions({ ...KEPT, queryKey: ['fleet', 'overview', request], queryFn: () => ask((worker) => worker.overview(request)) }),
  place: (selection: Selection, limits: StuckAfter, sid: string) =>
    queryOptions({ ...KEPT, queryKey: ['fleet', 'place', selection, limits, sid], queryFn: () => ask((worker) => worker.place(selection, limits, sid)) }),
  rows: (sids: readonly string[]) =>
    queryOptions({ ...KEPT, queryKey: ['fleet', 'rows', sids], queryFn: () => ask((worker) => worker.rows(sids)) }),
  /** What was seen to change of one device, newest first. */
  history: (sid: string) => queryOptions({ ...KEPT, queryKey: ['fleet', 'history', sid], queryFn: () => ask((worker) => worker.history(sid)) }),
  /** The values that occur; with `limits` (null for none), counted. */
  vocabulary: (limits: StuckAfter | null = null) => queryOptions({ ...KEPT, queryKey: ['fleet', 'vocabulary', limits], queryFn: () => ask((worker) => worker.vocabulary(limits)) }),
};
