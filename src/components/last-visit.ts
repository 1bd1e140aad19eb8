import * as z from 'zod/mini';
import type { StuckAfter } from '#fleet/health.ts';
import { isComplete } from './coverage-words.ts';
import type { Overview, Tally } from '#fleet/view.ts';
import { DAY, MINUTE } from '#lib/time.ts';

/**
 * What the counts were at the last visit. A visit lasts as long as its tab, and ends after half an hour without this page;
 * then the last complete picture that was on show is what the next one is compared with. Partial pictures do not count.
 */

const VISIT = 30 * MINUTE;

const pictureSchema = z.object({
  /** When it was complete, by the API's clock. */
  at: z.number(),
  counts: z.record(z.string(), z.number()),
  /** The thresholds it was counted with: with others, what is stuck cannot be compared. */
  limits: z.string(),
});
const visitSchema = z.object({
  /** When the page was last on show in this tab, by the browser's clock. */
  seen: z.number(),
  before: z.nullable(pictureSchema),
});
export type Picture = z.infer<typeof pictureSchema>;

/** Where pictures are kept: `latest` for the browser, `visit` for the tab. */
export interface Shelves {
  readonly latest: Pick<Storage, 'getItem' | 'setItem'>;
  readonly visit: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The picture to compare with: that of this visit if it goes on, else the last there was. Null at the first visit. @param now browser's clock */
export function beginVisit({ latest, visit }: Shelves, fleetId: string, now: number): Picture | null {
  const under = read(visit, fleetId, visitSchema);
  const goesOn = under !== null && now - under.seen <= VISIT;
  const before = goesOn ? under.before : read(latest, fleetId, pictureSchema);
  write(visit, fleetId, { seen: now, before });
  return before;
}

/** Remembers what is on show, if it is complete; and that the visit goes on. */
export function rememberPicture({ latest, visit }: Shelves, fleetId: string, { coverage, tallies }: Pick<Overview, 'coverage' | 'tallies'>, limits: StuckAfter, now: number): void {
  const under = read(visit, fleetId, visitSchema);
  write(visit, fleetId, { seen: now, before: under?.before ?? null });
  if (!isComplete(coverage)) return;
  const counts = Object.fromEntries(tallies.map(({ key, count }) => [key, count]));
  write(latest, fleetId, { at: coverage.completeAt, counts, limits: JSON.stringify(limits) });
}

/** The page is put away now: the half hour begins, however long it was on show with nothing new. @param now browser's clock */
export function leaveVisit({ visit }: Pick<Shelves, 'visit'>, fleetId: string, now: number): void {
  const under = read(visit, fleetId, visitSchema);
  if (under !== null) write(visit, fleetId, { ...under, seen: now });
}

/** By how much a count has changed since; null where that cannot be said. */
export function change({ key, count }: Tally, before: Picture | null, limits: StuckAfter): number | null {
  const was = before?.counts[key];
  if (was === undefined || (key === 'stuck' && before?.limits !== JSON.stringify(limits))) return null;
  return count - was;
}

function read<S extends z.ZodMiniType>(shelf: Pick<Storage, 'getItem'>, fleetId: string, schema: S): z.infer<S> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(shelf.getItem(nameOf(fleetId)) ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function write(shelf: Shelves['latest'], fleetId: string, value: unknown): void {
  try {
    shelf.setItem(nameOf(fleetId), JSON.stringify(value));
  } catch {
    // No storage (private window, full disk): the next visit is compared with nothing.
  }
}

const PREFIX = 'fleet.visit.';
const nameOf = (fleetId: string): string => PREFIX + fleetId;

/** Forgets what there was to compare with, of whatever fleet. */
export function forgetVisits(): void {
  for (const shelf of [localStorage, sessionStorage]) {
    for (const name of Object.keys(shelf)) if (name.startsWith(PREFIX)) shelf.removeItem(name);
  }
}

/** Other fleets that are remembered besides the one on show, and for how long: as with their pictures (`fleet/old-stores.ts`). */
const OTHERS = { count: 2, ms: 30 * DAY };

/** Forgets what there was to compare with of fleets that were not on show lately. @param own the name of what was just kept @param now browser's clock */
export function keepFewVisits(shelf: Pick<Storage, 'getItem' | 'removeItem'>, own: string, now: number): void {
  const others = Object.keys(shelf).filter((name) => name.startsWith(PREFIX) && name !== own);
  const dated = others.map((name) => ({ name, at: read(shelf, name.slice(PREFIX.length), pictureSchema)?.at ?? 0 })).toSorted((a, b) => b.at - a.at);
  for (const [place, { name, at }] of dated.entries()) if (place >= OTHERS.count || now - at > OTHERS.ms) shelf.removeItem(name);
}

/** Those of this browser and this tab. Asked for each time: where storage is forbidden, asking throws. */
export const browserShelves: Shelves = {
  latest: {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => {
      localStorage.setItem(key, value);
      keepFewVisits(localStorage, key, Date.now());
    },
  },
  visit: { getItem: (key) => sessionStorage.getItem(key), setItem: (key, value) => sessionStorage.setItem(key, value) },
};
