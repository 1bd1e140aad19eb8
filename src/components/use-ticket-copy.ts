import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Selection } from '#fleet/view.ts';
import { errorWords } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { toast } from '#ui/toast.ts';
import { copySelectionTicket } from './ticket-copy.ts';

interface TicketCopy {
  readonly busy: boolean;
  /** What the browser did not let us copy: to be shown in `TicketByHand`. */
  readonly byHand: string | null;
  readonly copy: () => void;
}

/** Puts many devices on the clipboard for a ticket. @param onEnd they are copied, or it was said why not: what they were copied from has nothing left to do */
export function useTicketCopy(selection: Selection, onEnd: () => void): TicketCopy {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [byHand, setByHand] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const { text, copied } = await copySelectionTicket(client, selection);
      if (copied) onEnd();
      else setByHand(text);
    } catch (error) {
      toast({ tone: 'bad', title: t`Not copied for a ticket`, description: errorWords(error) });
      onEnd();
    } finally {
      setBusy(false);
    }
  };
  return { busy, byHand, copy: () => void copy() };
}
