import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { DeviceReading } from '#api/devices.ts';
import { t } from '#texts/t.ts';
import { CopyButton } from '#ui/CopyButton.tsx';

interface DeviceRawProps {
  readonly reading: DeviceReading;
  /** False while what is on show was read as a row of a list. */
  readonly whole: boolean;
}

/** The device as the API wrote it, fields included that this console does not know. */
export function DeviceRaw({ reading, whole }: DeviceRawProps) {
  const [open, setOpen] = useState(false);
  // Not printed before someone looks: the text of a long name is long.
  const text = open && whole ? JSON.stringify(reading.raw, null, 2) : '';
  return (
    <details className="group min-w-0 rounded-lg border border-line bg-surface" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-11 items-center gap-2 rounded-lg px-4 text-base font-semibold">
        <ChevronRight aria-hidden size={16} className="text-ink-3 transition-transform group-open:rotate-90" />
        {t`JSON from the API`}
      </summary>
      {open && (
        <div className="relative border-t border-line">
          <pre
            aria-label={t`Raw JSON`}
            // It scrolls, so it has to be reachable by keyboard.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            role="group"
            className="max-h-[28rem] overflow-auto p-4 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
          >
            {whole ? text : t`Being read…`}
          </pre>
          <CopyButton text={text} what={t`JSON`} label={t`Copy`} className="absolute top-2 right-3 bg-surface" />
        </div>
      )}
    </details>
  );
}
