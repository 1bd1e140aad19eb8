import { CircleStop, TimerReset, X } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router-dom';
import { session } from '#api/session.ts';
import type { BulkKind } from '#components/bulk-words.ts';
import { isComplete } from '#components/coverage-words.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { fleet } from '#fleet/fleet.ts';
import { parseQuery } from '#fleet/query.ts';
import type { Coverage, Selection } from '#fleet/view.ts';
import { errorWords } from '#lib/text.ts';
import { number, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { focusHeading } from '#ui/focus.ts';
import { late } from '#ui/late.ts';
import { LiveText } from '#ui/LiveText.tsx';
import { toast } from '#ui/toast.ts';
import { paths } from '../../paths.ts';

const BulkDialog = late(async () => (await import('#components/BulkDialog.tsx')).BulkDialog);

interface LeaseBarProps {
  readonly chosen: ReadonlySet<string>;
  /** What is on show. */
  readonly selection: Selection;
  /** How many are; null while that is not known. */
  readonly total: number | null;
  readonly coverage: Coverage;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Frozen as the dialog opens. */
interface Opened {
  readonly kind: BulkKind;
  readonly sids: readonly string[];
  readonly hidden: ReadonlySet<string>;
}

/** How many leases are selected, and what can be done to all of them at once: by the engine for many devices, with its guards. */
export function LeaseBar({ chosen, selection, total, coverage, onChoose }: LeaseBarProps) {
  const navigate = useNavigate();
  const limits = useStuckAfter();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [busy, setBusy] = useState<BulkKind | 'all' | null>(null);
  const returnTo = useRef<HTMLButtonElement>(null);
  const readOnly = session().readOnly ? t`Read-only: this console was started so that nothing can be changed.` : null;
  // What cannot be used of a search is left out of it, so that it finds more than was meant.
  const problem = parseQuery(selection.q).problems[0]?.message ?? null;
  const onShow = async (what: BulkKind | 'all', take: (sids: readonly string[]) => void): Promise<void> => {
    if (busy !== null) return;
    setBusy(what);
    try {
      take(await fleet.sids(selection, limits));
    } catch (error) {
      toast({ tone: 'bad', title: t`The devices could not be looked up`, description: errorWords(error) });
    } finally {
      setBusy(null);
    }
  };
  const open = (kind: BulkKind, button: HTMLButtonElement): void => {
    returnTo.current = button;
    void onShow(kind, (sids) => {
      const shown = new Set(sids);
      setOpened({ kind, sids: [...chosen], hidden: new Set([...chosen].filter((sid) => !shown.has(sid))) });
    });
  };
  const started = (id: string): void => {
    setOpened(null);
    onChoose(new Set());
    toast({ tone: 'info', title: t`Started`, description: t`It goes on wherever you are in the console; leave this tab open.`, action: { label: t`Show it`, run: () => void navigate(paths.rollout(id)) } });
  };
  const clear = (): void => {
    flushSync(() => onChoose(new Set()));
    focusHeading();
  };
  return (
    <div role="group" aria-label={t`Selection`} data-selection-bar className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 border-t border-line-strong bg-accent-tint px-4 py-2 text-sm max-sm:px-3">
      <LiveText className="font-semibold">{plural(chosen.size, '# lease selected', '# leases selected')}</LiveText>
      {total !== null && total > chosen.size && (
        <Button variant="ghost" className="text-accent!" busy={busy === 'all'} blocked={problem === null ? null : t`Correct the search first: ${problem}`} onClick={() => void onShow('all', (sids) => onChoose(new Set([...chosen, ...sids])))}>
          {isComplete(coverage) ? t`Select all ${number(total)}` : t`Select all ${number(total)} read so far`}
        </Button>
      )}
      <span className="flex-1" />
      <Button icon={<TimerReset aria-hidden size={15} />} blocked={readOnly} busy={busy === 'logging-on'} aria-haspopup="dialog" onClick={(event) => open('logging-on', event.currentTarget)}>
        {t`Extend to 24 h`}
      </Button>
      <Button icon={<CircleStop aria-hidden size={15} />} blocked={readOnly} busy={busy === 'logging-off'} aria-haspopup="dialog" onClick={(event) => open('logging-off', event.currentTarget)}>
        {t`End logging`}
      </Button>
      <Button variant="ghost" square aria-label={t`Clear the selection`} icon={<X aria-hidden size={15} />} onClick={clear} />
      <Suspense fallback={null}>
        {opened !== null && <BulkDialog {...opened} returnTo={returnTo} onClose={() => setOpened(null)} onStarted={started} />}
      </Suspense>
    </div>
  );
}
