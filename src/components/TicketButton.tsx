import { useQueryClient } from '@tanstack/react-query';
import { ClipboardCopy } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import type { DeviceReading } from '#api/devices.ts';
import { errorWords } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { insistently, late } from '#ui/late.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { toast } from '#ui/toast.ts';
import { useActions } from './actions.ts';

const TicketByHand = late(async () => (await import('./TicketByHand.tsx')).TicketByHand);

interface TicketButtonProps {
  readonly reading: DeviceReading;
  /** The API knows it no more. */
  readonly gone: boolean;
}

/** Puts a device on the clipboard as Markdown, for a ticket in another system (`c`). How that is made is loaded with its first use. */
export function TicketButton({ reading, gone }: TicketButtonProps) {
  const client = useQueryClient();
  const button = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  const [byHand, setByHand] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const { copyDeviceTicket } = await insistently(() => import('./ticket-copy.ts'));
      const { text, copied } = await copyDeviceTicket(client, reading, gone);
      if (!copied) setByHand(text);
    } catch (error) {
      toast({ tone: 'bad', title: t`Not copied for a ticket`, description: errorWords(error) });
    } finally {
      setBusy(false);
    }
  };
  useActions(t`This device`, [{ name: t`Copy for ticket`, key: 'c', blocked: busy ? t`It is being copied.` : null, act: () => void copy() }]);
  useShortcuts({ c: { does: t`Copy for ticket`, act: () => void copy() } });
  return (
    <>
      <Button ref={button} busy={busy} icon={<ClipboardCopy aria-hidden size={14} />} tip={t`Name, state, last report and changes as Markdown`} aria-keyshortcuts="c" onClick={() => void copy()}>
        <span className="max-sm:sr-only">{t`Copy for ticket`}</span>
      </Button>
      {byHand !== null && (
        <Suspense fallback={null}>
          <TicketByHand text={byHand} returnTo={button} onClose={() => setByHand(null)} />
        </Suspense>
      )}
    </>
  );
}
