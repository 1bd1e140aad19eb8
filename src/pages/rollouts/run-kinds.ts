import { isOpen } from '#rollouts/head.ts';
import type { Head } from '#rollouts/journal-schema.ts';
import { t } from '#texts/t.ts';

/** Which runs of the list are on show, as it stands in the address. Pure. */
export type RunKind = 'all' | 'open' | 'ended' | 'drafts';

export const KINDS: readonly (readonly [kind: RunKind, name: string])[] = [
  ['all', t`All`],
  ['open', t`Open`],
  ['ended', t`Ended`],
  ['drafts', t`Drafts`],
];

export function kindIn(params: URLSearchParams): RunKind {
  const said = params.get('show');
  return KINDS.find(([kind]) => kind === said)?.[0] ?? 'all';
}

export function isShown(head: Head, kind: RunKind): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'open':
      return isOpen(head);
    case 'ended':
      return !isOpen(head) && head.status !== 'draft';
    case 'drafts':
      return head.status === 'draft';
  }
}
