import { isOpen } from './head.ts';
import type { RunStore } from './journal.ts';
import type { Head } from './journal-schema.ts';
import type { ItemState, Ledger } from './ledger.ts';

/** The runs that still have something to do with one device: whoever changes it by hand should know of them. */

export interface OpenRun {
  readonly head: Head;
  readonly ledger: Ledger;
  /** Which of its items the device is. */
  readonly index: number;
}

const OPEN: ReadonlySet<ItemState> = new Set<ItemState>(['waiting', 'sending', 'pending']);

/** Whether the run is not done with the device yet. */
export function isWaitedFor({ ledger, index }: OpenRun): boolean {
  return ledger.open && OPEN.has(ledger.state(index));
}

/**
 * The open runs that have this device, latest first. Only their journals are read: none of them is opened, driven or looked after for it. `live`: the
 * ledger of a run that this tab has open already. Rejects when the browser's storage cannot be used.
 */
export async function openRunsOf(store: Pick<RunStore, 'heads' | 'load'>, live: (id: string) => Ledger | null, sid: string): Promise<readonly OpenRun[]> {
  const heads = (await store.heads()).filter(isOpen);
  const found = await Promise.all(
    heads.map(async (head) => {
      // One that cannot be read, written by another build, say, keeps nobody from seeing the others.
      const ledger = live(head.id) ?? (await store.load(head.id).catch(() => null))?.ledger;
      const index = ledger?.plan.items.findIndex((item) => item.sid === sid) ?? -1;
      return ledger === undefined || index < 0 ? [] : [{ head, ledger, index }];
    }),
  );
  return found.flat();
}
