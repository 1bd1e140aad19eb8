import { useEffect, useEffectEvent, type RefObject } from 'react';
import { TicketByHand } from '#components/TicketByHand.tsx';
import { useTicketCopy } from '#components/use-ticket-copy.ts';
import type { SortKey } from '#fleet/view.ts';

interface SelectionTicketProps {
  readonly sids: readonly string[];
  /** The order of the list. */
  readonly sort: readonly SortKey[];
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Copies the selection for a ticket as soon as it is drawn: for the palette, which has no button that could do it. */
export function SelectionTicket({ sids, sort, returnTo, onClose }: SelectionTicketProps) {
  const { byHand, copy } = useTicketCopy({ q: '', sort, list: sids }, onClose);
  const begin = useEffectEvent(copy);
  useEffect(() => begin(), []);
  return byHand === null ? null : <TicketByHand text={byHand} returnTo={returnTo} onClose={onClose} />;
}
