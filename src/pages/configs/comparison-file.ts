import { csvHead, csvLine, type CsvForm } from '#lib/csv.ts';
import type { Found } from './comparison.ts';

export interface ComparisonFacts {
  readonly key: string;
  readonly sids: readonly string[];
  readonly found: ReadonlyMap<string, Found>;
  /** Unique names by sid, as far as they are known. */
  readonly names: ReadonlyMap<string, string | null>;
  /** Where it was read. */
  readonly where: string;
  /** API clock. */
  readonly now: number;
}

const COLUMNS = ['name', 'sid', 'state', 'value', 'updated', 'error'] as const;

/** A comparison as CSV: a line for each device, also for those that were not read. Its words are for programs, and not translated. */
export function comparisonCsv({ key, sids, found, names, where, now }: ComparisonFacts, form?: CsvForm): string {
  const read = sids.filter((sid) => found.has(sid)).length;
  const notes = [`# config: ${key}`, `# devices: ${sids.length}, read: ${read}`, `# fleet: ${where}`, `# exported: ${new Date(now).toISOString().slice(0, 19)}Z`];
  const lines = sids.map((sid) => {
    const one = found.get(sid);
    const value = one?.kind === 'value' ? one : null;
    const state = one === undefined ? 'not read' : one.kind === 'value' ? 'set' : STATE[one.kind];
    return csvLine([names.get(sid) ?? null, sid, state, value?.value ?? null, value?.updated ?? null, one?.kind === 'failed' ? one.error.message : null], form);
  });
  return csvHead(notes, COLUMNS, form) + lines.join('');
}

const STATE = { none: 'not set', 'no-device': 'no such device', failed: 'could not be read' } as const;
