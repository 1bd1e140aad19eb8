import { count, t } from '#texts/t.ts';
import { toTheMinute } from '#lib/time.ts';

/** The frozen list of a rollout: sids, and never a filter. Pure. */

export interface FrozenList {
  readonly sids: readonly string[];
  /** By the API's clock. */
  readonly at: number;
  readonly from: 'selection' | 'search' | 'paste' | 'draft' | 'copy';
  /** The search that it was found by. */
  readonly q?: string;
}

const FROM: Readonly<Record<FrozenList['from'], string>> = {
  selection: t`from the selection`,
  search: t`from a search`,
  paste: t`from a pasted list`,
  draft: t`by this draft`,
  copy: t`as in the run that this is a copy of`,
};

/** `Frozen at 14:32 from the selection: 431 devices`. */
export function frozenWords({ sids, at, from }: FrozenList, now: number): string {
  return t`Frozen at ${toTheMinute(at, now)} ${FROM[from]}: ${count(sids.length, 'device')}`;
}

/** Whether a selection is the same set of devices. */
export function isSameSet(sids: readonly string[], chosen: ReadonlySet<string>): boolean {
  return sids.length === chosen.size && sids.every((sid) => chosen.has(sid));
}
