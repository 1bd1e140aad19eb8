import { Unlink2 } from 'lucide-react';
import { t } from '#texts/t.ts';

/** That devices have to do with an App which the account does not list. */
export function OrphanBadge() {
  return (
    <span data-tip={t`Not in the list of Apps: deleted, or never uploaded to this account`} className="inline-flex shrink-0 items-center gap-1 rounded bg-odd-tint px-1.5 text-xs whitespace-nowrap text-odd">
      <Unlink2 aria-hidden size={12} />
      {t`Orphan`}
    </span>
  );
}
