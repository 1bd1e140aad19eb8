import { DEVICE_SID } from '#api/schema.ts';

/** Which key is compared, of which devices. */
export interface CompareView {
  readonly key: string;
  readonly sids: readonly string[];
  /** What stands in the list and is no SID. */
  readonly odd: number;
}

/** Reads the address of the page: `?key=…#list=UV…,UV…`. */
export function parseCompare(search: string, hash: string): CompareView {
  const entries = hash.startsWith('#list=') ? hash.slice('#list='.length).split(',').filter(Boolean) : [];
  const sids = entries.filter((entry) => DEVICE_SID.test(entry));
  return { key: new URLSearchParams(search).get('key') ?? '', sids: [...new Set(sids)], odd: entries.length - sids.length };
}
