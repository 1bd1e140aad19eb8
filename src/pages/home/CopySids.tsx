import { Copy } from 'lucide-react';
import { useState } from 'react';
import { isComplete, partWords } from '#components/coverage-words.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { fleet } from '#fleet/fleet.ts';
import type { AttentionClass } from '#fleet/health.ts';
import type { Coverage } from '#fleet/view.ts';
import { count, plural, t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { toast } from '#ui/toast.ts';
import { OLDEST_FIRST } from './home-links.ts';

interface CopySidsProps {
  readonly kind: AttentionClass;
  readonly term: string;
  readonly count: number;
}

/** Puts the SIDs of a group on the clipboard, one a line, the oldest first. */
export function CopySids({ kind, term, count: devices }: CopySidsProps) {
  const limits = useStuckAfter();
  const [busy, setBusy] = useState(false);
  const copy = async (): Promise<void> => {
    setBusy(true);
    try {
      const sids = await fleet.sids({ q: term, sort: [{ field: OLDEST_FIRST[kind], down: false }], list: null }, limits);
      await navigator.clipboard.writeText(sids.join('\n'));
      toast({ tone: 'ok', title: copiedWords(sids.length, fleet.status().coverage) });
    } catch {
      toast({ tone: 'bad', title: t`The SIDs could not be copied.` });
    } finally {
      setBusy(false);
    }
  };
  return (
    <IconButton label={t`Copy ${count(devices, 'SID')}`} busy={busy} onClick={() => void copy()}>
      <Copy aria-hidden size={14} />
    </IconButton>
  );
}

/** What is copied of a part goes to people who did not see that it was one. */
function copiedWords(sids: number, coverage: Coverage): string {
  return isComplete(coverage) ? plural(sids, '# SID copied.', '# SIDs copied.') : plural(sids, '# SID copied, of the {0}.', '# SIDs copied, of the {0}.', partWords(coverage));
}
