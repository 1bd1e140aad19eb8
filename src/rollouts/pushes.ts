import type { Push } from '#fleet/app-fit.ts';
import type { Head } from './journal-schema.ts';
import type { Plan } from './plan.ts';

/** The runs of this browser that are no evidence for where an App belongs. Pure but for the plans, which are read. */

/** Whether the run may have given devices an App that does not belong there, or took one back. What other runs did is evidence like any other update. */
function isDoubted(head: Head): boolean {
  if (head.status === 'draft') return false;
  return head.change.kind === 'restore' || (head.change.kind === 'deploy' && (head.exception === true || !endedWell(head)));
}

function endedWell({ status, counts: { failed, stuck, unknown } }: Head): boolean {
  return status === 'finished' && failed + stuck + unknown === 0;
}

/** Tells when `pushesOf` is to be asked again; empty where there are no such runs. */
export function doubted(heads: readonly Head[]): string {
  return heads.filter(isDoubted).map((head) => `${head.id} ${endedWell(head)}`).join(' ');
}

/** What they sent to which devices. @param plan reads the plan of a run; one that cannot be read is left out */
export async function pushesOf(heads: readonly Head[], plan: (id: string) => Promise<Plan | null>): Promise<readonly Push[]> {
  const pushes: Push[] = [];
  for (const head of heads.filter(isDoubted)) {
    // oxlint-disable-next-line no-await-in-loop -- they are few, and large
    const items = (await plan(head.id).catch(() => null))?.items ?? [];
    const apps = new Map<string, Map<string, string | null>>();
    for (const { sid, seen, change = head.change } of items) {
      // Sent once more to a device that had it already: who gave it that is told by another run, if it was one.
      if (change.kind !== 'deploy' || (seen.target === change.app && head.exception !== true)) continue;
      apps.set(change.app, (apps.get(change.app) ?? new Map<string, string | null>()).set(sid, seen.target));
    }
    // What a device had before belongs to it.
    for (const [app, devices] of apps) pushes.push({ app, devices, settled: head.change.kind === 'restore' || endedWell(head) });
  }
  return pushes;
}
