import { Download, Radio, RefreshCw, Rocket, X } from 'lucide-react';
import { Suspense, useRef, useState, type ReactNode } from 'react';
import type { BulkKind } from '#components/bulk-words.ts';
import { chooseOnly } from '#components/selection.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { fleet } from '#fleet/fleet.ts';
import type { FleetRow, Selection } from '#fleet/view.ts';
import { count } from '#lib/text.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { late } from '#ui/late.ts';
import { toast } from '#ui/toast.ts';
import { focusRows } from './list-focus.ts';

const BulkDialog = late(async () => (await import('#components/BulkDialog.tsx')).BulkDialog);
const ExportMenu = late(async () => (await import('./ExportMenu.tsx')).ExportMenu);

interface SelectionBarProps {
  readonly chosen: ReadonlySet<string>;
  /** The rows of the page on show. */
  readonly shown: readonly FleetRow[];
  /** What the list is filtered by. */
  readonly selection: Selection;
  /** How many devices that is; null while it is not known. */
  readonly total: number | null;
}

/** Frozen as the dialog opens: what is chosen or filtered meanwhile changes nothing. */
interface Opened {
  readonly kind: BulkKind;
  readonly sids: readonly string[];
  readonly hidden: ReadonlySet<string>;
}

function clear(): void {
  chooseOnly([]);
  focusRows();
}

/** What is chosen, how much of it is not in sight, and what can be done to it. */
export function SelectionBar({ chosen, shown, selection, total }: SelectionBarProps) {
  const limits = useStuckAfter();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [exporting, setExporting] = useState(false);
  const [busy, setBusy] = useState(false);
  const returnTo = useRef<HTMLButtonElement>(null);
  const exportAt = useRef<HTMLButtonElement>(null);
  const away = chosen.size - shown.reduce((sum, { device }) => sum + Number(chosen.has(device.sid)), 0);

  const matching = async (): Promise<readonly string[] | null> => {
    setBusy(true);
    try {
      return await fleet.sids(selection, limits);
    } catch (error) {
      toast({ tone: 'bad', title: 'The devices could not be looked up', description: error instanceof Error ? error.message : String(error) });
      return null;
    } finally {
      setBusy(false);
    }
  };
  const chooseAll = async (): Promise<void> => {
    const sids = await matching();
    if (sids !== null) chooseOnly(sids);
  };
  const open = async (kind: BulkKind, button: HTMLButtonElement): Promise<void> => {
    returnTo.current = button;
    const sids = [...chosen];
    const inList = selection.q.trim() === '' && selection.list === null ? null : await matching();
    const visible = new Set(inList ?? sids);
    setOpened({ kind, sids, hidden: new Set(sids.filter((sid) => !visible.has(sid))) });
  };
  const action = (kind: BulkKind, label: string, icon: ReactNode): ReactNode => (
    <Button icon={icon} onClick={(event) => void open(kind, event.currentTarget)}>
      {label}
    </Button>
  );
  return (
    <div role="group" aria-label="Selection" className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-t border-line-strong bg-accent-tint px-4 py-2 text-sm">
      <span role="status">
        <strong className="font-semibold">{chosen.size.toLocaleString('en')} selected</strong>
        {away > 0 && <span className="text-ink-2">, {away.toLocaleString('en')} of them not on this page</span>}
      </span>
      {total !== null && total > shown.length && chosen.size < total && (
        <Button variant="ghost" busy={busy} onClick={() => void chooseAll()}>
          Select all {total.toLocaleString('en')} that match
        </Button>
      )}
      <span className="flex-1" />
      {action('deploy', 'Deploy', <Rocket aria-hidden size={15} />)}
      {action('logging-on', 'Log for 24 h', <Radio aria-hidden size={15} />)}
      {action('logging-off', 'End logging', null)}
      {action('restart', 'Restart', <RefreshCw aria-hidden size={15} />)}
      <CopyButton text={[...chosen].join('\n')} what={`SIDs of ${count(chosen.size, 'device')}`} label="Copy SIDs" className="h-8" />
      <Button ref={exportAt} icon={<Download aria-hidden size={15} />} onClick={() => setExporting(true)}>
        Export
      </Button>
      <Button variant="ghost" icon={<X aria-hidden size={15} />} onClick={clear}>
        Clear
      </Button>
      <Suspense fallback={null}>
        {opened !== null && <BulkDialog {...opened} returnTo={returnTo} onClose={() => setOpened(null)} onStarted={() => setOpened(null)} />}
        {exporting && <ExportMenu anchor={exportAt} selection={{ q: '', sort: [], list: [...chosen] }} onClose={() => setExporting(false)} />}
      </Suspense>
    </div>
  );
}

