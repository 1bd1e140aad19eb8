import { isOpen } from './head.ts';
import type { Head } from './journal-schema.ts';
import type { Plan } from './plan.ts';

/** The runs of this browser that would be at a loss without an App: whoever deletes it should know of them. */

export interface AppRuns {
  /** They have not ended, and send it to devices; latest first. */
  readonly open: readonly Head[];
  /** They have not ended, and nobody can tell whether they do: they could not be read. */
  readonly unreadable: readonly Head[];
  /** They were not started, and would send it. */
  readonly drafts: readonly Head[];
}

/** @param plan reads the plan of a run; may reject */
export async function runsOfApp(heads: readonly Head[], plan: (id: string) => Promise<Plan | null>, sid: string): Promise<AppRuns> {
  const sends = ({ change }: Pick<Head, 'change'>): boolean => change.kind === 'deploy' && change.app === sid;
  const open: Head[] = [];
  const unreadable: Head[] = [];
  for (const head of heads.filter(isOpen)) {
    if (sends(head)) open.push(head);
    if (head.change.kind !== 'restore') continue;
    try {
      // What is put back differs from device to device.
      // oxlint-disable-next-line no-await-in-loop -- they are few, and large
      const items = (await plan(head.id))?.items ?? [];
      if (items.some(({ change }) => change?.kind === 'deploy' && change.app === sid)) open.push(head);
    } catch {
      unreadable.push(head);
    }
  }
  return { open, unreadable, drafts: heads.filter((head) => head.status === 'draft' && sends(head)) };
}
