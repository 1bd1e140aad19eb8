import type { App } from '#api/schema.ts';
import { naturalKey } from '#fleet/natural.ts';
import type { AppAdoption } from '#fleet/view.ts';
import { foldedWords, holdsWords } from '#lib/search-words.ts';
import { fold } from '#lib/text.ts';
import { parseDate } from '#lib/time.ts';
import type { AppSort, AppsShown, AppsView } from './apps-view.ts';

/** The rows of the list of Apps: what the account lists, together with what the fleet says of it. Pure. */

export interface AppRow {
  readonly sid: string;
  readonly name: string | null;
  readonly hash: string | null;
  readonly created: string | null;
  readonly updated: string | null;
  /** Null while nobody knows: the account's Apps have not been read. */
  readonly listed: boolean | null;
  /** Null while no device has been read. */
  readonly counts: AppAdoption['counts'] | null;
  readonly landing: AppAdoption['landing'];
}

interface Sources {
  /** The account's Apps, or what is known of their names. */
  readonly apps: ReadonlyMap<string, App> | undefined;
  /** Whether these were read, and are no names of the last visit. */
  readonly read: boolean;
  /** What the index counted; undefined while it has not. */
  readonly adoption: readonly AppAdoption[] | undefined;
}

const NONE = { term: '', count: 0 };
const NOBODY: AppAdoption['counts'] = { targeted: NONE, running: NONE, pending: NONE, failed: NONE, stuck: NONE };

/** Every App that is listed, targeted or run, each once. */
export function rowsOf({ apps, read, adoption }: Sources): AppRow[] {
  const counted = new Map(adoption?.map((each) => [each.sid, each]));
  const row = (sid: string): AppRow => {
    const app = apps?.get(sid);
    const inFleet = counted.get(sid);
    return {
      sid,
      name: app?.unique_name ?? null,
      hash: app?.hash ?? null,
      created: app?.date_created ?? null,
      updated: app?.date_updated ?? null,
      listed: read ? app !== undefined : (inFleet?.listed ?? null),
      counts: adoption === undefined ? null : (inFleet?.counts ?? NOBODY),
      landing: inFleet?.landing ?? null,
    };
  };
  const sids = new Set([...(apps?.keys() ?? []), ...counted.keys()]);
  // What the index still takes for listed, and no device has to do with, has been deleted since.
  return [...sids].map(row).filter((each) => each.listed !== false || isUsed(each));
}

/** Whether any device should run it, or does, as far as the fleet was read. */
export function isUsed({ counts }: Pick<AppRow, 'counts'>): boolean {
  return counts !== null && counts.targeted.count + counts.running.count > 0;
}

/** It has to do with devices, and the account does not list it. */
export function isOrphan({ listed }: Pick<AppRow, 'listed'>): boolean {
  return listed === false;
}

const HOLDS: Readonly<Record<AppsShown, (row: AppRow) => boolean>> = {
  all: () => true,
  orphans: isOrphan,
  unused: (row) => row.listed !== false && row.counts !== null && !isUsed(row),
};

export function ofKind(rows: readonly AppRow[], show: AppsShown): readonly AppRow[] {
  return rows.filter(HOLDS[show]);
}

/** Those in which every word is found, in name, SID or hash; all, where nothing is searched for. */
export function found(rows: readonly AppRow[], q: string): readonly AppRow[] {
  const words = foldedWords(q);
  if (words.length === 0) return rows;
  return rows.filter(({ name, sid, hash }) => holdsWords(`${name ?? ''}\n${sid}\n${hash ?? ''}`, words));
}

/** In the order that is asked for. What has no date or name stands last, whichever way. */
export function sorted(rows: readonly AppRow[], { field, down }: AppsView['sort']): readonly AppRow[] {
  const keyed = rows.map((row) => ({ row, key: sortKey(row, field) }));
  keyed.sort((a, b) => compare(a.key, b.key, down) || (a.row.sid < b.row.sid ? -1 : 1));
  return keyed.map(({ row }) => row);
}

function sortKey(row: AppRow, field: AppSort): string | number | null {
  switch (field) {
    case 'name':
      return row.name === null ? null : naturalKey(fold(row.name));
    case 'created':
    case 'updated':
      return parseDate(row[field]);
    default:
      return row.counts?.[field].count ?? null;
  }
}

function compare(a: string | number | null, b: string | number | null, down: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b === down ? 1 : -1;
}
