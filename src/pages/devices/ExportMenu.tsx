import { useQuery } from '@tanstack/react-query';
import { Braces, ClipboardCopy } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { isComplete, totalWords } from '#components/coverage-words.ts';
import { CsvChoices } from '#components/CsvChoices.tsx';
import { NotWhole } from '#components/NotWhole.tsx';
import { useNow } from '#components/now.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { TicketByHand } from '#components/TicketByHand.tsx';
import { MOST_ROWS } from '#components/ticket-table.ts';
import { useTicketCopy } from '#components/use-ticket-copy.ts';
import { csvFile, JSON_FILE, type ExportFormat } from '#fleet/export.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import type { Selection, ViewResult } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import { count, number, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Choice } from '#ui/Choice.tsx';
import { Panel } from '#ui/Panel.tsx';
import { toast } from '#ui/toast.ts';
import { exportView } from './export-view.ts';

interface ExportMenuProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly selection: Selection;
  /** They were selected one by one, and are no view. */
  readonly chosen?: boolean;
  readonly onClose: () => void;
}

interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Saves exactly this view, all its rows and not only those of this page; or what is selected. */
export function ExportMenu({ anchor, selection, chosen = false, onClose }: ExportMenuProps) {
  const limits = useStuckAfter();
  const { data: view } = useQuery(fleetQueries.view({ ...selection, start: 0, size: 0, limits }));
  const { progress, start, cancel } = useExport(selection, onClose);
  const ticket = useTicketCopy(selection, onClose);
  const close = (): void => {
    // A click beside it does not throw away what is half done.
    if (progress === null) onClose();
  };
  if (ticket.byHand !== null) return <TicketByHand text={ticket.byHand} returnTo={anchor} onClose={onClose} />;
  return (
    <Panel anchor={anchor} title={t`Export`} subject={view === undefined ? ROWS[chosen ? 'chosen' : 'view'] : <What view={view} chosen={chosen} />} onClose={close}>
      <div className="mt-1.5 px-1">
        <NotWhole>{t`The file will say so.`}</NotWhole>
      </div>
      {progress === null ? <Formats onChoose={start} onTicket={ticket.copy} /> : <Running progress={progress} onCancel={cancel} />}
    </Panel>
  );
}

const ROWS = { view: t`All rows of this view`, chosen: t`The devices that are selected` };

function What({ view: { total, list, coverage }, chosen }: { readonly view: ViewResult; readonly chosen: boolean }) {
  const now = useNow();
  if (!chosen) return t`All rows of this view: ${totalWords(total, coverage, now)}.`;
  const missing = list?.unknown.length ?? 0;
  const devices = number(total);
  if (missing === 0) return t`The devices that are selected: ${devices}.`;
  return isComplete(coverage)
    ? t`The devices that are selected: ${devices}, without ${number(missing)} no longer in the fleet.`
    : t`The devices that are selected: ${devices}, without ${number(missing)} not read so far.`;
}

function Formats({ onChoose, onTicket }: { readonly onChoose: (format: ExportFormat) => void; readonly onTicket: () => void }) {
  return (
    <div className="mt-2 flex flex-col gap-1">
      <CsvChoices onChoose={(form) => onChoose(csvFile(form))} />
      <Choice icon={<Braces aria-hidden size={16} />} name={t`JSON`} what={t`for programs: every value as the API wrote it`} onChoose={() => onChoose(JSON_FILE)} />
      <Choice icon={<ClipboardCopy aria-hidden size={16} />} name={t`Copy for ticket`} what={t`on the clipboard, as a table in Markdown with the first ${MOST_ROWS} at the most`} onChoose={onTicket} />
    </div>
  );
}

function Running({ progress: { done, total }, onCancel }: { readonly progress: Progress; readonly onCancel: () => void }) {
  const cancel = useRef<HTMLButtonElement>(null);
  // What had the focus, the button of the format, is gone.
  useEffect(() => cancel.current?.focus(), []);
  const words = total === 0 ? t`Beginning …` : t`${number(done)} of ${number(total)}`;
  return (
    <div className="mt-3 flex items-center gap-3 px-1 pb-1">
      <div role="progressbar" aria-label={t`Export`} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done} aria-valuetext={words} className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-line">
        <div className="h-full bg-accent" style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }} />
      </div>
      <span className="text-sm whitespace-nowrap text-ink-2">{words}</span>
      <Button ref={cancel} onClick={onCancel}>
        {t`Cancel`}
      </Button>
    </div>
  );
}

/** An export under way; it ends with the page that it was begun on. However it ends, there is nothing left to choose. */
function useExport(selection: Selection, onDone: () => void) {
  const limits = useStuckAfter();
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      running.current?.abort();
      running.current = null;
    },
    [],
  );
  const start = async (format: ExportFormat): Promise<void> => {
    const { signal } = (running.current = new AbortController());
    setProgress({ done: 0, total: 0 });
    try {
      const total = await exportView({ format, selection, limits, signal, onProgress: (done, all) => setProgress({ done, total: all }) });
      toast({ tone: 'ok', title: t`${count(total, 'device')} exported`, description: t`As ${format.extension.toUpperCase()}, into the folder of your downloads.` });
    } catch (error) {
      if (signal.aborted) return;
      toast({ tone: 'bad', title: t`Not exported`, description: clip(visible(error instanceof Error ? error.message : String(error)), 300) });
    } finally {
      // Unless something else has been opened in its place.
      if (running.current !== null) onDone();
    }
  };
  return { progress, start: (format: ExportFormat): void => void start(format), cancel: (): void => running.current?.abort() };
}
