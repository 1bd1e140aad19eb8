import { useQuery } from '@tanstack/react-query';
import { FileDown, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { triage, triageQueries } from '#fleet/triage-face.ts';
import type { TriageSummary, TriageTaken } from '#fleet/triage-view.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { clip, errorWords, visible } from '#lib/text.ts';
import { count, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { toast } from '#ui/toast.ts';
import { paths } from '../paths.ts';
import { tellTriageNotSaved } from './triage-acts.ts';
import { saveFile } from './save-file.ts';
import { TriageTrouble } from './TriageTrouble.tsx';

/** What was acknowledged, snoozed and noted: how much it is, and the way to another browser. */
export function TriageFile() {
  // It has this asked again whenever somebody says something, in whichever tab.
  useFleetStatus();
  const { data: summary, error: unread } = useQuery(triageQueries.summary());
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const write = async (): Promise<void> => {
    setError(null);
    try {
      saveFile('fleet-console-triage.json', [await triage.file()], 'application/json');
    } catch (cause) {
      setError(t`It was not exported: ${errorWords(cause)}`);
    }
  };
  const take = async (file: File): Promise<void> => {
    setError(null);
    try {
      tell(await triage.takeFile(await file.text()));
      void tellTriageNotSaved();
    } catch (cause) {
      setError(t`“${clip(visible(file.name), 60)}” was not imported. ${errorWords(cause)}`);
    }
  };
  const nothing = summary !== undefined && summary.aside + summary.notes === 0;
  return (
    <section aria-label={t`Acknowledged, snoozed, noted`} className="flex flex-col items-start gap-2">
      <h3 className="text-sm font-semibold">{t`Acknowledged, snoozed, noted`}</h3>
      {summary && <Amount summary={summary} />}
      <TriageTrouble />
      {unread && <p className="text-sm text-ink-2">{t`It cannot be read: ${errorWords(unread)}`}</p>}
      <div className="flex flex-wrap items-center gap-2">
        <Button icon={<FileDown aria-hidden size={15} />} blocked={nothing ? t`There is nothing to export yet` : null} onClick={() => void write()}>
          {t`Export to a file`}
        </Button>
        <Button icon={<FileUp aria-hidden size={15} />} onClick={() => input.current?.click()}>
          {t`Import a file`}
        </Button>
        <input
          ref={input}
          type="file"
          aria-label={t`File of acknowledgements and notes`}
          accept="application/json,.json"
          className="hidden"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void take(file);
            // The same file can be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      <p role="alert" className="text-sm wrap-anywhere text-bad empty:hidden">
        {error}
      </p>
    </section>
  );
}

function Amount({ summary: { aside, notes } }: { readonly summary: TriageSummary }) {
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
      <Link to={paths.devices({ q: 'is:aside' })} className="rounded text-accent hover:underline">
        {t`${count(aside, 'device')} put aside`}
      </Link>
      <Link to={paths.devices({ q: 'is:noted' })} className="rounded text-accent hover:underline">
        {count(notes, 'note')}
      </Link>
      <span>{t`Kept in this browser only; a file takes them to another one.`}</span>
    </p>
  );
}

function tell({ news, known, refused }: TriageTaken): void {
  const remarks = [
    known > 0 ? plural(known, 'One device was up to date already.', '# devices were up to date already.') : '',
    refused > 0 ? plural(refused, 'One entry was left out: it could not be read, or there is no room for it.', '# entries were left out: they could not be read, or there is no room for them.') : '',
  ].filter(Boolean);
  toast({ tone: 'ok', title: plural(news, 'What was said of one device is imported', 'What was said of # devices is imported'), ...(remarks.length > 0 && { description: remarks.join(' ') }) });
}
