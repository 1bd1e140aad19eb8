import { ChevronRight, Download } from 'lucide-react';
import { useState } from 'react';
import { saveFile } from '#components/save-file.ts';
import { clip, visible } from '#lib/text.ts';
import { count, number, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { bytesIn, hexDump } from './hex-dump.ts';

/** 4 KiB: more is for other tools. */
const LINES = 256;

interface ManifestBytesProps {
  /** As the API sent it. */
  readonly encoded: string;
  /** Null where that is not base64. */
  readonly bytes: Uint8Array | null;
  readonly sid: string;
  /** Open from the first: there is nothing better to show. */
  readonly open: boolean;
}

/** The manifest as the API sent it, whatever it is. */
export function ManifestBytes({ encoded, bytes, sid, open: first }: ManifestBytesProps) {
  const [open, setOpen] = useState(first);
  const shown = bytes === null ? visible(clip(encoded, bytesIn(LINES))) : hexDump(bytes, LINES);
  const length = bytes?.length ?? encoded.length;
  const save = (): void => (bytes === null ? saveFile(`${sid}.manifest.txt`, [encoded], 'text/plain') : saveFile(`${sid}.manifest`, [bytes.slice()], 'application/octet-stream'));
  return (
    <details open={open} className="group min-w-0 border-t border-line" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-10 items-center gap-2 pointer-coarse:min-h-11 rounded-b-lg px-4 text-sm font-medium -outline-offset-2">
        <ChevronRight aria-hidden size={15} className="text-ink-3 transition-transform group-open:rotate-90" />
        {bytes === null ? t`As the API sent it: ${count(encoded.length, 'character')}` : t`Raw bytes: ${number(bytes.length)}`}
      </summary>
      {open && (
        <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
          <div className="flex flex-wrap gap-2">
            <CopyButton text={encoded} what={t`manifest in base64`} label={t`Copy base64`} className="h-8 pointer-coarse:h-11" />
            {bytes !== null && <CopyButton text={() => hexDump(bytes, Number.POSITIVE_INFINITY)} what={t`hex dump`} label={t`Copy hex`} className="h-8 pointer-coarse:h-11" />}
            <Button icon={<Download aria-hidden size={15} />} onClick={save}>
              {t`Download`}
            </Button>
          </div>
          <pre
            aria-label={t`Bytes of the manifest`}
            role="group"
            // It scrolls, so it has to be reachable by keyboard.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            className={bytes === null ? 'max-h-80 overflow-auto font-mono text-xs whitespace-pre-wrap wrap-anywhere' : 'scroll-x-fade max-h-80 overflow-auto font-mono text-xs'}
          >
            <code>{shown}</code>
          </pre>
          {length > bytesIn(LINES) && <p className="text-xs text-ink-2">{t`The first ${number(bytesIn(LINES))} are shown; the copy and the file have all.`}</p>}
        </div>
      )}
    </details>
  );
}
